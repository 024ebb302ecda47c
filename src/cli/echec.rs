//! How a command ends: what it could not do, and the exit status of cli.md.

use std::io;
use std::process::ExitCode;

use crate::source::disque::message_systeme;

/// The command did its work; this is what it says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// Nothing at error level.
    Reussite,
    /// Findings at error level, or the command's own condition not met.
    Constats,
    /// Could not work: usage, nothing to read, input-output.
    Impossible,
}

impl Issue {
    pub fn selon(echec: bool) -> Issue {
        if echec { Issue::Constats } else { Issue::Reussite }
    }

    pub fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Issue::Reussite => 0,
            Issue::Constats => 1,
            Issue::Impossible => 2,
        })
    }
}

/// Why a command could not work.
#[derive(Debug)]
pub enum Echec {
    /// `retkoop … | head` has read enough: nothing is wrong.
    TuyauFerme,
    Message {
        message: String,
        aide: String,
    },
}

impl Echec {
    pub fn new(message: impl Into<String>, aide: impl Into<String>) -> Echec {
        Echec::Message { message: message.into(), aide: aide.into() }
    }

    /// An input-output error on something that one can name.
    pub fn es(quoi: &str, erreur: &io::Error) -> Echec {
        if erreur.kind() == io::ErrorKind::BrokenPipe {
            return Echec::TuyauFerme;
        }
        Echec::new(format!("{quoi} : {}", message_systeme(Some(erreur))), remede(erreur))
    }
}

/// What to do where the system refuses; nothing that one would not see by oneself.
pub fn remede(erreur: &io::Error) -> String {
    match erreur.kind() {
        io::ErrorKind::PermissionDenied => {
            "donnez-vous le droit de lire et d’écrire ce fichier et son dossier, ou demandez à qui tient l’ordinateur"
        }
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "renommez ce qui porte déjà ce nom, ou enlevez-le",
        io::ErrorKind::StorageFull => "libérez de la place, puis recommencez",
        io::ErrorKind::ReadOnlyFilesystem => "copiez le dossier sur un disque où l’on peut écrire",
        _ => "",
    }
    .to_owned()
}
