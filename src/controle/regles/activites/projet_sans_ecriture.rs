//! V001 — projet-sans-ecriture. Ours: a slip of the hand in `action` would print a project without its money, and nobody would
//! know.

use std::collections::BTreeSet;

use crate::calcul::actions::{Axe, actions};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::parse::Connus;

pub static REGLE: Regle = Regle {
    code: Code("V001"),
    nom: "projet-sans-ecriture",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Cahier],
    resume: "l’`action` d’un projet n’est celle d’aucune écriture",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(activites) = &vue.exercice.activites else { return };
    let menees: BTreeSet<&str> =
        actions(vue.exercice).into_iter().filter(|a| a.axe == Axe::Action).map(|a| a.nom).collect();
    let mut connues = Connus::new(menees.iter().copied());
    for projet in &activites.projets {
        let action = projet.action.trim();
        if action.is_empty() || menees.contains(action) {
            continue;
        }
        let aide = match connues.la_plus_proche(action) {
            Some(proche) => format!("vouliez-vous dire « {proche} » ?"),
            None => "écrivez le même nom dans l’`action_a` de ses écritures, ou enlevez `action` d’un projet sans argent".to_owned(),
        };
        let (titre, nom) = (abrege(&projet.titre), abrege(action));
        constats.push(
            Constat::new(
                REGLE.code,
                activites.lieu(projet.span),
                format!("le projet « {titre} » est celui de l’action « {nom} », qu’aucune écriture ne nomme"),
            )
            .etiquette("projet sans recette ni dépense")
            .aide(aide)
            .donnee("trouve", action)
            .sujet(format!("{titre} {nom}")),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un projet d’`activites.toml` dont `action` est écrite prend ses recettes et ses dépenses dans les écritures qui ont cette \
           `action_a`. La règle dit qu’il n’y en a aucune, et propose le nom le plus proche. Elle se tait tant que l’année \
           court : l’argent d’un projet peut venir après lui.",
    pourquoi: "Une lettre de travers suffit pour que le compte rendu d’activités imprime un projet sans argent, et son argent parmi les \
               autres opérations.",
    exemple: &[Extrait::Fichier(
        "2024-2025/activites.toml",
        r#"
[[projet]]
titre  = "Classe de mer"
action = "Séjour à la mer"
"#,
    )],
    corriger: "Recopiez dans `action` le nom que portent les écritures. D’un projet qui n’a rien reçu ni dépensé, n’écrivez pas `action`.",
    correction: &[Extrait::Fichier(
        "2024-2025/activites.toml",
        r#"
[[projet]]
titre = "Classe de mer"
"#,
    )],
    reference: "Compte rendu d’activités de l’OCCE : les projets, avec leurs recettes et leurs dépenses.",
};
