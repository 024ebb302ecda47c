//! Reports written for a reader or a machine: one file a format, the same findings in each.

mod complet;
mod concis;
mod json;
mod phrases;

pub use complet::{complet, couleur};
pub use concis::concis;
pub use json::json;
pub use phrases::{bilan_en_une_phrase, pluriel};

/// How the text formats are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Rendu {
    /// ANSI colours.
    pub couleurs: bool,
    /// Columns of the terminal, or 100 elsewhere.
    pub largeur: usize,
    /// Acknowledged findings are listed too.
    pub tout: bool,
}
