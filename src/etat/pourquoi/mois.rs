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
        let dit = if rang == 0 { OUVERTURE.to_owned() } else { format!("fin {}\u{a0}{}", date::nom_du_mois(jour), jour.year()) };
        Sujet { cle: cle(rang, jour), dits: vec![dit], manque: None }
    };
    points.map(sujet).collect()
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
