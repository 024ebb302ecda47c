//! Régies d'avance and class ledgers: what each class was given, gave back, explained, and holds (domain.md).

use std::collections::BTreeMap;

use super::soldes::{Chronique, Mouvements};
use crate::coop::{Date, Exercice, Montant, RangDuNom};
use crate::source::Lieu;

/// The money of one class.
#[derive(Debug, Clone)]
pub struct Regie {
    /// As the adhésion names it; empty when an entry does not say whose régie it is.
    pub classe: String,
    pub ouverture: Montant,
    pub verse: Montant,
    pub retourne: Montant,
    /// By hand, in the entries.
    pub explique: Montant,
    /// Receipts and expenses of its ledger.
    pub recettes: Montant,
    pub depenses: Montant,
    pub chronique: Chronique,
    /// Where each movement is written, in order of date.
    lieux: Vec<(Date, Lieu)>,
}

impl Regie {
    /// What the class holds: opening + versé − retourné − expliqué + receipts − expenses of its ledger.
    pub fn tenu(&self) -> Montant {
        self.ouverture + self.verse - self.retourne - self.explique + self.recettes - self.depenses
    }

    /// Whether something was given back, explained or spent, and nothing ever given.
    pub fn est_sans_avance(&self) -> bool {
        self.tenu().is_negative() && [self.ouverture, self.verse, self.recettes].into_iter().all(Montant::is_zero)
    }

    /// The last movement up to `jour`.
    pub fn lieu(&self, jour: Date) -> Option<Lieu> {
        let rang = self.lieux.partition_point(|(date, _)| *date <= jour);
        rang.checked_sub(1).map(|rang| self.lieux[rang].1)
    }
}

#[derive(Default)]
struct EnCours {
    verse: Montant,
    retourne: Montant,
    explique: Montant,
    recettes: Montant,
    depenses: Montant,
    mouvements: Mouvements,
    lieux: Vec<(Date, Lieu)>,
}

/// By name of class.
pub(super) fn regies(exercice: &Exercice, ouvertures: &BTreeMap<String, Montant>) -> Vec<Regie> {
    let mut classes: BTreeMap<&str, EnCours> = ouvertures.keys().map(|classe| (classe.as_str(), EnCours::default())).collect();
    for ecriture in &exercice.ecritures {
        let Some(mouvement) = &ecriture.regie else { continue };
        let classe = mouvement.classe.as_ref().map_or("", |c| exercice.nom_de_classe(c));
        let regie = classes.entry(classe).or_default();
        regie.verse += mouvement.versee;
        regie.retourne += mouvement.retournee;
        regie.explique += mouvement.expliquee;
        if let Some(date) = ecriture.date {
            regie.mouvements.ajouter(date.valeur, mouvement.solde());
            regie.lieux.push((date.valeur, ecriture.lieu(mouvement.span)));
        }
    }
    for cahier in &exercice.cahiers_de_classe {
        let regie = classes.entry(exercice.nom_de_classe(&cahier.classe)).or_default();
        for operation in &cahier.operations {
            // An operation on an unknown account (E004) is in no account: it is not in what the class holds either.
            if operation.ventile().is_none() {
                continue;
            }
            regie.recettes += operation.entrees.total();
            regie.depenses += operation.sorties.total();
            if let Some(date) = operation.date {
                regie.mouvements.ajouter(date.valeur, operation.solde());
                regie.lieux.push((date.valeur, cahier.lieu(operation.span)));
            }
        }
    }
    let mut regies: Vec<Regie> = classes
        .into_iter()
        .map(|(classe, mut regie)| {
            regie.lieux.sort_by_key(|(date, _)| *date);
            let ouverture = ouvertures.get(classe).copied().unwrap_or_default();
            Regie {
                classe: classe.to_owned(),
                ouverture,
                verse: regie.verse,
                retourne: regie.retourne,
                explique: regie.explique,
                recettes: regie.recettes,
                depenses: regie.depenses,
                chronique: regie.mouvements.depuis(ouverture),
                lieux: regie.lieux,
            }
        })
        .collect();
    regies.sort_by_cached_key(|regie| RangDuNom::new(&regie.classe));
    regies
}
