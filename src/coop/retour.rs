//! `retour/etat.toml`: where the yearly return (CRA, CRF, quitus) stands between the cooperative and its department.

use ecow::EcoString;

use super::date::Date;

/// The steps that the OCCE's own program knows, in their order (domain.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EtatDuRetour {
    EnConstruction,
    /// Everything is sent.
    Saisi,
    /// The department asks for something.
    ACompleter,
    /// Completed, waiting for the department.
    Valide,
    Accepte,
}

/// A step, on the day that it was recorded.
#[derive(Debug, Clone)]
pub struct EtapeDuRetour {
    pub etat: EtatDuRetour,
    pub date: Date,
    pub note: EcoString,
    /// Fingerprint of the accounts that day: entries that change afterwards change the return.
    pub comptes: EcoString,
}

impl EtatDuRetour {
    pub const NOMS: &'static [&'static str] = &["en-construction", "saisi", "a-completer", "valide", "accepte"];
    const TOUS: [EtatDuRetour; 5] = [
        EtatDuRetour::EnConstruction,
        EtatDuRetour::Saisi,
        EtatDuRetour::ACompleter,
        EtatDuRetour::Valide,
        EtatDuRetour::Accepte,
    ];

    pub fn parse(nom: &str) -> Option<EtatDuRetour> {
        let rang = EtatDuRetour::NOMS.iter().position(|n| *n == nom)?;
        Some(EtatDuRetour::TOUS[rang])
    }

    /// As a file writes it.
    pub fn nom(self) -> &'static str {
        EtatDuRetour::NOMS[self as usize]
    }

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
