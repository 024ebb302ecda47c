//! What an exercice begins with: its own opening, or the previous year's closing where it writes none (format.md).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::comptes::Comptes;
use crate::coop::{Cooperative, Exercice, Manques, Montant, Pointage, Reference, Report};
use crate::source::Spanned;

#[derive(Debug, Clone)]
pub(super) struct Depart<'a> {
    /// By treasury account, in their order.
    pub soldes: Vec<Montant>,
    /// What classes already held.
    pub regies: BTreeMap<String, Montant>,
    pub reports: Cow<'a, [Report]>,
    /// Follows the previous year instead of being written.
    pub suit_le_precedent: bool,
}

pub(super) fn depart<'a>(cooperative: &Cooperative, exercice: &'a Exercice, precedent: Option<&Comptes>) -> Depart<'a> {
    let mut depart = Depart {
        soldes: vec![Montant::ZERO; cooperative.tresorerie.len()],
        regies: BTreeMap::new(),
        reports: Cow::Borrowed(&exercice.reports),
        suit_le_precedent: false,
    };
    match (&exercice.ouverture, precedent) {
        (Some(ouverture), _) => {
            for (tresorerie, montant, _) in &ouverture.soldes {
                depart.soldes[tresorerie.0 as usize] = *montant;
            }
            for (classe, montant, _) in &ouverture.regies {
                *depart.regies.entry(exercice.nom_de_classe(classe).to_owned()).or_default() += *montant;
            }
        }
        (None, Some(precedent)) => {
            depart.suit_le_precedent = true;
            for (id, _) in cooperative.tresoreries() {
                depart.soldes[id.0 as usize] = precedent.cloture(id);
            }
            depart.regies =
                precedent.regies().iter().filter(|r| !r.tenu().is_zero()).map(|r| (r.classe.clone(), r.tenu())).collect();
            if exercice.reports.is_empty() {
                depart.reports = Cow::Owned(reports(cooperative, precedent));
            }
        }
        (None, None) => {}
    }
    depart
}

/// Unticked at the end: next year's `[[report]]`.
pub(super) fn reports(cooperative: &Cooperative, precedent: &Comptes) -> Vec<Report> {
    let fin = precedent.exercice.fin;
    let non_pointees = precedent.operations_non_pointees(fin);
    non_pointees
        .into_iter()
        .map(|operation| {
            let source = operation.operation();
            let banques = cooperative.tresoreries().filter(|(_, t)| t.compte.is_banque()).map(|(id, _)| id);
            let restantes: Vec<_> = banques.filter(|id| source.pointage(*id).is_none_or(|jour| jour > fin)).collect();
            Report {
                fichier: operation.lieu().fichier,
                span: operation.lieu().span,
                date: Spanned::new(operation.date(), operation.lieu().span),
                libelle: Spanned::new(operation.libelle().into(), operation.lieu().span),
                cheque: operation.cheque().into(),
                piece: operation.piece().into(),
                mouvements: source
                    .mouvements()
                    .iter()
                    .filter(|m| m.tresorerie.connue().is_some_and(|id| restantes.contains(&id)))
                    .cloned()
                    .collect(),
                pointages: restantes
                    .iter()
                    .filter_map(|&id| {
                        let date = source.pointage(id)?;
                        Some(Pointage { tresorerie: Some(Reference::Connue(id)), date, span: operation.lieu().span })
                    })
                    .collect(),
                manques: Manques::AUCUN,
            }
        })
        .collect()
}
