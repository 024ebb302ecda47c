//! The table of subsidies (domain.md, E8), held against the account that the chart names for them.

use crate::calcul;
use crate::controle::DossierControle;
use crate::coop::{Compte, Date, Montant};

/// E8 of domain.md.
#[derive(Debug, Clone)]
pub struct Subventions {
    pub lignes: Vec<LigneDeSubvention>,
    pub total: Montant,
    pub total_du_reste: Montant,
    /// The account that the chart names for subsidies, usually 7410, and its total.
    pub compte: Compte,
    pub total_du_compte: Montant,
    pub ecart: Montant,
}

#[derive(Debug, Clone)]
pub struct LigneDeSubvention {
    pub origine: String,
    pub montant: Montant,
    pub date: Date,
    pub designation: String,
    pub reste_a_depenser: Montant,
    pub piece: String,
    pub justificatif: bool,
}

impl Subventions {
    pub fn de(controle: &DossierControle) -> Subventions {
        let compte = controle.departement().plan.subvention;
        let lignes: Vec<LigneDeSubvention> = controle
            .exercice()
            .subventions
            .iter()
            .map(|s| LigneDeSubvention {
                origine: s.origine.to_string(),
                montant: s.montant.valeur,
                date: s.date,
                designation: s.designation.to_string(),
                reste_a_depenser: s.reste_a_depenser.valeur,
                piece: s.piece.as_ref().map_or_else(String::new, |p| p.valeur.to_string()),
                justificatif: s.justificatif.as_ref().is_some_and(|j| !j.trim().is_empty()),
            })
            .collect();
        let total_du_reste = lignes.iter().map(|l| l.reste_a_depenser).sum();
        let calcul::Subventions { tableau, au_compte, ecart } = controle.comptes().subventions(compte);
        Subventions { lignes, total: tableau, total_du_reste, compte, total_du_compte: au_compte, ecart }
    }
}
