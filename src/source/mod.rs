//! The files of a cooperative, read once: their texts, and where things stand in them.
//!
//! [`disque`] is the only module of the library that reads files; everything above works on an [`Arborescence`],
//! which a test can also build from memory.

mod affichage;
pub mod disque;
mod empreinte;
mod impression_intacte;
mod lignes;
mod nom_de_fichier;
mod span;

use std::sync::OnceLock;

use affichage::est_dangereux;
pub use affichage::{ecrire_json, sans_controle, texte_json};
pub use empreinte::{EMPREINTE_DU_VIDE, Hacheur, empreinte};
pub use impression_intacte::{PLUS_LONG_QU_UN_PAPIER, est_une_impression_intacte};
pub use lignes::{IndexDesLignes, Position};
pub use nom_de_fichier::{chemin_confondu, nom_de_fichier};
pub use span::{FichierId, Lieu, Span, Spanned};

/// A TOML file that could be read as text.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path from the cooperative's folder, with `/`.
    pub chemin: String,
    pub texte: String,
    lignes: OnceLock<IndexDesLignes>,
    affichable: OnceLock<Option<String>>,
}

impl Source {
    pub fn new(chemin: impl Into<String>, texte: impl Into<String>) -> Source {
        Source { chemin: chemin.into(), texte: texte.into(), lignes: OnceLock::new(), affichable: OnceLock::new() }
    }

    pub fn lignes(&self) -> &IndexDesLignes {
        self.lignes.get_or_init(|| IndexDesLignes::new(&self.texte))
    }

    /// The text, byte for byte as long, without what could act on a terminal.
    pub fn affichable(&self) -> &str {
        let remplace = self.affichable.get_or_init(|| {
            let dangereux = |c: char| est_dangereux(c) && !matches!(c, '\n' | '\t');
            let retour = |texte: &str| texte.replace("\r\n", " \n");
            if !self.texte.contains(dangereux) {
                return None;
            }
            Some(
                retour(&self.texte)
                    .chars()
                    .map(|c| {
                        if dangereux(c) { ["", "?", "\u{a4}", "\u{fffd}"][c.len_utf8()].chars().next().unwrap_or('?') } else { c }
                    })
                    .collect(),
            )
        });
        remplace.as_deref().unwrap_or(&self.texte)
    }

    pub fn position(&self, offset: u32) -> Position {
        self.lignes().position(&self.texte, offset)
    }
}

/// A file that is not read as TOML: a receipt, a scan.
#[derive(Debug, Clone)]
pub struct Annexe {
    /// Path from the cooperative's folder, with `/`.
    pub chemin: String,
    /// Fingerprint of the content, known only where another file has the same size, of an empty file, and in a folder that is
    /// sealed.
    pub empreinte: Option<String>,
    /// Whether it is a paper that this program printed, and nothing more: known of those of the return and of the statements.
    pub imprimee: bool,
    /// Whether its path is not UTF-8: `chemin` shows the bytes that are not as `\xff`, and leads nowhere.
    pub nom_illisible: bool,
}

/// Everything that stands in a cooperative's folder, in the order of the paths.
#[derive(Debug, Default)]
pub struct Arborescence {
    /// The readable TOML files, and files that only serve to point at (unreadable ones, with an empty text).
    pub sources: Vec<Source>,
    pub annexes: Vec<Annexe>,
    /// Folders, so that an exercice without `exercice.toml` is seen.
    pub dossiers: Vec<String>,
    /// What stands there but could not be read, with its path.
    pub defauts: Vec<(String, Defaut)>,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defaut {
    /// The first line that is not UTF-8, from 1.
    PasUtf8 { ligne: usize },
    /// A folder too deep to be ours: what is below it is not read.
    TropProfond,
    /// Looks like UTF-16, as some editors of Windows save it.
    Utf16,
    /// Size in bytes.
    TropGros(u64),
    /// A device, a pipe, a folder that bears the name of a file.
    PasUnFichier,
    /// A link out of the cooperative's folder, or one that leads nowhere.
    LienInterdit,
    /// An exercice in no cooperative: its `retkoop.toml` is gone, and no one would check it.
    SansCooperative,
    /// The system's own words.
    Systeme(String),
}

impl Defaut {
    /// Whether it keeps from knowing what the file holds: a text that was sealed was one, and what is none any more has changed.
    pub fn cache_le_contenu(&self) -> bool {
        !matches!(self, Defaut::PasUtf8 { .. } | Defaut::Utf16 | Defaut::TropGros(_))
    }

    /// Why, in a few words.
    pub fn cause(&self) -> String {
        match self {
            Defaut::PasUtf8 { .. } => "ce n’est pas un texte UTF-8".to_owned(),
            Defaut::TropProfond => "dossier trop profond".to_owned(),
            Defaut::Utf16 => "enregistré en UTF-16".to_owned(),
            Defaut::TropGros(_) => "trop gros".to_owned(),
            Defaut::PasUnFichier => "ce n’est pas un fichier".to_owned(),
            Defaut::LienInterdit => "un lien qui sort du dossier, ou ne mène à aucun fichier".to_owned(),
            Defaut::SansCooperative => "sans coopérative".to_owned(),
            Defaut::Systeme(message) => message.clone(),
        }
    }
}

impl Arborescence {
    /// For tests: `(path, text)` pairs.
    pub fn en_memoire<'a>(fichiers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Arborescence {
        let mut arborescence = Arborescence::default();
        for (chemin, texte) in fichiers {
            if chemin.ends_with(".toml") {
                arborescence.sources.push(Source::new(chemin, texte));
            } else {
                arborescence.annexes.push(Annexe {
                    chemin: chemin.to_owned(),
                    empreinte: None,
                    imprimee: false,
                    nom_illisible: false,
                });
            }
            let mut dossier = chemin;
            while let Some((parent, _)) = dossier.rsplit_once('/') {
                arborescence.dossiers.push(parent.to_owned());
                dossier = parent;
            }
        }
        arborescence.sources.sort_by(|a, b| a.chemin.cmp(&b.chemin));
        arborescence.dossiers.sort();
        arborescence.dossiers.dedup();
        arborescence
    }

    pub fn source(&self, fichier: FichierId) -> &Source {
        &self.sources[fichier.0 as usize]
    }

    pub fn texte(&self, lieu: Lieu) -> &str {
        self.source(lieu.fichier).texte.get(lieu.span.range()).unwrap_or("")
    }

    pub fn fichier(&self, chemin: &str) -> Option<FichierId> {
        self.sources.iter().position(|s| s.chemin == chemin).map(|rang| FichierId(rang as u32))
    }
}
