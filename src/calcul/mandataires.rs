//! Who leaves and who takes the account's delegation in an exercice: what the change of mandataire tells the department.

use crate::coop::{Cooperative, Date, Exercice, Mandataire};

#[derive(Debug, Clone, Default)]
pub struct ChangementsDeMandataire<'a> {
    /// With the last day of each.
    pub sortants: Vec<(&'a Mandataire, Date)>,
    /// With the first day of each.
    pub entrants: Vec<(&'a Mandataire, Date)>,
}

impl<'a> ChangementsDeMandataire<'a> {
    /// Who leaves on an exercice's last day hands over to the next one's people: the change is that one's. Who comes where
    /// nobody was before takes nobody's place.
    pub fn de(cooperative: &'a Cooperative, exercice: &Exercice) -> ChangementsDeMandataire<'a> {
        let veille = exercice.debut.pred_opt().unwrap_or(exercice.debut);
        let parti = |jour: &Date| (veille..exercice.fin).contains(jour);
        let tous = || cooperative.mandataires.iter();
        let succede = |jour: Date| tous().any(|m| m.depuis.is_none_or(|depuis| depuis < jour));
        let venu = |jour: &Date| exercice.contient(*jour) && succede(*jour);
        ChangementsDeMandataire {
            sortants: tous().filter_map(|m| Some((m, m.jusqu_au.filter(parti)?))).collect(),
            entrants: tous().filter_map(|m| Some((m, m.depuis.filter(venu)?))).collect(),
        }
    }

    pub fn is_vide(&self) -> bool {
        self.sortants.is_empty() && self.entrants.is_empty()
    }
}
