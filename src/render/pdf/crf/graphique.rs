//! The drawings of the CRF as lengths. In: amounts. Out: fractions of the drawing's side, in ten-thousandths, computed on
//! integers: the template only multiplies them by a length. Each drawing comes with a sentence for who cannot see it.

use chrono::Datelike;
use serde_json::{Value, json};

use crate::coop::{Date, Montant, date};
use crate::etat::crf::{Crf, LigneDeCompte};
use crate::render::pdf::typographie::abrege;

/// The whole side of a drawing.
const COTE: i128 = 10_000;

/// Bars of one side; the smaller accounts are drawn together.
const BARRES: usize = 8;

/// Columns of the year that have room for a name.
const MOIS_NOMMES: usize = 14;

const MOIS: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

/// Receipts and expenses by account, the largest first, on one scale.
pub fn barres(crf: &Crf) -> Value {
    let plus_grand = crf.charges.iter().chain(&crf.produits).map(|ligne| ligne.montant).max().unwrap_or_default();
    json!({ "charges": cote(&crf.charges, plus_grand, "dépenses"), "produits": cote(&crf.produits, plus_grand, "recettes") })
}

fn cote(lignes: &[LigneDeCompte], plus_grand: Montant, quoi: &str) -> Value {
    let mut barres: Vec<(String, Montant)> =
        lignes.iter().map(|ligne| (format!("{} {}", ligne.compte, ligne.libelle), ligne.montant)).collect();
    barres.sort_by_key(|(_, montant)| std::cmp::Reverse(*montant));
    if barres.len() > BARRES {
        let autres = barres.split_off(BARRES - 1);
        barres.push((format!("Les {} autres comptes", autres.len()), autres.iter().map(|(_, montant)| *montant).sum()));
    }
    // The sum of the small accounts may be the longest bar.
    let plus_grand = barres.iter().map(|(_, montant)| *montant).max().unwrap_or_default().max(plus_grand);
    let dits: Vec<String> = barres.iter().map(|(nom, montant)| format!("{}, {montant}", abrege(nom, 60))).collect();
    json!({
        "alt": format!("Diagramme en barres des {quoi} par compte\u{a0}: {}.", dits.join("\u{a0}; ")),
        "barres": barres
            .iter()
            .map(|(nom, montant)| json!({ "nom": abrege(nom, 48), "montant": montant.to_string(), "longueur": part(*montant, plus_grand) }))
            .collect::<Vec<_>>(),
    })
}

/// `montant` on a side of `entier`, both positive: nothing is drawn for the rest.
fn part(montant: Montant, entier: Montant) -> i128 {
    if montant.centimes() <= 0 || entier.centimes() <= 0 {
        return 0;
    }
    i128::from(montant.centimes()) * COTE / i128::from(entier.centimes())
}

/// Treasury at the opening, then at the end of each month. `null` when there is nothing to draw.
pub fn tresorerie(points: &[(Date, Montant)]) -> Value {
    let [(_, ouverture), .., (dernier_jour, dernier)] = points else {
        return Value::Null;
    };
    if points.iter().all(|(_, montant)| *montant == points[0].1) {
        return Value::Null;
    }
    let montants = || points.iter().map(|(_, montant)| montant.centimes());
    let echelle = Echelle::new(montants().min().unwrap_or(0), montants().max().unwrap_or(0));
    let pas_des_noms = points.len().div_ceil(MOIS_NOMMES);
    let dernier_rang = points.len() as i128 - 1;
    json!({
        "alt": format!(
            "Courbe de la trésorerie (banques et caisses) à la fin de chaque mois\u{a0}: de {ouverture} à l’ouverture à {dernier} au {}. \
             Les montants sont dans le tableau qui suit.",
            date::en_toutes_lettres(*dernier_jour),
        ),
        "points": points.iter().enumerate().map(|(rang, (jour, montant))| json!({
            "x": rang as i128 * COTE / dernier_rang,
            "y": echelle.hauteur(montant.centimes()),
            "nom": match rang {
                0 => "ouv.",
                _ if rang % pas_des_noms == 0 => MOIS[jour.month0() as usize],
                _ => "",
            },
        })).collect::<Vec<_>>(),
        "zero": echelle.hauteur(0),
        "graduations": echelle.graduations().map(|centimes| json!({
            "y": echelle.hauteur(centimes),
            "nom": Montant::from_centimes(centimes).to_string().replace(",00", ""),
        })).collect::<Vec<_>>(),
        "lignes": points.iter().enumerate().map(|(rang, (jour, montant))| {
            [nom_du_point(rang, *jour), montant.sans_unite()]
        }).collect::<Vec<_>>(),
    })
}

/// The last month may not be over.
fn nom_du_point(rang: usize, jour: Date) -> String {
    let mois = format!("{}\u{a0}{}", date::nom_du_mois(jour), jour.year());
    let a_sa_fin = jour.succ_opt().is_none_or(|lendemain| lendemain.day() == 1);
    match rang {
        0 => "Ouverture".to_owned(),
        _ if a_sa_fin => format!("Fin {mois}"),
        // As that month begins a sentence.
        _ => mois[..1].to_uppercase() + &mois[1..],
    }
}

/// An axis that holds zero and every amount, cut at round values.
struct Echelle {
    bas: i64,
    haut: i64,
    pas: i64,
}

impl Echelle {
    fn new(min: i64, max: i64) -> Echelle {
        let (min, max) = (min.min(0), max.max(0));
        let pas = pas_rond((max - min).max(100));
        Echelle { bas: min.div_euclid(pas) * pas, haut: (max + pas - 1).div_euclid(pas) * pas, pas }.non_vide()
    }

    /// Accounts that hold nothing still have an axis.
    fn non_vide(self) -> Echelle {
        if self.haut == self.bas { Echelle { haut: self.bas + self.pas, ..self } } else { self }
    }

    fn hauteur(&self, centimes: i64) -> i128 {
        i128::from(centimes - self.bas) * COTE / i128::from(self.haut - self.bas)
    }

    fn graduations(&self) -> impl Iterator<Item = i64> {
        (0..).map(|rang| self.bas + rang * self.pas).take_while(|&centimes| centimes <= self.haut)
    }
}

/// The smallest of 1, 2, 5, 10, 20… euros that cuts `etendue` in at most five.
fn pas_rond(etendue: i64) -> i64 {
    let mut dizaine = 100;
    loop {
        for facteur in [1, 2, 5] {
            if etendue <= 5 * facteur * dizaine {
                return facteur * dizaine;
            }
        }
        dizaine *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_holds_zero_and_every_amount_between_round_values() {
        for (min, max) in [(0, 0), (1, 1), (-1, 0), (-12_345, 67_890), (150_000, 623_456), (-99, -50), (0, 999_999_999_999)] {
            let echelle = Echelle::new(min, max);
            assert!(echelle.bas <= min.min(0) && echelle.haut >= max.max(0) && echelle.bas < echelle.haut, "{min} {max}");
            let graduations: Vec<i64> = echelle.graduations().collect();
            assert!((2..=7).contains(&graduations.len()) && graduations.contains(&0), "{min} {max} {graduations:?}");
            assert!((0..=COTE).contains(&echelle.hauteur(min)) && (0..=COTE).contains(&echelle.hauteur(max)));
        }
    }

    #[test]
    fn a_bar_is_a_fraction_of_the_longest() {
        let euro = Montant::from_centimes(100);
        assert_eq!(part(euro, Montant::from_centimes(400)), 2_500);
        assert_eq!(part(-euro, euro), 0);
        assert_eq!(part(Montant::ZERO, Montant::ZERO), 0);
    }
}
