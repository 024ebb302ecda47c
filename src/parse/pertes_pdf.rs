//! What a PDF had beside its pages, and no longer has: a program that saves it again may leave it behind. It serves who hears
//! the paper, moves about in it or keeps it.
//!
//! Bytes in, values out; anything may be in the file.

use std::collections::BTreeSet;

use lopdf::{Document, LoadOptions};

use super::papier_imprime::OCTETS_MAX;
use super::xmp::{PDF_A, PDF_UA, proprietes_xmp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Perte {
    Balises,
    Langue,
    Signets,
    /// Its title is no longer what a reader shows above the pages.
    TitreMontre,
    MarquePdfA,
    MarquePdfUa,
    Couleurs,
    /// The attachments are no longer said to be those of the pages.
    LienDesPieces,
}

/// Of the catalogue.
const DU_CATALOGUE: [(&[u8], Perte); 7] = [
    (b"StructTreeRoot", Perte::Balises),
    (b"MarkInfo", Perte::Balises),
    (b"Lang", Perte::Langue),
    (b"Outlines", Perte::Signets),
    (b"ViewerPreferences", Perte::TitreMontre),
    (b"OutputIntents", Perte::Couleurs),
    (b"AF", Perte::LienDesPieces),
];
/// Of the XMP: what the file says that it follows.
const DU_XMP: [(&str, Perte); 2] = [(PDF_A, Perte::MarquePdfA), (PDF_UA, Perte::MarquePdfUa)];

/// What a program may leave behind, but not change.
pub(super) fn est_facultative(cle: &[u8]) -> bool {
    DU_CATALOGUE.iter().any(|(facultative, _)| *facultative == cle)
}

/// Each once. Empty too when one of them is not a PDF that can be read.
pub fn pertes(octets: &[u8], attendus: &[u8]) -> BTreeSet<Perte> {
    let lire = |octets| Document::load_mem_with_options(octets, LoadOptions::with_max_decompressed_size(OCTETS_MAX)).ok();
    let (Some(la), Some(ici)) = (lire(octets), lire(attendus)) else { return BTreeSet::new() };
    let a = |document: &Document, cle| document.catalog().is_ok_and(|catalogue| catalogue.has(cle));
    let du_catalogue = DU_CATALOGUE.into_iter().filter(|(cle, _)| a(&ici, cle) && !a(&la, cle));
    let marques =
        [&la, &ici].map(|document| proprietes_xmp(document).unwrap_or_default().into_keys().map(|(espace, _)| espace).collect());
    let [la, ici]: [BTreeSet<String>; 2] = marques;
    let du_xmp = DU_XMP.into_iter().filter(|(espace, _)| ici.contains(*espace) && !la.contains(*espace));
    du_catalogue.map(|(_, perte)| perte).chain(du_xmp.map(|(_, perte)| perte)).collect()
}
