//! What the bank has seen and what it has not (domain.md, E6; format.md, « Balances of a bank on a day »).

use std::collections::{HashMap, HashSet};

use smallvec::SmallVec;

use super::soldes::{Chronique, Mouvements};
use crate::coop::{Cooperative, Date, Ecriture, Exercice, Montant, NumeroDePiece, Operation, Reference, Report, TresorerieId};
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

    /// Empty when nobody wrote it.
    pub fn piece(self) -> &'a str {
        match self {
            Origine::Ecriture(ecriture) => ecriture.numero(),
            Origine::Report(report) => &report.piece,
        }
    }

    /// Its number, empty without one.
    pub fn cheque(self) -> &'a str {
        match self {
            Origine::Ecriture(ecriture) => ecriture.cheque.as_ref().map_or("", |cheque| cheque.valeur.as_str()),
            Origine::Report(report) => &report.cheque,
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
    /// Entries whose `annule` cancels nothing, each with the operation that it names, if there is one.
    pub sans_effet: Vec<(usize, Option<Rang>)>,
}

/// Of an entry, or of an operation carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rang {
    Ecriture(usize),
    Report(usize),
}

/// An entry whose `annule` cancels nothing.
#[derive(Debug, Clone, Copy)]
pub struct AnnulationSansEffet<'a> {
    pub ecriture: &'a Ecriture,
    /// The first operation of that name; `None` when nothing bears it.
    pub visee: Option<Origine<'a>>,
    pub raison: SansEffet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SansEffet {
    Introuvable,
    /// One of the two is ticked.
    Pointee,
    /// Another entry cancels it already.
    DejaAnnulee,
    /// On all banks together: what the entry should move, and what it moves.
    Montants {
        attendu: Montant,
        trouve: Montant,
    },
}

/// What an operation moves, bank by bank, nothing left out and no zero.
pub(super) type ParBanque = SmallVec<[(TresorerieId, Montant); 1]>;

pub(super) fn mouvements_de_banque(cooperative: &Cooperative, operation: &dyn Operation) -> ParBanque {
    let connus = operation.mouvements().iter().filter_map(|m| Some((m.tresorerie.connue()?, m.montant)));
    let mut lignes: ParBanque = connus.filter(|(id, _)| cooperative.tresorerie(*id).compte.is_banque()).collect();
    lignes.sort_by_key(|(id, _)| *id);
    lignes.dedup_by(|suivant, garde| {
        let meme = suivant.0 == garde.0;
        if meme {
            garde.1 += suivant.1;
        }
        meme
    });
    lignes.retain(|(_, montant)| !montant.is_zero());
    lignes
}

/// No statement of a bank shows it.
pub(super) fn est_libre(cooperative: &Cooperative, operation: &dyn Operation) -> bool {
    operation.pointages().iter().all(|p| match &p.tresorerie {
        Some(Reference::Connue(id)) => !cooperative.tresorerie(*id).compte.is_banque(),
        Some(Reference::Inconnue(_)) => true,
        None => false,
    })
}

pub(super) fn annulations(cooperative: &Cooperative, exercice: &Exercice, reports: &[Report]) -> Annulations {
    let mut annulations = Annulations::default();
    if exercice.ecritures.iter().all(|e| e.annule.is_none()) {
        return annulations;
    }
    // By its name, and by its name and what it moves where no bank shows it: an annulation looks for the opposite.
    let mut par_nom: HashMap<NumeroDePiece, SmallVec<[Rang; 2]>> = HashMap::new();
    let mut libres: HashMap<(NumeroDePiece, ParBanque), Vec<Rang>> = HashMap::new();
    let mouvements = |operation: &dyn Operation| {
        let libre = est_libre(cooperative, operation);
        libre.then(|| mouvements_de_banque(cooperative, operation)).filter(|mouvements| !mouvements.is_empty())
    };
    let ecritures = exercice.ecritures.iter().enumerate();
    let ecritures = ecritures.map(|(rang, e)| (Rang::Ecriture(rang), e as &dyn Operation, [e.numero(), ""]));
    let reports = reports.iter().enumerate();
    let reports = reports.map(|(rang, r)| (Rang::Report(rang), r as &dyn Operation, [r.cheque.as_str(), r.piece.as_str()]));
    for (rang, operation, noms) in ecritures.chain(reports) {
        for nom in noms.into_iter().map(NumeroDePiece::new).filter(|nom| !nom.est_vide()) {
            // The entry that cancels may bear the name too: two are enough to find another.
            let premiers = par_nom.entry(nom).or_default();
            if premiers.len() < 2 {
                premiers.push(rang);
            }
            if let Some(mouvements) = mouvements(operation) {
                libres.entry((nom, mouvements)).or_default().push(rang);
            }
        }
    }
    libres.values_mut().for_each(|rangs| rangs.reverse());
    let mut prises: HashSet<Rang> = HashSet::new();
    for (rang, ecriture) in exercice.ecritures.iter().enumerate() {
        let Some(annule) = &ecriture.annule else { continue };
        let (moi, nom) = (Rang::Ecriture(rang), NumeroDePiece::new(annule));
        let opposes = mouvements(ecriture).map(|lignes| lignes.into_iter().map(|(id, montant)| (id, -montant)).collect());
        let candidats = opposes.and_then(|opposes: ParBanque| libres.get_mut(&(nom, opposes)));
        let libre =
            candidats.and_then(|candidats| std::iter::from_fn(|| candidats.pop()).find(|r| *r != moi && !prises.contains(r)));
        match libre {
            Some(autre) => prises.extend([moi, autre]),
            None => {
                let visee = par_nom.get(&nom).and_then(|rangs| rangs.iter().copied().find(|r| *r != moi));
                annulations.sans_effet.push((rang, visee));
            }
        }
    }
    for prise in prises {
        match prise {
            Rang::Ecriture(rang) => annulations.ecritures.insert(rang),
            Rang::Report(rang) => annulations.reports.insert(rang),
        };
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
