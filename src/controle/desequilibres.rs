//! Unbalanced entries as a statement or a count sees them: one amount of the entry is wrong (E001), and where it is that of the
//! treasury, what proves the account from outside differs by as much. One cause, one finding: E001 tells it.

use std::collections::BTreeSet;

use super::regle::Vue;
use crate::coop::{Date, Ecriture, Montant, Operation, TresorerieId};

/// Of each account that an unbalanced entry moves: what the movement lacks, and the day from which a proof counts it.
#[derive(Debug)]
pub struct Desequilibres(BTreeSet<(TresorerieId, Montant, Date)>);

impl Desequilibres {
    /// Of this exercice only: correcting an entry of the next one would not make this one's proofs agree.
    pub fn de(vue: &Vue) -> Desequilibres {
        let ecritures = vue.exercice.ecritures.iter().filter_map(|ecriture| Some((ecriture, ecriture.desequilibre()?)));
        let jour = |ecriture: &Ecriture, id: TresorerieId| {
            let est_banque = vue.comptes.cooperative.tresorerie(id).compte.is_banque();
            if est_banque { ecriture.pointage(id) } else { ecriture.date.map(|date| date.valeur) }
        };
        Desequilibres(
            ecritures
                .flat_map(|(ecriture, manque)| {
                    let comptes =
                        ecriture.mouvements.iter().filter(|m| !m.montant.is_zero()).filter_map(|m| m.tresorerie.connue());
                    comptes.filter_map(move |id| Some((id, manque, jour(ecriture, id)?)))
                })
                .collect(),
        )
    }

    /// Whether one of them is a difference of `ecart` that appears on the account between the proof of before, when there is one,
    /// and that of `jour`.
    pub fn expliquent(&self, tresorerie: TresorerieId, ecart: Montant, d_avant: Option<Date>, jour: Date) -> bool {
        let depuis = d_avant.map_or(Some(Date::MIN), |d_avant| d_avant.succ_opt());
        let comptes = depuis.filter(|depuis| *depuis <= jour);
        comptes.is_some_and(|depuis| self.0.range((tresorerie, ecart, depuis)..=(tresorerie, ecart, jour)).next().is_some())
    }
}
