//! The yearly membership: classes with their teachers and pupils, declared values, options, payment, validation.

use ecow::EcoString;

use super::date::Date;
use super::ecriture::Manques;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Adhesion {
    pub fichier: FichierId,
    pub date: Option<Date>,
    pub classes: Vec<Classe>,
    pub biens: Biens,
    pub instruments: Montant,
    /// Keys of the subscriptions taken.
    pub abonnements: Vec<EcoString>,
    pub participation_volontaire: Montant,
    pub engagement_signe: Option<Spanned<EcoString>>,
    pub manques: Manques,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Biens {
    /// Declared value.
    Declares(Montant),
    /// `biens = "inventaire"`: the depreciated value of the inventory.
    Inventaire,
}

#[derive(Debug, Clone)]
pub struct Classe {
    pub nom: Spanned<EcoString>,
    pub enseignants: Vec<EcoString>,
    pub eleves: i64,
    pub autres_adultes: i64,
    /// Name of the class ledger, at most 10 characters.
    pub cahier: Option<Spanned<EcoString>>,
    pub span: Span,
}

impl Adhesion {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// The class that `nom` names, by its own name or by its ledger's.
    pub fn classe(&self, nom: &str) -> Option<&Classe> {
        let par_nom = self.classes.iter().find(|c| c.nom.valeur == nom);
        par_nom.or_else(|| self.classes.iter().find(|c| c.cahier.as_ref().is_some_and(|cahier| cahier.valeur == nom)))
    }
}
