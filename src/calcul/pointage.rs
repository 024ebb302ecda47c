//! What the bank has seen and what it has not (domain.md, E6; format.md, « Balances of a bank on a day »).

use std::collections::{HashMap, HashSet};

use super::soldes::{Chronique, Mouvements};
use crate::coop::{Date, Ecriture, Exercice, Montant, NumeroDePiece, Operation, Report, TresorerieId};
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
    // What is not ticked, by its name and what it moves: an annulation looks for the opposite.
    let mouvements = |o: &dyn Operation| -> Option<Vec<Montant>> {
        let montants: Vec<Montant> = banques.iter().map(|&id| o.mouvement(id)).collect();
        let libre = banques.iter().all(|&id| o.pointage(id).is_none()) && montants.iter().any(|m| !m.is_zero());
        libre.then_some(montants)
    };
    let mut ecritures: HashMap<(NumeroDePiece, Vec<Montant>), Vec<usize>> = HashMap::new();
    for (rang, ecriture) in exercice.ecritures.iter().enumerate().rev() {
        if let Some(montants) = mouvements(ecriture) {
            ecritures.entry((ecriture.numero_de_piece(), montants)).or_default().push(rang);
        }
    }
    let mut par_report: HashMap<(NumeroDePiece, Vec<Montant>), Vec<usize>> = HashMap::new();
    for (rang, report) in reports.iter().enumerate().rev() {
        let noms = [report.cheque.as_str(), report.piece.as_str()];
        for nom in noms.into_iter().filter(|nom| !nom.is_empty()) {
            if let Some(montants) = mouvements(report) {
                par_report.entry((NumeroDePiece::new(nom), montants)).or_default().push(rang);
            }
        }
    }
    for (rang, ecriture) in exercice.ecritures.iter().enumerate() {
        let Some(annulee) = &ecriture.annule else { continue };
        let opposes = mouvements(ecriture).map(|montants| montants.into_iter().map(|m| -m).collect::<Vec<_>>());
        let Some(cle) = opposes.map(|opposes| (NumeroDePiece::new(annulee), opposes)) else {
            annulations.sans_effet.push(rang);
            continue;
        };
        let prendre = |candidates: Option<&mut Vec<usize>>, prises: &HashSet<usize>| {
            let candidates = candidates?;
            while let Some(autre) = candidates.pop() {
                if autre != rang && !prises.contains(&autre) {
                    return Some(autre);
                }
            }
            None
        };
        if let Some(autre) = prendre(ecritures.get_mut(&cle), &annulations.ecritures) {
            annulations.ecritures.extend([rang, autre]);
        } else if let Some(autre) = prendre(par_report.get_mut(&cle), &annulations.reports) {
            annulations.ecritures.insert(rang);
            annulations.reports.insert(autre);
        } else {
            annulations.sans_effet.push(rang);
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
    let mut mouvements = Mouvements::default();
    let mut voir = |operation: &dyn Operation| {
        let montant = operation.mouvement(banque);
        if let Some(jour) = operation.pointage(banque).filter(|_| !montant.is_zero()) {
            mouvements.ajouter(jour, montant);
        }
    };
    exercice.ecritures.iter().for_each(|ecriture| voir(ecriture));
    reports.iter().for_each(|report| voir(report));
    mouvements.depuis(ouverture - en_route)
}
