//! `retkoop attester`: whether the sealed exercices are what they were, from the files alone.

use clap::Args;

use crate::cli::{Communs, Console, Echec, Issue, charger};
use crate::controle::Controle;
use crate::etat::sceaux::{Etat, EtatDuSceau};
use crate::render::sceaux_texte::sceaux_texte;

/// Vérifier les sceaux de tous les exercices, et nommer ce qui a changé
#[derive(Debug, Args)]
pub struct Attester {}

pub fn executer(_: &Attester, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    if communs.exercice.is_some() {
        charge.exercice(communs.exercice.as_deref())?;
    }
    let controle = Controle::new(&charge.dossier, charge.jour);
    let sceaux: Vec<EtatDuSceau> = EtatDuSceau::de_tous(&controle)
        .into_iter()
        .filter(|a| communs.exercice.as_ref().is_none_or(|e| *e == a.exercice))
        .collect();
    console.sortie(&sceaux_texte(&sceaux, console.style()))?;
    let demande_ouverte = communs.exercice.is_some() && sceaux.iter().any(|a| a.etat == Etat::Ouvert);
    Ok(Issue::selon(demande_ouverte || sceaux.iter().any(|a| a.etat == Etat::Rompu)))
}
