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

/// Ours are a hundred times shorter, and what other programs write is.
const XMP_MAX: usize = 256 * 1024;
/// Letters of a name, and of its space: a file may declare a space as long as itself, and use it everywhere.
const NOM_MAX: usize = 200;

/// Empty: the PDF holds none. `None`: it holds some, which cannot be read to their end: too long, in another encoding than
/// UTF-8, or no XML.
pub(super) fn proprietes_xmp(document: &Document) -> Option<Dites> {
    let Some(metadonnees) = document.catalog().ok().and_then(|catalogue| catalogue.get(b"Metadata").ok()) else {
        return Some(Dites::new());
    };
    let octets = contenu(resolu(document, metadonnees).1.as_stream().ok()?, XMP_MAX)?;
    lire(std::str::from_utf8(&octets).ok()?)
}

fn lire(xmp: &str) -> Option<Dites> {
    let mut lecture = Lecture::default();
    let mut lecteur = NsReader::from_str(xmp);
    loop {
        match lecteur.read_event().ok()? {
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
    Some(lecture.dites.into_iter().map(|(cle, texte)| (cle, en_une_ligne(&texte))).collect())
}

/// Space and local name; none of what has no space.
fn nom(element: (ResolveResult<'_>, quick_xml::name::LocalName<'_>)) -> Option<(String, String)> {
    let (ResolveResult::Bound(espace), local) = element else { return None };
    let (espace, local) = (espace.into_inner(), local.into_inner());
    let court = |nom: &str| nom.chars().take(NOM_MAX).collect();
    (!ENVELOPPES.contains(&espace)).then(|| (court(espace), court(local)))
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
        // Unchecked: looking for one that is there twice compares each with all.
        for attribut in element.attributes().with_checks(false).flatten() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_to_its_end_is_not_read() {
        let xmp = |dedans: &str| format!("<r xmlns:dc=\"{DUBLIN_CORE}\">{dedans}</r>");
        let titre = |texte: &str| Dites::from([((DUBLIN_CORE.to_owned(), "title".to_owned()), texte.to_owned())]);
        assert_eq!(lire(&xmp("<dc:title>Un &amp; deux</dc:title>")), Some(titre("Un & deux")));
        assert_eq!(lire(""), Some(Dites::new()));
        assert_eq!(lire(&xmp("<dc:title>Un</dc:autre>")), None);
    }

    #[test]
    fn a_space_as_long_as_the_file_is_not_copied_for_each_of_its_names() {
        let espace = "x".repeat(XMP_MAX / 2);
        let seules: String = (0..20_000).map(|rang| format!("<p:a{rang}/>")).collect();
        let lues = lire(&format!("<r xmlns:p=\"{espace}\">{seules}</r>")).expect("XML");
        assert!(lues.keys().all(|(espace, _)| espace.len() == NOM_MAX));
    }
}
