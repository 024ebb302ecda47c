//! L005 — montant-invalide. Emitted by [`crate::parse`].

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::MONTANT_INVALIDE,
    nom: "montant-invalide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un montant a trop de décimales, un exposant, une valeur démesurée ou un signe interdit",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
