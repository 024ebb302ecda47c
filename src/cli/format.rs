//! `--format` of the commands that show figures: to read, for a spreadsheet, for programs.

use clap::ValueEnum;

/// Where there are rows for a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatDeTableau {
    /// À lire
    Texte,
    /// Des lignes, pour un tableur
    Csv,
    /// Pour les programmes
    Json,
}

/// Where there are none.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// À lire
    #[default]
    Texte,
    /// Pour les programmes
    Json,
}
