//! The properties that a PDF holds as XMP: each with its text, whichever of the forms of XMP it is written in.
//!
//! Bytes in, values out; anything may be in the file.

use lopdf::Document;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion, escape};

use super::objets_pdf::{contenu, resolu};
use super::proprietes_pdf::{Dites, en_une_ligne};

pub(super) const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
pub(super) const ADOBE_PDF: &str = "http://ns.adobe.com/pdf/1.3/";
pub(super) const PDF_A: &str = "http://www.aiim.org/pdfa/ns/id/";
pub(super) const PDF_UA: &str = "http://www.aiim.org/pdfua/ns/id/";
pub(super) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
pub(super) const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
pub(super) const XMP_PAGES: &str = "http://ns.adobe.com/xap/1.0/t/pg/";

/// What properties are written inside of, and with: they say nothing themselves.
const ENVELOPPES: [&str; 4] = [
    "adobe:ns:meta/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2000/xmlns/",
];
/// What explains the names of other properties to validators: programs write it as they like.
const DICTIONNAIRE: &str = "http://www.aiim.org/pdfa/ns/extension/";

/// Longer metadata are none of ours.
const XMP_MAX: usize = 1024 * 1024;

/// Empty: the PDF holds none that can be read.
pub(super) fn proprietes_xmp(document: &Document) -> Dites {
    let flux = document.catalog().and_then(|catalogue| catalogue.get(b"Metadata"));
    let flux = flux.ok().and_then(|flux| resolu(document, flux).1.as_stream().ok());
    let octets = flux.and_then(|flux| contenu(flux, XMP_MAX)).unwrap_or_default();
    let mut lecture = Lecture::default();
    let mut lecteur = NsReader::from_str(std::str::from_utf8(&octets).unwrap_or_default());
    while let Ok(evenement) = lecteur.read_event() {
        match evenement {
            Event::Start(debut) => {
                lecture.entrer(nom(lecteur.resolver().resolve_element(debut.name())));
                lecture.attributs(&lecteur, &debut);
            }
            Event::Empty(seul) => {
                lecture.entrer(nom(lecteur.resolver().resolve_element(seul.name())));
                lecture.attributs(&lecteur, &seul);
                lecture.sortir();
            }
            Event::End(_) => lecture.sortir(),
            Event::Text(texte) => lecture.ajouter(&texte.xml10_content()),
            Event::CData(texte) => lecture.ajouter(&texte.xml10_content()),
            Event::GeneralRef(entite) => {
                let signe = entite.resolve_char_ref().ok().flatten().map(String::from);
                let nommee = escape::resolve_predefined_entity(&entite.xml10_content()).map(str::to_owned);
                lecture.ajouter(&signe.or(nommee).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    lecture.dites.into_iter().map(|(cle, texte)| (cle, en_une_ligne(&texte))).collect()
}

/// Space and local name; none of what has no space.
fn nom(element: (ResolveResult<'_>, quick_xml::name::LocalName<'_>)) -> Option<(String, String)> {
    let (ResolveResult::Bound(espace), local) = element else { return None };
    let (espace, local) = (espace.into_inner(), local.into_inner());
    (!ENVELOPPES.contains(&espace)).then(|| (espace.to_owned(), local.to_owned()))
}

#[derive(Default)]
struct Lecture {
    dites: Dites,
    /// The property that one is in, if any, and how many elements deep.
    courante: Option<((String, String), usize)>,
}

impl Lecture {
    fn entrer(&mut self, nom: Option<(String, String)>) {
        match (&mut self.courante, nom) {
            (Some((_, profondeur)), _) => *profondeur += 1,
            (None, Some(nom)) => self.courante = Some((nom, 1)),
            (None, None) => {}
        }
        self.ajouter(" ");
    }

    fn sortir(&mut self) {
        self.ajouter(" ");
        if let Some((_, profondeur)) = &mut self.courante {
            *profondeur -= 1;
            if *profondeur == 0 {
                self.courante = None;
            }
        }
    }

    /// The short form of XMP: a property as an attribute, or what one is made of.
    fn attributs(&mut self, lecteur: &NsReader<&[u8]>, element: &BytesStart) {
        for attribut in element.attributes().flatten() {
            let Some(nom) = nom(lecteur.resolver().resolve_attribute(attribut.key)) else { continue };
            let texte = attribut.normalized_value(XmlVersion::Explicit1_0).unwrap_or_default();
            match self.courante {
                Some(_) => self.ajouter(&format!(" {texte} ")),
                None => self.dire(nom, &texte),
            }
        }
    }

    fn ajouter(&mut self, texte: &str) {
        if let Some((nom, _)) = &self.courante {
            self.dire(nom.clone(), texte);
        }
    }

    fn dire(&mut self, nom: (String, String), texte: &str) {
        if nom.0 != DICTIONNAIRE {
            self.dites.entry(nom).or_default().push_str(texte);
        }
    }
}
