//! The one rounding rule of the program: half up, to the cent (domain.md, « Adhésion »).

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::coop::Montant;

/// `taux` of an amount that is not negative, rounded half up to the cent. What no amount can hold is held at
/// [`Montant::MAX_SAISI`]: only prices that nobody has lead there.
pub(super) fn part(montant: Montant, taux: Decimal) -> Montant {
    let exacte = Decimal::from(montant.centimes()).checked_mul(taux);
    let centimes = exacte.and_then(|c| c.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64());
    centimes.map_or(Montant::MAX_SAISI, |c| Montant::from_centimes(c).min(Montant::MAX_SAISI))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centimes(montant: i64, taux: &str) -> i64 {
        part(Montant::from_centimes(montant), taux.parse().unwrap()).centimes()
    }

    #[test]
    fn half_a_cent_goes_up() {
        assert_eq!(centimes(100, "0.005"), 1);
        assert_eq!(centimes(100, "0.0049999999"), 0);
        assert_eq!(centimes(100, "0.015"), 2, "not to the even cent");
        assert_eq!(centimes(100, "0.025"), 3);
        // 3 000,00 € × 0,00688 = 20,64 € (domain.md).
        assert_eq!(centimes(300_000, "0.00688"), 2_064);
        assert_eq!(centimes(999_999_999_999, "999999999.9999999999"), 999_999_999_999);
    }
}
