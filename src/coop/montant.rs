//! An amount of money: an integer number of euro cents, and its exact spellings.
//!
//! In: the text of a TOML number. Out: French (`1 234,56 €`) for people, `1234.56` for machines.
//! Never a float. One amount read from a file is at most [`Montant::MAX_SAISI`]; the reader also bounds the
//! volume of a whole cooperative ([`Montant::VOLUME_MAX`]), so that sums cannot leave an `i64`.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use super::nombre::{ESPACE_FINE, MOINS, par_milliers};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Montant(i64);

/// Why the text of a number is not an amount. Each has its own message in [`crate::parse`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MontantInvalide {
    /// `12.345`: an amount has at most two decimals.
    TropDeDecimales,
    /// `1e3`.
    Exposant,
    /// `inf`, `nan`.
    NonFini,
    /// Beyond ±9 999 999 999,99 €.
    TropGrand,
    /// `+5`, `1_000.00`, `0x10`: a TOML number, but not how an amount is written.
    Ecriture,
}

impl Montant {
    pub const ZERO: Montant = Montant(0);
    /// 9 999 999 999,99 €, the largest amount that a file may hold (format.md).
    pub const MAX_SAISI: Montant = Montant(999_999_999_999);
    /// Sum of the absolute values that one cooperative may hold, in cents: far below `i64::MAX`.
    pub const VOLUME_MAX: u64 = 100_000_000_000_000_000;

    pub const fn from_centimes(centimes: i64) -> Montant {
        Montant(centimes)
    }

    pub const fn centimes(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    pub const fn abs(self) -> Montant {
        Montant(self.0.abs())
    }

    /// Reads the text of a TOML number, exactly: an optional `-`, digits, and at most two decimals.
    pub fn parse(texte: &str) -> Result<Montant, MontantInvalide> {
        let (negatif, chiffres) = match texte.strip_prefix('-') {
            Some(reste) => (true, reste),
            None => (false, texte),
        };
        let (entiers, decimales) = chiffres.split_once('.').unwrap_or((chiffres, "0"));
        if !est_fait_de_chiffres(entiers) || !est_fait_de_chiffres(decimales) {
            return Err(pourquoi_pas_un_montant(chiffres));
        }
        if decimales.len() > 2 {
            return Err(MontantInvalide::TropDeDecimales);
        }
        let mut centimes: i64 = 0;
        for chiffre in entiers.bytes().chain(decimales.bytes()) {
            centimes = centimes * 10 + i64::from(chiffre - b'0');
            if centimes > Self::MAX_SAISI.0 {
                return Err(MontantInvalide::TropGrand);
            }
        }
        if decimales.len() == 1 {
            centimes *= 10;
        }
        if centimes > Self::MAX_SAISI.0 {
            return Err(MontantInvalide::TropGrand);
        }
        Ok(Montant(if negatif { -centimes } else { centimes }))
    }

    /// `1234.56`, `-0.05`: for JSON, CSV and TOML.
    pub fn decimal(self) -> String {
        let signe = if self.0 < 0 { "-" } else { "" };
        let absolu = self.0.unsigned_abs();
        format!("{signe}{}.{:02}", absolu / 100, absolu % 100)
    }

    /// What [`Montant::decimal`] wrote: a total may be larger than any amount that is typed in.
    pub fn relire(texte: &str) -> Option<Montant> {
        let (entiers, centimes) = texte.strip_prefix('-').unwrap_or(texte).split_once('.')?;
        if centimes.len() != 2 || !est_fait_de_chiffres(entiers) || !est_fait_de_chiffres(centimes) {
            return None;
        }
        let signe = if texte.starts_with('-') { "-" } else { "" };
        format!("{signe}{entiers}{centimes}").parse().ok().map(Montant)
    }

    /// `1 234,56`, `-0,05`: in a column whose heading says that they are euros.
    pub fn sans_unite(self) -> String {
        let signe = if self.0 < 0 { MOINS.to_string() } else { String::new() };
        format!("{signe}{},{:02}", par_milliers((self.0 / 100).abs()), self.0.unsigned_abs() % 100)
    }
}

fn est_fait_de_chiffres(texte: &str) -> bool {
    !texte.is_empty() && texte.bytes().all(|b| b.is_ascii_digit())
}

fn pourquoi_pas_un_montant(chiffres: &str) -> MontantInvalide {
    let sans_signe = chiffres.trim_start_matches(['+', '-']);
    if matches!(sans_signe, "inf" | "nan") {
        MontantInvalide::NonFini
    } else if !sans_signe.starts_with("0x") && sans_signe.contains(['e', 'E']) {
        MontantInvalide::Exposant
    } else {
        MontantInvalide::Ecriture
    }
}

/// French, with its unit: `1 234,56 €`.
impl fmt::Display for Montant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{ESPACE_FINE}€", self.sans_unite())
    }
}

const DEBORDEMENT: &str = "the reader bounds the volume of a cooperative";

impl Add for Montant {
    type Output = Montant;
    fn add(self, autre: Montant) -> Montant {
        Montant(self.0.checked_add(autre.0).expect(DEBORDEMENT))
    }
}

impl Sub for Montant {
    type Output = Montant;
    fn sub(self, autre: Montant) -> Montant {
        Montant(self.0.checked_sub(autre.0).expect(DEBORDEMENT))
    }
}

impl Neg for Montant {
    type Output = Montant;
    fn neg(self) -> Montant {
        Montant(self.0.checked_neg().expect(DEBORDEMENT))
    }
}

impl AddAssign for Montant {
    fn add_assign(&mut self, autre: Montant) {
        *self = *self + autre;
    }
}

impl SubAssign for Montant {
    fn sub_assign(&mut self, autre: Montant) {
        *self = *self - autre;
    }
}

impl Sum for Montant {
    fn sum<I: Iterator<Item = Montant>>(montants: I) -> Montant {
        montants.fold(Montant::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        for centimes in [0, 5, -5, 4590, -2000, i64::MAX, -i64::MAX] {
            assert_eq!(Montant::relire(&Montant(centimes).decimal()), Some(Montant(centimes)));
        }
        for faux in ["", "1", "1.5", "1.234", "a.00", "--1.00", "+1.00", "99999999999999999999.00", ".00"] {
            assert_eq!(Montant::relire(faux), None, "{faux}");
        }
    }

    #[test]
    fn amounts_are_read_exactly() {
        for (texte, centimes) in [
            ("45.90", 4590),
            ("45", 4500),
            ("45.9", 4590),
            ("-20.00", -2000),
            ("0.05", 5),
            ("-0.05", -5),
            ("9999999999.99", 999_999_999_999),
            ("-9999999999.99", -999_999_999_999),
        ] {
            assert_eq!(Montant::parse(texte), Ok(Montant(centimes)), "{texte}");
        }
    }

    #[test]
    fn what_is_not_an_amount_says_why() {
        use MontantInvalide::*;
        for (texte, pourquoi) in [
            ("12.345", TropDeDecimales),
            ("12.340", TropDeDecimales),
            ("1e3", Exposant),
            ("1.5E-2", Exposant),
            ("inf", NonFini),
            ("-nan", NonFini),
            ("+inf", NonFini),
            ("10000000000", TropGrand),
            ("10000000000.0", TropGrand),
            ("99999999999999999999999999", TropGrand),
            ("+5", Ecriture),
            ("1_000.00", Ecriture),
            ("0x10", Ecriture),
            ("0xe", Ecriture),
            (".5", Ecriture),
            ("5.", Ecriture),
            ("", Ecriture),
        ] {
            assert_eq!(Montant::parse(texte), Err(pourquoi), "{texte}");
        }
    }

    #[test]
    fn amounts_are_written_in_french() {
        assert_eq!(Montant(123_456_789).to_string(), "1\u{202f}234\u{202f}567,89\u{202f}€");
        assert_eq!(Montant(-5).sans_unite(), "\u{2212}0,05");
        assert_eq!(Montant(99_999).sans_unite(), "999,99");
        assert_eq!(Montant(-123_456).decimal(), "-1234.56");
    }
}
