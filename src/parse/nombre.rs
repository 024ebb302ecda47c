//! Numbers of TOML that are not plain amounts: whole numbers, rates; and the amount or date that a text was meant to be.

use rust_decimal::Decimal;

use super::scalaire::{self, Brut, Erreur};
use crate::coop::{Date, Montant};

/// A whole number, as digits.
pub fn entier(ecrit: &str) -> Option<i64> {
    let chiffres = ecrit.strip_prefix('-').unwrap_or(ecrit);
    let valides = !chiffres.is_empty() && chiffres.bytes().all(|o| o.is_ascii_digit());
    if valides { ecrit.parse().ok() } else { None }
}

/// A TOML float: decimals, an exponent, `inf`, `nan`.
pub fn est_a_virgule(ecrit: &str) -> bool {
    let sans_base = !["0x", "0o", "0b"].iter().any(|base| ecrit.starts_with(base));
    sans_base && ecrit.bytes().any(|octet| matches!(octet, b'.' | b'e' | b'E' | b'n'))
}

/// An exact decimal: digits, a point, at most ten decimals; not negative. (`Decimal`'s own parser takes `1e3` and `.5`.)
pub fn taux(ecrit: &str) -> Option<Decimal> {
    let (entiers, decimales) = ecrit.split_once('.').unwrap_or((ecrit, "0"));
    let chiffres = |t: &str| !t.is_empty() && t.bytes().all(|o| o.is_ascii_digit());
    if !chiffres(entiers) || !chiffres(decimales) || entiers.len() > 9 || decimales.len() > 10 {
        return None;
    }
    let mantisse: i64 = format!("{entiers}{decimales}").parse().ok()?;
    Some(Decimal::new(mantisse, decimales.len() as u32))
}

/// `"1 234,5"`, `+5`, `1_000.00`, `0x10`: the amount that was meant, as one should write it.
pub fn en_montant(ecrit: &str) -> Option<String> {
    if let Some(hexa) = ecrit.strip_prefix("0x") {
        return i64::from_str_radix(hexa, 16).ok().map(|n| n.to_string());
    }
    let nettoye: String = ecrit
        .trim()
        .trim_end_matches(['€', ' ', '\u{a0}', '\u{202f}'])
        .chars()
        .filter(|c| !matches!(c, '_' | ' ' | '\u{a0}' | '\u{202f}' | '+'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    Montant::parse(&nettoye).ok().map(|_| nettoye)
}

/// `"07/11/2024"`, `"2024-11-07"`: the date that was meant.
pub fn en_date(ecrit: &str) -> Option<Date> {
    match scalaire::reconnaitre(ecrit.trim()) {
        Brut::Date(date) | Brut::Invalide(Erreur::DateFrancaise(Some(date)) | Erreur::DateMalEcrite(Some(date))) => Some(date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact() {
        assert_eq!(taux("0.00688"), Some(Decimal::new(688, 5)));
        assert_eq!(taux("0.0068812345"), Some(Decimal::new(68_812_345, 10)));
        assert_eq!(taux("1"), Some(Decimal::ONE));
        for refuse in ["1e3", ".5", "-0.1", "1_0.0", "0.00000000001", ""] {
            assert_eq!(taux(refuse), None, "{refuse}");
        }
    }

    #[test]
    fn what_was_meant() {
        assert_eq!(en_montant("45,90").as_deref(), Some("45.90"));
        assert_eq!(en_montant("1 234,5 €").as_deref(), Some("1234.5"));
        assert_eq!(en_montant("+5").as_deref(), Some("5"));
        assert_eq!(en_montant("0x10").as_deref(), Some("16"));
        assert_eq!(en_montant("douze"), None);
        assert_eq!(en_date("07/11/2024"), Date::from_ymd_opt(2024, 11, 7));
    }
}
