//! A balance as it changes from day to day.

use crate::coop::{Date, Montant};

/// An amount at the beginning, then its value at the end of each day that moves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chronique {
    depart: Montant,
    /// In order of the days, one line a day.
    jours: Vec<(Date, Montant)>,
}

/// What moves a balance, while it is gathered: quickest in the order of the days.
#[derive(Debug, Clone, Default)]
pub(super) struct Mouvements(Vec<(Date, Montant)>);

impl Mouvements {
    pub(super) fn ajouter(&mut self, jour: Date, montant: Montant) {
        match self.0.last_mut() {
            Some(dernier) if dernier.0 == jour => dernier.1 += montant,
            _ => self.0.push((jour, montant)),
        }
    }

    /// The balance that begins with `depart`.
    pub(super) fn depuis(mut self, depart: Montant) -> Chronique {
        self.0.sort_by_key(|(jour, _)| *jour);
        let mut jours = Mouvements::default();
        for (jour, montant) in self.0 {
            jours.ajouter(jour, montant);
        }
        let mut solde = depart;
        for (_, montant) in &mut jours.0 {
            solde += *montant;
            *montant = solde;
        }
        Chronique { depart, jours: jours.0 }
    }
}

impl Chronique {
    #[cfg(test)]
    fn new(depart: Montant, mouvements: Vec<(Date, Montant)>) -> Chronique {
        let mut tous = Mouvements::default();
        mouvements.into_iter().for_each(|(jour, montant)| tous.ajouter(jour, montant));
        tous.depuis(depart)
    }

    /// At the end of `jour`.
    pub fn le(&self, jour: Date) -> Montant {
        match self.jours.partition_point(|(j, _)| *j <= jour) {
            0 => self.depart,
            rang => self.jours[rang - 1].1,
        }
    }

    pub fn depart(&self) -> Montant {
        self.depart
    }

    pub fn dernier_mouvement(&self) -> Option<Date> {
        self.jours.last().map(|(jour, _)| *jour)
    }

    /// The last one up to the end of `jour`.
    pub fn dernier_mouvement_le(&self, jour: Date) -> Option<Date> {
        self.jours[..self.jours.partition_point(|(j, _)| *j <= jour)].last().map(|(jour, _)| *jour)
    }

    /// The periods below zero from `debut` on: the first day of each, and its lowest balance with its day.
    pub fn periodes_negatives(&self, debut: Date) -> Vec<(Date, (Date, Montant))> {
        let mut periodes: Vec<(Date, (Date, Montant))> = Vec::new();
        let mut en_cours = false;
        let premier = (debut, self.le(debut));
        for (jour, solde) in std::iter::once(premier).chain(self.jours.iter().copied().filter(|(jour, _)| *jour > debut)) {
            match (solde.is_negative(), en_cours) {
                (true, false) => periodes.push((jour, (jour, solde))),
                (true, true) => {
                    if let Some((_, pire)) = periodes.last_mut()
                        && solde < pire.1
                    {
                        *pire = (jour, solde);
                    }
                }
                (false, _) => {}
            }
            en_cours = solde.is_negative();
        }
        periodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(n: u32) -> Date {
        Date::from_ymd_opt(2024, 1, n).unwrap()
    }

    fn euros(n: i64) -> Montant {
        Montant::from_centimes(n * 100)
    }

    #[test]
    fn a_balance_is_that_of_the_end_of_the_day() {
        let chronique = Chronique::new(euros(10), vec![(jour(5), euros(-30)), (jour(3), euros(5)), (jour(5), euros(20))]);
        assert_eq!(chronique.le(jour(1)), euros(10));
        assert_eq!(chronique.le(jour(3)), euros(15));
        assert_eq!(chronique.le(jour(5)), euros(5));
        assert_eq!(chronique.le(jour(9)), euros(5));
        // −15 in the middle of the 5th does not count.
        assert!(chronique.periodes_negatives(jour(1)).is_empty());
    }

    #[test]
    fn a_period_below_zero_is_one_period() {
        let chronique = Chronique::new(
            euros(0),
            vec![(jour(1), euros(-5)), (jour(2), euros(-5)), (jour(3), euros(20)), (jour(4), euros(-11))],
        );
        assert_eq!(chronique.periodes_negatives(jour(1)), [(jour(1), (jour(2), euros(-10))), (jour(4), (jour(4), euros(-1)))]);
        assert_eq!(Chronique::new(euros(-3), vec![]).periodes_negatives(jour(1)), [(jour(1), (jour(1), euros(-3)))]);
    }
}
