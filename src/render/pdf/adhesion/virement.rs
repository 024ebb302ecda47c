//! The code that a bank's application reads to prepare a transfer (EPC069-12, version 2), and its squares.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use serde_json::{Value, json};

use crate::coop::{Montant, iban};

/// Characters of the beneficiary's name and of the reason, and bytes of the whole, at most (EPC069-12).
const NOM_MAX: usize = 70;
const MOTIF_MAX: usize = 140;
const OCTETS_MAX: usize = 331;
/// The largest code that the standard admits, and its correction level.
const VERSION_MAX: u8 = 13;
const CORRECTION: QrCodeEcc = QrCodeEcc::Medium;

#[derive(Debug, Clone)]
pub struct Virement<'a> {
    pub beneficiaire: &'a str,
    pub iban: &'a str,
    pub montant: Montant,
    pub motif: String,
}

impl Virement<'_> {
    /// The text of the code; `None` when something of the transfer is missing, or no bank would take it.
    pub fn texte(&self) -> Option<String> {
        let nom = une_ligne(self.beneficiaire, NOM_MAX);
        let payable = self.montant > Montant::ZERO && self.montant.centimes() <= 99_999_999_999;
        if nom.is_empty() || !payable || iban::verifier(self.iban).is_err() {
            return None;
        }
        let (iban, montant) = (iban::normaliser(self.iban), self.montant.decimal());
        // Service tag, version, UTF-8, transfer, no BIC (not needed in the EEA), no purpose, no structured reference.
        let mut texte = format!("BCD\n002\n1\nSCT\n\n{nom}\n{iban}\nEUR{montant}\n\n\n");
        let motif = une_ligne(&self.motif, MOTIF_MAX);
        texte.push_str(&motif[..motif.floor_char_boundary(OCTETS_MAX.saturating_sub(texte.len()))]);
        Some(texte)
    }

    /// What the template draws: the side of the code in modules, and its dark runs, row by row: `[x, y, length]`.
    pub fn dessin(&self) -> Option<Value> {
        let segments = [QrSegment::make_bytes(self.texte()?.as_bytes())];
        let code =
            QrCode::encode_segments_advanced(&segments, CORRECTION, Version::MIN, Version::new(VERSION_MAX), None, false).ok()?;
        let cote = code.size();
        let mut traits: Vec<[i32; 3]> = Vec::new();
        for y in 0..cote {
            for x in (0..cote).filter(|x| code.get_module(*x, y)) {
                match traits.last_mut() {
                    Some([debut, ligne, longueur]) if *ligne == y && *debut + *longueur == x => *longueur += 1,
                    _ => traits.push([x, y, 1]),
                }
            }
        }
        Some(json!({
            "cote": cote,
            "traits": traits,
            "alt": format!(
                "Code à lire avec l’application de sa banque\u{a0}: virement de {} à {}, IBAN {}, motif {}.",
                self.montant, self.beneficiaire, iban::presenter(self.iban), self.motif
            ),
        }))
    }
}

/// On one line, without what acts on a reader, at most `max` characters.
fn une_ligne(texte: &str, max: usize) -> String {
    let propre: String = texte.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    propre.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn virement(centimes: i64) -> Virement<'static> {
        Virement {
            beneficiaire: "OCCE du Val-de-Brume",
            iban: "FR14 2004 1010 0505 0001 3M02 606",
            montant: Montant::from_centimes(centimes),
            motif: "Adhésion 2024-2025\n099-0412".to_owned(),
        }
    }

    #[test]
    fn the_text_is_that_of_the_standard() {
        assert_eq!(
            virement(13_699).texte().as_deref(),
            Some(
                "BCD\n002\n1\nSCT\n\nOCCE du Val-de-Brume\nFR1420041010050500013M02606\nEUR136.99\n\n\nAdhésion 2024-2025 099-0412"
            )
        );
        assert_eq!(virement(0).texte(), None);
        assert_eq!(Virement { iban: "FR76", ..virement(1) }.texte(), None);
        assert_eq!(Virement { beneficiaire: " ", ..virement(1) }.texte(), None);
        let long = Virement { motif: "é".repeat(500), ..virement(1) };
        assert_eq!(long.texte().map(|t| t.len() / 2), Some(OCTETS_MAX / 2), "as much as there is room for");
        assert!(long.dessin().is_some(), "cut, not refused");
    }
}
