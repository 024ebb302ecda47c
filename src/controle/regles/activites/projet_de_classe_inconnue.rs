//! V002 — projet-de-classe-inconnue. Ours, for projects and national actions: the paper would name a class that the school has
//! not.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::parse::Connus;

pub static REGLE: Regle = Regle {
    code: Code("V002"),
    nom: "projet-de-classe-inconnue",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion],
    resume: "un projet ou une action nationale nomme une classe qui n’est pas dans l’adhésion",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let (Some(activites), Some(adhesion)) = (&vue.exercice.activites, &vue.exercice.adhesion) else { return };
    // A membership that is not filled in yet contradicts nothing.
    if adhesion.classes.is_empty() {
        return;
    }
    let mut connues = Connus::new(adhesion.classes.iter().map(|c| c.nom.as_str()));
    let projets = activites.projets.iter().map(|p| (p.titre.as_str(), &p.classes, p.span));
    let nationales = activites.actions_nationales.iter().map(|a| (a.nom.as_str(), &a.classes, a.span));
    for (titre, classes, span) in projets.chain(nationales) {
        for classe in classes.iter().filter(|classe| adhesion.classe(classe).is_none()) {
            let aide = match connues.la_plus_proche(classe) {
                Some(proche) => format!("vouliez-vous dire « {proche} » ?"),
                None => "écrivez le nom qu’elle a dans adhesion.toml, ou ajoutez-y cette classe".to_owned(),
            };
            let (titre, nom) = (abrege(titre), abrege(classe));
            constats.push(
                Constat::new(
                    REGLE.code,
                    activites.lieu(span),
                    format!("la classe « {nom} », qui a pris part à « {titre} », n’est pas dans l’adhésion"),
                )
                .etiquette("une de ses classes est inconnue")
                .aide(aide)
                .donnee("trouve", classe.as_str())
                .sujet(format!("{titre} {nom}")),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Les `classes` d’un projet ou d’une action nationale, dans `activites.toml`, sont des classes d’`adhesion.toml`. Le constat \
           propose le nom le plus proche.",
    pourquoi: "Le compte rendu d’activités donne les classes et leurs élèves d’après l’adhésion : un nom de travers y serait une classe \
               de plus.",
    exemple: &[Extrait::Fichier(
        "2024-2025/activites.toml",
        r#"
[[projet]]
titre   = "Jardin de l’école"
classes = ["CP", "CE3"]
"#,
    )],
    corriger: "Écrivez le nom de la classe tel qu’il est dans `adhesion.toml`.",
    correction: &[Extrait::Fichier(
        "2024-2025/activites.toml",
        r#"
[[projet]]
titre   = "Jardin de l’école"
classes = ["CP"]
"#,
    )],
    reference: "Compte rendu d’activités de l’OCCE : les classes qui ont pris part à chaque projet.",
};
