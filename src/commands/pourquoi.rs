//! `retkoop pourquoi`: where a figure comes from.

use clap::Args;

use crate::cli::{Communs, Console, Echec, Format, Issue, charger};
use crate::controle::Controle;
use crate::etat::pourquoi::Pourquoi as Etat;
use crate::render::{pourquoi_json, pourquoi_texte};

/// Dire d’où vient un chiffre : écritures, justificatifs, relevés
#[derive(Debug, Args)]
pub struct Pourquoi {
    /// Un compte (7410, 512), une trésorerie (banque), ou resultat, ecart.banque, regie.CP, tresorerie.2024-10… ou les mots,
    /// le montant ou la pièce imprimés
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
    let Some(preuve) = super::prouver(&controle, &exercice, console) else {
        console.note("pas de réponse : un chiffre ne se tire que de comptes sans erreur ; `retkoop cahier` montre les écritures");
        return Ok(Issue::Constats);
    };
    let pourquoi = Etat::etablir(&preuve, &commande.figure).map_err(|manque| Echec::new(manque.phrase, manque.aide))?;
    console.sortie(&match commande.format {
        Format::Texte => pourquoi_texte::pourquoi_texte(&exercice, &pourquoi, console.style()),
        Format::Json => pourquoi_json::pourquoi_json(&exercice, &pourquoi),
    })?;
    Ok(Issue::Reussite)
}
