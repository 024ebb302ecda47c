//! A003 — cotisation-discordante. The accounts of dues and insurance, once they have moved, hold what the tariff computes.
//! Totals are compared, not entries: a complement or a refund is part of what was paid.

use crate::calcul::Cotisation;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("A003"),
    nom: "cotisation-discordante",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion, Partie::Bareme, Partie::Ventilation, Partie::Cahier, Partie::Classes, Partie::Plan],
    resume: "la cotisation ou l’assurance payée n’est pas celle que le barème calcule",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    let Some(cotisation) = Cotisation::de_l_exercice(vue.dossier, vue.exercice) else { return };
    let plan = &vue.departement().plan;
    for (compte, attendu) in cotisation.par_compte(plan) {
        let quoi = match (compte == plan.cotisation, compte == plan.assurance) {
            (true, true) => "la cotisation et l’assurance",
            (true, false) => "la cotisation",
            _ => "l’assurance",
        };
        let trouve = vue.comptes.total_du_compte(compte);
        if trouve == attendu || !vue.exercice.lacunes.compte_connu(compte, trouve - attendu) {
            continue;
        }
        let mouvements: Vec<_> = vue.mouvements_du_compte(compte).take(6).collect();
        // An account that never moved is not compared: nothing was paid yet.
        let Some(premier) = mouvements.first() else { continue };
        let ecart = (trouve - attendu).abs();
        let mut constat = Constat::new(
            REGLE.code,
            premier.lieu,
            format!("{quoi} : {trouve} au compte {compte}, le barème en calcule {attendu} ; différence {ecart}"),
        )
        .etiquette(if trouve < attendu { format!("il manque {ecart}") } else { format!("{ecart} de trop") })
        .lien(adhesion.lieu(Span::default()), "l’adhésion déclarée")
        .aide("`retkoop adhesion` montre le calcul ligne par ligne : corrigez l’écriture, ou les effectifs et les valeurs déclarés dans adhesion.toml")
        .ecart(attendu, trouve)
        .piece(vue.seule_piece_du_compte(compte))
        .sujet(quoi);
        for autre in mouvements.iter().skip(1) {
            constat = constat.lien(autre.lieu, format!("{} au compte {compte}", autre.montant));
        }
        constats.push(constat);
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Dès que le compte de la cotisation ou celui de l’assurance a bougé, son total est comparé à ce que le barème du département calcule pour les effectifs et les valeurs de `adhesion.toml`. `retkoop adhesion` montre ce calcul ligne par ligne.",
    pourquoi: "Le département attend une somme au centime. Un écart retarde la validation de l’adhésion, donc l’assurance ; ou bien les effectifs déclarés ne sont pas ceux que l’on a payés.",
    exemple: &[Extrait::Fichier("2024-2025/cahier/2024-10.toml", r#"
[[ecriture]]
piece   = "02"
date    = 2024-10-03
libelle = "OCCE, cotisation et assurance"
cheque  = "2200101"
sortie.banque    = 84.00
ventilation.6586 = 71.50
ventilation.6168 = 12.50
pointage = 2024-10-31
justificatifs = ["pieces/02-occe.pdf"]
"#)],
    corriger: "Comparez l’appel de cotisation à `retkoop adhesion`, puis corrigez celui des trois qui se trompe :\n\n- la ventilation de l’écriture ;\n- les effectifs, les valeurs ou les abonnements de `adhesion.toml` ;\n- le barème, que seul le département change.\n\nUn complément ou un remboursement s’écrit sur le même compte : ce sont les totaux qui sont comparés.",
    correction: &[Extrait::Fichier("2024-2025/cahier/2024-10.toml", r#"
[[ecriture]]
piece   = "02"
date    = 2024-10-03
libelle = "OCCE, cotisation et assurance"
cheque  = "2200101"
sortie.banque    = 84.00
ventilation.6586 = 73.00
ventilation.6168 = 11.00
pointage = 2024-10-31
justificatifs = ["pieces/02-occe.pdf"]
"#)],
    reference: "Le barème `[[bareme]]` du département pour l’exercice ; la cotisation comprend le forfait, les effectifs, les abonnements et la participation volontaire, l’assurance fait son propre total.",
};
