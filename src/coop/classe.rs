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
    /// Money in, then money out; all positive.
    pub entrees: ParMoyen,
    pub sorties: ParMoyen,
    pub compte: Spanned<Reference<Compte>>,
    pub manques: Manques,
}

/// What a class received or paid, by the three means of its ledger (domain.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ParMoyen {
    pub especes: Montant,
    pub cheque: Montant,
    pub carte: Montant,
}

impl ParMoyen {
    pub fn total(self) -> Montant {
        self.montants().into_iter().sum()
    }

    /// In the order of the ledger's columns.
    pub fn montants(self) -> [Montant; 3] {
        [self.especes, self.cheque, self.carte]
    }
}

impl OperationDeClasse {
    /// What the class holds more once it is made.
    pub fn solde(&self) -> Montant {
        self.entrees.total() - self.sorties.total()
    }

    pub fn est_vide(&self) -> bool {
        self.entrees == ParMoyen::default() && self.sorties == ParMoyen::default()
    }

    /// Amount on its account, positive in the account's own sense: an expense on a 6xxx, a receipt on a 7xxx.
    pub fn ventile(&self) -> Option<(Compte, Montant)> {
        let compte = self.compte.connue()?;
        let montant = match compte.sens() {
            Sens::Charge => -self.solde(),
            Sens::Produit => self.solde(),
        };
        Some((compte, montant))
    }
}

impl CahierDeClasse {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }
}

/// As a list names the régie of a class, « CP », or the one that no entry says whose it is.
pub fn nom_de_la_regie(classe: &str) -> &str {
    if classe.is_empty() { "la régie sans classe" } else { classe }
}

/// « la classe CP », or what to call the régie that no entry says whose it is.
pub fn nom_du_detenteur(classe: &str) -> String {
    if classe.is_empty() { nom_de_la_regie(classe).to_owned() } else { format!("la classe {classe}") }
}
