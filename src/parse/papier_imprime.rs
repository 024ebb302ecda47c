//! What a printed CRF carries and shows, read back from its PDF: the attached figures and entries, and the text of its pages,
//! where the fingerprint stands.
//!
//! Bytes in, values out; anything may be in the file, and another program may have written it again.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use crate::source::Hacheur;

/// Name of the attachment that holds the figures: the `bilan` JSON.
pub const PIECE_DES_CHIFFRES: &str = "bilan.json";
/// Name of the attachment that holds the entries, as CSV.
pub const PIECE_DES_ECRITURES: &str = "ecritures.csv";
/// Name of the attachment that holds what the pages are composed from.
pub const PIECE_DES_PAGES: &str = "pages.json";
/// What stands before the fingerprint on the last page.
pub const TITRE_DE_L_EMPREINTE: &str = "Empreinte des comptes";

/// A stream longer than this, decompressed, is none of ours.
pub(super) const OCTETS_MAX: usize = 256 * 1024 * 1024;
/// Pages and lines that are read: a CRF of forty accounts has a tenth of them.
const PAGES_MAX: usize = 100;
const LIGNES_MAX: usize = 50_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PapierImprime {
    pub chiffres: Vec<u8>,
    pub ecritures: Vec<u8>,
    /// What its pages are composed from; `None`: it carries none.
    pub pages: Option<Vec<u8>>,
    /// The lines of its pages, as they are read, with ordinary single spaces; empty when they cannot be read.
    pub lignes: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Illisible {
    PasUnPdf,
    /// The beginning of a PDF, without its end.
    Tronque,
    /// A PDF, but without the attachments of a CRF: another paper, a draft, a scan.
    SansChiffres,
}

const DEBUT: &[u8] = b"%PDF-";
const FIN: &[u8] = b"%%EOF";
/// A mailer may write a few words after the end.
const APRES_LA_FIN: usize = 1024;

/// Its last bytes are not those that end a PDF: it was cut while it was sent or copied.
pub fn est_tronque(octets: &[u8]) -> bool {
    let octets = octets.trim_ascii_end();
    let fin = &octets[octets.len().saturating_sub(APRES_LA_FIN)..];
    memchr::memmem::find(fin, FIN).is_none()
}

/// What stands in the file before its beginning and after its end, but for blanks: no reader shows it. `compose`: the file that
/// it should be, when it is known.
pub fn autour<'o>(octets: &'o [u8], compose: Option<&[u8]>) -> [&'o [u8]; 2] {
    let entier = compose.and_then(|compose| Some((memchr::memmem::find(octets, compose)?, compose.len())));
    let (debut, fin) = match entier {
        Some((debut, longueur)) => (debut, debut + longueur),
        None => {
            let debut = memchr::memmem::find(octets, DEBUT).unwrap_or_default();
            // What is cut has several ends when it was saved in several times: none is its own.
            let fin = memchr::memmem::rfind(octets, FIN).filter(|_| !est_tronque(octets));
            (debut, fin.map_or(octets.len(), |fin| fin + FIN.len()))
        }
    };
    [octets.get(..debut), octets.get(fin..)].map(|suite| suite.unwrap_or_default().trim_ascii())
}

impl PapierImprime {
    pub fn lire(octets: &[u8]) -> Result<PapierImprime, Illisible> {
        let document =
            Document::load_mem_with_options(octets, LoadOptions::with_max_decompressed_size(OCTETS_MAX)).map_err(|_| {
                if octets.starts_with(DEBUT) && est_tronque(octets) { Illisible::Tronque } else { Illisible::PasUnPdf }
            })?;
        let jointe = |nom| piece_jointe(&document, nom).ok_or(Illisible::SansChiffres);
        let (chiffres, ecritures) = (jointe(PIECE_DES_CHIFFRES)?, jointe(PIECE_DES_ECRITURES)?);
        Ok(PapierImprime { chiffres, ecritures, pages: piece_jointe(&document, PIECE_DES_PAGES), lignes: lignes(&document) })
    }

    /// The fingerprint of what it carries: SHA-256 of both attachments, one after the other.
    pub fn empreinte_calculee(&self) -> String {
        let mut hacheur = Hacheur::default();
        hacheur.ajouter(&self.chiffres);
        hacheur.ajouter(&self.ecritures);
        hacheur.finir()
    }

    /// The fingerprint that its pages show, in hexadecimal; `None`: they show none.
    pub fn empreinte_imprimee(&self) -> Option<String> {
        let debut = self.lignes.iter().rposition(|ligne| ligne.starts_with(TITRE_DE_L_EMPREINTE))?;
        let apres = self.lignes[debut..].join(" ");
        let chiffres: String = apres[TITRE_DE_L_EMPREINTE.len()..]
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ':')
            .take_while(char::is_ascii_hexdigit)
            .take(64)
            .collect();
        (chiffres.len() == 64).then(|| chiffres.to_ascii_lowercase())
    }
}

/// The content of the attachment of that name.
fn piece_jointe(document: &Document, nom: &str) -> Option<Vec<u8>> {
    let est_nommee = |fichier: &&Dictionary| {
        let porte = |cle: &[u8]| fichier.get(cle).and_then(Object::as_str).is_ok_and(|n| n == nom.as_bytes());
        fichier.get(b"EF").is_ok() && (porte(b"F") || porte(b"UF"))
    };
    let fichier = document.objects.values().filter_map(|objet| objet.as_dict().ok()).find(est_nommee)?;
    let reference = fichier.get(b"EF").and_then(Object::as_dict).and_then(|ef| ef.get(b"F")).and_then(Object::as_reference);
    let flux = document.get_object(reference.ok()?).and_then(Object::as_stream).ok()?;
    flux.get_plain_content_with_limit(OCTETS_MAX).ok()
}

fn lignes(document: &Document) -> Vec<String> {
    let pages: Vec<u32> = document.get_pages().into_keys().take(PAGES_MAX).collect();
    lignes_des_pages(document, &pages)
}

/// Those of one page; none of what is no page.
pub(super) fn lignes_de_la_page(document: &Document, page: ObjectId) -> Vec<String> {
    let rang = document.get_pages().into_iter().find(|(_, id)| *id == page).map(|(rang, _)| rang);
    lignes_des_pages(document, rang.as_slice())
}

fn lignes_des_pages(document: &Document, pages: &[u32]) -> Vec<String> {
    let morceaux = document.extract_text_chunks_with_limit(pages, OCTETS_MAX);
    let texte: String = morceaux.into_iter().flatten().collect();
    let en_mots = |ligne: &str| ligne.split_whitespace().collect::<Vec<_>>().join(" ");
    texte.lines().map(en_mots).filter(|ligne| !ligne.is_empty()).take(LIGNES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_crf_is_told() {
        for tordu in ["", "PK", "%PDF-1.7\n%%EOF"] {
            assert_eq!(PapierImprime::lire(tordu.as_bytes()), Err(Illisible::PasUnPdf), "{tordu}");
        }
        for coupe in ["%PDF-1.7", "%PDF-1.7\n1 0 obj<</Type/EmbeddedFile", "%PDF-1.7\ntrailer<</Root 1 0 R>>"] {
            assert_eq!(PapierImprime::lire(coupe.as_bytes()), Err(Illisible::Tronque), "{coupe}");
        }
        let mut vide = Document::with_version("1.7");
        let catalogue = vide.add_object(lopdf::dictionary! { "Type" => "Catalog" });
        vide.trailer.set("Root", catalogue);
        let mut octets = Vec::new();
        vide.save_to(&mut octets).unwrap();
        assert_eq!(PapierImprime::lire(&octets), Err(Illisible::SansChiffres));
    }

    #[test]
    fn the_fingerprint_is_that_of_the_pages() {
        let papier = |lignes: &[&str]| PapierImprime {
            chiffres: b"{}".to_vec(),
            ecritures: b"a,b\n".to_vec(),
            pages: None,
            lignes: lignes.iter().map(|l| (*l).to_owned()).collect(),
        };
        let groupes = "b693 1ee1 1227 9203 f507 9bf4 f30c c92b af3b 6367 881f 2de3 d0a5 0249 361d 74fa";
        let (debut, fin) = groupes.split_at(40);
        // `printf '{}a,b\n' | sha256sum`
        let attendue = groupes.replace(' ', "");
        assert_eq!(papier(&[]).empreinte_calculee(), attendue);
        for lignes in [&["Empreinte des comptes :", groupes, "C’est le"][..], &["x", "Empreinte des comptes : ", debut, fin]] {
            assert_eq!(papier(lignes).empreinte_imprimee(), Some(attendue.clone()), "{lignes:?}");
        }
        for lignes in [&[][..], &["Empreinte des comptes :", debut], &["Empreinte", groupes]] {
            assert_eq!(papier(lignes).empreinte_imprimee(), None, "{lignes:?}");
        }
    }
}
