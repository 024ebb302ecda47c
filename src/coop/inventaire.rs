//! Cahier d'inventaire: the durable goods, across the years.

use ecow::EcoString;

use super::date::Date;
use super::montant::Montant;
use crate::source::{FichierId, Span};

#[derive(Debug, Clone)]
pub struct Bien {
    pub fichier: FichierId,
    pub span: Span,
    pub designation: EcoString,
    pub date: Date,
    /// Price of the whole line.
    pub valeur: Montant,
    /// `2023-2024/31`.
    pub piece: EcoString,
    pub quantite: i64,
    pub lieu: EcoString,
    pub cession: Option<(Date, EcoString)>,
}
