//! The statements and counts that the ledger of an exercice has to agree with (T003, C001). One of after the last day shows the
//! next year too: once its exercice is sealed, it is that year's to agree with it, or a closed year would be wrong by what is
//! written in an open one.

use super::regle::Vue;
use crate::coop::{ArreteDeCaisse, Date, Exercice, Releve, TresorerieId};

/// What proves the balance of a treasury account from outside.
pub trait Preuve: Sized {
    fn de(exercice: &Exercice) -> &[Self];
    fn jour(&self) -> Date;
    fn tresorerie(&self) -> Option<TresorerieId>;
}

impl Preuve for Releve {
    fn de(exercice: &Exercice) -> &[Releve] {
        &exercice.releves
    }

    fn jour(&self) -> Date {
        self.date.valeur
    }

    fn tresorerie(&self) -> Option<TresorerieId> {
        self.tresorerie.connue()
    }
}

impl Preuve for ArreteDeCaisse {
    fn de(exercice: &Exercice) -> &[ArreteDeCaisse] {
        &exercice.arretes
    }

    fn jour(&self) -> Date {
        self.date.valeur
    }

    fn tresorerie(&self) -> Option<TresorerieId> {
        self.tresorerie.connue()
    }
}

/// Of one account, in order of date.
pub fn preuves_a_juger<'a, P: Preuve>(vue: &Vue<'a>, tresorerie: TresorerieId) -> Vec<&'a P> {
    let exercice = vue.exercice;
    let d_avant = scelle_avant(vue).into_iter().flat_map(|scelle| P::de(scelle).iter().filter(|p| p.jour() > scelle.fin));
    let siennes = P::de(exercice).iter().filter(|p| !exercice.scelle || p.jour() <= exercice.fin);
    let mut preuves: Vec<&P> = d_avant.chain(siennes).filter(|p| p.tresorerie() == Some(tresorerie)).collect();
    preuves.sort_by_key(|preuve| preuve.jour());
    preuves
}

/// The exercice before, when a proof is one of its own: it stands under its seal.
pub fn sous_le_sceau_d_avant<'a, P: Preuve>(vue: &Vue<'a>, preuve: &P) -> Option<&'a Exercice> {
    scelle_avant(vue).filter(|scelle| P::de(scelle).as_ptr_range().contains(&std::ptr::from_ref(preuve)))
}

fn scelle_avant<'a>(vue: &Vue<'a>) -> Option<&'a Exercice> {
    vue.precedent.map(|precedent| precedent.exercice).filter(|precedent| precedent.scelle)
}
