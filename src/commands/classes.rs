//! `retkoop classes`: each class with its ledger and its régie, and what is wrong; `creer` makes the ledgers that the membership
//! names.

mod creer;

use clap::{Args, Subcommand};

use crate::cli::{Communs, Console, Echec, FormatDeTableau, Issue, charger};
use crate::controle::Controle;
use crate::etat::classes::EtatDesClasses;
use crate::render::{classes_csv, classes_json, classes_texte};

/// Montrer les classes : effectifs, cahier, régie, et ce qui ne va pas
#[derive(Debug, Args)]
#[command(subcommand_value_name = "COMMANDE", subcommand_help_heading = "Commandes\u{a0}")]
pub struct Classes {
    /// Forme de la liste
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: FormatDeTableau,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    Creer(creer::Creer),
}

pub fn executer(commande: &Classes, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let controle = Controle::new(&charge.dossier, charge.jour);
    if let Some(Action::Creer(creer)) = &commande.action {
        if commande.format != FormatDeTableau::Texte {
            return Err(Echec::new("`--format` ne va pas avec `creer`", "faites l’un, puis l’autre"));
        }
        return creer::executer(creer, &charge, &controle, exercice, console);
    }
    // To look only needs what can be read.
    let preuve = super::prouver(&controle, &exercice.nom, console);
    let etat = EtatDesClasses::consulter(&controle, &exercice.nom).unwrap_or_default();
    console.sortie(&match commande.format {
        FormatDeTableau::Texte => classes_texte::classes_texte(&etat, console.style()),
        FormatDeTableau::Csv => classes_csv::classes_csv(&etat),
        FormatDeTableau::Json => classes_json::classes_json(&etat),
    })?;
    Ok(Issue::selon(preuve.is_none()))
}
