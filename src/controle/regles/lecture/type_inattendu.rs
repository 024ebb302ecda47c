//! L004 — type-inattendu. Emitted by [`crate::parse`], with the right spelling.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::TYPE_INATTENDU,
    nom: "type-inattendu",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une valeur n’est pas du type attendu, comme une date ou un montant entre guillemets",
    explication: Explication::A_ECRIRE,
    verification: Verification::Lecture,
};
