//! Tables for the terminal: aligned amounts, thin rules, totals that stand out.

use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table, presets};

use crate::coop::Montant;
use crate::diagnostic::formats::Rendu;
use crate::source::sans_controle;

/// How tables are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub couleurs: bool,
    /// Columns of the terminal.
    pub largeur: u16,
}

impl From<Rendu> for Style {
    fn from(rendu: Rendu) -> Style {
        Style { couleurs: rendu.couleurs, largeur: rendu.largeur }
    }
}

impl Style {
    pub fn table(self) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(self.largeur);
        if self.couleurs {
            table.enforce_styling()
        } else {
            table.force_no_tty()
        };
        table
    }

    pub fn texte(self, texte: &str) -> Cell {
        Cell::new(sans_controle(texte))
    }

    pub fn montant(self, montant: Montant) -> Cell {
        Cell::new(montant.sans_unite()).set_alignment(CellAlignment::Right)
    }

    pub fn droite(self, texte: &str) -> Cell {
        self.texte(texte).set_alignment(CellAlignment::Right)
    }

    pub fn fort(self, cellule: Cell) -> Cell {
        if self.couleurs { cellule.add_attribute(Attribute::Bold) } else { cellule }
    }

    pub fn gras(self, texte: &str) -> String {
        if self.couleurs { format!("\u{1b}[1m{texte}\u{1b}[0m") } else { texte.to_owned() }
    }

    pub fn titre(self, texte: &str) -> String {
        if self.couleurs { format!("\u{1b}[1;34m{texte}\u{1b}[0m") } else { texte.to_owned() }
    }

    pub fn discret(self, texte: &str) -> String {
        if self.couleurs { format!("\u{1b}[2m{texte}\u{1b}[0m") } else { texte.to_owned() }
    }
}
