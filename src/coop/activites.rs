//! `activites.toml`: what the cooperative did in the year, for its compte rendu d'activités.

use ecow::EcoString;

use super::date::Date;
use super::mots::mots;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Activites {
    pub fichier: FichierId,
    /// Day of the compte rendu.
    pub date: Option<Spanned<Date>>,
    pub ecole: Ecole,
    pub conseil: Option<Conseil>,
    pub projets: Vec<Projet>,
    pub actions_nationales: Vec<ActionNationale>,
    pub formations: Vec<Formation>,
    pub solidarites: Vec<Solidarite>,
    pub bilan: EcoString,
    pub voeux: Vec<EcoString>,
}

impl Activites {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }
}

mots! {
    pub enum GenreDEcole {
        Maternelle = "maternelle",
        Elementaire = "elementaire",
        Primaire = "primaire",
        College = "college",
        Lycee = "lycee",
        Specialise = "specialise",
    }
}

/// What `retkoop.toml` does not say of the school.
#[derive(Debug, Clone, Default)]
pub struct Ecole {
    pub niveau: Option<GenreDEcole>,
    pub direction: EcoString,
    pub telephone: EcoString,
    pub mel: EcoString,
}

/// Conseil de coopérative: who sits in it, how often it met, what it decided. A number that is not given is not zero.
#[derive(Debug, Clone, Default)]
pub struct Conseil {
    pub eleves: Option<i64>,
    pub enseignants: Option<i64>,
    pub parents: Option<i64>,
    pub autres: Option<i64>,
    pub eleves_delegues: Vec<EcoString>,
    pub reunions: Option<i64>,
    pub decisions: Vec<EcoString>,
}

#[derive(Debug, Clone)]
pub struct Projet {
    pub titre: EcoString,
    /// The `action_a` of its entries; empty: the title.
    pub action: EcoString,
    pub classes: Vec<EcoString>,
    pub eleves: Option<i64>,
    pub partenaires: Vec<EcoString>,
    pub debut: Option<Date>,
    pub fin: Option<Date>,
    pub description: EcoString,
    /// Its header.
    pub span: Span,
}

impl Projet {
    /// The action whose receipts and expenses are the project's.
    pub fn nom_de_l_action(&self) -> &str {
        match self.action.trim() {
            "" => self.titre.trim(),
            action => action,
        }
    }
}

#[derive(Debug, Clone)]
pub struct ActionNationale {
    pub nom: EcoString,
    pub classes: Vec<EcoString>,
    pub eleves: Option<i64>,
    pub description: EcoString,
    /// Its header; of one that only the adhésion names, nothing.
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Formation {
    pub intitule: EcoString,
    pub date: Option<Date>,
    pub participants: Option<i64>,
    /// Its header.
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Solidarite {
    pub intitule: EcoString,
    pub beneficiaire: EcoString,
    pub description: EcoString,
}
