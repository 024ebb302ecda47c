//! `retkoop.toml`: who the cooperative is, who keeps its accounts, where its money is, and the warnings it has answered.

use ecow::EcoString;

use super::compte::CompteDeTresorerie;
use super::date::Date;
use super::mots::mots;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Cooperative {
    pub fichier: FichierId,
    pub nom: EcoString,
    /// Number in the department, `046-0410`.
    pub numero: EcoString,
    pub uai: Option<Spanned<EcoString>>,
    pub commune: EcoString,
    pub adresse: EcoString,
    pub departement: EcoString,
    pub mandataires: Vec<Mandataire>,
    pub tresorerie: Vec<Tresorerie>,
    /// A treasury account may be missing: no name is judged by them.
    pub tresorerie_illisible: bool,
    pub acquittements: Vec<Acquittement>,
}

mots! {
    pub enum Role {
        Mandataire = "mandataire",
        Signataire = "signataire",
    }
}

/// A person who holds the account's delegation during a period.
#[derive(Debug, Clone)]
pub struct Mandataire {
    pub nom: EcoString,
    pub role: Role,
    pub depuis: Option<Date>,
    pub jusqu_au: Option<Date>,
    pub mel: EcoString,
    pub span: Span,
}

impl Mandataire {
    pub fn est_en_fonction(&self, jour: Date) -> bool {
        self.depuis.is_none_or(|depuis| depuis <= jour) && self.jusqu_au.is_none_or(|fin| jour <= fin)
    }

    /// In function on one day at least of a period.
    pub fn a_servi(&self, debut: Date, fin: Date) -> bool {
        self.depuis.is_none_or(|depuis| depuis <= fin) && self.jusqu_au.is_none_or(|jusqu_au| debut <= jusqu_au)
    }
}

/// Rank of a treasury account in [`Cooperative::tresorerie`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TresorerieId(pub u32);

#[derive(Debug, Clone)]
pub struct Tresorerie {
    /// The name used in the entries, `banque`.
    pub nom: EcoString,
    pub compte: CompteDeTresorerie,
    pub libelle: EcoString,
    pub iban: Option<Spanned<EcoString>>,
    pub span: Span,
    /// Whether the settings that the exercice is read by declare it. One that only another exercice knows keeps its rank, so that
    /// a rank is the same account in all of them.
    pub declaree: bool,
}

impl Tresorerie {
    /// « Crédit Mutuel, compte courant », else the name as a title: « Caisse ».
    pub fn intitule(&self) -> String {
        if !self.libelle.is_empty() {
            return self.libelle.to_string();
        }
        let mut lettres = self.nom.chars();
        let premiere = lettres.next();
        premiere.into_iter().flat_map(char::to_uppercase).chain(lettres).collect()
    }
}

/// A warning answered, with its reason.
#[derive(Debug, Clone)]
pub struct Acquittement {
    pub regle: Spanned<EcoString>,
    pub exercice: Option<Spanned<EcoString>>,
    pub piece: Option<Spanned<EcoString>>,
    pub motif: Spanned<EcoString>,
    /// Last day on which it holds.
    pub jusqu_au: Option<Spanned<Date>>,
    pub span: Span,
    /// Something of it could not be read: what it settles is not said again.
    pub incomplet: bool,
}

impl Cooperative {
    pub fn tresorerie(&self, id: TresorerieId) -> &Tresorerie {
        &self.tresorerie[id.0 as usize]
    }

    /// Those that are declared.
    pub fn tresoreries(&self) -> impl Iterator<Item = (TresorerieId, &Tresorerie)> {
        self.tresorerie.iter().enumerate().filter(|(_, t)| t.declaree).map(|(rang, t)| (TresorerieId(rang as u32), t))
    }

    pub fn trouver_tresorerie(&self, nom: &str) -> Option<TresorerieId> {
        self.tresoreries().find(|(_, t)| t.nom == nom).map(|(id, _)| id)
    }

    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// Mandataires, then signataires, in function on `jour`.
    pub fn mandataires_le(&self, jour: Date) -> Vec<&Mandataire> {
        let mut presents: Vec<_> = self.mandataires.iter().filter(|m| m.est_en_fonction(jour)).collect();
        presents.sort_by_key(|m| m.role == Role::Signataire);
        presents
    }
}
