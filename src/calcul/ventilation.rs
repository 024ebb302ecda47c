//! Totals by account of the chart, class ledgers integrated.

use std::collections::BTreeMap;

use crate::coop::{CahierDeClasse, Compte, Date, Exercice, Montant, Sens};

/// Every account that has a movement, and its total, positive in the account's own sense.
pub(super) fn totaux(exercice: &Exercice) -> BTreeMap<Compte, Montant> {
    let mut totaux = BTreeMap::new();
    for (_, compte, montant) in ventiles(exercice) {
        *totaux.entry(compte).or_default() += montant;
    }
    totaux
}

/// What one account received by the end of `jour`.
pub(super) fn total_le(exercice: &Exercice, compte: Compte, jour: Date) -> Montant {
    let connus = ventiles(exercice).filter(|(date, c, _)| *c == compte && date.is_some_and(|date| date <= jour));
    connus.map(|(.., montant)| montant).sum()
}

/// Everything that goes to an account of the chart: its day, where it could be read, the account, the amount.
fn ventiles(exercice: &Exercice) -> impl Iterator<Item = (Option<Date>, Compte, Montant)> + '_ {
    let entrees = exercice.ecritures.iter().flat_map(|e| {
        let date = e.date.map(|date| date.valeur);
        e.ventilations.iter().filter_map(move |v| Some((date, v.compte.connue()?, v.montant)))
    });
    let operations = exercice.cahiers_de_classe.iter().flat_map(|c| &c.operations);
    entrees.chain(operations.filter_map(|o| {
        let (compte, montant) = o.ventile()?;
        Some((o.date.map(|date| date.valeur), compte, montant))
    }))
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
