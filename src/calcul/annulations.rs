//! Cancelled operations (`annule`, format.md): a cheque never presented, and the entry that says so, leave the unticked
//! operations together.

use std::collections::{HashMap, HashSet};

use smallvec::SmallVec;

use super::comptes::Comptes;
use super::pointage::{Origine, ParBanque, est_libre, mouvements_de_banque};
use crate::coop::{Cooperative, Ecriture, Exercice, Montant, NumeroDePiece, Operation, Report};

/// Entries and reports that cancel each other (`annule`), by rank, each with the other: neither will ever be on a statement.
#[derive(Debug, Clone, Default)]
pub(super) struct Annulations {
    pub ecritures: HashMap<usize, Lien>,
    /// With the entry that cancels it.
    pub reports: HashMap<usize, usize>,
    /// Entries whose `annule` cancels nothing, each with the operation that it names, if there is one.
    pub sans_effet: Vec<(usize, Option<Rang>)>,
}

/// Of an entry, or of an operation carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Rang {
    Ecriture(usize),
    Report(usize),
}

/// What an entry has to do with the operation that makes a pair with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lien {
    Annule(Rang),
    AnnuleePar(usize),
}

/// What became of an operation that is half of a pair.
#[derive(Debug, Clone, Copy)]
pub enum Annulation<'a> {
    /// It cancels this one.
    Annule(Origine<'a>),
    /// This entry cancels it.
    Par(&'a Ecriture),
}

impl Annulation<'_> {
    /// « annulée par la pièce 02 », « annule le chèque 4000005 ».
    pub fn phrase(self) -> String {
        match self {
            Annulation::Par(ecriture) => format!("annulée par la pièce {}", ecriture.numero().trim()),
            Annulation::Annule(Origine::Ecriture(ecriture)) => format!("annule la pièce {}", ecriture.numero().trim()),
            Annulation::Annule(report) => match [report.cheque().trim(), report.piece().trim()] {
                ["", ""] => "annule une opération reportée".to_owned(),
                ["", piece] => format!("annule la pièce {piece} de l’année d’avant"),
                [cheque, _] => format!("annule le chèque {cheque}"),
            },
        }
    }
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
            Some(autre) => {
                prises.extend([moi, autre]);
                annulations.ecritures.insert(rang, Lien::Annule(autre));
                match autre {
                    Rang::Ecriture(annulee) => _ = annulations.ecritures.insert(annulee, Lien::AnnuleePar(rang)),
                    Rang::Report(annule) => _ = annulations.reports.insert(annule, rang),
                }
            }
            None => {
                let visee = par_nom.get(&nom).and_then(|rangs| rangs.iter().copied().find(|r| *r != moi));
                annulations.sans_effet.push((rang, visee));
            }
        }
    }
    annulations
}

impl<'a> Comptes<'a> {
    /// What cancels the entry of this rank, or what it cancels.
    pub fn annulation_de_l_ecriture(&self, rang: usize) -> Option<Annulation<'_>> {
        let ecriture = |rang: usize| &self.exercice.ecritures[rang];
        Some(match *self.annulations.ecritures.get(&rang)? {
            Lien::AnnuleePar(rang) => Annulation::Par(ecriture(rang)),
            Lien::Annule(Rang::Ecriture(rang)) => Annulation::Annule(Origine::Ecriture(ecriture(rang))),
            Lien::Annule(Rang::Report(rang)) => Annulation::Annule(Origine::Report(&self.depart.reports[rang])),
        })
    }

    /// The entry that cancels the report of this rank.
    pub fn annulation_du_report(&self, rang: usize) -> Option<Annulation<'_>> {
        Some(Annulation::Par(&self.exercice.ecritures[*self.annulations.reports.get(&rang)?]))
    }

    /// Every pair of the year, in order of the entry that cancels: it, then what it cancels.
    pub fn annulations(&self) -> impl Iterator<Item = (&'a Ecriture, Origine<'_>)> {
        let ecritures = self.exercice.ecritures.iter().enumerate();
        ecritures.filter_map(|(rang, ecriture)| match self.annulation_de_l_ecriture(rang)? {
            Annulation::Annule(visee) => Some((ecriture, visee)),
            Annulation::Par(_) => None,
        })
    }

    /// Entries whose `annule` cancels nothing, and why.
    pub fn annulations_sans_effet(&self) -> impl Iterator<Item = AnnulationSansEffet<'_>> {
        self.annulations.sans_effet.iter().map(|&(rang, visee)| {
            let ecriture = &self.exercice.ecritures[rang];
            let (visee, annulee) = match visee {
                Some(Rang::Ecriture(rang)) => {
                    (Origine::Ecriture(&self.exercice.ecritures[rang]), self.annulations.ecritures.contains_key(&rang))
                }
                Some(Rang::Report(rang)) => {
                    (Origine::Report(&self.depart.reports[rang]), self.annulations.reports.contains_key(&rang))
                }
                None => return AnnulationSansEffet { ecriture, visee: None, raison: SansEffet::Introuvable },
            };
            let libres = [ecriture, visee.operation()].into_iter().all(|operation| est_libre(self.cooperative, operation));
            let net = |operation| mouvements_de_banque(self.cooperative, operation).into_iter().map(|(_, m)| m).sum::<Montant>();
            let raison = match (libres, annulee) {
                (false, _) => SansEffet::Pointee,
                (true, true) => SansEffet::DejaAnnulee,
                (true, false) => SansEffet::Montants { attendu: -net(visee.operation()), trouve: net(ecriture) },
            };
            AnnulationSansEffet { ecriture, visee: Some(visee), raison }
        })
    }
}
