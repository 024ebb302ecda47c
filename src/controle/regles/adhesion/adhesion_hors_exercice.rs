//! A012 — adhesion-hors-exercice. The membership is of one year: the goods are valued and the dues posted on its day.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("A012"),
    nom: "adhesion-hors-exercice",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes, Partie::Adhesion],
    resume: "l’adhésion est datée hors de son exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let Some(adhesion) = &exercice.adhesion else { return };
    let Some(ecrite) = adhesion.date.filter(|date| !exercice.contient(date.valeur)) else { return };
    let [jour, debut, fin] = [ecrite.valeur, exercice.debut, exercice.fin].map(date::en_chiffres);
    constats.push(
        Constat::new(REGLE.code, adhesion.lieu(ecrite.span), format!("l’adhésion est datée du {jour}, hors de l’exercice {}", exercice.nom))
            .etiquette(format!("l’exercice va du {debut} au {fin}"))
            .aide("écrivez le jour où la coopérative a renouvelé son adhésion, d’ordinaire en septembre")
            .donnee("trouve", ecrite.valeur.to_string()),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "La `date` de `adhesion.toml` est un jour de son exercice.",
    pourquoi: "C’est à ce jour que les biens de l’inventaire sont estimés, que l’écriture de la cotisation est datée, et que les papiers \
               nomment le mandataire en fonction. D’ordinaire, c’est le fichier de l’an passé, recopié sans changer l’année.",
    exemple: &[Extrait::Fichier(
        "2024-2025/adhesion.toml",
        r#"
date = 2023-09-17      # recopiée de l’an passé

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20

[[classe]]
nom         = "CE1"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#,
    )],
    corriger: "Écrivez le jour où l’adhésion a été renouvelée. Si elle l’a été avant le premier jour de l’exercice, écrivez ce premier jour.",
    correction: &[Extrait::Fichier(
        "2024-2025/adhesion.toml",
        r#"
date = 2024-09-17

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20

[[classe]]
nom         = "CE1"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#,
    )],
    reference: "L’adhésion se renouvelle chaque année, du 1er au 30 septembre.",
};
