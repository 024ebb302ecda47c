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
    pub reprise: Reprise<'a>,
}

/// What the report says of it.
#[derive(Debug, Clone, Copy)]
pub enum Reprise<'a> {
    /// Another day: one of the two is wrong.
    Contredit(&'a Pointage),
    /// That the bank has not shown it: the closing writes the day there.
    NonRepris,
    /// Either, of several alike: nobody knows which of them it is.
    Douteux,
}

impl<'a> PointageTardif<'a> {
    /// The other day that the report gives.
    pub fn contredit(&self) -> Option<&'a Pointage> {
        match self.reprise {
            Reprise::Contredit(repris) => Some(repris),
            Reprise::NonRepris | Reprise::Douteux => None,
        }
    }

    /// Whether the closing writes the day on the report.
    pub fn est_a_ecrire(&self) -> bool {
        matches!(self.reprise, Reprise::NonRepris)
    }

    pub fn lieu(&self) -> Lieu {
        Lieu { fichier: self.origine.lieu().fichier, span: self.dit.span }
    }
}

/// Those of the reports that `comptes` writes, in their order; none while it follows `precedent`, since the ticks are then its,
/// nor while some of its ticks could not be read.
pub fn pointages_tardifs<'a>(precedent: &'a Comptes, comptes: &'a Comptes) -> Vec<PointageTardif<'a>> {
    let exercice = comptes.exercice;
    let lus = precedent.exercice.lacunes.tous_pointages_connus();
    if !lus || exercice.reports.iter().any(|report| !report.manques.is_aucun()) {
        return Vec::new();
    }
    let en_route = |id, montant, origine: Origine<'a>| {
        let nom = comptes.cooperative.tresorerie(id).nom.as_str();
        let pointages = origine.operation().pointage(id).map(|jour| (nom, jour)).into_iter().collect();
        EnRoute { pointages, ..EnRoute::new(nom, montant, origine) }
    };
    let laisses: Vec<_> = precedent.non_pointees_par_banque(precedent.exercice.fin).collect();
    let portes: Vec<_> = comptes
        .banques()
        .flat_map(|id| exercice.reports.iter().map(move |r| (id, r, r.mouvement(id))))
        .filter(|(.., montant)| !montant.is_zero())
        .collect();
    // The accounts of all years are numbered alike: a bank that was renamed since is the same one.
    let gauche: Vec<EnRoute> = laisses.iter().map(|(id, n)| en_route(*id, n.montant, n.origine)).collect();
    let droite: Vec<EnRoute> = portes.iter().map(|(id, r, m)| en_route(*id, *m, Origine::Report(r))).collect();
    let apparies = apparier(&gauche, &droite);
    let mut paires: Vec<_> = apparies.memes.into_iter().chain(apparies.autrement).collect();
    paires.sort_by_key(|(_, porte)| *porte);
    let discordant = |(laisse, porte): (usize, usize)| {
        let (id, NonPointee { origine, montant, .. }) = laisses[laisse];
        let (banque, report, _) = portes[porte];
        let dit = origine.operation().ligne_de_pointage(id)?;
        let reprise = match report.ligne_de_pointage(banque) {
            Some(repris) if repris.date == dit.date => return None,
            _ if apparies.ambigus.contains(&laisse) => Reprise::Douteux,
            Some(repris) => Reprise::Contredit(repris),
            None => Reprise::NonRepris,
        };
        Some(PointageTardif { origine, report, banque, montant, dit, reprise })
    };
    paires.into_iter().filter_map(discordant).collect()
}
