//! `liste.txt` of the bundle: whose it is, what is complete, what is missing, what to look at, and the fingerprint of each file.

use std::fmt::Write;

use crate::diagnostic::francaise;
use crate::etat::envoi::{Element, Envoi};
use crate::etat::identite::Identite;
use crate::source::{empreinte, sans_controle};

/// `papiers`: their titles. `fichiers`: names in the bundle, and contents.
pub fn liste(
    envoi: &Envoi,
    identite: &Identite,
    sceau: Option<&str>,
    papiers: &[&str],
    fichiers: &[(String, Vec<u8>)],
) -> String {
    let mut texte =
        format!("Dossier de l’exercice {}\n{}, numéro {}\n", identite.exercice, identite.cooperative, identite.numero);
    if let Some(sceau) = sceau {
        let _ = writeln!(texte, "Sceau : {sceau}");
    }
    texte.push_str("\nPapiers\n");
    papiers.iter().for_each(|papier| _ = writeln!(texte, "  [x] {papier}"));
    texte.push_str("\nCe que le département attend\n");
    for element in &envoi.elements {
        let _ = writeln!(texte, "  [{}] {}", marque(element), element.quoi);
        let suites = [("joint", &element.joints), ("manque", &element.manques), ("à regarder", &element.doutes)];
        for (mot, lignes) in suites {
            lignes.iter().for_each(|ligne| _ = writeln!(texte, "      {mot} : {ligne}"));
        }
    }
    texte.push_str("\nFichiers de ce dossier, et leur empreinte SHA-256\n");
    texte = francaise(&texte);
    // As `sha256sum` writes them.
    for (nom, contenu) in fichiers {
        let _ = writeln!(texte, "{}  {nom}", empreinte(contenu));
    }
    sans_controle_par_ligne(&texte)
}

fn marque(element: &Element) -> char {
    match (element.manques.is_empty(), element.doutes.is_empty()) {
        (true, true) => 'x',
        (true, false) => '?',
        (false, _) => ' ',
    }
}

/// Names and reserves are data: each line stays one.
fn sans_controle_par_ligne(texte: &str) -> String {
    texte.lines().map(|ligne| format!("{}\n", sans_controle(ligne))).collect()
}
