//! What the goods of the inventory are worth for the insurance: the purchase value less 10 % for each full year, at most 80 %
//! off, each good rounded to the cent; goods disposed of left out (domain.md, « Adhésion »).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::arrondi::part;
use crate::coop::{Bien, Compte, Date, Exercice, Montant, NumeroDePiece};
use crate::source::Lieu;

/// Percent taken off for each full year.
const PAR_AN: u32 = 10;
/// Percent taken off at most.
const AU_PLUS: u32 = 80;

/// Full years from the purchase to `jour`.
pub fn annees_pleines(achat: Date, jour: Date) -> u32 {
    jour.years_since(achat).unwrap_or(0)
}

/// The value of one good on `jour`; `None` when it is not there: bought later, or disposed of on that day or before.
pub fn valeur_du_bien(bien: &Bien, jour: Date) -> Option<Montant> {
    if bien.date > jour || bien.cession.as_ref().is_some_and(|(cession, _)| *cession <= jour) {
        return None;
    }
    let reduction = annees_pleines(bien.date, jour).saturating_mul(PAR_AN).min(AU_PLUS);
    Some(part(bien.valeur, Decimal::new(i64::from(100 - reduction), 2)))
}

/// The value of all goods on `jour`.
pub fn valeur(biens: &[Bien], jour: Date) -> Montant {
    biens.iter().filter_map(|bien| valeur_du_bien(bien, jour)).sum()
}

/// A piece that buys durable goods, and those of the inventory that name it.
#[derive(Debug)]
pub struct AchatDeBiens<'a> {
    /// As its entry writes it.
    pub piece: &'a str,
    pub biens: Vec<&'a Bien>,
    /// What it spends on the account, refunds of the same piece taken off.
    pub achete: Montant,
    /// The first line that spends it.
    pub lieu: Lieu,
}

impl AchatDeBiens<'_> {
    /// What the inventory says that its goods cost.
    pub fn valeur(&self) -> Montant {
        self.biens.iter().map(|bien| bien.valeur).sum()
    }
}

/// The pieces of an exercice that spend on `compte`, in their order; refunds are negative.
pub fn achats_de_biens<'a>(exercice: &'a Exercice, compte: Compte, biens: &'a [Bien]) -> Vec<AchatDeBiens<'a>> {
    let mut achats: BTreeMap<NumeroDePiece, AchatDeBiens> = BTreeMap::new();
    for depense in exercice.depenses_au_compte(compte) {
        let nouveau = || AchatDeBiens { piece: depense.piece, biens: Vec::new(), achete: Montant::ZERO, lieu: depense.lieu };
        achats.entry(NumeroDePiece::new(depense.piece)).or_insert_with(nouveau).achete += depense.montant;
    }
    for bien in biens {
        let achat = bien.piece_de(exercice).and_then(|piece| achats.get_mut(&NumeroDePiece::new(piece)));
        achat.into_iter().for_each(|achat| achat.biens.push(bien));
    }
    achats.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FichierId, Span};

    fn date(annee: i32, mois: u32, jour: u32) -> Date {
        Date::from_ymd_opt(annee, mois, jour).unwrap()
    }

    fn bien(achat: Date, centimes: i64, cession: Option<Date>) -> Bien {
        Bien {
            fichier: FichierId(0),
            span: Span::default(),
            designation: "Bien".into(),
            date: achat,
            valeur: Montant::from_centimes(centimes),
            piece: "".into(),
            quantite: 1,
            lieu: "".into(),
            cession: cession.map(|c| (c, "".into())),
        }
    }

    /// domain.md: 1 000 in 2001, 1 000 in 2005, 400 in 2008, 300 in 2009; in 2010: 200, 500, 320, 270 = 1 290.
    #[test]
    fn the_printed_example() {
        let biens: Vec<Bien> = [(2001, 100_000), (2005, 100_000), (2008, 40_000), (2009, 30_000)]
            .map(|(annee, centimes)| bien(date(annee, 9, 1), centimes, None))
            .into();
        let jour = date(2010, 9, 20);
        let valeurs: Vec<i64> = biens.iter().map(|b| valeur_du_bien(b, jour).unwrap().centimes()).collect();
        assert_eq!(valeurs, [20_000, 50_000, 32_000, 27_000]);
        assert_eq!(valeur(&biens, jour).centimes(), 129_000);
    }

    #[test]
    fn a_year_is_full_on_its_anniversary() {
        let achat = bien(date(2023, 9, 20), 100_000, None);
        assert_eq!(valeur_du_bien(&achat, date(2024, 9, 19)).unwrap().centimes(), 100_000);
        assert_eq!(valeur_du_bien(&achat, date(2024, 9, 20)).unwrap().centimes(), 90_000);
        assert_eq!(annees_pleines(date(2020, 2, 29), date(2021, 2, 28)), 0);
        assert_eq!(annees_pleines(date(2020, 2, 29), date(2021, 3, 1)), 1);
    }

    #[test]
    fn each_good_is_rounded_half_up_and_what_is_not_there_is_left_out() {
        let jour = date(2024, 9, 20);
        // 0,05 € less 10 % is 4,5 cents.
        assert_eq!(valeur_du_bien(&bien(date(2023, 1, 1), 5, None), jour).unwrap().centimes(), 5);
        assert_eq!(valeur_du_bien(&bien(date(2024, 9, 21), 5, None), jour), None);
        assert_eq!(valeur_du_bien(&bien(date(2023, 1, 1), 5, Some(jour)), jour), None);
        assert!(valeur_du_bien(&bien(date(2023, 1, 1), 5, Some(date(2024, 9, 21))), jour).is_some());
    }
}
