//! What a check finds that another one, of the same cooperative with other texts, did not.

use std::collections::HashMap;

use super::moteur::Controle;
use crate::diagnostic::{Diagnostic, Empreinte, Niveau};

/// In order of path and place. The same thing told in another file is new: two statements of one day, one in each year, are two.
pub fn nouveaux<'a>(avant: &'a Controle, apres: &'a Controle) -> Vec<&'a Diagnostic> {
    // Counted, and not by their fingerprints: those tell equals apart by their order, which another finding changes.
    let mut connus: HashMap<(Empreinte, Niveau, &str), usize> = HashMap::new();
    for diagnostic in avant.diagnostics() {
        *connus.entry(cle(diagnostic)).or_default() += 1;
    }
    let mut nouveaux = Vec::new();
    for diagnostic in apres.diagnostics() {
        match connus.get_mut(&cle(diagnostic)) {
            Some(restent) if *restent > 0 => *restent -= 1,
            _ => nouveaux.push(diagnostic),
        }
    }
    nouveaux
}

fn cle(diagnostic: &Diagnostic) -> (Empreinte, Niveau, &str) {
    (diagnostic.objet, diagnostic.niveau, diagnostic.place.fichier.as_str())
}
