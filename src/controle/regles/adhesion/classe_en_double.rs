//! A005 — classe-en-double. A class's name is unique (domain.md, « Adhésion »).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("A005"),
    nom: "classe-en-double",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "deux classes de l’adhésion ont le même nom",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    for (nom, premiere) in adhesion.classes_en_double() {
        constats.push(
            Constat::new(REGLE.code, adhesion.lieu(nom.span), format!("deux classes s’appellent « {} »", abrege(nom.trim())))
                .etiquette("nom déjà pris")
                .lien(adhesion.lieu(premiere), "d’abord ici")
                .aide("donnez-leur deux noms, comme « CP A » et « CP B », ou enlevez celle qui est en trop")
                .sujet(nom.trim()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Deux classes de `adhesion.toml` ont le même `nom`.",
    pourquoi: "Une classe est connue par son nom : sa régie, son cahier, ses effectifs sur les papiers. Avec deux fois le même nom, on ne sait plus à qui l’argent a été confié, ou bien une classe est comptée et payée deux fois.",
    exemple: &[Extrait::Fichier("2024-2025/adhesion.toml", r#"
date = 2024-09-17

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#)],
    corriger: "Donnez un nom à chacune (« CP A », « CP B », ou le nom de l’enseignant), ou enlevez celle qui est en trop.",
    correction: &[Extrait::Fichier("2024-2025/adhesion.toml", r#"
date = 2024-09-17

[[classe]]
nom         = "CP A"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20

[[classe]]
nom         = "CP B"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#)],
    reference: "Guide de l’OCCE : le nom de la classe est obligatoire et unique dans la coopérative.",
};
