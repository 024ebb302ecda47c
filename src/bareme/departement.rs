//! `departement.toml`: what a department decides — chart, tariffs, thresholds, control commission, levels.

use std::collections::BTreeMap;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::plan::Plan;
use crate::coop::{Montant, Partie};
use crate::diagnostic::Niveau;
use crate::source::{Span, Spanned};

#[derive(Debug, Clone, Default)]
pub struct Departement {
    pub nom: EcoString,
    pub numero: EcoString,
    pub commune: EcoString,
    pub iban: Option<Spanned<EcoString>>,
    pub plan: Plan,
    pub baremes: Vec<Bareme>,
    pub seuils: Seuils,
    pub commission: CommissionVoulue,
    /// By code or name of a rule, as written.
    pub niveaux: BTreeMap<EcoString, Reglage>,
    /// Whether `niveaux` names every rule whose level can be set, as a seal does: one that is not there did not exist that day.
    pub niveaux_complets: bool,
    /// Parts that its mistakes hide: nothing is judged by them.
    pub perdues: Vec<Partie>,
}

impl Departement {
    /// Settings that could not be read at all.
    pub fn illisible() -> Departement {
        let perdues = vec![Partie::Plan, Partie::Bareme, Partie::Seuils, Partie::Commission];
        Departement { perdues, ..Departement::default() }
    }

    /// The tariff of an exercice: the first, when two claim it (A011).
    pub fn bareme(&self, exercice: &str) -> Option<&Bareme> {
        self.baremes.iter().find(|b| b.exercice.trim() == exercice)
    }
}

/// The level of a rule in this department.
#[derive(Debug, Clone, Copy)]
pub struct Reglage {
    /// `None`: the rule is ignored.
    pub niveau: Option<Niveau>,
    /// The rule's name, in `[niveaux]`.
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct Seuils {
    /// More unticked entries than this refuse the closing (T001). Retkoop's own limit is five (domain.md).
    pub ecritures_non_pointees: i64,
    /// Usual ceiling of one régie versement (domain.md).
    pub plafond_regie: Montant,
}

impl Default for Seuils {
    fn default() -> Seuils {
        Seuils { ecritures_non_pointees: 5, plafond_regie: Montant::from_centimes(15_000) }
    }
}

/// Composition of the control commission that the department asks for.
#[derive(Debug, Clone)]
pub struct CommissionVoulue {
    pub verificateurs: i64,
    pub parent_obligatoire: bool,
}

impl Default for CommissionVoulue {
    fn default() -> CommissionVoulue {
        CommissionVoulue { verificateurs: 2, parent_obligatoire: true }
    }
}

/// The membership and insurance prices of one exercice, in euros.
#[derive(Debug, Clone)]
pub struct Bareme {
    pub exercice: Spanned<EcoString>,
    pub reference: EcoString,
    pub forfait: Montant,
    pub eleve: Montant,
    pub enseignant: Montant,
    pub autre_adulte: Montant,
    pub cooperateur: Montant,
    pub assurance_cooperateur: Montant,
    pub assurance_biens: Option<AuDelaDUneFranchise>,
    pub assurance_instruments: Option<AuDelaDUneFranchise>,
    pub abonnements: Vec<Abonnement>,
}

/// A rate on what exceeds a franchise.
#[derive(Debug, Clone, Copy)]
pub struct AuDelaDUneFranchise {
    pub franchise: Montant,
    pub taux: Decimal,
}

#[derive(Debug, Clone)]
pub struct Abonnement {
    pub cle: Spanned<EcoString>,
    pub libelle: EcoString,
    pub prix: Montant,
}
