//! Block 5: the rows of the table of subsidies.

use super::{Terme, vue};
use crate::controle::DossierControle;
use crate::coop::{Montant, Subvention};

pub fn tableau(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    Some(rangees(controle, |s| s.montant.valeur))
}

pub fn reste_a_depenser(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    Some(rangees(controle, |s| s.reste_a_depenser.valeur))
}

fn rangees(controle: &DossierControle, montant: impl Fn(&Subvention) -> Montant) -> Vec<Terme> {
    let rangee = |s: &Subvention| {
        let piece = s.piece.as_ref().map_or("", |piece| piece.valeur.as_str());
        let justificatifs = s.justificatif.iter().map(|j| j.valeur.to_string()).collect();
        let ecrite = vue(controle, piece, Some(s.date), s.lieu(s.span), justificatifs, None);
        let objet = if s.designation.trim().is_empty() { String::new() } else { format!(", {}", s.designation) };
        Terme::ecrit(format!("{}{objet}", s.origine), montant(s), ecrite)
    };
    controle.exercice().subventions.iter().map(rangee).collect()
}
