//! What the bank has seen and what it has not (domain.md, E6; format.md, « Balances of a bank on a day »).

use smallvec::SmallVec;

use super::comptes::Comptes;
use super::ouverture::Depart;
use super::soldes::{Chronique, Mouvements};
use crate::coop::{Cooperative, Date, Ecriture, Exercice, Montant, Operation, Reference, Report, TresorerieId};
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
    /// The later statement that shows it.
    pub vue_le: Option<Date>,
}

/// An operation that a bank has shown.
#[derive(Debug, Clone, Copy)]
pub struct Pointee<'a> {
    pub origine: Origine<'a>,
    /// Positive when money enters.
    pub montant: Montant,
    /// The statement that shows it.
    pub pointage: Date,
}

impl Comptes<'_> {
    /// Movements of a bank that its statement of `jour` shows: reports first, then entries, in order of date.
    pub fn pointees<'a>(&'a self, banque: TresorerieId, jour: Date) -> impl Iterator<Item = Pointee<'a>> {
        let ecritures = self.exercice.ecritures.iter().map(Origine::Ecriture);
        let pointee = move |origine: Origine<'a>| {
            let pointage = origine.operation().pointage(banque).filter(|pointage| *pointage <= jour)?;
            let montant = origine.operation().mouvement(banque);
            (!montant.is_zero()).then_some(Pointee { origine, montant, pointage })
        };
        self.reports().iter().map(Origine::Report).chain(ecritures).filter_map(pointee)
    }
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

/// The balance that a bank's statement of a day must show, bank by bank; of a cash box, what it began with:
/// `ouverture + Σ reports (sorties − entrées) not ticked by d + Σ entries (entrées − sorties) ticked by d`.
///
/// An opening already counts the carried-over operations: they are taken off, then come back on the day that shows them.
pub(super) fn vus_par_les_banques(cooperative: &Cooperative, exercice: &Exercice, depart: &Depart) -> Vec<Chronique> {
    let mut ouvertures = depart.soldes.clone();
    let mut mouvements = vec![Mouvements::default(); ouvertures.len()];
    for (banque, montant) in depart.reports.iter().flat_map(|report| mouvements_de_banque(cooperative, report)) {
        ouvertures[banque.0 as usize] -= montant;
    }
    let mut voir = |operation: &dyn Operation| {
        for (banque, montant) in mouvements_de_banque(cooperative, operation) {
            if let Some(jour) = operation.pointage(banque) {
                mouvements[banque.0 as usize].ajouter(jour, montant);
            }
        }
    };
    exercice.ecritures.iter().for_each(|ecriture| voir(ecriture));
    depart.reports.iter().for_each(|report| voir(report));
    mouvements.into_iter().zip(ouvertures).map(|(mouvements, ouverture)| mouvements.depuis(ouverture)).collect()
}
