//! V: what `activites.toml` says that the ledger, the adhésion or the calendar contradicts.

use super::super::chantier::Chantier;
use super::{Faute, faute};

/// Adds a project.
fn projet(c: &mut Chantier, cles: &str) -> Option<()> {
    c.ajouter("{EX}/activites.toml", &format!("\n@[[projet]]\ntitre = \"Essai de projet\"\n{cles}"))
}

/// The same, where the year has classes to contradict.
fn avec_classes(c: &mut Chantier, texte: &str) -> Option<()> {
    c.exercice.adhesion.as_ref().filter(|a| !a.classes.is_empty())?;
    c.ajouter("{EX}/activites.toml", texte)
}

pub const FAUTES: &[Faute] = &[
    faute("V001", "une action que rien ne nomme", |c| projet(c, "action = \"Descente du fleuve\"\n")),
    faute("V001", "une lettre de trop", |c| {
        let action = c.exercice.ecritures.iter().find(|e| !e.action_a.trim().is_empty())?.action_a.to_string();
        projet(c, &format!("action = \"{action}x\"\n"))
    }),
    faute("V001", "une autre casse", |c| {
        let action = c.exercice.ecritures.iter().find(|e| !e.action_a.trim().is_empty())?.action_a.to_uppercase();
        projet(c, &format!("action = \"{action}\"\n"))
    }),
    faute("V002", "une classe que l’école n’a pas", |c| {
        avec_classes(c, "\n@[[projet]]\ntitre = \"Essai de projet\"\nclasses = [\"Sixième B\"]\n")
    }),
    faute("V002", "une classe d’une action nationale", |c| {
        avec_classes(c, "\n@[[action_nationale]]\nnom = \"Essai national\"\nclasses = [\"Sixième B\"]\n")
    }),
    faute("V002", "une classe vraie et une fausse", |c| {
        let classe = c.exercice.adhesion.as_ref()?.classes.first()?.nom.to_string();
        avec_classes(c, &format!("\n@[[projet]]\ntitre = \"Essai de projet\"\nclasses = [\"{classe}\", \"Sixième B\"]\n"))
    }),
    faute("V003", "la fin avant le début", |c| {
        let (debut, fin) = (c.exercice.debut, c.exercice.fin);
        projet(c, &format!("debut = {fin}\nfin = {debut}\n"))
    }),
    faute("V003", "un projet d’une autre année", |c| projet(c, "debut = 2001-05-02\nfin = 2001-05-09\n")),
    faute("V003", "un jour à venir", |c| projet(c, "debut = 2061-05-02\n")),
];
