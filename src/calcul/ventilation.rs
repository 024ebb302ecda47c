//! Totals by account of the chart, class ledgers integrated.

use std::collections::BTreeMap;

use crate::coop::{CahierDeClasse, Compte, Exercice, Montant, Sens};

/// Every account that has a movement, and its total, positive in the account's own sense.
pub(super) fn totaux(exercice: &Exercice) -> BTreeMap<Compte, Montant> {
    let entrees = exercice.ecritures.iter().flat_map(|e| &e.ventilations).filter_map(|v| Some((v.compte.connue()?, v.montant)));
    let operations = exercice.cahiers_de_classe.iter().flat_map(|c| &c.operations).filter_map(|o| o.ventile());
    let mut totaux = BTreeMap::new();
    for (compte, montant) in entrees.chain(operations) {
        *totaux.entry(compte).or_default() += montant;
    }
    totaux
}

/// Charges and produits that a class ledger brings to the accounts.
pub fn charges_et_produits(cahier: &CahierDeClasse) -> (Montant, Montant) {
    cahier.operations.iter().filter_map(|o| o.ventile()).fold(
        (Montant::ZERO, Montant::ZERO),
        |(charges, produits), (compte, montant)| match compte.sens() {
            Sens::Charge => (charges + montant, produits),
            Sens::Produit => (charges, produits + montant),
        },
    )
}
