//! `retkoop etat`, and `retkoop` alone: the home page.

use clap::Args;

use crate::cli::{Communs, Console, Echec, Issue, charger};
use crate::controle::Controle;
use crate::etat::accueil::Accueil;
use crate::render::accueil_texte::accueil_texte;

/// Montrer où en est la coopérative, ce qui est attendu et quoi faire
#[derive(Debug, Default, Args)]
pub struct Etat {}

pub fn executer(_: &Etat, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let controle = Controle::new(&charge.dossier, charge.jour);
    if let Some(accueil) = Accueil::etablir(&controle, &exercice.nom) {
        console.sortie(&accueil_texte(&accueil, console.style()))?;
    }
    Ok(Issue::Reussite)
}
