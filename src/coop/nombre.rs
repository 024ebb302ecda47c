//! A whole number as the French write it: `12 345`.

/// Narrow no-break space: French thousands separator, and the space before `€`.
pub(super) const ESPACE_FINE: char = '\u{202f}';

/// U+2212 is the width of a digit, U+002D is not: columns stay aligned on paper.
pub(super) const MOINS: char = '\u{2212}';

/// Digits in groups of three.
pub fn par_milliers(nombre: i64) -> String {
    let chiffres = nombre.unsigned_abs().to_string();
    let mut texte = String::with_capacity(chiffres.len() + 8);
    if nombre < 0 {
        texte.push(MOINS);
    }
    for (rang, chiffre) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
            texte.push(ESPACE_FINE);
        }
        texte.push(chiffre);
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_go_by_three() {
        for (nombre, ecrit) in [(0, "0"), (999, "999"), (1_000, "1\u{202f}000"), (-12_345_678, "−12\u{202f}345\u{202f}678")] {
            assert_eq!(par_milliers(nombre), ecrit);
        }
    }
}
