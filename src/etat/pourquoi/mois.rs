//! The treasury along the year: the opening, then the end of each month.

use chrono::Datelike;

use super::enquete::Enquete;
use super::figures::Sujet;
use super::{Terme, ouverture};
use crate::coop::{Date, Montant, date};
use crate::etat::crf::tresorerie_par_mois;

const OUVERTURE: &str = "ouverture";

pub fn mois(enquete: &Enquete) -> Vec<Sujet> {
    let points = tresorerie_par_mois(enquete.comptes).into_iter().enumerate();
    let sujet = |(rang, (jour, _)): (usize, (Date, Montant))| {
        let dits = if rang == 0 { ouverture_dite(jour) } else { vec![fin_du_mois(jour), du_mois(jour)] };
        Sujet { cle: cle(rang, jour), dits, ..Sujet::default() }
    };
    points.map(sujet).collect()
}

/// A year that begins with a month opens with the end of the month before, as the year before prints it.
fn ouverture_dite(debut: Date) -> Vec<String> {
    let veille = debut.pred_opt().filter(|_| debut.day() == 1);
    let veille = veille.into_iter().flat_map(|jour| [fin_du_mois(jour), cle(1, jour)]);
    std::iter::once(OUVERTURE.to_owned()).chain(veille).collect()
}

fn fin_du_mois(jour: Date) -> String {
    format!("fin {}", du_mois(jour))
}

/// As papers say the month that is the last one known.
fn du_mois(jour: Date) -> String {
    format!("{}\u{a0}{}", date::nom_du_mois(jour), jour.year())
}

fn cle(rang: usize, jour: Date) -> String {
    if rang == 0 { OUVERTURE.to_owned() } else { jour.format("%Y-%m").to_string() }
}

/// The point before, then each entry since.
pub fn tresorerie(enquete: &Enquete, mois: &str) -> Vec<Terme> {
    if mois == OUVERTURE {
        return ouverture::de_la_tresorerie(enquete, "");
    }
    let points = tresorerie_par_mois(enquete.comptes);
    let Some(rang) = (1..points.len()).find(|&rang| cle(rang, points[rang].0) == mois) else { return vec![] };
    let ((avant, montant), (fin, _)) = (points[rang - 1], points[rang]);
    let libelle = match rang {
        1 => "À l’ouverture".to_owned(),
        _ => format!("Fin {}\u{a0}{}", date::nom_du_mois(avant), avant.year()),
    };
    let mut termes = vec![Terme::figure(libelle, montant, format!("tresorerie.{}", cle(rang - 1, avant)))];
    // The opening stands at the beginning of its day.
    let du_mois = |jour: Date| jour <= fin && (jour > avant || rang == 1);
    for ecriture in enquete.exercice.ecritures.iter().filter(|e| e.date.is_some_and(|d| du_mois(d.valeur))) {
        // From one account to another, nothing changes.
        let mouvements = ecriture.mouvements.iter().filter(|m| m.tresorerie.connue().is_some());
        let montant: Montant = mouvements.map(|m| m.montant).sum();
        if !montant.is_zero() {
            termes.push(enquete.ecriture(ecriture, montant, None));
        }
    }
    termes
}
