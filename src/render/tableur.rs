//! CSV as French spreadsheets read it: separator `;`, amounts with a decimal comma, UTF-8.

use crate::coop::Montant;
use crate::source::sans_controle;

/// Rows of as many cells each, the headings first.
pub fn tableur<L: AsRef<[String]>>(lignes: impl IntoIterator<Item = L>) -> String {
    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for ligne in lignes {
        redacteur.write_record(ligne.as_ref()).expect("a Vec takes every byte");
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

/// A text as one cell: nothing that a spreadsheet would run as a formula, nothing that acts on a terminal.
pub fn cellule(texte: &str) -> String {
    let propre = sans_controle(texte);
    if propre.starts_with(['=', '+', '-', '@']) { format!("'{propre}") } else { propre.into_owned() }
}

/// `-1234,56`.
pub fn euros(montant: Montant) -> String {
    montant.decimal().replace('.', ",")
}
