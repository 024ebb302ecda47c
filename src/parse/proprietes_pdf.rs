//! What a PDF says of itself beside its pages, in either of the two places where it may: a reader shows its title above them,
//! and whatever else it says to who asks.
//!
//! Bytes in, values out; anything may be in the file.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, LoadOptions, Object, decode_text_string};

use super::objets_pdf::resolu;
use super::papier_imprime::OCTETS_MAX;
use super::xmp::{ADOBE_PDF, DUBLIN_CORE, PDF_A, PDF_UA, XMP, XMP_MM, XMP_PAGES, proprietes_xmp};
use crate::coop::{Date, date};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProprieteChangee {
    pub nom: String,
    pub trouve: String,
    /// Empty: the PDF should not say it.
    pub attendu: String,
    /// Programs that save a file again write it of their own accord: it accuses nobody.
    pub est_d_un_programme: bool,
}

/// Why a property may be said otherwise than we wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// No program has a reason to; it may leave it out.
    DuPapier,
    DUnProgramme,
    /// A day: that of a program's own work.
    Jour,
    /// An identifier, or made of them, or a count: it says nothing that is read.
    Muette,
}

use Nature::{DUnProgramme, DuPapier, Jour, Muette};

/// A property: its name, its key in the information dictionary, its element in the XMP; those that a file does not have are
/// empty. Whatever is not here is a stranger.
type Propriete = (&'static str, &'static str, (&'static str, &'static str), Nature);

const PROPRIETES: [Propriete; 25] = [
    ("titre", "Title", (DUBLIN_CORE, "title"), DuPapier),
    ("auteur", "Author", (DUBLIN_CORE, "creator"), DuPapier),
    ("sujet", "Subject", (DUBLIN_CORE, "description"), DuPapier),
    ("mots-clés", "Keywords", (ADOBE_PDF, "Keywords"), DuPapier),
    ("langue", "", (DUBLIN_CORE, "language"), DuPapier),
    ("norme PDF/A, partie", "", (PDF_A, "part"), DuPapier),
    ("norme PDF/A, niveau", "", (PDF_A, "conformance"), DuPapier),
    ("norme PDF/UA, partie", "", (PDF_UA, "part"), DuPapier),
    ("papier composé par", "Creator", (XMP, "CreatorTool"), DUnProgramme),
    ("fichier écrit par", "Producer", (ADOBE_PDF, "Producer"), DUnProgramme),
    ("historique", "", (XMP_MM, "History"), Muette),
    ("source", "", (XMP_MM, "DerivedFrom"), Muette),
    ("date de création", "CreationDate", (XMP, "CreateDate"), Jour),
    ("date de modification", "ModDate", (XMP, "ModifyDate"), Jour),
    ("date des propriétés", "", (XMP, "MetadataDate"), Jour),
    ("date de la source", "SourceModified", ("http://ns.adobe.com/pdfx/1.3/", "SourceModified"), Jour),
    ("recouvrement des encres", "Trapped", (ADOBE_PDF, "Trapped"), DUnProgramme),
    ("version du format", "", (ADOBE_PDF, "PDFVersion"), DUnProgramme),
    ("format", "", (DUBLIN_CORE, "format"), DUnProgramme),
    ("identifiant", "", (XMP_MM, "DocumentID"), Muette),
    ("identifiant", "", (XMP_MM, "InstanceID"), Muette),
    ("identifiant", "", (XMP_MM, "OriginalDocumentID"), Muette),
    ("version", "", (XMP_MM, "VersionID"), Muette),
    ("rendu", "", (XMP_MM, "RenditionClass"), Muette),
    ("nombre de pages", "", (XMP_PAGES, "NPages"), Muette),
];

/// What the file says under the space and the name of a property; those of the information dictionary have no space.
pub(super) type Dites = BTreeMap<(String, String), String>;

/// A program that saves a file again may leave properties out, and write its own name and the day. `None`: one of them says some
/// that cannot be read.
pub fn proprietes_changees(octets: &[u8], attendus: &[u8]) -> Option<Vec<ProprieteChangee>> {
    let lire = |octets| Document::load_mem_with_options(octets, LoadOptions::with_max_decompressed_size(OCTETS_MAX)).ok();
    let (la, ici) = (lire(octets)?, lire(attendus)?);
    let lieux = [(du_dictionnaire(&la), du_dictionnaire(&ici)), (proprietes_xmp(&la)?, proprietes_xmp(&ici)?)];
    let changees = lieux.iter().flat_map(|(trouvees, attendues)| {
        let cles: BTreeSet<&(String, String)> = trouvees.keys().chain(attendues.keys()).collect();
        let mut cles: Vec<(usize, _)> = cles.into_iter().map(|cle| (rang(cle), cle)).collect();
        cles.sort();
        cles.into_iter().filter_map(|(rang, cle)| changee(PROPRIETES.get(rang), cle, trouvees.get(cle), attendues.get(cle)))
    });
    // Both places say the same: it is told once.
    let mut vues = BTreeSet::new();
    Some(changees.filter(|changee| vues.insert(changee.clone())).collect())
}

/// In [`PROPRIETES`]; that of a stranger is after them.
fn rang((espace, local): &(String, String)) -> usize {
    let est_elle = |(_, cle, element, _): &Propriete| match espace.as_str() {
        "" => !cle.is_empty() && cle == local,
        espace => *element == (espace, local.as_str()),
    };
    PROPRIETES.iter().position(est_elle).unwrap_or(PROPRIETES.len())
}

fn changee(
    connue: Option<&Propriete>,
    (_, local): &(String, String),
    trouve: Option<&String>,
    attendu: Option<&String>,
) -> Option<ProprieteChangee> {
    let etrangere = || if est_un_classement(local) { DUnProgramme } else { DuPapier };
    let nature = connue.map_or_else(etrangere, |(.., nature)| *nature);
    let dite = |dite: Option<&String>| match (nature, dite) {
        (Jour, Some(texte)) => le_jour(texte).map_or_else(|| texte.clone(), date::en_chiffres),
        (_, texte) => texte.cloned().unwrap_or_default(),
    };
    let (trouve, attendu) = (dite(trouve), dite(attendu));
    let est_laissee = trouve.is_empty();
    (trouve != attendu && !est_laissee && nature != Muette).then(|| ProprieteChangee {
        nom: connue.map_or_else(|| format!("propriété « {local} »"), |(nom, ..)| (*nom).to_owned()),
        est_d_un_programme: matches!(nature, DUnProgramme | Jour),
        trouve,
        attendu,
    })
}

/// What an office program writes of its own accord in every file that goes through it: its label of confidentiality,
/// `MSIP_Label_<identifier>_SetDate` (Microsoft Purview), and the kind of document of its library. Any other stranger is somebody's
/// words.
fn est_un_classement(local: &str) -> bool {
    const CHAMPS: [&str; 9] =
        ["Enabled", "SetDate", "Method", "Name", "SiteId", "ActionId", "ContentBits", "Tag", "Extended_MSFT_Method"];
    let etiquette = local.strip_prefix("MSIP_Label_").and_then(|reste| reste.split_once('_'));
    let identifiant = |texte: &str| texte.len() == 36 && texte.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    local == "ContentTypeId" || etiquette.is_some_and(|(nom, champ)| identifiant(nom) && CHAMPS.contains(&champ))
}

/// `D:20250831…`, `2025-08-31T…`.
fn le_jour(texte: &str) -> Option<Date> {
    let chiffres: String = texte.trim_start_matches("D:").chars().filter(|c| *c != '-').take(8).collect();
    let (annee, reste) = chiffres.split_at_checked(4)?;
    let (mois, jour) = reste.split_at_checked(2)?;
    format!("{annee}-{mois}-{jour}").parse().ok()
}

fn du_dictionnaire(document: &Document) -> Dites {
    let dictionnaire = document.trailer.get(b"Info").ok().and_then(|info| resolu(document, info).1.as_dict().ok());
    let dite = |objet| match resolu(document, objet).1 {
        Object::Name(nom) => Some(String::from_utf8_lossy(nom).into_owned()),
        texte => decode_text_string(texte).ok(),
    };
    let paires = dictionnaire.into_iter().flat_map(|dictionnaire| dictionnaire.iter());
    let paires = paires.filter_map(|(cle, objet)| Some((String::from_utf8_lossy(cle).into_owned(), en_une_ligne(&dite(objet)?))));
    paires.map(|(cle, texte)| ((String::new(), cle), texte)).collect()
}

pub(super) fn en_une_ligne(texte: &str) -> String {
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}
