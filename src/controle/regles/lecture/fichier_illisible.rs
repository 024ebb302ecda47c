//! L006 — fichier-illisible. Emitted by [`crate::parse`] from what [`crate::source::disque`] refused.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::FICHIER_ILLISIBLE,
    nom: "fichier-illisible",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un fichier n’est pas en UTF-8, est trop gros ou ne peut pas être lu",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
