//! The number of a piece: what makes two of them the same.

use std::fmt;

/// A piece number as it is compared, everywhere: `3` and `03` are one number, `D 2` and `D2` too; `D2` and `R2` are not.
///
/// Its order puts the shorter numbers first: the numbers of one series that were written without zeros come out in theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumeroDePiece<'a> {
    longueur: usize,
    serie: &'a str,
    /// Without the zeros before them.
    chiffres: &'a str,
}

impl<'a> NumeroDePiece<'a> {
    pub fn new(ecrit: &'a str) -> NumeroDePiece<'a> {
        let (serie, chiffres) = serie_et_chiffres(ecrit.trim());
        let sans_zeros = chiffres.trim_start_matches('0');
        // Zero itself keeps one of its own.
        let chiffres = if sans_zeros.is_empty() { &chiffres[chiffres.len().saturating_sub(1)..] } else { sans_zeros };
        NumeroDePiece { longueur: serie.len() + chiffres.len(), serie, chiffres }
    }

    pub fn est_vide(self) -> bool {
        self.longueur == 0
    }
}

impl fmt::Display for NumeroDePiece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.serie, self.chiffres)
    }
}

/// What stands before the digits at the end, and those digits, as written.
pub fn serie_et_chiffres(piece: &str) -> (&str, &str) {
    let chiffres = piece.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (serie, chiffres) = piece.split_at(piece.len() - chiffres);
    (serie.trim_end(), chiffres)
}

#[cfg(test)]
mod tests {
    use super::NumeroDePiece;

    #[test]
    fn zeros_before_a_number_do_not_count() {
        for (un, autre) in
            [("3", "03"), ("03", "003"), ("D1", "D01"), ("D 2", "D2"), ("0", "00"), (" 4 ", "04"), ("F-2025-7", "F-2025-007")]
        {
            assert_eq!(NumeroDePiece::new(un), NumeroDePiece::new(autre), "{un} and {autre}");
        }
    }

    #[test]
    fn another_series_or_number_is_another_piece() {
        for (un, autre) in [("3", "30"), ("D1", "R1"), ("1", "D1"), ("0", ""), ("04-2", "4-2"), ("d1", "D1"), ("10", "1")] {
            assert_ne!(NumeroDePiece::new(un), NumeroDePiece::new(autre), "{un} and {autre}");
        }
    }

    #[test]
    fn shorter_numbers_come_first() {
        let mut numeros: Vec<_> = ["10", "D1", "9", "02"].into_iter().map(NumeroDePiece::new).collect();
        numeros.sort();
        assert_eq!(numeros.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2", "9", "10", "D1"]);
    }
}
