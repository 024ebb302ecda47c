//! The edge: the only place with the command line, the terminal, the clock and the environment; it reads files through
//! [`crate::source::disque`], and writes them.

#![allow(clippy::disallowed_methods)]

mod args;
mod chargement;
mod cloture;
mod console;
mod echec;
mod ecriture_atomique;
mod erreurs_clap;
mod format;
mod git;
mod jour;
mod lot;
mod modification;
mod papiers;
mod perimetre;
mod sorties;

use std::ffi::OsString;
use std::process::ExitCode;

pub use args::{Cli, Commande, Communs, Couleur, commande_clap, lire_date};
pub use chargement::{
    Charge, SansExercice, charger, charger_si_l_on_y_est, exercice_vise, jour_du_controle, lire_document, sans_exercice,
};
pub use cloture::{CloturePrete, preparer_la_cloture, publier_les_essais, relire_la_cloture};
pub use console::Console;
pub use echec::{Echec, Issue};
pub use ecriture_atomique::{creer, creer_dossier, ecrire, ecrire_avec, est_dans, obstacle_a_l_ecriture, vider};
pub use format::{Format, FormatDeTableau};
pub use git::ignore_par_megarde;
pub use jour::{prevenir_d_un_jour_a_venir, prevenir_d_un_jour_anterieur};
pub use lot::est_sous_un_depot;
pub use modification::{Modification, NouveauTexte, ecrire_les_textes, modifier, oter_le_sceau, rompre_le_sceau};
pub use papiers::{dossier_des_papiers, lire_crf, sans_chiffres};
pub use perimetre::Perimetre;
pub use sorties::{Sortie, SortiesDemandees};

/// Runs the program. Never panics on what the user gives.
pub fn executer(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match args::lire(arguments) {
        Ok(cli) => cli,
        Err(erreur) => return erreurs_clap::montrer(&erreur),
    };
    let console = Console::new(&cli.communs);
    let issue = crate::commands::executer(&cli, &console);
    match issue {
        Ok(issue) => issue.code(),
        Err(Echec::TuyauFerme) => ExitCode::SUCCESS,
        Err(echec) => {
            console.echec(&echec);
            Issue::Impossible.code()
        }
    }
}
