//! A subsidy received, as the return's table wants it.

use ecow::EcoString;

use super::date::Date;
use super::lacunes::Manques;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Subvention {
    pub fichier: FichierId,
    pub span: Span,
    pub origine: EcoString,
    pub montant: Spanned<Montant>,
    pub date: Date,
    pub designation: EcoString,
    pub reste_a_depenser: Spanned<Montant>,
    pub piece: Option<Spanned<EcoString>>,
    pub justificatif: Option<Spanned<EcoString>>,
    pub manques: Manques,
}

impl Subvention {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }
}
