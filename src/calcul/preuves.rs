//! What proves the closing balances of a year from outside: of each bank, the statement that its reconciliation starts from, and
//! what that one had not shown; of each cash box, the count that closes the year.

use std::collections::HashMap;

use super::comptes::Comptes;
use super::pointage::NonPointee;
use crate::coop::{ArreteDeCaisse, Date, Exercice, Montant, Releve, TresorerieId};

/// Found in one reading of the statements and counts, which are in order of date.
#[derive(Debug)]
pub(super) struct PreuvesDeCloture<'a> {
    releves: HashMap<TresorerieId, &'a Releve>,
    arretes: HashMap<TresorerieId, &'a ArreteDeCaisse>,
}

impl<'a> PreuvesDeCloture<'a> {
    pub(super) fn de(exercice: &'a Exercice) -> PreuvesDeCloture<'a> {
        let releves = exercice.releves.iter().filter(|releve| releve.date.valeur <= exercice.fin);
        let mut arretes = HashMap::new();
        for (caisse, arrete) in exercice.arretes.iter().filter_map(|arrete| Some((arrete.tresorerie.connue()?, arrete))) {
            if arrete.date.valeur <= exercice.fin {
                arretes.insert(caisse, arrete);
            } else {
                arretes.entry(caisse).or_insert(arrete);
            }
        }
        PreuvesDeCloture { releves: releves.filter_map(|r| Some((r.tresorerie.connue()?, r))).collect(), arretes }
    }
}

impl<'a> Comptes<'a> {
    /// The statement that the year's reconciliation starts from: the last one on or before the last day.
    pub fn releve_de_rapprochement(&self, banque: TresorerieId) -> Option<&'a Releve> {
        self.preuves.releves.get(&banque).copied()
    }

    /// What that statement had not yet shown; without one nothing can be compared, and it is what is unticked at the end.
    pub fn non_pointees_du_rapprochement(&self, banque: TresorerieId) -> Vec<NonPointee<'_>> {
        self.non_pointees(banque, self.jour_du_rapprochement(banque))
    }

    /// The same of every bank that has some, in one reading of the operations.
    pub fn non_pointees_des_rapprochements(&self) -> HashMap<TresorerieId, Vec<NonPointee<'_>>> {
        let mut par_banque: HashMap<TresorerieId, Vec<NonPointee>> = HashMap::new();
        for (banque, non_pointee) in self.pas_encore_vues(|banque| self.jour_du_rapprochement(banque)) {
            par_banque.entry(banque).or_default().push(non_pointee);
        }
        par_banque
    }

    fn jour_du_rapprochement(&self, banque: TresorerieId) -> Date {
        self.releve_de_rapprochement(banque).map_or(self.exercice.fin, |releve| releve.date.valeur)
    }

    /// What the statement of the reconciliation shows beyond what was ticked.
    pub fn ecart_du_rapprochement(&self, banque: TresorerieId) -> Option<Montant> {
        let releve = self.releve_de_rapprochement(banque)?;
        Some(releve.solde.valeur - self.vus[banque.0 as usize].le(releve.date.valeur))
    }

    /// The count that closes the year: the last one on or before the last day, else the first after.
    pub fn arrete_de_cloture(&self, caisse: TresorerieId) -> Option<&'a ArreteDeCaisse> {
        self.preuves.arretes.get(&caisse).copied()
    }

    /// What that count holds beyond the ledger; `None` when it is not of that year.
    pub fn ecart_de_l_arrete(&self, caisse: TresorerieId) -> Option<Montant> {
        let arrete = self.arrete_de_cloture(caisse).filter(|a| a.date.valeur <= self.exercice.fin)?;
        Some(arrete.compte()? - self.solde(caisse, arrete.date.valeur))
    }
}
