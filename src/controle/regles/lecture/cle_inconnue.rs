//! L002 — cle-inconnue. Emitted by [`crate::parse`], with the nearest key of the format.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::CLE_INCONNUE,
    nom: "cle-inconnue",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une clé n’est pas dans le format",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
