//! Arrêté de caisse: the cash counted, note by note and coin by coin.

use ecow::EcoString;

use super::cooperative::TresorerieId;
use super::date::Date;
use super::ecriture::Reference;
use super::lacunes::Manques;
use super::montant::Montant;
use crate::source::{FichierId, Lieu, Span, Spanned};

/// Notes and coins of the euro, the largest first, in cents (domain.md, E7).
pub const COUPURES: [Montant; 15] = {
    const CENTIMES: [i64; 15] = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
    let mut coupures = [Montant::ZERO; 15];
    let mut rang = 0;
    while rang < CENTIMES.len() {
        coupures[rang] = Montant::from_centimes(CENTIMES[rang]);
        rang += 1;
    }
    coupures
};

/// `50 €`, `0,50 €`.
pub fn nom_de_la_coupure(valeur: Montant) -> String {
    valeur.to_string().replace(",00", "")
}

/// A denomination as written, and how many of it.
#[derive(Debug, Clone)]
pub struct Coupure {
    /// `None` when what is written is no euro denomination (C004).
    pub valeur: Option<Montant>,
    pub ecrite: EcoString,
    pub nombre: i64,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub struct ArreteDeCaisse {
    pub fichier: FichierId,
    pub span: Span,
    pub date: Spanned<Date>,
    pub tresorerie: Spanned<Reference<TresorerieId>>,
    pub comptee_par: Vec<EcoString>,
    pub coupures: Vec<Coupure>,
    pub manques: Manques,
}

impl ArreteDeCaisse {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// What was counted: Σ denomination × count. `None` when C004 has something to say: no euro denomination, a negative count, a
    /// sum that no amount can hold.
    pub fn compte(&self) -> Option<Montant> {
        self.coupures.iter().try_fold(Montant::ZERO, |total, coupure| {
            if coupure.nombre < 0 {
                return None;
            }
            let produit = coupure.valeur?.centimes().checked_mul(coupure.nombre)?;
            let produit = Montant::from_centimes(produit);
            (produit.centimes().unsigned_abs() <= Montant::MAX_SAISI.centimes().unsigned_abs())
                .then(|| total.centimes().checked_add(produit.centimes()).map(Montant::from_centimes))?
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denomination_has_no_useless_cents() {
        assert_eq!(nom_de_la_coupure(Montant::from_centimes(5_000)), "50\u{202f}€");
        assert_eq!(nom_de_la_coupure(Montant::from_centimes(50)), "0,50\u{202f}€");
    }
}
