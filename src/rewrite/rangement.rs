//! In which file of the cahier a new entry goes: where one would look for it.

use chrono::Datelike;
use toml_edit::{DocumentMut, Item};

use crate::coop::{Date, Exercice};
use crate::parse::Dossier;

/// The path of the file, from the cooperative's folder; it may not stand there yet.
///
/// The month's own file where the cahier is kept by months (or not begun); else the file of the entry before.
pub fn fichier_du_cahier(dossier: &Dossier, exercice: &Exercice, date: Date) -> String {
    let cahier = format!("{}/cahier/", exercice.nom);
    let presents: Vec<_> = dossier.sources.iter().filter(|s| s.chemin.starts_with(&cahier)).collect();
    let mois = format!("{cahier}{:04}-{:02}", date.year(), date.month());
    let par_mois = presents.iter().any(|s| est_un_mois(s.chemin[cahier.len()..].trim_end_matches(".toml")));
    let du_mois = format!("{mois}.toml");
    let voulu =
        if presents.is_empty() || par_mois { du_mois.clone() } else { voisin(dossier, exercice, date).unwrap_or(du_mois) };
    let convient = |chemin: &str| presents.iter().find(|s| s.chemin == chemin).is_none_or(|s| admet_un_bloc(&s.texte));
    let suites = (1..).map(|n| if n == 1 { format!("{mois}-suite.toml") } else { format!("{mois}-suite-{n}.toml") });
    std::iter::once(voulu).chain(suites).find(|chemin| convient(chemin)).expect("there is always a name that is free")
}

/// `2024-09`.
fn est_un_mois(nom: &str) -> bool {
    nom.len() == 7 && nom.bytes().enumerate().all(|(rang, octet)| if rang == 4 { octet == b'-' } else { octet.is_ascii_digit() })
}

/// The file of the last entry up to that day, else of the first one.
fn voisin(dossier: &Dossier, exercice: &Exercice, date: Date) -> Option<String> {
    let avant = exercice.ecritures.iter().rfind(|e| e.date.is_some_and(|d| d.valeur <= date));
    let fichier = avant.or(exercice.ecritures.first())?.fichier;
    Some(dossier.sources.get(fichier.0 as usize)?.chemin.clone())
}

/// `ecriture = [ … ]` cannot be followed by a `[[ecriture]]`.
fn admet_un_bloc(texte: &str) -> bool {
    texte.parse::<DocumentMut>().is_ok_and(|d| matches!(d.get("ecriture"), None | Some(Item::ArrayOfTables(_))))
}
