//! `retkoop pourquoi`: where a figure comes from.

use clap::Args;

use crate::cli::{Communs, Console, Echec, Format, Issue, charger};
use crate::controle::Controle;
use crate::etat::pourquoi::Pourquoi as Etat;
use crate::parse::la_plus_proche;
use crate::render::{pourquoi_json, pourquoi_texte};

/// Dire d’où vient un chiffre : écritures, justificatifs, relevés
#[derive(Debug, Args)]
pub struct Pourquoi {
    /// Un compte (7410), une trésorerie (banque), ou resultat, rapprochement, regie.CP, tresorerie.2024-10…
    #[arg(value_name = "CHIFFRE")]
    figure: String,
    /// Forme de la réponse
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: Format,
}

pub fn executer(commande: &Pourquoi, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?.nom.clone();
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Some(preuve) = super::prouver(&controle, &exercice, console) else { return Ok(Issue::Constats) };
    let Some(pourquoi) = Etat::etablir(&preuve, &commande.figure) else {
        let figures = Etat::figures(&preuve);
        let en_bref = Etat::figures_en_bref(&preuve);
        let aide = match la_plus_proche(&commande.figure, figures.iter().map(String::as_str)) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None => format!("les chiffres de cet exercice : {}", en_bref.join(", ")),
        };
        return Err(Echec::new(format!("il n’y a pas de chiffre `{}`", commande.figure), aide));
    };
    console.sortie(&match commande.format {
        Format::Texte => pourquoi_texte::pourquoi_texte(&exercice, &pourquoi, console.style()),
        Format::Json => pourquoi_json::pourquoi_json(&exercice, &pourquoi),
    })?;
    Ok(Issue::Reussite)
}
