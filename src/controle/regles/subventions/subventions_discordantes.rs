//! S001 — subventions-discordantes. Σ of the table = the account that the chart names for subsidies, usually 7410 (domain.md, E8).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Montant, Partie};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("S001"),
    nom: "subventions-discordantes",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Subventions, Partie::Ventilation, Partie::Cahier, Partie::Classes, Partie::Plan],
    resume: "le tableau des subventions n’a pas le total de leur compte",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let compte = vue.departement().plan.subvention;
    let total: Montant = vue.exercice.subventions.iter().map(|s| s.montant.valeur).sum();
    let solde = vue.comptes.total_du_compte(compte);
    if total == solde {
        return;
    }
    let ecritures = vue.exercice.ecritures.iter().flat_map(|e| e.ventilations.iter().map(move |v| (e, v)));
    let du_compte: Vec<_> = ecritures.filter(|(_, v)| v.compte.connue() == Some(compte)).take(6).map(|(e, v)| (e.lieu(v.span), v.montant)).collect();
    let ligne = vue.exercice.subventions.first().map(|s| s.lieu(s.montant.span));
    let lieu = ligne.or(du_compte.first().map(|(lieu, _)| *lieu)).unwrap_or(vue.exercice.lieu(vue.exercice.span_fin));
    let mut constat = Constat::new(
        REGLE.code,
        lieu,
        format!("le tableau des subventions fait {total}, le compte {compte} est à {solde} ; différence {}", (total - solde).abs()),
    )
    .etiquette(if ligne.is_some() { "première ligne du tableau" } else { "subvention absente du tableau" })
    .aide(format!("chaque recette du compte {compte} a sa ligne `[[subvention]]` dans subventions.toml, du même montant ; le don d’une association n’est pas une subvention, et va à un autre compte"))
    .ecart(solde, total);
    for (place, montant) in du_compte.into_iter().filter(|(place, _)| *place != lieu) {
        constat = constat.lien(place, format!("{montant} au compte {compte}"));
    }
    constats.push(constat);
}

const EXPLICATION: Explication = Explication {
    quoi: "Le total du tableau `subventions.toml` doit être celui du compte des subventions (7410, sauf réglage du département).",
    pourquoi: "Une subvention publique se justifie devant celui qui l’a donnée. Le tableau est joint au compte rendu financier : il doit \
               dire la même chose que les comptes.",
    exemple: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine      = "Mairie de Sainte-Amarelle"
montant      = 250.00     # annoncés ; 200,00 ont été versés
date         = 2025-01-16
designation  = "Projets de la coopérative"
piece        = "03"
justificatif = "pieces/03-mairie.pdf"
"#,
    )],
    corriger: "Chaque recette en 7410 a sa ligne dans le tableau, du montant reçu. Le don d’une association n’est pas une subvention \
               publique : il va en 7511, et pas au tableau.",
    correction: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine      = "Mairie de Sainte-Amarelle"
montant      = 200.00
date         = 2025-01-16
designation  = "Projets de la coopérative"
piece        = "03"
justificatif = "pieces/03-mairie.pdf"
"#,
    )],
    reference: "Le tableau des subventions du compte rendu financier de l’OCCE (cadre « 741B »).",
};
