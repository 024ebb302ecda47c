//! A bank statement: the balance of an account on a day, as the bank says it.

use super::cooperative::TresorerieId;
use super::date::Date;
use super::ecriture::Reference;
use super::lacunes::Manques;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Releve {
    pub fichier: FichierId,
    pub tresorerie: Spanned<Reference<TresorerieId>>,
    pub date: Spanned<Date>,
    pub solde: Spanned<Montant>,
    pub manques: Manques,
}

impl Releve {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }
}
