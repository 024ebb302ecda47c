//! `[[reouverture]]`: the trace of a seal that was opened again, in `reouvertures.toml` and in every seal that follows.

use std::fmt::Write;

use super::bloc::{ajouter_bloc, chaine, chaines};
use crate::coop::Reouverture;

const EN_TETE: &str =
    "# Les réouvertures de cet exercice, écrites par « retkoop rouvrir ». Ce fichier est sous les sceaux suivants : gardez-le.\n";

impl Reouverture {
    pub fn bloc(&self) -> String {
        let (motif, sceau) = (chaine(&self.motif), chaine(&self.sceau));
        let mut bloc = format!("[[reouverture]]\ndate = {}\nmotif = {motif}\nsceau = {sceau}\n", self.date);
        if !self.differences.is_empty() {
            let _ = writeln!(bloc, "differences = {}", chaines(self.differences.iter().map(|chemin| chemin.as_str())));
        }
        bloc
    }

    /// The text of `reouvertures.toml` with this one; `texte` is empty before the first.
    pub fn noter(&self, texte: &str) -> String {
        ajouter_bloc(if texte.is_empty() { EN_TETE } else { texte }, &self.bloc())
    }
}
