//! Receipts and scans: the files of an exercice that are no text of ours, and how they are named.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::source::Defaut;

#[derive(Debug, Clone)]
pub struct AnnexeDExercice {
    /// Relative to the exercice's folder.
    pub chemin: String,
    pub empreinte: Option<String>,
    /// A paper as this program printed it, that nobody signed or filled in: known of those of the return.
    pub imprimee: bool,
    /// Why a link or a file was refused (L006, L008): there, but not to be judged again.
    pub refus: Option<Defaut>,
    /// Its name is not UTF-8: `chemin` only shows it.
    pub nom_illisible: bool,
}

impl AnnexeDExercice {
    pub fn est_refusee(&self) -> bool {
        self.refus.is_some()
    }

    /// The path that the name of a receipt or of a scan stands for, without `.` and doubled `/`, in the form that names are
    /// compared in; `None` when it leaves the exercice's folder.
    pub fn chemin_nomme(ecrit: &str) -> Option<String> {
        let absolu = ecrit.starts_with(['/', '\\']) || ecrit.contains(':') || ecrit.contains('\\');
        let etapes: Vec<&str> = ecrit.split('/').filter(|e| !e.is_empty() && *e != ".").collect();
        if absolu || etapes.contains(&"..") { None } else { Some(en_nfc(&etapes.join("/")).into_owned()) }
    }

    /// Its path, as it is compared with what names it.
    pub fn nom_compare(&self) -> Cow<'_, str> {
        en_nfc(&self.chemin)
    }
}

/// One spelling for one name: macOS writes « é » in two characters, an editor in one.
pub fn en_nfc(nom: &str) -> Cow<'_, str> {
    if nom.is_ascii() { Cow::Borrowed(nom) } else { Cow::Owned(nom.nfc().collect()) }
}
