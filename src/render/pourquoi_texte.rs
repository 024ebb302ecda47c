//! Where a figure comes from, in the terminal: what it is the sum of, then each receipt, statement and count.

use std::fmt::Write;

use comfy_table::Cell;

use super::tableau::Style;
use crate::coop::{Montant, date};
use crate::diagnostic::francaise;
use crate::etat::pourquoi::{EcritureVue, Pourquoi, Preuve, PreuveVue, Terme, Unite};
use crate::source::sans_controle;

pub fn pourquoi_texte(exercice: &str, pourquoi: &Pourquoi, style: Style) -> String {
    let mut texte = format!("{}\n", style.titre(&sans_controle(&format!("{}, exercice {exercice}", pourquoi.intitule))));
    let mut table = style.table();
    let montant = |montant: Montant| match pourquoi.unite {
        Unite::Euro => style.montant(montant),
        Unite::Operation => style.droite(&nombre(montant).to_string()),
    };
    for terme in &pourquoi.termes {
        let piece = terme.ecriture.as_ref().map_or("", |e| &e.piece);
        table.add_row([
            style.texte(piece),
            Cell::new(libelle(terme).iter().map(|ligne| sans_controle(ligne).into_owned()).collect::<Vec<_>>().join("\n")),
            montant(terme.montant),
        ]);
    }
    table.add_row([style.texte(""), style.fort(style.texte("Total")), style.fort(montant(pourquoi.montant))]);
    let _ = writeln!(texte, "{}", table.lines().map(|ligne| ligne.trim_end().to_owned()).collect::<Vec<_>>().join("\n"));
    for (quoi, mene, preuves) in [
        ("relevé", "les écritures pointées y conduisent", &pourquoi.releves),
        ("arrêté de caisse", "le cahier y conduit", &pourquoi.arretes),
    ] {
        let plusieurs = preuves.iter().any(|p| p.tresorerie != preuves[0].tresorerie);
        for preuve in preuves {
            let de = if plusieurs { format!(" de {}", preuve.tresorerie) } else { String::new() };
            let jour = date::en_chiffres(preuve.date);
            let phrase = format!("{quoi}{de} du {jour} : {}, {}", preuve.montant, accord(preuve, mene));
            let _ = writeln!(texte, "   {}", style.discret(&francaise(&sans_controle(&phrase))));
            let _ = writeln!(texte, "      {}", style.discret(&sans_controle(&preuve.place.to_string())));
        }
    }
    texte
}

/// How many operations.
pub fn nombre(montant: Montant) -> i64 {
    montant.centimes() / 100
}

fn accord(preuve: &PreuveVue, mene: &str) -> String {
    match preuve.attendu {
        Some(attendu) if attendu == preuve.montant => mene.to_owned(),
        Some(attendu) => format!("mais le cahier conduit à {attendu} ; différence {}", (preuve.montant - attendu).abs()),
        None => "à comparer avec l’exercice suivant".to_owned(),
    }
}

/// The label, then where it is written and what proves it, a line each.
fn libelle(terme: &Terme) -> Vec<String> {
    let renvoi = match (terme.figure.as_str(), terme.exercice.as_str()) {
        ("", _) => None,
        (figure, "") => Some(format!("`pourquoi {figure}`")),
        (figure, exercice) => Some(format!("clôture de {exercice} : `pourquoi {figure} --exercice {exercice}`")),
    };
    let mut lignes = vec![terme.libelle.clone()];
    if let Some(ecriture) = &terme.ecriture {
        let jour = ecriture.date.map_or_else(String::new, |d| format!("{}, ", date::en_chiffres(d)));
        let place = format!("{jour}{}", ecriture.place);
        match preuves(ecriture).map(en_bref).collect::<Vec<_>>().as_slice() {
            [] => lignes.push(place),
            [seule] => lignes.push(format!("{place}, {seule}")),
            plusieurs => lignes.extend([place, plusieurs.join(", ")]),
        }
        lignes.extend(ecriture.justificatifs.iter().cloned());
    }
    match renvoi {
        Some(renvoi) if terme.exercice.is_empty() && lignes.len() == 1 => lignes[0] += &format!(" ({renvoi})"),
        renvoi => lignes.extend(renvoi.map(|renvoi| francaise(&renvoi))),
    }
    lignes
}

/// Those that stand elsewhere.
fn preuves(ecriture: &EcritureVue) -> impl Iterator<Item = &Preuve> {
    let ailleurs = |p: &&Preuve| p.place.as_ref().is_none_or(|place| place.fichier != ecriture.place.fichier);
    ecriture.preuves.iter().filter(ailleurs)
}

fn en_bref(preuve: &Preuve) -> String {
    let jour = date::en_chiffres(preuve.date);
    match (preuve.de_banque, &preuve.place) {
        (true, Some(_)) => format!("relevé du {jour}"),
        (true, None) => format!("relevé du {jour} (sans fichier)"),
        (false, _) => format!("compté le {jour}"),
    }
}
