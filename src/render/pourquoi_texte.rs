//! Where a figure comes from, in the terminal: what it is the sum of, then each receipt and statement.

use std::fmt::Write;

use comfy_table::Cell;

use super::tableau::Style;
use crate::coop::date;
use crate::diagnostic::francaise;
use crate::etat::pourquoi::{Pourquoi, Terme};
use crate::source::sans_controle;

pub fn pourquoi_texte(exercice: &str, pourquoi: &Pourquoi, style: Style) -> String {
    let mut texte = format!("{}\n", style.titre(&sans_controle(&format!("{}, exercice {exercice}", pourquoi.intitule))));
    let mut table = style.table();
    for terme in &pourquoi.termes {
        let piece = terme.ecriture.as_ref().map_or("", |e| &e.piece);
        table.add_row([
            style.texte(piece),
            Cell::new(libelle(terme).iter().map(|ligne| sans_controle(ligne).into_owned()).collect::<Vec<_>>().join("\n")),
            style.montant(terme.montant),
        ]);
    }
    table.add_row([style.texte(""), style.fort(style.texte("Total")), style.fort(style.montant(pourquoi.montant))]);
    let _ = writeln!(texte, "{}", table.lines().map(|ligne| ligne.trim_end().to_owned()).collect::<Vec<_>>().join("\n"));
    for releve in &pourquoi.releves {
        let accord = if releve.solde == releve.attendu {
            "les écritures pointées y conduisent".to_owned()
        } else {
            format!("les écritures pointées conduisent à {}", releve.attendu)
        };
        let phrase = format!("relevé du {} : {}, {accord}", date::en_chiffres(releve.date), releve.solde);
        let _ = writeln!(texte, "   {}", style.discret(&francaise(&phrase)));
    }
    texte
}

/// The label, then where it is written and what proves it, a line each.
fn libelle(terme: &Terme) -> Vec<String> {
    let demandable = if terme.figure.is_empty() { String::new() } else { format!(" (`pourquoi {}`)", terme.figure) };
    let mut lignes = vec![format!("{}{demandable}", terme.libelle)];
    if let Some(ecriture) = &terme.ecriture {
        let jour = ecriture.date.map_or_else(String::new, |d| format!("{}, ", date::en_chiffres(d)));
        let pointage = ecriture.pointage.map_or_else(String::new, |d| format!(", relevé du {}", date::en_chiffres(d)));
        lignes.push(format!("{jour}{}:{}{pointage}", ecriture.fichier, ecriture.ligne));
        lignes.extend(ecriture.justificatifs.iter().cloned());
    }
    lignes
}
