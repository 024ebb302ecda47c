//! How far the accounts of an exercice are written: what a paper of some day may say of them.

use super::Exercice;
use super::date::Date;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Avancement {
    /// Last day of the exercice.
    pub fin: Date,
    pub scelle: bool,
    /// The last day of which the ledger says something: an entry, a statement, a count. Never after the last day of the exercice;
    /// its first while there is none.
    pub connu_jusqu_au: Date,
}

impl Exercice {
    pub fn avancement(&self) -> Avancement {
        let ecritures = self.ecritures.iter().filter_map(|e| e.date);
        let de_classe = self.cahiers_de_classe.iter().flat_map(|c| &c.operations).filter_map(|o| o.date);
        let preuves = self.releves.iter().map(|r| r.date).chain(self.arretes.iter().map(|a| a.date));
        let jours = ecritures.chain(de_classe).chain(preuves).map(|date| date.valeur);
        // A draft may be of a year that ends before it begins (L009).
        let connu_jusqu_au = jours.max().unwrap_or(self.debut).min(self.fin).max(self.debut);
        Avancement { fin: self.fin, scelle: self.scelle, connu_jusqu_au }
    }
}

impl Avancement {
    /// The exercice is still running on a paper of `date`, which was then asked for.
    pub fn est_en_cours(self, date: Date) -> bool {
        !self.scelle && date < self.fin
    }

    /// The day of the balances on a paper of `date`: the last one or, of a year still running, the one up to which these accounts
    /// are written.
    pub fn arrete_au(self, date: Date) -> Date {
        if self.est_en_cours(date) { date.max(self.connu_jusqu_au) } else { self.fin }
    }
}
