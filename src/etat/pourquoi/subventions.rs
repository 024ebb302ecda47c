//! Block 5: the rows of the table of subsidies.

use super::enquete::Enquete;
use super::{EcritureVue, Nature, Terme};
use crate::coop::{Montant, Subvention};

pub fn tableau(enquete: &Enquete, _: &str) -> Vec<Terme> {
    rangees(enquete, |s| s.montant.valeur)
}

pub fn reste_a_depenser(enquete: &Enquete, _: &str) -> Vec<Terme> {
    rangees(enquete, |s| s.reste_a_depenser.valeur)
}

/// What the table has more than its account.
pub fn ecart(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let compte = enquete.controle.departement().plan.subvention;
    let totaux = enquete.comptes.subventions(compte);
    vec![
        Terme::figure("Total du tableau des subventions", totaux.tableau, "subventions"),
        Terme::figure(format!("Total du compte {compte}"), -totaux.au_compte, compte.to_string()),
    ]
}

fn rangees(enquete: &Enquete, montant: impl Fn(&Subvention) -> Montant) -> Vec<Terme> {
    let rangee = |s: &Subvention| {
        let vue = EcritureVue {
            piece: s.piece.as_ref().map_or_else(String::new, |piece| piece.valeur.to_string()),
            justificatifs: s.justificatif.iter().map(|j| j.valeur.to_string()).collect(),
            ..EcritureVue::new(Nature::Subvention, Some(s.date), enquete.place(s.lieu(s.span)))
        };
        let objet = if s.designation.trim().is_empty() { String::new() } else { format!(", {}", s.designation) };
        Terme::ecrit(format!("{}{objet}", s.origine), montant(s), vue)
    };
    enquete.exercice.subventions.iter().map(rangee).collect()
}
