//! V003 — projet-mal-date. Ours: a project that ends before it begins, or that no day of the year holds.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("V003"),
    nom: "projet-mal-date",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "un projet finit avant de commencer, ou n’a aucun jour dans l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let Some(activites) = &exercice.activites else { return };
    for projet in &activites.projets {
        let Some(debut) = projet.debut.or(projet.fin) else { continue };
        let fin = projet.fin.unwrap_or(debut);
        let titre = abrege(&projet.titre);
        let (premier, dernier) = (date::en_chiffres(debut), date::en_chiffres(fin));
        let message = if fin < debut {
            format!("le projet « {titre} » finit le {dernier}, avant de commencer le {premier}")
        } else if fin < exercice.debut || debut > exercice.fin {
            let quand = if debut == fin { format!("le {premier}") } else { format!("du {premier} au {dernier}") };
            format!("le projet « {titre} », {quand}, n’est pas de l’exercice {}", exercice.nom)
        } else {
            continue;
        };
        constats.push(
            Constat::new(REGLE.code, activites.lieu(projet.span), message)
                .etiquette("dates à revoir")
                .aide("corrigez `debut` ou `fin` ; un projet d’une autre année va dans l’`activites.toml` de celle-ci")
                .sujet(titre.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un projet d’`activites.toml` commence avant de finir, et l’un de ses jours au moins est de l’exercice. Sans `fin`, il dure un \
           jour.",
    pourquoi: "Ses dates s’impriment sur le compte rendu d’activités, que le département lit.",
    exemple: &[Extrait::Fichier(
        "2024-2025/activites.toml",
        r#"
[[projet]]
titre = "Classe de mer"
debut = 2025-05-19
fin   = 2025-05-09
"#,
    )],
    corriger: "Corrigez la date, ou rangez le projet dans le dossier de son exercice.",
    correction: &[Extrait::Fichier(
        "2024-2025/activites.toml",
        r#"
[[projet]]
titre = "Classe de mer"
debut = 2025-05-09
fin   = 2025-05-19
"#,
    )],
    reference: "Compte rendu d’activités de l’OCCE : ce que la coopérative a fait pendant l’année.",
};
