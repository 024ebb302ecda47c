//! Tables of amounts in the terminal: a number, a label, an amount on the right edge; and that of the year before where there is
//! one, so that the amounts of one year stand in one column down the screen.

use std::fmt::Write;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, Table, Width};

use super::tableau::Style;
use crate::coop::Montant;

/// Columns beyond which such a table is only harder to read.
const LARGEUR_MAX: u16 = 84;
/// Room for a piece, « report », or `12 ×`.
const COLONNE_NUMERO: u16 = 9;
/// Room for `−9 999 999 999,99`, and a space on each side.
const COLONNE_MONTANT: u16 = 19;

/// How the tables of one output are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Montants<'a> {
    pub style: Style,
    /// This year and the one before, when every table has both.
    pub annees: Option<[&'a str; 2]>,
}

impl Montants<'_> {
    /// The width that such tables are read in.
    pub fn a_lire(style: Style) -> Style {
        Style { largeur: style.largeur.min(LARGEUR_MAX), ..style }
    }

    pub fn table(self) -> Table {
        self.table_sous([""; 2])
    }

    /// With the names of both years above them, where there are two.
    pub fn table_de_deux_ans(self) -> Table {
        self.table_sous(self.annees.unwrap_or_default())
    }

    fn table_sous(self, titres: [&str; 2]) -> Table {
        let mut table = self.style.table();
        let montants = 1 + usize::from(self.annees.is_some());
        let prises = COLONNE_NUMERO + COLONNE_MONTANT * montants as u16;
        let libelle = self.style.largeur.saturating_sub(prises).max(20);
        // The columns must exist before their widths can be set.
        let annee = |titre: &&str| self.style.droite(titre);
        table.set_header([Cell::new(""), Cell::new("")].into_iter().chain(titres[..montants].iter().map(annee)));
        let largeurs = [COLONNE_NUMERO, libelle].into_iter().chain(std::iter::repeat_n(COLONNE_MONTANT, montants));
        table.set_constraints(largeurs.map(|l| ColumnConstraint::Absolute(Width::Fixed(l))));
        table
    }

    pub fn ligne(self, table: &mut Table, numero: &str, libelle: &str, montant: Montant, precedent: Option<Montant>) {
        let style = self.style;
        table.add_row(
            [style.texte(numero), style.texte(libelle), style.montant(montant)]
                .into_iter()
                .chain(precedent.map(|m| style.montant(m))),
        );
    }

    /// What is counted, beside its amount.
    pub fn detail(self, table: &mut Table, nombre: Cell, libelle: &str, montant: Montant) {
        table.add_row([nombre, self.style.texte(libelle), self.style.montant(montant)]);
    }

    pub fn total(self, table: &mut Table, nom: &str, montant: Montant, precedent: Option<Montant>) {
        let style = self.style;
        let trait_fin = || Cell::new("─".repeat(COLONNE_MONTANT as usize - 2)).set_alignment(CellAlignment::Right);
        table.add_row([Cell::new(""), Cell::new(""), trait_fin()].into_iter().chain(precedent.map(|_| trait_fin())));
        let fort = |cellule| style.fort(cellule);
        let precedent = precedent.map(|m| style.montant(m));
        table.add_row([Cell::new(""), fort(style.texte(nom)), fort(style.montant(montant))].into_iter().chain(precedent));
    }

    /// A difference of zero needs no line.
    pub fn ecart(self, table: &mut Table, ecart: Montant) {
        if !ecart.is_zero() {
            let style = self.style;
            table.add_row([Cell::new(""), style.fort(style.texte("Écart")), style.fort(style.montant(ecart))]);
        }
    }

    pub fn section(self, texte: &mut String, titre: &str, table: &Table) {
        let _ = writeln!(texte, "\n{}\n{}", self.style.titre(titre), lignes_de(table));
    }
}

/// The table without an empty heading, nor the spaces that end its lines.
pub fn lignes_de(table: &Table) -> String {
    table.lines().map(|ligne| ligne.trim_end().to_owned()).filter(|ligne| !ligne.is_empty()).collect::<Vec<_>>().join("\n")
}
