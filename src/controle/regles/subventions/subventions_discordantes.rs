//! S001 — subventions-discordantes. Σ of the table = the account that the chart names for subsidies, usually 7410 (domain.md,
//! E8).

use crate::calcul::Subventions;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
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
    let Subventions { tableau, au_compte, ecart } = vue.comptes.subventions(compte);
    if ecart.is_zero() || !vue.exercice.lacunes.compte_connu(compte, ecart) {
        return;
    }
    let du_compte: Vec<_> = vue.mouvements_du_compte(compte).take(6).collect();
    let ligne = vue.exercice.subventions.first().map(|s| s.lieu(s.montant.span));
    let lieu = ligne.or(du_compte.first().map(|mouvement| mouvement.lieu)).unwrap_or(vue.exercice.lieu(vue.exercice.span_fin));
    let mut constat = Constat::new(
        REGLE.code,
        lieu,
        format!("le tableau des subventions fait {tableau}, le compte {compte} est à {au_compte} ; différence {}", ecart.abs()),
    )
    .etiquette(if ligne.is_some() { "première ligne du tableau" } else { "subvention absente du tableau" })
    .aide(format!("chaque recette du compte {compte} a sa ligne `[[subvention]]` dans subventions.toml, du même montant ; le don d’une association n’est pas une subvention, et va à un autre compte"))
    .ecart(au_compte, tableau);
    for mouvement in du_compte.into_iter().filter(|mouvement| mouvement.lieu != lieu) {
        constat = constat.lien(mouvement.lieu, format!("{} au compte {compte}", mouvement.montant));
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
