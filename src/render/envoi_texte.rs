//! `liste.txt` of the bundle: whose it is, what is complete, what is missing, what to look at, and the fingerprint of each file.

use std::fmt::Write;

use crate::diagnostic::francaise;
use crate::etat::envoi::{Element, Envoi, Poids};
use crate::etat::identite::Identite;
use crate::source::{empreinte, sans_controle};

/// Why nothing is sent yet, and everything else that is missing.
pub fn refus_texte(envoi: &Envoi, exercice: &str) -> Option<String> {
    let (refus, autres) = envoi.manques();
    if refus.is_empty() {
        return None;
    }
    let mut texte = format!("le dossier de {exercice} ne peut pas encore être envoyé :\n");
    enumerer(&mut texte, &refus, |element| &element.manques);
    if !autres.is_empty() {
        texte.push_str("\nManque aussi, sans empêcher l’envoi :\n");
        enumerer(&mut texte, &autres, |element| &element.manques);
    }
    let douteux: Vec<&Element> = envoi.elements.iter().filter(|element| !element.doutes.is_empty()).collect();
    if !douteux.is_empty() {
        texte.push_str("\nÀ regarder avant l’envoi :\n");
        enumerer(&mut texte, &douteux, |element| &element.doutes);
    }
    Some(sans_controle_par_ligne(&francaise(&texte)))
}

/// `papiers`: their titles, and what is to be said of them. `fichiers`: names in the bundle, and contents.
pub fn liste(
    envoi: &Envoi,
    identite: &Identite,
    sceau: Option<&str>,
    papiers: &[(&str, &str)],
    fichiers: &[(String, Vec<u8>)],
) -> String {
    let mut texte =
        format!("Dossier de l’exercice {}\n{}, numéro {}\n", identite.exercice, identite.cooperative, identite.numero);
    if let Some(sceau) = sceau {
        let _ = writeln!(texte, "Sceau : {sceau}");
    }
    texte.push_str("\nPapiers imprimés\n");
    papiers.iter().for_each(|(papier, mention)| _ = writeln!(texte, "  - {papier}{mention}"));
    texte.push_str("\nCe que le département attend\n");
    for element in &envoi.elements {
        let sans_objet = if element.poids == Poids::SansObjet { " : sans objet" } else { "" };
        let _ = writeln!(texte, "  [{}] {}{sans_objet}", marque(element), element.quoi);
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

fn enumerer(texte: &mut String, elements: &[&Element], phrases: fn(&Element) -> &[String]) {
    for element in elements {
        let _ = writeln!(texte, "\n{}", element.quoi);
        phrases(element).iter().for_each(|phrase| _ = writeln!(texte, "  - {phrase}"));
    }
}

fn marque(element: &Element) -> char {
    match (element.manques.is_empty(), element.doutes.is_empty()) {
        (true, true) if element.poids == Poids::SansObjet => '-',
        (true, true) => 'x',
        (true, false) => '?',
        (false, _) => ' ',
    }
}

/// Names and reserves are data: each line stays one.
fn sans_controle_par_ligne(texte: &str) -> String {
    texte.lines().map(|ligne| format!("{}\n", sans_controle(ligne))).collect()
}
