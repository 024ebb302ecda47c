//! `cloture.toml`: the seal of an exercice — its closing figures, the fingerprint of each of its files, and the seal that it
//! follows. `reouvertures.toml`: the seals that were opened again, and why.

use ecow::EcoString;

use super::compte::Compte;
use super::date::Date;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span};

/// A seal as `cloture.toml` tells it, whether it can be trusted or not.
#[derive(Debug, Clone)]
pub struct Cloture {
    pub fichier: FichierId,
    /// The day of the closing.
    pub date: Date,
    /// Closing balances, by the names of the treasury accounts.
    pub tresorerie: Vec<(EcoString, Montant)>,
    /// What classes held, by class: nothing, unless the department lets a régie pass.
    pub regies: Vec<(EcoString, Montant)>,
    pub chiffres: ChiffresScelles,
    /// What the bank had not shown on the last day, bank by bank.
    pub non_pointees: Vec<NonPointeeScellee>,
    /// Findings that the cooperative had answered, and why.
    pub acquittements: Vec<ConstatAcquitte>,
    /// In order of path.
    pub fichiers: Vec<FichierScelle>,
    /// The seal of the exercice before; none at the beginning of a chain.
    pub precedent: Option<SceauPrecedent>,
    /// SHA-256 of everything above the last line, as the last line states it.
    pub empreinte: EcoString,
    /// Whether that is so: not a byte of `cloture.toml` was changed since, unless by someone who made the seal again.
    pub authentique: bool,
    /// Where the fingerprint is written, and the previous seal.
    pub span: Span,
}

/// The figures of the year that the seal states: those that the next year's return shows beside its own.
#[derive(Debug, Clone)]
pub struct ChiffresScelles {
    /// In order of number.
    pub charges: Vec<(Compte, Montant)>,
    pub produits: Vec<(Compte, Montant)>,
    /// Opening balances, by the names of the treasury accounts.
    pub ouverture: Vec<(EcoString, Montant)>,
    pub total_charges: Montant,
    pub total_produits: Montant,
    pub resultat: Montant,
    pub report_a_nouveau: Montant,
}

/// An operation that the bank had not shown: one bank of it.
#[derive(Debug, Clone)]
pub struct NonPointeeScellee {
    /// By its name.
    pub tresorerie: EcoString,
    pub date: Date,
    pub libelle: EcoString,
    /// Empty when it has none, like the cheque.
    pub piece: EcoString,
    pub cheque: EcoString,
    /// Positive when money enters.
    pub montant: Montant,
    pub span: Span,
}

/// A finding that the cooperative answered.
#[derive(Debug, Clone)]
pub struct ConstatAcquitte {
    /// Code of the rule.
    pub regle: EcoString,
    /// Empty when it is about no piece.
    pub piece: EcoString,
    pub constat: EcoString,
    pub motif: EcoString,
}

#[derive(Debug, Clone)]
pub struct FichierScelle {
    /// From the exercice's folder.
    pub chemin: EcoString,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: EcoString,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct SceauPrecedent {
    pub exercice: EcoString,
    pub empreinte: EcoString,
}

/// An exercice that was opened again after its closing.
#[derive(Debug, Clone)]
pub struct Reouverture {
    pub date: Date,
    pub motif: EcoString,
    /// Fingerprint of the seal that it voids.
    pub sceau: EcoString,
}

impl Cloture {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// The sealed closing of a treasury account; nothing for an account that did not exist.
    pub fn solde(&self, tresorerie: &str) -> Montant {
        self.tresorerie.iter().find(|(nom, _)| nom == tresorerie).map_or(Montant::ZERO, |(_, montant)| *montant)
    }
}

/// Whether a file of an exercice, named from its folder, is under its seal by its place: all but those of the returns, written
/// afterwards, and the seal itself (format.md).
pub fn est_sous_le_sceau(chemin: &str) -> bool {
    !matches!(chemin, "activites.toml" | "controle.toml" | "cloture.toml") && !chemin.starts_with("retour/")
}
