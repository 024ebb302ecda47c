//! `retkoop rapprochement`: from the bank's last statement to the ledger, in the terminal or for a program.

use clap::Args;

use crate::cli::{Communs, Console, Echec, Format, Issue, charger};
use crate::controle::Controle;
use crate::etat::rapprochement::Rapprochement as Etat;
use crate::render::rapprochement_json::rapprochement_json;
use crate::render::rapprochement_texte::rapprochement_texte;

/// Rapprocher le dernier relevé de chaque banque et le cahier : ce qui n’est pas encore pointé
#[derive(Debug, Args)]
pub struct Rapprochement {
    /// Forme de l’état
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: Format,
}

pub fn executer(commande: &Rapprochement, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?.nom.clone();
    let controle = Controle::new(&charge.dossier, charge.jour);
    let etats: Vec<Etat> =
        controle.comptes_de(&exercice).map_or_else(Vec::new, |c| c.banques().map(|banque| Etat::de(c, banque)).collect());
    console.sortie(&match commande.format {
        Format::Texte => rapprochement_texte(&exercice, &etats, console.style()),
        Format::Json => rapprochement_json(&exercice, &etats),
    })?;
    Ok(Issue::selon(super::prouver(&controle, &exercice, console).is_none()))
}
