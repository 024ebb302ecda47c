//! What a CRF printed now would be, to hold a printed one against: its pages composed again of what it carries, and what the
//! ledger of today would make it carry. Without what prints papers, what needs no page.

use super::bilan_json::bilan_json;
use super::ecritures_csv::ecritures_csv;
use crate::controle::DossierControle;
use crate::coop::Date;
use crate::etat::cahier_d_aujourd_hui::CahierDAujourdHui;
use crate::etat::crf::Crf;
use crate::etat::papier_atteste::PapierAtteste;
use crate::etat::recomposition::Recomposition;
use crate::parse::PapierImprime;

/// Of the exercice of the paper, and of its day.
pub fn cahier_d_aujourd_hui(preuve: &DossierControle, atteste: &PapierAtteste) -> CahierDAujourdHui {
    let mut crf = Crf::etablir(preuve);
    // The year before may have come into the folder since, or the paper be older than its place on the return.
    crf.precedent = crf.precedent.filter(|_| atteste.porte_le_precedent);
    // What the closing changes is no figure (the day of a balance sheet that was not the last one): it is told apart.
    let scelle = crf.avancement.scelle;
    crf.avancement.scelle &= !atteste.non_cloture;
    let pages = atteste.date.and_then(|date| donnees_des_pages(&crf, date));
    CahierDAujourdHui { chiffres: bilan_json(&crf), ecritures: ecritures_csv(preuve), pages, scelle }
}

#[cfg(feature = "pdf")]
pub fn recomposer(lu: &PapierImprime) -> Recomposition {
    super::pdf::crf::recomposition::recomposer(lu)
}

#[cfg(feature = "pdf")]
fn donnees_des_pages(crf: &Crf, date: Date) -> Option<String> {
    Some(super::pdf::crf::donnees_des_pages(crf, date))
}

#[cfg(not(feature = "pdf"))]
pub fn recomposer(_: &PapierImprime) -> Recomposition {
    Recomposition::SansImpression
}

#[cfg(not(feature = "pdf"))]
fn donnees_des_pages(_: &Crf, _: Date) -> Option<String> {
    None
}
