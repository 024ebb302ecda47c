//! Reports written for a reader or a machine: one file a format, the same findings in each. To add one: write its file, with
//! its `FORME`, and name it here.

use std::io::{self, Write};

use super::{Diagnostic, Fiche, Rapport};

mod phrases;

pub use complet::{FORME as COMPLET, complet, couleur, dessins};
pub use concis::{FORME as CONCIS, concis};
pub use json::{FORME as JSON, Ligne, lignes};
pub use phrases::{bilan_en_une_phrase, constats_en_une_phrase, reste_en_une_phrase};

macro_rules! formes {
    ($($forme:ident),* $(,)?) => {
        $(mod $forme;)*

        /// Every format, in the order of the help; the first is the default one.
        pub static FORMES: &[&Forme] = &[$(&$forme::FORME),*];
    };
}

formes! { complet, concis, json, sarif, github, gitlab, junit }

/// A format of findings.
#[derive(Debug)]
pub struct Forme {
    /// Its name on the command line.
    pub nom: &'static str,
    /// What it is for, in a few words.
    pub resume: &'static str,
    pub ecrire: Ecrire,
    pub annexe: Option<Annexe>,
}

pub type Ecrire = fn(&Edition, &mut dyn Write) -> io::Result<()>;

/// A second text, added to the end of a file that the service which runs the check names by an environment variable.
#[derive(Debug)]
pub struct Annexe {
    pub variable: &'static str,
    pub ecrire: Ecrire,
}

/// What a format writes: everything that one run found.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    pub rapports: &'a [Rapport],
    /// Every rule, in the order of the registry.
    pub fiches: &'a [Fiche],
    /// Whether more than errors fails the run.
    pub strict: bool,
    pub rendu: Rendu,
}

/// How the text formats are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Rendu {
    /// ANSI colours.
    pub couleurs: bool,
    /// Columns of the terminal, or 100 elsewhere.
    pub largeur: u16,
    /// Acknowledged findings are listed too.
    pub tout: bool,
    /// Nothing is said of sound accounts.
    pub silencieux: bool,
}

impl Forme {
    pub fn from_nom(nom: &str) -> Option<&'static Forme> {
        FORMES.iter().copied().find(|forme| forme.nom == nom)
    }
}

impl<'a> Edition<'a> {
    /// The findings with their report, in order; then the acknowledged ones, marked `true`, when they are asked for.
    fn constats(&self) -> impl Iterator<Item = (&'a Rapport, &'a Diagnostic, bool)> + use<'a> {
        let tout = self.rendu.tout;
        self.rapports.iter().flat_map(move |rapport| {
            let acquittes = rapport.acquittes.iter().filter(move |_| tout);
            rapport.diagnostics.iter().map(|d| (d, false)).chain(acquittes.map(|d| (d, true))).map(move |(d, a)| (rapport, d, a))
        })
    }
}
