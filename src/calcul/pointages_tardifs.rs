//! What a year says that its bank has shown after its last day, held against what the next year's report says of the same
//! operation: it is seen once.

use super::comptes::Comptes;
use super::en_route::{EnRoute, apparier};
use super::pointage::{NonPointee, Origine};
use crate::coop::{Montant, Operation, Pointage, Report, TresorerieId};
use crate::source::Lieu;

/// An operation ticked after the last day of its year, of which the next year's report does not say the same.
#[derive(Debug, Clone)]
pub struct PointageTardif<'a> {
    pub origine: Origine<'a>,
    pub report: &'a Report,
    /// Of the next year's accounts.
    pub banque: TresorerieId,
    /// On that bank: positive when money enters.
    pub montant: Montant,
    /// The day that the year gives.
    pub dit: &'a Pointage,
    /// The other day that the report gives; `None`: it says that the bank has not shown it.
    pub repris: Option<&'a Pointage>,
}

impl PointageTardif<'_> {
    /// Whether both give a day: one of the two is wrong.
    pub fn se_contredit(&self) -> bool {
        self.repris.is_some()
    }

    pub fn lieu(&self) -> Lieu {
        Lieu { fichier: self.origine.lieu().fichier, span: self.dit.span }
    }
}

/// Those of the reports that `comptes` writes, in their order; none while it follows `precedent`, since the ticks are then its.
pub fn pointages_tardifs<'a>(precedent: &'a Comptes, comptes: &'a Comptes) -> Vec<PointageTardif<'a>> {
    let exercice = comptes.exercice;
    if exercice.reports.iter().any(|report| !report.manques.is_aucun()) {
        return Vec::new();
    }
    // A bank that was renamed since is the same one.
    let sienne = |id| comptes.cooperative.trouver_tresorerie(&precedent.cooperative.tresorerie(id).nom);
    let nom = |id| comptes.cooperative.tresorerie(id).nom.as_str();
    let non_pointees = precedent.non_pointees_par_banque(precedent.exercice.fin);
    let laisses: Vec<_> = non_pointees.filter_map(|(id, n)| Some((id, sienne(id)?, n))).collect();
    let portes: Vec<_> = comptes
        .banques()
        .flat_map(|id| exercice.reports.iter().map(move |r| (id, r, r.mouvement(id))))
        .filter(|(.., montant)| !montant.is_zero())
        .collect();
    let gauche: Vec<EnRoute> = laisses.iter().map(|(_, id, n)| EnRoute::new(nom(*id), n.montant, n.origine)).collect();
    let droite: Vec<EnRoute> = portes.iter().map(|(id, r, m)| EnRoute::new(nom(*id), *m, Origine::Report(r))).collect();
    let apparies = apparier(&gauche, &droite);
    let mut paires: Vec<_> = apparies.memes.into_iter().chain(apparies.autrement).collect();
    paires.sort_by_key(|(_, porte)| *porte);
    let discordant = |(laisse, porte): (usize, usize)| {
        let (chez_elle, _, NonPointee { origine, montant }) = laisses[laisse];
        let (banque, report, _) = portes[porte];
        let dit = origine.operation().ligne_de_pointage(chez_elle)?;
        let repris = report.ligne_de_pointage(banque);
        let tardif = PointageTardif { origine, report, banque, montant, dit, repris };
        repris.is_none_or(|repris| repris.date != dit.date).then_some(tardif)
    };
    paires.into_iter().filter_map(discordant).collect()
}
