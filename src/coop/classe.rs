//! Cahier de coop-classe: the simplified ledger of one class, integrated into the school's accounts as one piece.

use ecow::EcoString;

use super::compte::{Compte, Sens};
use super::date::Date;
use super::ecriture::Reference;
use super::lacunes::Manques;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct CahierDeClasse {
    pub fichier: FichierId,
    pub classe: Spanned<EcoString>,
    /// The piece that the ledger becomes in the school's ledger.
    pub piece: Spanned<EcoString>,
    pub operations: Vec<OperationDeClasse>,
    pub manques: Manques,
}

#[derive(Debug, Clone)]
pub struct OperationDeClasse {
    pub span: Span,
    pub numero: EcoString,
    pub date: Option<Spanned<Date>>,
    pub libelle: Spanned<EcoString>,
    /// Money in, then money out, all means together; both positive.
    pub entrees: Montant,
    pub sorties: Montant,
    pub compte: Spanned<Reference<Compte>>,
    pub manques: Manques,
}

impl OperationDeClasse {
    /// Amount on its account, positive in the account's own sense: an expense on a 6xxx, a receipt on a 7xxx.
    pub fn ventile(&self) -> Option<(Compte, Montant)> {
        let compte = self.compte.connue()?;
        let montant = match compte.sens() {
            Sens::Charge => self.sorties - self.entrees,
            Sens::Produit => self.entrees - self.sorties,
        };
        Some((compte, montant))
    }
}

impl CahierDeClasse {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }
}
