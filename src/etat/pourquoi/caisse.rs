//! Block 4: the cash counted, note by note and coin by coin.

use super::{Terme, vue};
use crate::controle::DossierControle;
use crate::coop::Montant;

pub fn caisses(controle: &DossierControle) -> Option<Vec<String>> {
    let comptes = controle.comptes();
    let comptees = comptes.caisses().filter(|id| comptes.arrete_de_cloture(*id).is_some());
    Some(comptees.map(|id| comptes.cooperative.tresorerie(id).nom.to_string()).collect())
}

/// The count that closes the year.
pub fn arrete(controle: &DossierControle, caisse: &str) -> Option<Vec<Terme>> {
    let comptes = controle.comptes();
    let id = comptes.cooperative.trouver_tresorerie(caisse)?;
    let arrete = comptes.arrete_de_cloture(id)?;
    let terme = |coupure: &crate::coop::Coupure| {
        let valeur = coupure.valeur?;
        let montant = Montant::from_centimes(valeur.centimes().checked_mul(coupure.nombre)?);
        let lieu = vue(controle, "", Some(arrete.date.valeur), arrete.lieu(coupure.span), vec![], None);
        Some(Terme::ecrit(format!("{} × {valeur}", coupure.nombre), montant, lieu))
    };
    Some(arrete.coupures.iter().filter(|c| c.nombre != 0).filter_map(terme).collect())
}
