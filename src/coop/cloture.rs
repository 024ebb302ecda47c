//! `cloture.toml`: the seal of an exercice — its closing figures, the fingerprint of each of its files, and the seal that it
//! follows. `reouvertures.toml`: the seals that were opened again, and why.

use std::ops::Deref;

use ecow::EcoString;

use super::compte::Compte;
use super::date::Date;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span};

/// What a closing seals, whether it is being made or was read.
#[derive(Debug, Clone)]
pub struct Sceau {
    /// Of the form of `cloture.toml`: [`Sceau::VERSION`], in what this program writes. The first form need not hold
    /// `[reglages.en_vigueur]`.
    pub version: i64,
    pub exercice: EcoString,
    pub debut: Date,
    pub fin: Date,
    /// The day of the closing.
    pub date: Date,
    /// The program that wrote it, and its version; empty when it does not say.
    pub outil: EcoString,
    /// Closing balances, by the names of the treasury accounts.
    pub tresorerie: Vec<(EcoString, Montant)>,
    /// What classes held, by class: nothing, unless the department lets a régie pass.
    pub regies: Vec<(EcoString, Montant)>,
    pub chiffres: ChiffresScelles,
    /// What the bank had not shown on the last day, bank by bank.
    pub non_pointees: Vec<NonPointeeScellee>,
    /// Findings that the cooperative had answered, and why.
    pub acquittements: Vec<ConstatAcquitte>,
    pub reouvertures: Vec<Reouverture>,
    pub reglages: TextesScelles,
    /// In order of path.
    pub fichiers: Vec<FichierScelle>,
    /// The seal of the exercice before; none at the beginning of a chain.
    pub precedent: Option<SceauPrecedent>,
}

/// The texts, that day, of what the figures depend on outside the exercice.
#[derive(Debug, Clone, Default)]
pub struct TextesScelles {
    pub retkoop: EcoString,
    /// `None`: there was no inventory.
    pub inventaire: Option<EcoString>,
    /// `None`: no department had written any.
    pub departement: Option<EcoString>,
}

impl TextesScelles {
    /// Each text that there was, by the name of its file.
    pub fn par_nom(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let facultatifs = [("inventaire.toml", self.inventaire.as_deref()), ("departement.toml", self.departement.as_deref())];
        let facultatifs = facultatifs.into_iter().filter_map(|(nom, texte)| Some((nom, texte?)));
        std::iter::once(("retkoop.toml", self.retkoop.as_str())).chain(facultatifs)
    }
}

/// A seal as `cloture.toml` tells it, whether it can be trusted or not.
#[derive(Debug, Clone)]
pub struct Cloture {
    pub fichier: FichierId,
    pub sceau: Sceau,
    /// SHA-256 of everything above the last line, as the last line states it.
    pub empreinte: EcoString,
    /// Whether that is so: not a byte of `cloture.toml` was changed since, unless by someone who made the seal again.
    pub authentique: bool,
    /// Whether it would be so, if its lines ended otherwise: what it says is sure, its bytes are not what they were.
    pub fins_de_ligne: bool,
    /// Whether it holds `[reglages.en_vigueur]`.
    pub en_vigueur: bool,
    /// Where the fingerprint is written, and the previous seal.
    pub span: Span,
    /// Where its day is.
    pub span_date: Span,
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Empty in a seal that is being made.
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
    /// Empty in a seal that is being made.
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct SceauPrecedent {
    pub exercice: EcoString,
    pub empreinte: EcoString,
}

/// An exercice that was opened again after its closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reouverture {
    pub date: Date,
    pub motif: EcoString,
    /// Fingerprint of the seal that it voids.
    pub sceau: EcoString,
    /// Files that were no longer what the seal said, from the exercice's folder: it was broken before it was opened.
    pub differences: Vec<EcoString>,
}

impl Reouverture {
    /// Why, and what was already no longer sealed.
    pub fn raison(&self) -> String {
        const NOMMES: usize = 5;
        let autres = self.differences.len().saturating_sub(NOMMES);
        let nommes = self.differences.iter().take(NOMMES).map(|chemin| chemin.as_str()).collect::<Vec<_>>().join(", ");
        match (self.differences.len(), autres) {
            (0, _) => self.motif.to_string(),
            (_, 0) => format!("{} ; le sceau était déjà rompu : {nommes}", self.motif),
            _ => format!("{} ; le sceau était déjà rompu : {nommes}, et {autres} autres", self.motif),
        }
    }
}

impl Sceau {
    pub const VERSION: i64 = 2;
    /// This program, as the seals that it makes name it.
    pub const OUTIL: &str = concat!("retkoop ", env!("CARGO_PKG_VERSION"));
}

impl Deref for Cloture {
    type Target = Sceau;

    fn deref(&self) -> &Sceau {
        &self.sceau
    }
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
