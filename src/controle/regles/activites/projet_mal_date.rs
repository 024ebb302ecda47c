//! V003 — projet-mal-date. Ours: a project that ends before it begins, a project or a training that no day of the year holds, a
//! compte rendu written before the year.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("V003"),
    nom: "projet-mal-date",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "un projet finit avant de commencer ; un projet, une formation ou le compte rendu n’est pas de l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let Some(activites) = &exercice.activites else { return };
    let mut signaler = |span: Span, message: String, aide: &'static str, sujet: &str| {
        let constat = Constat::new(REGLE.code, activites.lieu(span), message);
        constats.push(constat.etiquette("dates à revoir").aide(aide).sujet(sujet));
    };
    if let Some(date) = activites.date.filter(|date| date.valeur < exercice.debut) {
        let message =
            format!("le compte rendu, daté du {}, est écrit avant l’exercice {}", date::en_chiffres(date.valeur), exercice.nom);
        signaler(date.span, message, "corrigez `date`, le jour où il est écrit", "compte rendu");
    }
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
        let aide = "corrigez `debut` ou `fin` ; un projet d’une autre année va dans l’`activites.toml` de celle-ci";
        signaler(projet.span, message, aide, &titre);
    }
    for formation in &activites.formations {
        let Some(jour) = formation.date.filter(|jour| !exercice.contient(*jour)) else { continue };
        let titre = abrege(&formation.intitule);
        let message =
            format!("la formation « {titre} », le {}, n’est pas de l’exercice {}", date::en_chiffres(jour), exercice.nom);
        let aide = "corrigez `date` ; une formation d’une autre année va dans l’`activites.toml` de celle-ci";
        signaler(formation.span, message, aide, &titre);
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un projet d’`activites.toml` commence avant de finir, et l’un de ses jours au moins est de l’exercice ; sans `fin`, il dure \
           un jour. Une formation datée l’est d’un jour de l’exercice. Le compte rendu n’est pas daté d’avant le premier jour.",
    pourquoi: "Ces dates s’impriment sur le compte rendu d’activités, que le département lit.",
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
