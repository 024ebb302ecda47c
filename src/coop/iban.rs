//! Keys of a bank account number: the IBAN's own (ISO 13616, modulo 97), and the French RIB's inside it.

/// What is wrong with an IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IbanInvalide {
    /// No country, no key, foreign characters, or not the country's length.
    Forme,
    /// The modulo 97 is not 1. In a French one, whether the RIB key is right all the same.
    CleIban { cle_rib_juste: Option<bool> },
    /// The RIB key that is written, and the one that the number has.
    CleRib { ecrite: u32, attendue: u32 },
}

/// Length of a French IBAN.
const LONGUEUR_FR: usize = 27;

/// Without spaces, in capitals.
pub fn normaliser(ecrit: &str) -> String {
    ecrit.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// By groups of four, as it is printed.
pub fn presenter(ecrit: &str) -> String {
    let caracteres: Vec<char> = normaliser(ecrit).chars().collect();
    caracteres.chunks(4).map(|groupe| groupe.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

/// Spaces are allowed, as on paper.
pub fn verifier(ecrit: &str) -> Result<(), IbanInvalide> {
    let iban = normaliser(ecrit);
    let octets = iban.as_bytes();
    let bien_forme = (15..=34).contains(&octets.len())
        && octets.iter().all(u8::is_ascii_alphanumeric)
        && octets[..2].iter().all(u8::is_ascii_alphabetic)
        && octets[2..4].iter().all(u8::is_ascii_digit);
    let francais = iban.starts_with("FR");
    if !bien_forme || (francais && octets.len() != LONGUEUR_FR) {
        return Err(IbanInvalide::Forme);
    }
    let rib = francais.then(|| cles_rib(&octets[4..])).flatten();
    if francais && rib.is_none() {
        return Err(IbanInvalide::Forme);
    }
    if modulo_97(octets[4..].iter().chain(&octets[..4]).copied()) != 1 {
        return Err(IbanInvalide::CleIban { cle_rib_juste: rib.map(|(ecrite, attendue)| ecrite == attendue) });
    }
    match rib {
        Some((ecrite, attendue)) if ecrite != attendue => Err(IbanInvalide::CleRib { ecrite, attendue }),
        _ => Ok(()),
    }
}

/// Letters count 10 to 35 (ISO 13616).
fn modulo_97(octets: impl Iterator<Item = u8>) -> u32 {
    octets.fold(0, |reste, octet| match octet {
        b'0'..=b'9' => (reste * 10 + u32::from(octet - b'0')) % 97,
        _ => (reste * 100 + u32::from(octet - b'A') + 10) % 97,
    })
}

/// Bank 5, branch 5, account 11, key 2: the key as written, and as computed: 97 − (89 b + 15 g + 3 c) mod 97.
fn cles_rib(bban: &[u8]) -> Option<(u32, u32)> {
    let nombre = |octets: &[u8]| octets.iter().try_fold(0_u64, |n, octet| Some(n * 10 + u64::from(chiffre_rib(*octet)?)));
    let (banque, guichet, compte) = (nombre(&bban[..5])?, nombre(&bban[5..10])?, nombre(&bban[10..21])?);
    let ecrite = bban[21..].iter().all(u8::is_ascii_digit).then(|| nombre(&bban[21..]))??;
    let attendue = 97 - (89 * (banque % 97) + 15 * (guichet % 97) + 3 * (compte % 97)) % 97;
    Some((ecrite as u32, attendue as u32))
}

/// A = J = 1, B = K = S = 2 … I = R = Z = 9.
fn chiffre_rib(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet - b'0'),
        b'A'..=b'I' => Some(octet - b'A' + 1),
        b'J'..=b'R' => Some(octet - b'J' + 1),
        b'S'..=b'Z' => Some(octet - b'S' + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples that banks publish: the first has digits only, the second a letter in the account.
    #[test]
    fn keys_of_published_examples() {
        for juste in [
            "FR7630006000011234567890189",
            "FR14 2004 1010 0505 0001 3M02 606",
            "DE89370400440532013000",
            "GB82 WEST 1234 5698 7654 32",
        ] {
            assert_eq!(verifier(juste), Ok(()), "{juste}");
        }
    }

    #[test]
    fn which_key_fails_is_told() {
        // One digit of the account changed: both keys fail.
        assert_eq!(verifier("FR7630006000011234567890289"), Err(IbanInvalide::CleIban { cle_rib_juste: Some(false) }));
        // The two digits after FR alone.
        assert_eq!(verifier("FR7730006000011234567890189"), Err(IbanInvalide::CleIban { cle_rib_juste: Some(true) }));
        assert_eq!(verifier("DE88370400440532013000"), Err(IbanInvalide::CleIban { cle_rib_juste: None }));
        // RIB key 88 for 89, and the IBAN key that goes with it: 98 − (30006 00001 12345678901 88 1527 00 mod 97) = 03… by hand.
        let faux = "3000600001123456789018";
        let iban =
            (2..=98).map(|cle| format!("FR{cle:02}{faux}8")).find(|i| !matches!(verifier(i), Err(IbanInvalide::CleIban { .. })));
        assert_eq!(verifier(&iban.unwrap()), Err(IbanInvalide::CleRib { ecrite: 88, attendue: 89 }));
        for mal_forme in ["", "FR76", "7630006000011234567890189FR", "FR763000600001123456789018", "FR76é000600001123456789018"]
        {
            assert_eq!(verifier(mal_forme), Err(IbanInvalide::Forme), "{mal_forme}");
        }
    }

    #[test]
    fn an_iban_is_printed_by_fours() {
        assert_eq!(presenter("fr76 30006000011234567890189"), "FR76\u{a0}3000\u{a0}6000\u{a0}0112\u{a0}3456\u{a0}7890\u{a0}189");
    }
}
