//! What a printed CRF carries, read back from its PDF: its figures, its entries, and the fingerprint written beside them.
//!
//! Not a PDF reader: the attachments are streams of the file itself and the fingerprint is in its metadata, which no archival PDF
//! compresses. Bytes in, values out; anything may be in the file.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::source::Hacheur;

/// What stands before the fingerprint among the keywords of the file.
pub const MOT_CLE_DE_L_EMPREINTE: &str = "empreinte SHA-256 ";

/// An attachment longer than this is none of ours.
const OCTETS_MAX: u64 = 256 * 1024 * 1024;
/// A dictionary of a stream is far shorter.
const DICTIONNAIRE_MAX: usize = 4_096;
/// Attachments looked at: ours has two.
const PIECES_MAX: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PapierImprime {
    /// The `bilan` JSON.
    pub chiffres: Vec<u8>,
    /// The entries, as CSV.
    pub ecritures: Vec<u8>,
    /// As the file says it, in hexadecimal; `None`: it says none.
    pub empreinte: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Illisible {
    PasUnPdf,
    /// A PDF, but without the attachments of a CRF: another paper, a draft, a scan.
    SansChiffres,
}

impl PapierImprime {
    pub fn lire(octets: &[u8]) -> Result<PapierImprime, Illisible> {
        if !octets.starts_with(b"%PDF-") {
            return Err(Illisible::PasUnPdf);
        }
        let (mut chiffres, mut ecritures) = (None, None);
        for place in memmem::find_iter(octets, b"/EmbeddedFile").take(PIECES_MAX) {
            let Some((dictionnaire, contenu)) = flux(octets, place) else { continue };
            if memmem::find(dictionnaire, b"application#2Fjson").is_some() {
                chiffres = contenu;
            } else if memmem::find(dictionnaire, b"text#2Fcsv").is_some() {
                ecritures = contenu;
            }
        }
        match (chiffres, ecritures) {
            (Some(chiffres), Some(ecritures)) => Ok(PapierImprime { chiffres, ecritures, empreinte: empreinte_ecrite(octets) }),
            _ => Err(Illisible::SansChiffres),
        }
    }

    /// The fingerprint of what it carries: SHA-256 of both attachments, one after the other.
    pub fn empreinte_calculee(&self) -> String {
        let mut hacheur = Hacheur::default();
        hacheur.ajouter(&self.chiffres);
        hacheur.ajouter(&self.ecritures);
        hacheur.finir()
    }
}

/// The dictionary around a place and the content of its stream, decompressed; `None` when there is no stream there.
fn flux(octets: &[u8], place: usize) -> Option<(&[u8], Option<Vec<u8>>)> {
    let avant = &octets[place.saturating_sub(DICTIONNAIRE_MAX)..place];
    let debut = place - avant.len() + memmem::rfind(avant, b" obj")?;
    let apres = &octets[place..(place + DICTIONNAIRE_MAX).min(octets.len())];
    let fin = place + memmem::find(apres, b"stream")?;
    let dictionnaire = octets.get(debut..fin)?;
    let contenu = octets.get(fin + b"stream".len()..)?;
    let contenu = contenu.strip_prefix(b"\r\n").or_else(|| contenu.strip_prefix(b"\n"))?;
    // Compressed bytes may spell anything: the decoder knows where they end.
    let contenu = if memmem::find(dictionnaire, b"/FlateDecode").is_some() {
        let mut lu = Vec::new();
        ZlibDecoder::new(contenu).take(OCTETS_MAX).read_to_end(&mut lu).ok().map(|_| lu)
    } else {
        let longueur = memmem::find(contenu, b"endstream")?;
        let contenu = &contenu[..longueur];
        Some(contenu.strip_suffix(b"\r\n").or_else(|| contenu.strip_suffix(b"\n")).unwrap_or(contenu).to_vec())
    };
    Some((dictionnaire, contenu))
}

fn empreinte_ecrite(octets: &[u8]) -> Option<String> {
    let place = memmem::find(octets, MOT_CLE_DE_L_EMPREINTE.as_bytes())? + MOT_CLE_DE_L_EMPREINTE.len();
    let chiffres = octets.get(place..place + 64)?;
    chiffres.iter().all(u8::is_ascii_hexdigit).then(|| String::from_utf8_lossy(chiffres).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_crf_is_told() {
        assert_eq!(PapierImprime::lire(b"PK"), Err(Illisible::PasUnPdf));
        assert_eq!(PapierImprime::lire(b"%PDF-1.7"), Err(Illisible::SansChiffres));
        for tordu in ["1 0 obj<</Type/EmbeddedFile", "/EmbeddedFile stream", "1 0 obj<</EmbeddedFile/FlateDecode>>stream\nx"] {
            assert_eq!(PapierImprime::lire(format!("%PDF-1.7{tordu}").as_bytes()), Err(Illisible::SansChiffres));
        }
    }

    #[test]
    fn plain_streams_are_read() {
        let piece =
            |genre: &str, texte: &str| format!("1 0 obj\n<</Type/EmbeddedFile/Subtype/{genre}>>\nstream\n{texte}\nendstream\n");
        let pdf = format!("%PDF-1.7\n{}{}", piece("application#2Fjson", "{}"), piece("text#2Fcsv", "a,b\n"));
        let papier = PapierImprime::lire(pdf.as_bytes()).unwrap();
        assert_eq!((papier.chiffres.as_slice(), papier.ecritures.as_slice()), (&b"{}"[..], &b"a,b\n"[..]));
        assert_eq!(papier.empreinte, None);
        // `printf '{}a,b\n' | sha256sum`
        assert_eq!(papier.empreinte_calculee(), "b6931ee112279203f5079bf4f30cc92baf3b6367881f2de3d0a50249361d74fa");
    }
}
