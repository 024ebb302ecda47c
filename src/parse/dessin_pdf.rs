//! How the pages of a PDF differ from those that it should have, when another program may have saved it again: its objects
//! numbered and compressed otherwise, its metadata changed, but the same drawing.
//!
//! Bytes in, differences out; anything may be in the file.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::objets_pdf::{Vis, contenu, resolu};
use super::papier_imprime::{OCTETS_MAX, lignes_de_la_page};
use super::pertes_pdf::est_facultative;
use super::signes_pdf::signes;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EcartDeDessin {
    NombreDePages {
        trouve: usize,
        attendu: usize,
        /// Its pages (from 1) that are none of those expected.
        en_trop: Vec<usize>,
        /// Those expected that it does not have.
        absentes: Vec<usize>,
    },
    /// The lines of a page (from 1) that does not say what it should.
    Texte {
        page: usize,
        trouve: Vec<String>,
        attendu: Vec<String>,
    },
    /// It says what it should, and is drawn otherwise: for what reason.
    Dessin {
        page: usize,
        raison: Raison,
    },
    PieceJointe {
        nom: String,
        etat: EtatDePiece,
    },
    /// What the file does or says beside its pages, by its name in the format: `OpenAction`.
    HorsPages(String),
}

/// Of an attachment, beside those that the PDF should carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatDePiece {
    EnTrop,
    Absente,
    Autre,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raison {
    Contenu,
    Ressources,
    Annotations,
    Cadre,
    Autre,
}

/// More pages than this are not looked at one by one.
const PAGES_MAX: usize = 100;
/// Nodes of the tree of pages, or of the names of attachments: a file may chain them without end.
const NOEUDS_MAX: usize = 10_000;

/// Keys of a page that are inherited from the tree above it.
const HERITEES: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// Keys that draw nothing, and that other programs write.
const SANS_DESSIN: [&[u8]; 8] =
    [b"Type", b"Parent", b"LastModified", b"PieceInfo", b"Metadata", b"ID", b"StructParents", b"Tabs"];
/// Of the catalogue: the pages and the attachments are looked at apart, the others show nothing.
const DU_CATALOGUE_SANS_EFFET: [&[u8]; 8] =
    [b"Type", b"Pages", b"Version", b"Extensions", b"Metadata", b"PageMode", b"PageLayout", b"Names"];

/// Empty: they draw the same pages. `None`: one of them is not a PDF that can be read.
pub fn ecarts_de_dessin(octets: &[u8], attendus: &[u8]) -> Option<Vec<EcartDeDessin>> {
    let lire = |octets| Document::load_mem_with_options(octets, LoadOptions::with_max_decompressed_size(OCTETS_MAX)).ok();
    let (la, ici) = (lire(octets)?, lire(attendus)?);
    let (pages_la, pages_ici) = (pages(&la), pages(&ici));
    let rangs = |pages: &[ObjectId]| pages.iter().enumerate().map(|(rang, id)| (*id, rang)).collect();
    let vis = Vis { ici: &ici, la: &la, pages_ici: rangs(&pages_ici), pages_la: rangs(&pages_la) };
    let memes_rangs = pages_la.len() == pages_ici.len();
    let mut ecarts =
        if memes_rangs { pages_retouchees(&vis, &pages_ici, &pages_la) } else { pages_deplacees(&vis, &pages_ici, &pages_la) };
    let pieces = pieces_differentes(&vis);
    // What names the pages by their rank, or the attachments, says nothing more when they are not the same.
    let connues = |ecart: &EcartDeDessin| matches!(ecart, EcartDeDessin::HorsPages(cle) if cle == "AF") && !pieces.is_empty();
    if memes_rangs {
        ecarts.extend(hors_pages(&vis).into_iter().filter(|ecart| !connues(ecart)));
    }
    ecarts.extend(pieces);
    Some(ecarts)
}

fn pages_retouchees(vis: &Vis, ici: &[ObjectId], la: &[ObjectId]) -> Vec<EcartDeDessin> {
    let mut ecarts = Vec::new();
    for (rang, (page_ici, page_la)) in ici.iter().zip(la).take(PAGES_MAX).enumerate() {
        let Some(raison) = autrement_dessinee(vis, *page_ici, *page_la) else { continue };
        let (trouve, attendu) = (lignes_de_la_page(vis.la, *page_la), lignes_de_la_page(vis.ici, *page_ici));
        let page = rang + 1;
        ecarts.push(match trouve == attendu {
            true => EcartDeDessin::Dessin { page, raison },
            false => EcartDeDessin::Texte { page, trouve, attendu },
        });
    }
    ecarts
}

/// Pages were added or taken away: which ones.
fn pages_deplacees(vis: &Vis, ici: &[ObjectId], la: &[ObjectId]) -> Vec<EcartDeDessin> {
    let mut en_trop: Vec<usize> = (0..la.len().min(PAGES_MAX)).collect();
    let mut absentes = Vec::new();
    for (rang, page) in ici.iter().enumerate().take(PAGES_MAX) {
        match en_trop.iter().position(|autre| autrement_dessinee(vis, *page, la[*autre]).is_none()) {
            Some(trouvee) => drop(en_trop.remove(trouvee)),
            None => absentes.push(rang + 1),
        }
    }
    let en_trop = en_trop.into_iter().map(|rang| rang + 1).collect();
    vec![EcartDeDessin::NombreDePages { trouve: la.len(), attendu: ici.len(), en_trop, absentes }]
}

/// The pages in their order, as any reader finds them: what has no children is one, whatever it says of itself.
fn pages(document: &Document) -> Vec<ObjectId> {
    let racine = document.catalog().and_then(|catalogue| catalogue.get(b"Pages"));
    let mut a_voir: Vec<ObjectId> = racine.and_then(Object::as_reference).into_iter().collect();
    let (mut vus, mut pages) = (HashSet::new(), Vec::new());
    while let Some(id) = a_voir.pop() {
        if !vus.insert(id) || vus.len() > NOEUDS_MAX {
            continue;
        }
        let enfants = document.get_dictionary(id).and_then(|noeud| noeud.get(b"Kids")).map(|enfants| resolu(document, enfants).1);
        match enfants {
            // One that is written inline is none of ours, and some readers show it: it counts.
            Ok(Object::Array(enfants)) => a_voir.extend(enfants.iter().rev().map(|e| e.as_reference().unwrap_or((0, 0)))),
            _ => pages.push(id),
        }
    }
    pages
}

fn autrement_dessinee(vis: &Vis, page_ici: ObjectId, page_la: ObjectId) -> Option<Raison> {
    let (Ok(ici), Ok(la)) = (vis.ici.get_dictionary(page_ici), vis.la.get_dictionary(page_la)) else {
        return Some(Raison::Autre);
    };
    if !meme_contenu(vis, ici, la) {
        return Some(Raison::Contenu);
    }
    let propres: BTreeSet<&[u8]> = ici.iter().chain(la.iter()).map(|(cle, _)| cle.as_slice()).collect();
    let cles: BTreeSet<&[u8]> = propres.into_iter().chain(HERITEES).filter(|cle| !SANS_DESSIN.contains(cle)).collect();
    let differe = |cle: &&[u8]| *cle != b"Contents" && !vis.memes(valeur(vis.ici, ici, cle), valeur(vis.la, la, cle));
    cles.into_iter().find(differe).map(|cle| match cle {
        b"Resources" => Raison::Ressources,
        b"Annots" => Raison::Annotations,
        b"MediaBox" | b"CropBox" | b"BleedBox" | b"TrimBox" | b"ArtBox" | b"Rotate" | b"UserUnit" => Raison::Cadre,
        _ => Raison::Autre,
    })
}

/// What a page says under this key, in its own name or by inheritance; `None` too for what amounts to saying nothing.
fn valeur<'d>(document: &'d Document, page: &'d Dictionary, cle: &[u8]) -> Option<&'d Object> {
    let mut noeud = page;
    let mut trouvee = page.get(cle).ok();
    // A tree of pages is a few nodes high.
    for _ in 0..if HERITEES.contains(&cle) { 64 } else { 0 } {
        if trouvee.is_some() {
            break;
        }
        noeud = resolu(document, noeud.get(b"Parent").ok()?).1.as_dict().ok()?;
        trouvee = noeud.get(cle).ok();
    }
    let (_, objet) = resolu(document, trouvee?);
    let muette = match cle {
        b"CropBox" | b"BleedBox" | b"TrimBox" | b"ArtBox" => {
            valeur(document, page, b"MediaBox").is_some_and(|feuille| resolu(document, feuille).1 == objet)
        }
        b"Rotate" => matches!(objet, Object::Integer(0)),
        b"Annots" => objet.as_array().is_ok_and(Vec::is_empty),
        _ => false,
    };
    (!muette).then_some(objet)
}

fn meme_contenu(vis: &Vis, ici: &Dictionary, la: &Dictionary) -> bool {
    let Some(attendu) = contenu_de_la_page(vis.ici, ici, OCTETS_MAX) else { return false };
    // The same signs, written otherwise, are not four times as long.
    let Some(trouve) = contenu_de_la_page(vis.la, la, 4 * attendu.len() + 4096) else { return false };
    attendu == trouve || signes(&attendu) == signes(&trouve)
}

/// The contents of a page are one, were they cut into several streams.
fn contenu_de_la_page(document: &Document, page: &Dictionary, maximum: usize) -> Option<Vec<u8>> {
    let (_, flux) = resolu(document, page.get(b"Contents").ok()?);
    let morceaux = match flux {
        Object::Array(morceaux) => morceaux.iter().collect(),
        seul => vec![seul],
    };
    let mut octets = Vec::new();
    for morceau in morceaux {
        let flux = resolu(document, morceau).1.as_stream().ok()?;
        octets.extend(contenu(flux, maximum.checked_sub(octets.len())?)?);
        octets.push(b'\n');
    }
    Some(octets)
}

fn pieces_differentes(vis: &Vis) -> Vec<EcartDeDessin> {
    let (ici, la) = (pieces(vis.ici), pieces(vis.la));
    let noms: BTreeSet<&[u8]> = ici.keys().chain(la.keys()).copied().collect();
    let differentes = noms.into_iter().filter(|nom| !vis.memes(ici.get(nom).copied(), la.get(nom).copied()));
    let ecart = |nom: &[u8]| EcartDeDessin::PieceJointe {
        nom: String::from_utf8_lossy(nom).chars().filter(|c| !c.is_control()).take(80).collect(),
        etat: match (ici.contains_key(nom), la.contains_key(nom)) {
            (true, true) => EtatDePiece::Autre,
            (true, false) => EtatDePiece::Absente,
            (false, _) => EtatDePiece::EnTrop,
        },
    };
    differentes.map(ecart).collect()
}

/// What the tree of names gives, by name.
fn pieces(document: &Document) -> BTreeMap<&[u8], &Object> {
    let dictionnaire = |objet| resolu(document, objet).1.as_dict().ok();
    let racine = document.catalog().ok().and_then(|c| dictionnaire(c.get(b"Names").ok()?)?.get(b"EmbeddedFiles").ok());
    let mut a_voir: Vec<&Object> = racine.into_iter().collect();
    let mut pieces = BTreeMap::new();
    for _ in 0..NOEUDS_MAX {
        let Some(noeud) = a_voir.pop().map(dictionnaire) else { break };
        let liste = |cle: &[u8]| noeud.and_then(|n| resolu(document, n.get(cle).ok()?).1.as_array().ok()).into_iter().flatten();
        a_voir.extend(liste(b"Kids"));
        let noms: Vec<&Object> = liste(b"Names").collect();
        pieces.extend(noms.chunks_exact(2).filter_map(|paire| Some((resolu(document, paire[0]).1.as_str().ok()?, paire[1]))));
    }
    pieces
}

fn hors_pages(vis: &Vis) -> Vec<EcartDeDessin> {
    let (Ok(ici), Ok(la)) = (vis.ici.catalog(), vis.la.catalog()) else { return vec![] };
    let laissee = |cle: &[u8]| est_facultative(cle) && la.get(cle).is_err();
    let differe = |cle: &&[u8]| !laissee(cle) && !vis.memes(ici.get(cle).ok(), la.get(cle).ok());
    let cles: BTreeSet<&[u8]> = ici.iter().chain(la.iter()).map(|(cle, _)| cle.as_slice()).collect();
    let du_catalogue = cles.into_iter().filter(|cle| !DU_CATALOGUE_SANS_EFFET.contains(cle)).filter(differe);
    // Beside attachments, names may hold scripts.
    let noms = la.get(b"Names").ok().and_then(|noms| resolu(vis.la, noms).1.as_dict().ok());
    let des_noms = noms.into_iter().flat_map(Dictionary::iter).map(|(cle, _)| cle.as_slice());
    let des_noms = des_noms.filter(|cle| !matches!(*cle, b"EmbeddedFiles" | b"Dests"));
    let nommer = |cle: &[u8]| EcartDeDessin::HorsPages(String::from_utf8_lossy(cle).chars().take(40).collect());
    du_catalogue.chain(des_noms).map(nommer).collect()
}
