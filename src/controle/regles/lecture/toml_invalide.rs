//! L001 — toml-invalide. Emitted by [`crate::parse`]: every syntax error of a file, at most one a line.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::TOML_INVALIDE,
    nom: "toml-invalide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "le fichier n’est pas du TOML bien formé",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
