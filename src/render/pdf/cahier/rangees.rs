//! The rows of the ledger: one an entry; one a movement where several are to be told apart.

use crate::coop::Date;
use crate::etat::cahier::{Cahier, LigneDeCahier};
use crate::render::pdf::typographie::abrege;

/// Longer labels are cut: a ledger is no place for a story.
const LIBELLE_MAX: usize = 260;

/// What one row shows of an entry.
#[derive(Debug)]
pub struct Rangee<'a> {
    pub ligne: &'a LigneDeCahier,
    pub libelle: String,
    /// Ranks of the treasury accounts whose movements it shows.
    pub tresoreries: Vec<usize>,
    pub pointage: Option<Date>,
    /// It goes on with the entry of the row above, and repeats nothing of it.
    pub is_suite: bool,
}

impl Rangee<'_> {
    pub fn montre(&self, tresorerie: usize) -> bool {
        self.tresoreries.contains(&tresorerie)
    }
}

/// What no statement will ever show says why.
fn libelle(ligne: &LigneDeCahier) -> String {
    let libelle = abrege(&ligne.libelle, LIBELLE_MAX);
    ligne.annulation.as_ref().map_or(libelle.clone(), |annulation| format!("{libelle} ({annulation})"))
}

/// `un_compte_par_rangee`: a row says which account it is about. Otherwise an entry has one row, unless its banks do not show it
/// on the same statement: each then has its own.
pub fn rangees(cahier: &Cahier, un_compte_par_rangee: bool) -> Vec<Rangee<'_>> {
    let est_une_banque = |rang: &usize| cahier.tresoreries[*rang].is_banque;
    let mut rangees = Vec::with_capacity(cahier.lignes.len());
    for ligne in &cahier.lignes {
        let bouges: Vec<usize> = (0..ligne.tresorerie.len()).filter(|&rang| ligne.tresorerie[rang].a_bouge()).collect();
        let mut pointages = bouges.iter().filter(|rang| est_une_banque(rang)).map(|&rang| ligne.tresorerie[rang].pointage);
        let premier = pointages.next();
        let ensemble = pointages.all(|pointage| Some(pointage) == premier);
        let parts: Vec<Vec<usize>> = if un_compte_par_rangee {
            bouges.into_iter().map(|rang| vec![rang]).collect()
        } else if ensemble {
            vec![bouges]
        } else {
            // Cash goes with the first bank: nothing else is said of it.
            let (banques, caisses): (Vec<usize>, Vec<usize>) = bouges.into_iter().partition(est_une_banque);
            let mut parts: Vec<Vec<usize>> = banques.into_iter().map(|rang| vec![rang]).collect();
            parts.iter_mut().take(1).for_each(|part| part.extend(&caisses));
            parts
        };
        let parts = if parts.is_empty() { vec![vec![]] } else { parts };
        rangees.extend(parts.into_iter().enumerate().map(|(numero, tresoreries)| {
            let banque = tresoreries.iter().find(|rang| est_une_banque(rang));
            Rangee {
                ligne,
                libelle: if numero == 0 { libelle(ligne) } else { String::new() },
                pointage: banque.and_then(|&rang| ligne.tresorerie[rang].pointage),
                tresoreries,
                is_suite: numero > 0,
            }
        }));
    }
    rangees
}
