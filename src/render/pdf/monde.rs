//! The world as typst sees it: one template, what it imports, one data file, the attachments, the fonts. In: a paper's
//! template and data. Out: typst's `World`. It is not a file system: no other path, no package, no clock can be read.

use std::sync::{LazyLock, OnceLock};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World, WorldExt};

use super::polices::Polices;
use super::{Modele, PieceJointe};

/// What every document shares, made once.
struct Fonds {
    library: LazyHash<Library>,
    /// What templates import.
    communs: [Gabarit; 2],
    gabarits: Vec<Gabarit>,
    donnees: FileId,
}

/// A template, parsed when first used.
struct Gabarit {
    id: FileId,
    texte: &'static str,
    source: OnceLock<Source>,
}

impl Gabarit {
    fn new(nom: &str, texte: &'static str) -> Gabarit {
        Gabarit { id: fichier(nom), texte, source: OnceLock::new() }
    }

    fn source(&self) -> Source {
        self.source.get_or_init(|| Source::new(self.id, self.texte.to_owned())).clone()
    }
}

static FONDS: LazyLock<Fonds> = LazyLock::new(|| Fonds {
    // For `pdf.header-cell`: what names a row is told with each of its amounts.
    library: LazyHash::new(Library::builder().with_features(Features::from_iter([Feature::A11yExtras])).build()),
    communs: [
        Gabarit::new("commun.typ", include_str!("modeles/commun.typ")),
        Gabarit::new("blocs.typ", include_str!("modeles/blocs.typ")),
    ],
    gabarits: Modele::TOUS.iter().map(|modele| Gabarit::new(&format!("{}.typ", modele.nom()), modele.gabarit().texte)).collect(),
    donnees: fichier("donnees.json"),
});

/// The sources that a paper is laid out by: what templates import, then its own.
pub fn textes_des_gabarits(modele: Modele) -> impl Iterator<Item = &'static str> {
    FONDS.communs.iter().chain([&FONDS.gabarits[modele as usize]]).map(|gabarit| gabarit.texte)
}

/// typst keeps each file name for ever and numbers at most 65 535 of them: only ever a few constant names.
fn fichier(nom: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(nom).expect("a plain name")).intern()
}

/// Where the template finds an attachment, whatever its name.
pub fn chemin_de_la_piece_jointe(rang: usize) -> String {
    format!("/piece-jointe-{rang}")
}

pub struct Monde {
    fonds: &'static Fonds,
    polices: &'static Polices,
    modele: Modele,
    donnees: Bytes,
    jointes: Vec<(FileId, Bytes)>,
}

impl Monde {
    pub fn new(modele: Modele, polices: &'static Polices, donnees: Vec<u8>, jointes: &[PieceJointe]) -> Monde {
        let jointe = |(rang, jointe): (usize, &PieceJointe)| {
            (fichier(&chemin_de_la_piece_jointe(rang)), Bytes::new(jointe.octets.clone()))
        };
        Monde {
            fonds: &FONDS,
            polices,
            modele,
            donnees: Bytes::new(donnees),
            jointes: jointes.iter().enumerate().map(jointe).collect(),
        }
    }

    /// Each message with the template and the line that it is about: they are for whoever mends the template.
    pub fn situer(&self, diagnostics: &[SourceDiagnostic]) -> Vec<String> {
        diagnostics
            .iter()
            .map(|diagnostic| format!("{}{}", self.lieu(diagnostic).unwrap_or_default(), diagnostic.message))
            .collect()
    }

    fn lieu(&self, diagnostic: &SourceDiagnostic) -> Option<String> {
        let id = diagnostic.span.id()?;
        let octet = self.range(diagnostic.span)?.start;
        let ligne = self.source(id).ok()?.lines().byte_to_line(octet)? + 1;
        Some(format!("{}:{ligne}: ", id.vpath().get_without_slash()))
    }
}

impl World for Monde {
    fn library(&self) -> &LazyHash<Library> {
        &self.fonds.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.polices.book
    }

    fn main(&self) -> FileId {
        self.fonds.gabarits[self.modele as usize].id
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut gabarits = self.fonds.communs.iter().chain(&self.fonds.gabarits);
        gabarits.find(|gabarit| gabarit.id == id).map(Gabarit::source).ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.fonds.donnees {
            return Ok(self.donnees.clone());
        }
        self.jointes.iter().find(|(jointe, _)| *jointe == id).map(|(_, octets)| octets.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.polices.fontes.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
