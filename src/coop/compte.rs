//! Account numbers of the OCCE chart: four digits, then an optional four-digit suffix (`6070 0008`).

use std::fmt;

/// A four-digit account of class 6 or 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Compte(u16);

/// A dépense or a recette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sens {
    Charge,
    Produit,
}

impl Compte {
    /// From four digits that begin with 6 or 7.
    pub fn parse(chiffres: &str) -> Option<Compte> {
        let ok = chiffres.len() == 4 && chiffres.bytes().all(|b| b.is_ascii_digit()) && chiffres.starts_with(['6', '7']);
        if ok { chiffres.parse().ok().map(Compte) } else { None }
    }

    /// Reads `6181`, `61810008` and `6181 0008`: the account, and its suffix where one is written.
    pub fn parse_avec_suffixe(texte: &str) -> Option<(Compte, Option<&str>)> {
        let (numero, reste) = texte.split_at_checked(4)?;
        let suffixe = reste.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let compte = Compte::parse(numero)?;
        match suffixe {
            "" if reste.is_empty() => Some((compte, None)),
            _ if suffixe.len() == 4 && suffixe.bytes().all(|b| b.is_ascii_digit()) => Some((compte, Some(suffixe))),
            _ => None,
        }
    }

    pub fn sens(self) -> Sens {
        if self.0 < 7000 { Sens::Charge } else { Sens::Produit }
    }
}

impl fmt::Display for Compte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// The nature of a treasury account (domain.md): 512 bank, 514 Banque Postale, 530 cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompteDeTresorerie {
    Banque,
    BanquePostale,
    Caisse,
}

impl CompteDeTresorerie {
    pub const NUMEROS: &'static [&'static str] = &["512", "514", "530"];

    pub fn parse(numero: &str) -> Option<CompteDeTresorerie> {
        match numero {
            "512" => Some(CompteDeTresorerie::Banque),
            "514" => Some(CompteDeTresorerie::BanquePostale),
            "530" => Some(CompteDeTresorerie::Caisse),
            _ => None,
        }
    }

    pub fn numero(self) -> &'static str {
        match self {
            CompteDeTresorerie::Banque => "512",
            CompteDeTresorerie::BanquePostale => "514",
            CompteDeTresorerie::Caisse => "530",
        }
    }

    /// A statement is received for it, and its movements are ticked.
    pub fn is_banque(self) -> bool {
        self != CompteDeTresorerie::Caisse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_spellings_of_an_account() {
        let attendu = Compte::parse("6181").unwrap();
        assert_eq!(Compte::parse_avec_suffixe("6181"), Some((attendu, None)));
        assert_eq!(Compte::parse_avec_suffixe("61810008"), Some((attendu, Some("0008"))));
        assert_eq!(Compte::parse_avec_suffixe("6181 0008"), Some((attendu, Some("0008"))));
        for refuse in ["618", "6181 ", "6181 08", "5120", "618A", "6181-0008", "６１８１", ""] {
            assert_eq!(Compte::parse_avec_suffixe(refuse), None, "{refuse}");
        }
    }
}
