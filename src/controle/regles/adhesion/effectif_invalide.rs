//! A006 — effectif-invalide. A negative number of people, or one that no class holds.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::EFFECTIF_MAX;
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("A006"),
    nom: "effectif-invalide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un effectif de l’adhésion est négatif ou démesuré",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    for classe in &adhesion.classes {
        for (cle, nombre) in classe.effectifs_invalides() {
            let quoi = if cle == "eleves" { "élèves" } else { "autres adultes" };
            let defaut = if nombre.valeur < 0 { "négatif" } else { "démesuré" };
            let nom = abrege(&classe.nom);
            constats.push(
                Constat::new(REGLE.code, adhesion.lieu(nombre.span), format!("classe « {nom} » : le nombre d’{quoi} est {defaut} : {}", nombre.valeur))
                    .etiquette(defaut)
                    .aide(format!("écrivez le nombre de personnes, de 0 à {EFFECTIF_MAX} : `{cle} = 23`"))
                    .donnee("trouve", nombre.valeur.to_string())
                    .sujet(format!("{nom} {cle}")),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "`eleves` ou `autres_adultes` est négatif, ou dépasse 9 999 personnes dans une seule classe.",
    pourquoi: "La cotisation est un nombre de personnes multiplié par un prix : un effectif faux donne une somme fausse, et personne ne la paierait.",
    exemple: &[Extrait::Fichier("2024-2025/adhesion.toml", r#"
date = 2024-09-17

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = -20

[[classe]]
nom         = "CE1"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#)],
    corriger: "Écrivez le nombre de personnes, tel qu’il est le jour de l’adhésion.",
    correction: &[Extrait::Fichier("2024-2025/adhesion.toml", r#"
date = 2024-09-17

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20

[[classe]]
nom         = "CE1"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#)],
    reference: "Une précaution de ce programme ; aucune classe n’a 10 000 élèves.",
};
