//! The file of which only the syntax is checked: `activites.toml`, whose keys are the CRA's.

use crate::parse::arbre::Arbre;
use crate::parse::fichier::{self, FichierLu};
use crate::source::FichierId;

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<()> {
    let mut arbre = Arbre::new(texte);
    let lu = crate::parse::decoupe::lire(&mut arbre, texte, 0..texte.len(), &mut Vec::new());
    let constats = fichier::constats_de_syntaxe(fichier, &lu);
    FichierLu { valeur: (), abime: !constats.is_empty(), incomplet: !constats.is_empty(), volume: 0, constats }
}
