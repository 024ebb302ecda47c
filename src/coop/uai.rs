//! The code of a school (UAI, formerly RNE): seven digits and a key letter (domain.md, « People and calendar »).

/// What is wrong with a UAI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UaiInvalide {
    /// Not seven digits and a letter.
    Forme,
    /// The letter that the seven digits have.
    Cle(char),
}

const CLES: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

pub fn verifier(ecrit: &str) -> Result<(), UaiInvalide> {
    let octets = ecrit.trim().as_bytes();
    let [chiffres @ .., lettre] = octets else { return Err(UaiInvalide::Forme) };
    if chiffres.len() != 7 || !chiffres.iter().all(u8::is_ascii_digit) || !lettre.is_ascii_alphabetic() {
        return Err(UaiInvalide::Forme);
    }
    let nombre = chiffres.iter().fold(0_usize, |n, chiffre| n * 10 + usize::from(chiffre - b'0'));
    let cle = CLES[nombre % CLES.len()];
    if lettre.eq_ignore_ascii_case(&cle) { Ok(()) } else { Err(UaiInvalide::Cle(char::from(cle))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_letter() {
        // 460410 = 23 × 20 017 + 19: the twentieth letter, W. 990412 = 23 × 43 061 + 9: K.
        assert_eq!(verifier("0460410W"), Ok(()));
        assert_eq!(verifier("0990412k"), Ok(()));
        // The guides' own demo codes do not satisfy it (domain.md).
        assert_eq!(verifier("0460410N"), Err(UaiInvalide::Cle('W')));
        assert!(matches!(verifier("0311111Z"), Err(UaiInvalide::Cle(_))));
        for mal_forme in ["", "W", "460410W", "04604100", "0460410É", "046-0410"] {
            assert_eq!(verifier(mal_forme), Err(UaiInvalide::Forme), "{mal_forme}");
        }
    }
}
