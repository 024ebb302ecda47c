//! The code that a bank's application reads to prepare a transfer (EPC069-12, version 2), and its squares.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use serde_json::{Value, json};

use crate::coop::{Montant, iban};

/// Characters of the beneficiary's name and of the reason, and bytes of the whole, at most (EPC069-12).
const NOM_MAX: usize = 70;
const MOTIF_MAX: usize = 140;
const OCTETS_MAX: usize = 331;
/// 999 999 999,99 €.
const PLUS_GROS_VIREMENT: Montant = Montant::from_centimes(99_999_999_999);
/// The largest code that the standard admits, and its correction level.
const VERSION_MAX: u8 = 13;
const CORRECTION: QrCodeEcc = QrCodeEcc::Medium;

/// A transfer as the paper prints it and as the code says it: both texts are cut to what a bank takes.
#[derive(Debug, Clone)]
pub struct Virement {
    pub beneficiaire: String,
    pub motif: String,
    iban: String,
    montant: Montant,
}

impl Virement {
    /// `None`: nothing to pay, or an IBAN that no bank would take (A008).
    pub fn new(beneficiaire: &str, iban: &str, montant: Montant, motif: &str) -> Option<Virement> {
        if montant <= Montant::ZERO || iban::verifier(iban).is_err() {
            return None;
        }
        let (beneficiaire, motif) = (une_ligne(beneficiaire, NOM_MAX), une_ligne(motif, MOTIF_MAX));
        let mut virement = Virement { beneficiaire, iban: iban::normaliser(iban), montant, motif };
        let en_trop = virement.texte().len().saturating_sub(OCTETS_MAX);
        let permis = virement.motif.floor_char_boundary(virement.motif.len().saturating_sub(en_trop));
        virement.motif.truncate(permis);
        Some(virement)
    }

    /// The text of the code.
    fn texte(&self) -> String {
        let Virement { beneficiaire, iban, motif, montant } = self;
        // Service tag, version, UTF-8, transfer, no BIC (not needed in the EEA), no purpose, no structured reference.
        format!("BCD\n002\n1\nSCT\n\n{beneficiaire}\n{iban}\nEUR{}\n\n\n{motif}", montant.decimal())
    }

    /// What the template draws: the side of the code in modules, and its dark runs, row by row: `[x, y, length]`. `None`: the
    /// standard has no code for such a sum.
    pub fn dessin(&self) -> Option<Value> {
        if self.montant > PLUS_GROS_VIREMENT {
            return None;
        }
        let segments = [QrSegment::make_bytes(self.texte().as_bytes())];
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
                self.montant, self.beneficiaire, iban::presenter(&self.iban), self.motif
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

    const IBAN: &str = "FR14 2004 1010 0505 0001 3M02 606";

    fn virement(centimes: i64, motif: &str) -> Option<Virement> {
        Virement::new("OCCE du Val-de-Brume", IBAN, Montant::from_centimes(centimes), motif)
    }

    #[test]
    fn the_text_is_that_of_the_standard() {
        assert_eq!(
            virement(13_699, "Adhésion 2024-2025\n099-0412").unwrap().texte(),
            "BCD\n002\n1\nSCT\n\nOCCE du Val-de-Brume\nFR1420041010050500013M02606\nEUR136.99\n\n\nAdhésion 2024-2025 099-0412"
        );
        assert!(virement(0, "").is_none());
        assert!(Virement::new("OCCE", "FR76", Montant::from_centimes(1), "").is_none());
        assert!(virement(100_000_000_000, "").unwrap().dessin().is_none());
    }

    #[test]
    fn a_long_reason_is_cut_once_for_the_paper_and_for_the_code() {
        let long = virement(1, &"é".repeat(500)).unwrap();
        assert_eq!(long.texte().len() / 2, OCTETS_MAX / 2, "as much as there is room for");
        assert!(long.texte().ends_with(&format!("\n{}", long.motif)) && long.dessin().is_some());
        assert_eq!(virement(1, &"e".repeat(500)).unwrap().motif.len(), MOTIF_MAX);
    }
}
