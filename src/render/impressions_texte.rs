//! What `imprimer` made: files, pages and fingerprints.

use std::path::Path;

use super::tableau::Style;
use crate::diagnostic::pluriel;
use crate::source::sans_controle;

/// One file made.
#[derive(Debug, Clone)]
pub struct Impression {
    /// Its name, in the folder of all.
    pub fichier: String,
    /// What it is about, where its name does not tell it from another's.
    pub objet: Option<String>,
    pub pages: usize,
    /// SHA-256 of the file, in hexadecimal.
    pub empreinte: String,
}

/// Digits of a fingerprint that are shown: enough to tell files apart, and found again at the start of `sha256sum`.
const CHIFFRES: usize = 16;

/// A table of what was made in `dossier`; a sole file takes one line.
pub fn impressions_texte(dossier: &Path, faits: &[Impression], style: Style) -> String {
    if let [seul] = faits {
        let chemin = dossier.join(&seul.fichier).display().to_string();
        return format!("{} ({})\n", sans_controle(&chemin), pluriel(seul.pages, "page"));
    }
    let mut table = style.table();
    table.set_header(["Fichier", "Pages", "SHA-256"].map(|titre| style.fort(style.texte(titre))));
    for fait in faits {
        let empreinte = fait.empreinte.get(..CHIFFRES).unwrap_or(&fait.empreinte);
        let objet = fait.objet.as_ref().map_or_else(String::new, |objet| format!(" («\u{a0}{objet}\u{a0}»)"));
        table.add_row([
            style.texte(&format!("{}{objet}", fait.fichier)),
            style.droite(&fait.pages.to_string()),
            style.texte(empreinte),
        ]);
    }
    let pages = pluriel(faits.iter().map(|fait| fait.pages).sum(), "page");
    let dossier = dossier.display().to_string();
    format!("{table}\n\n{}, {pages}, dans {}\n", pluriel(faits.len(), "fichier"), sans_controle(&dossier))
}
