//! The explanations as Markdown: a page a rule for `docs/regles/`, the table of `docs/regles.md`, and the help of machine
//! formats.

use std::fmt::Write;

use super::explication_texte::precisions;
use crate::controle::{Extrait, Famille, Regle, Section};
use crate::diagnostic::francaise;

/// `E001-ecriture-desequilibree.md`.
pub fn nom_de_la_page(regle: &Regle) -> String {
    format!("{}-{}.md", regle.code.0, regle.nom)
}

pub fn page(regle: &Regle) -> String {
    let mut texte = format!("# {} · {}\n\n**{}** : {}.", regle.code.0, regle.nom, regle.niveau, regle.resume);
    for precision in precisions(regle) {
        let _ = write!(texte, " {precision}");
    }
    let mut texte = francaise(&texte);
    for section in regle.explication.sections() {
        let _ = write!(texte, "\n\n## {}", section.titre);
        ecrire_section(&mut texte, section);
    }
    texte.push('\n');
    texte
}

/// Every rule with its level, by family; each leads to its page, from the folder `docs/`.
pub fn table() -> String {
    let mut texte = String::new();
    for famille in Famille::peuplees() {
        let _ =
            write!(texte, "\n### {} · {}\n\n| code | nom | niveau | quand |\n|---|---|---|---|\n", famille.lettre, famille.titre);
        for regle in famille.regles() {
            let (code, nom) = (regle.code.0, regle.nom);
            let point = if regle.immuable { " ●" } else { "" };
            let apres = if regle.apres_la_fin { "*après la fin* : " } else { "" };
            let quand = francaise(&format!("{apres}{}", regle.resume));
            let _ = writeln!(texte, "| [{code}](regles/{}) | {nom} | {}{point} | {quand} |", nom_de_la_page(regle), regle.niveau);
        }
    }
    texte
}

fn ecrire_section(texte: &mut String, section: Section) {
    if !section.texte.is_empty() {
        let _ = write!(texte, "\n\n{}", francaise(section.texte));
    }
    for extrait in section.extraits {
        let precision = extrait.precision();
        let precision = if precision.is_empty() { String::new() } else { format!(", {precision}") };
        let fin = if extrait.texte().is_some() { " :" } else { "." };
        let _ = write!(texte, "\n\n{}", francaise(&format!("`{}`{precision}{fin}", extrait.chemin())));
        if let Some(contenu) = extrait.texte() {
            let langue = match extrait {
                Extrait::Recu(..) => "text",
                Extrait::Commande(..) => "sh",
                _ => "toml",
            };
            let _ = write!(texte, "\n\n```{langue}\n{contenu}\n```");
        }
    }
}
