//! `controle.toml`: the commission that verifies the accounts, and its discharge (quitus).

use ecow::EcoString;

use super::date::Date;
use super::mots::mots;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Commission {
    pub fichier: FichierId,
    /// The day of its meeting.
    pub date: Option<Spanned<Date>>,
    pub verificateurs: Vec<Verificateur>,
    pub quitus_donne: Option<bool>,
    pub reserves: EcoString,
}

impl Commission {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// A file prepared but not yet filled in.
    pub fn est_vide(&self) -> bool {
        self.date.is_none() && self.verificateurs.is_empty() && self.quitus_donne.is_none()
    }
}

mots! {
    /// What a verifier is to the school.
    pub enum Qualite {
        Parent = "parent",
        Enseignant = "enseignant",
        Autre = "autre",
    }
}

#[derive(Debug, Clone)]
pub struct Verificateur {
    pub nom: EcoString,
    /// `None`: it could not be read.
    pub qualite: Option<Qualite>,
    pub span: Span,
}
