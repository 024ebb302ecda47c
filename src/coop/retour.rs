//! `retour/etat.toml`: where the yearly return (CRA, CRF, quitus) stands between the cooperative and its department.

use ecow::EcoString;

use super::date::Date;
use super::mots::mots;
use crate::source::{FichierId, Span, Spanned};

mots! {
    /// The steps that the OCCE's own program knows, in their order (domain.md).
    pub enum EtatDuRetour {
        EnConstruction = "en-construction",
        /// Everything is sent.
        Saisi = "saisi",
        /// The department asks for something.
        ACompleter = "a-completer",
        /// Completed, waiting for the department.
        Valide = "valide",
        Accepte = "accepte",
    }
}

/// A step, on the day that it was recorded.
#[derive(Debug, Clone)]
pub struct EtapeDuRetour {
    pub etat: EtatDuRetour,
    pub date: Date,
    pub note: EcoString,
    /// Fingerprint of the accounts that day: entries that change afterwards change the return.
    pub comptes: EcoString,
    /// The seal that it was made with; `None` while the exercice was open.
    pub sceau: Option<Spanned<EcoString>>,
    pub fichier: FichierId,
    /// Where its date is written.
    pub span: Span,
}

impl EtatDuRetour {
    /// In French, for people.
    pub fn intitule(self) -> &'static str {
        match self {
            EtatDuRetour::EnConstruction => "en construction",
            EtatDuRetour::Saisi => "saisi",
            EtatDuRetour::ACompleter => "à compléter",
            EtatDuRetour::Valide => "validé, en attente du département",
            EtatDuRetour::Accepte => "accepté",
        }
    }
}
