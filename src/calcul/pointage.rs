//! What the bank has seen and what it has not (domain.md, E6; format.md, « Balances of a bank on a day »).

use std::collections::{HashMap, HashSet};

use super::soldes::Chronique;
use crate::coop::{Date, Ecriture, Exercice, Montant, Operation, Report, TresorerieId};
use crate::source::Lieu;

/// An entry of the year, or an operation carried over from the previous one.
#[derive(Debug, Clone, Copy)]
pub enum Origine<'a> {
    Ecriture(&'a Ecriture),
    Report(&'a Report),
}

/// An operation that a bank had not yet shown on a day.
#[derive(Debug, Clone, Copy)]
pub struct NonPointee<'a> {
    pub origine: Origine<'a>,
    /// Positive when money enters.
    pub montant: Montant,
}

impl<'a> Origine<'a> {
    pub fn operation(self) -> &'a dyn Operation {
        match self {
            Origine::Ecriture(ecriture) => ecriture,
            Origine::Report(report) => report,
        }
    }

    pub fn date(self) -> Date {
        match self {
            Origine::Ecriture(ecriture) => ecriture.date.map_or_else(Date::default, |d| d.valeur),
            Origine::Report(report) => report.date.valeur,
        }
    }

    pub fn libelle(self) -> &'a str {
        match self {
            Origine::Ecriture(ecriture) => &ecriture.libelle,
            Origine::Report(report) => &report.libelle,
        }
    }

    pub fn lieu(self) -> Lieu {
        match self {
            Origine::Ecriture(ecriture) => ecriture.lieu(ecriture.span),
            Origine::Report(report) => Lieu { fichier: report.fichier, span: report.span },
        }
    }
}

/// Entries and reports that cancel each other (`annule`), by rank: neither will ever be on a statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Annulations {
    pub ecritures: HashSet<usize>,
    pub reports: HashSet<usize>,
    /// Entries whose `annule` cancels nothing.
    pub sans_effet: Vec<usize>,
}

pub(super) fn annulations(exercice: &Exercice, reports: &[Report], banques: &[TresorerieId]) -> Annulations {
    let mut annulations = Annulations::default();
    if exercice.ecritures.iter().all(|e| e.annule.is_none()) {
        return annulations;
    }
    let mut par_piece: HashMap<&str, Vec<usize>> = HashMap::new();
    for (rang, ecriture) in exercice.ecritures.iter().enumerate() {
        par_piece.entry(ecriture.numero()).or_default().push(rang);
    }
    let opposees = |a: &dyn Operation, b: &dyn Operation| {
        banques.iter().all(|&id| a.mouvement(id) == -b.mouvement(id) && a.pointage(id).is_none() && b.pointage(id).is_none())
            && banques.iter().any(|&id| !a.mouvement(id).is_zero())
    };
    for (rang, ecriture) in exercice.ecritures.iter().enumerate() {
        let Some(annulee) = &ecriture.annule else { continue };
        let libre = |autre: usize| autre != rang && !annulations.ecritures.contains(&autre);
        let candidates = par_piece.get(annulee.as_str()).map_or(&[][..], Vec::as_slice);
        if let Some(&autre) = candidates.iter().find(|&&autre| libre(autre) && opposees(ecriture, &exercice.ecritures[autre])) {
            annulations.ecritures.extend([rang, autre]);
            continue;
        }
        let report = reports.iter().enumerate().find(|(autre, report)| {
            let nomme = report.cheque == annulee.valeur || report.piece == annulee.valeur;
            nomme && !annulations.reports.contains(autre) && opposees(ecriture, *report)
        });
        match report {
            Some((autre, _)) => {
                annulations.ecritures.insert(rang);
                annulations.reports.insert(autre);
            }
            None => annulations.sans_effet.push(rang),
        }
    }
    annulations
}

/// The balance that a bank's statement of a day must show:
/// `ouverture + Σ reports (sorties − entrées) not ticked by d + Σ entries (entrées − sorties) ticked by d`.
///
/// An opening already counts the carried-over operations: they are taken off, then come back on the day that shows them.
pub(super) fn vu_par_la_banque(ouverture: Montant, exercice: &Exercice, reports: &[Report], banque: TresorerieId) -> Chronique {
    let en_route: Montant = reports.iter().map(|r| r.mouvement(banque)).sum();
    let operations = exercice.ecritures.iter().map(|e| e as &dyn Operation).chain(reports.iter().map(|r| r as &dyn Operation));
    let pointes = operations.filter_map(|o| Some((o.pointage(banque)?, o.mouvement(banque)))).filter(|(_, m)| !m.is_zero());
    Chronique::new(ouverture - en_route, pointes.collect())
}
