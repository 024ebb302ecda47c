//! Cahier d'inventaire: the durable goods, across the years.

use ecow::EcoString;

use super::date::Date;
use super::exercice::Exercice;
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

impl Bien {
    /// The piece of `exercice` that bought it: `2023-2024/31`, or `31` alone when the date is of that year.
    pub fn piece_de(&self, exercice: &Exercice) -> Option<&str> {
        let piece = self.piece.trim();
        match piece.split_once('/') {
            Some((annee, numero)) => (annee.trim() == exercice.nom).then(|| numero.trim()),
            None => (!piece.is_empty() && exercice.contient(self.date)).then_some(piece),
        }
    }
}
