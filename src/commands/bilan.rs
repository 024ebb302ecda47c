//! `retkoop bilan`: the CRF's figures, in the terminal or for a program.

use clap::Args;

use crate::cli::{Communs, Console, Echec, FormatDeTableau, Issue, charger};
use crate::controle::Controle;
use crate::etat::crf::Crf;
use crate::render::{bilan_csv, bilan_json, bilan_texte};

/// Montrer les chiffres du compte rendu financier
#[derive(Debug, Args)]
pub struct Bilan {
    /// Forme des chiffres
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: FormatDeTableau,
}

pub fn executer(commande: &Bilan, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?.nom.clone();
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Some(preuve) = super::prouver(&controle, &exercice, console) else { return Ok(Issue::Constats) };
    let crf = Crf::etablir(&preuve);
    let texte = match commande.format {
        FormatDeTableau::Texte => bilan_texte::bilan_texte(&crf, console.style()),
        FormatDeTableau::Csv => bilan_csv::bilan_csv(&crf),
        FormatDeTableau::Json => bilan_json::bilan_json(&crf),
    };
    console.sortie(&texte)?;
    Ok(Issue::Reussite)
}
