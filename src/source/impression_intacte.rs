//! Whether a PDF is, to the byte, one that this program printed: nobody signed it, wrote on it, scanned it.
//!
//! The printer names each file after the hash of what it has written so far: every page, every object, all but the metadata,
//! the catalogue and the table that end it (krilla: `instance_id`, base64 of SipHash-1-3-128 of the length and the bytes). So
//! the file alone tells, whatever the accounts have become, the day, the version, or that it was a draft. What a viewer adds
//! comes after the end, or changes those bytes; what saves the file again writes them otherwise: both are no print of ours.

use std::hash::Hasher;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use siphasher::sip128::{Hasher128, SipHasher13};

const METADONNEES: &[u8] = b"/Type/Metadata/Subtype/XML";
const CREATEUR: &[u8] = b"/Creator(retkoop ";
const FIN: &[u8] = b"%%EOF";
/// What ends the object before the metadata.
const FIN_D_OBJET: &[u8] = b"endobj\n";

/// No paper of ours that somebody signs has as many bytes.
pub const PLUS_LONG_QU_UN_PAPIER: u64 = 16_000_000;

pub fn est_une_impression_intacte(octets: &[u8]) -> bool {
    let ecrit = || {
        let metadonnees = memmem::rfind(octets, METADONNEES)?;
        let ecrit = &octets[..memmem::rfind(&octets[..metadonnees], FIN_D_OBJET)? + FIN_D_OBJET.len()];
        memmem::find(ecrit, CREATEUR)?;
        let (_, fin) = octets.split_at(metadonnees);
        let seule = memmem::find(octets, FIN)? + FIN.len() == octets.trim_ascii_end().len();
        (seule && memmem::find(fin, format!("({})]>>", identifiant(ecrit)).as_bytes()).is_some()).then_some(())
    };
    ecrit().is_some()
}

fn identifiant(ecrit: &[u8]) -> String {
    let mut hacheur = SipHasher13::new();
    hacheur.write_u64(ecrit.len() as u64);
    hacheur.write(ecrit);
    STANDARD.encode(hacheur.finish128().as_u128().to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_print_is_told_without_a_panic() {
        for octets in ["", "%PDF-1.7", "%%EOF", "endobj\n/Type/Metadata/Subtype/XML", "/Creator(retkoop \nendobj\n%%EOF"] {
            assert!(!est_une_impression_intacte(octets.as_bytes()), "{octets}");
        }
    }
}
