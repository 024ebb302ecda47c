//! L003 — cle-manquante. Emitted by [`crate::parse`]. A missing piece number is P001.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::CLE_MANQUANTE,
    nom: "cle-manquante",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une clé obligatoire, ou le fichier `exercice.toml`, est absent",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
