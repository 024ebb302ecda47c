//! What a PDF says of itself beside its pages, in either of the two places where it may: a reader shows its title above them.
//!
//! Bytes in, values out; anything may be in the file.

use std::collections::BTreeSet;

use lopdf::{Document, LoadOptions, decode_text_string};
use quick_xml::events::Event;
use quick_xml::name::{QName, ResolveResult};
use quick_xml::{NsReader, escape};

use super::objets_pdf::{contenu, resolu};
use super::papier_imprime::OCTETS_MAX;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProprieteChangee {
    pub nom: &'static str,
    pub trouve: String,
    /// Empty: the PDF should not say it.
    pub attendu: String,
}

const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const ADOBE_PDF: &str = "http://ns.adobe.com/pdf/1.3/";
/// What other programs have no reason to say otherwise: its name, its key in the information dictionary, its element in the XMP.
const PROPRIETES: [(&str, &[u8], (&str, &str)); 4] = [
    ("titre", b"Title", (DUBLIN_CORE, "title")),
    ("auteur", b"Author", (DUBLIN_CORE, "creator")),
    ("sujet", b"Subject", (DUBLIN_CORE, "description")),
    ("mots-clés", b"Keywords", (ADOBE_PDF, "Keywords")),
];

/// Longer metadata are none of ours.
const XMP_MAX: usize = 1024 * 1024;

/// Of each place, in the order of [`PROPRIETES`]; `None`: nothing is said there.
type Dites = [Option<String>; 4];

/// A program that saves a file again may leave them out, and writes its own name: only what is said otherwise has changed.
pub fn proprietes_changees(octets: &[u8], attendus: &[u8]) -> Vec<ProprieteChangee> {
    let lire = |octets| Document::load_mem_with_options(octets, LoadOptions::with_max_decompressed_size(OCTETS_MAX)).ok();
    let (Some(la), Some(ici)) = (lire(octets), lire(attendus)) else { return vec![] };
    let lieux = [(du_dictionnaire(&la), du_dictionnaire(&ici)), (du_xmp(&la), du_xmp(&ici))];
    let changees = lieux.into_iter().flat_map(|(trouvees, attendues)| {
        PROPRIETES.iter().zip(trouvees).zip(attendues).filter_map(|(((nom, ..), trouve), attendu)| {
            let (trouve, attendu) = (trouve?, attendu.unwrap_or_default());
            (trouve != attendu).then_some(ProprieteChangee { nom, trouve, attendu })
        })
    });
    // Both places say the same: it is told once.
    let mut vues = BTreeSet::new();
    changees.filter(|changee| vues.insert(changee.clone())).collect()
}

fn du_dictionnaire(document: &Document) -> Dites {
    let dictionnaire = document.trailer.get(b"Info").ok().and_then(|info| resolu(document, info).1.as_dict().ok());
    PROPRIETES.map(|(_, cle, _)| {
        let dite = resolu(document, dictionnaire?.get(cle).ok()?).1;
        Some(en_une_ligne(&decode_text_string(dite).ok()?))
    })
}

fn du_xmp(document: &Document) -> Dites {
    let flux = document.catalog().and_then(|catalogue| catalogue.get(b"Metadata"));
    let flux = flux.ok().and_then(|flux| resolu(document, flux).1.as_stream().ok());
    let octets = flux.and_then(|flux| contenu(flux, XMP_MAX)).unwrap_or_default();
    let mut dites = Dites::default();
    let mut lecteur = NsReader::from_str(std::str::from_utf8(&octets).unwrap_or_default());
    // The property that one is in, if any.
    let mut courante: Option<usize> = None;
    while let Ok(evenement) = lecteur.read_event() {
        let rang = |nom: QName| match lecteur.resolver().resolve_element(nom) {
            (ResolveResult::Bound(espace), local) => rang_de(espace.into_inner(), local.into_inner()),
            _ => None,
        };
        match evenement {
            Event::Start(debut) => {
                des_attributs(&lecteur, &debut, &mut dites);
                courante = courante.or_else(|| rang(debut.name()));
            }
            Event::Empty(seul) => des_attributs(&lecteur, &seul, &mut dites),
            Event::End(fin) if rang(fin.name()).is_some_and(|rang| courante == Some(rang)) => courante = None,
            Event::Text(texte) => ajouter(&mut dites, courante, &texte.xml10_content()),
            Event::CData(texte) => ajouter(&mut dites, courante, &texte.xml10_content()),
            Event::GeneralRef(entite) => {
                let signe = entite.resolve_char_ref().ok().flatten().map(String::from);
                let nommee = escape::resolve_predefined_entity(&entite.xml10_content()).map(str::to_owned);
                ajouter(&mut dites, courante, &signe.or(nommee).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    dites.map(|dite| dite.map(|texte| en_une_ligne(&texte)))
}

/// The short form of XMP: a property as an attribute.
fn des_attributs(lecteur: &NsReader<&[u8]>, element: &quick_xml::events::BytesStart, dites: &mut Dites) {
    for attribut in element.attributes().flatten() {
        if let (ResolveResult::Bound(espace), local) = lecteur.resolver().resolve_attribute(attribut.key) {
            let rang = rang_de(espace.into_inner(), local.into_inner());
            ajouter(dites, rang, &attribut.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap_or_default());
        }
    }
}

fn rang_de(espace: &str, local: &str) -> Option<usize> {
    PROPRIETES.iter().position(|(.., element)| *element == (espace, local))
}

fn ajouter(dites: &mut Dites, rang: Option<usize>, texte: &str) {
    if let Some(rang) = rang {
        dites[rang].get_or_insert_default().push_str(texte);
    }
}

fn en_une_ligne(texte: &str) -> String {
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}
