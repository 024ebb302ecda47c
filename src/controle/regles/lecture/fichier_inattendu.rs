//! L007 — fichier-inattendu. Emitted by [`crate::parse`]: a file that nobody reads is a file that someone thinks is counted.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::FICHIER_INATTENDU,
    nom: "fichier-inattendu",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un fichier .toml n’a pas de place dans le format",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
