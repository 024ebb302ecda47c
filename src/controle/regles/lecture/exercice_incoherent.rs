//! L009 — exercice-incoherent. Emitted by [`crate::parse`] (format.md: « The folder's name must be the years of `debut` and `fin` »).

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::EXERCICE_INCOHERENT,
    nom: "exercice-incoherent",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "le nom du dossier ne dit pas les années de l’exercice, ou deux exercices se chevauchent",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
