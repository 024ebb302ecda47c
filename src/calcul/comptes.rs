//! The accounts of one exercice, computed once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::annulations::{Annulations, annulations};
use super::ouverture::{Depart, depart, reports};
use super::pointage::{NonPointee, Origine, mouvements_de_banque, vus_par_les_banques};
use super::preuves::PreuvesDeCloture;
use super::regies::{Regie, regies};
use super::soldes::{Chronique, Mouvements};
use super::ventilation::{total_le, totaux};
use crate::coop::{Compte, Cooperative, Date, Ecriture, Exercice, Montant, Operation, Releve, Report, Sens, TresorerieId};
use crate::parse::Dossier;

#[derive(Debug)]
pub struct Comptes<'a> {
    pub cooperative: &'a Cooperative,
    pub exercice: &'a Exercice,
    pub(super) depart: Depart<'a>,
    soldes: Vec<Chronique>,
    pub(super) vus: Vec<Chronique>,
    pub(super) preuves: PreuvesDeCloture<'a>,
    totaux: BTreeMap<Compte, Montant>,
    regies: Vec<Regie>,
    pub(super) annulations: Annulations,
}

/// Totals of the subsidies, in two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subventions {
    pub tableau: Montant,
    pub au_compte: Montant,
    /// What the table has more than the account.
    pub ecart: Montant,
}

impl Subventions {
    fn new(tableau: Montant, au_compte: Montant) -> Subventions {
        Subventions { tableau, au_compte, ecart: tableau - au_compte }
    }
}

impl<'a> Comptes<'a> {
    /// The accounts of all exercices, in order: each may follow the one before.
    pub fn de_tous(dossier: &'a Dossier) -> Vec<Comptes<'a>> {
        dossier.exercices.iter().fold(Vec::new(), |mut tous: Vec<Comptes>, exercice| {
            let comptes = Comptes::new(dossier.cooperative_de(exercice), exercice, tous.last());
            tous.push(comptes);
            tous
        })
    }

    fn new(cooperative: &'a Cooperative, exercice: &'a Exercice, precedent: Option<&Comptes>) -> Comptes<'a> {
        let depart = depart(cooperative, exercice, precedent);
        let mut mouvements = vec![Mouvements::default(); cooperative.tresorerie.len()];
        for ecriture in &exercice.ecritures {
            let Some(date) = ecriture.date else { continue };
            for mouvement in &ecriture.mouvements {
                if let Some(id) = mouvement.tresorerie.connue() {
                    mouvements[id.0 as usize].ajouter(date.valeur, mouvement.montant);
                }
            }
        }
        let soldes = depart.soldes.iter().zip(mouvements).map(|(&solde, m)| m.depuis(solde)).collect();
        let vus = vus_par_les_banques(cooperative, exercice, &depart);
        Comptes {
            cooperative,
            exercice,
            soldes,
            vus,
            preuves: PreuvesDeCloture::de(exercice),
            totaux: totaux(exercice),
            regies: regies(exercice, &depart.regies),
            annulations: annulations(cooperative, exercice, &depart.reports),
            depart,
        }
    }

    pub fn banques(&self) -> impl Iterator<Item = TresorerieId> + '_ {
        self.cooperative.tresoreries().filter(|(_, t)| t.compte.is_banque()).map(|(id, _)| id)
    }

    /// A treasury account that held nothing at the opening, and that nothing moved.
    pub fn est_inutilise(&self, id: TresorerieId) -> bool {
        self.ouverture(id).is_zero() && self.chronique(id).dernier_mouvement().is_none()
    }

    pub fn caisses(&self) -> impl Iterator<Item = TresorerieId> + '_ {
        self.cooperative.tresoreries().filter(|(_, t)| !t.compte.is_banque()).map(|(id, _)| id)
    }

    // --- Treasury (E2)

    pub fn ouverture(&self, tresorerie: TresorerieId) -> Montant {
        self.depart.soldes[tresorerie.0 as usize]
    }

    /// Whether the opening is the previous year's closing, not written.
    pub fn suit_le_precedent(&self) -> bool {
        self.depart.suit_le_precedent
    }

    pub fn chronique(&self, tresorerie: TresorerieId) -> &Chronique {
        &self.soldes[tresorerie.0 as usize]
    }

    /// The periods below zero that begin in this exercice: what it takes over from the year that it follows began there.
    pub fn periodes_negatives(&self, chronique: &Chronique) -> Vec<(Date, (Date, Montant))> {
        let herite = self.suit_le_precedent() && chronique.depart().is_negative();
        let mut periodes = chronique.periodes_negatives(self.exercice.debut);
        periodes.retain(|(jour, _)| !herite || *jour > self.exercice.debut);
        periodes
    }

    /// Ledger balance at the end of `jour`.
    pub fn solde(&self, tresorerie: TresorerieId, jour: Date) -> Montant {
        self.chronique(tresorerie).le(jour)
    }

    /// Ledger balance at the end of the last day.
    pub fn cloture(&self, tresorerie: TresorerieId) -> Montant {
        self.solde(tresorerie, self.exercice.fin)
    }

    /// What entered the account during the exercice, and what left it, both positive.
    pub fn mouvements_de(&self, tresorerie: TresorerieId) -> (Montant, Montant) {
        let mouvements = self.exercice.ecritures.iter().flat_map(|e| &e.mouvements);
        let montants = mouvements.filter(|m| m.tresorerie.connue() == Some(tresorerie)).map(|m| m.montant);
        montants.fold((Montant::ZERO, Montant::ZERO), |(entrees, sorties), montant| {
            if montant.is_negative() { (entrees, sorties - montant) } else { (entrees + montant, sorties) }
        })
    }

    /// Banks and cash boxes together, at the end of `jour`.
    pub fn tresorerie_totale(&self, jour: Date) -> Montant {
        self.soldes.iter().map(|chronique| chronique.le(jour)).sum()
    }

    // --- What a proof from outside is held against: after the last day, the next year's movements are in it too

    /// The balance of a cash box counted on `jour`: after the last day, with what has moved in the next year, once it is opened.
    /// `None`: its movements could not all be read.
    pub fn solde_a_compter(&self, suivant: Option<&Comptes>, caisse: TresorerieId, jour: Date) -> Option<Montant> {
        match suivant.filter(|_| jour > self.exercice.fin) {
            Some(suivant) => {
                let bouge = || suivant.solde(caisse, jour) - suivant.ouverture(caisse);
                suivant.exercice.lacunes.solde_connu(caisse).then(|| self.cloture(caisse) + bouge())
            }
            None => Some(self.solde(caisse, jour)),
        }
    }

    /// The balance that the bank's statement of `jour` must show (T003). `None`: it shows movements of a next year that is not
    /// opened yet, or that could not all be read.
    pub fn solde_du_releve(&self, suivant: Option<&Comptes>, banque: TresorerieId, jour: Date) -> Option<Montant> {
        if jour <= self.exercice.fin {
            return Some(self.vus[banque.0 as usize].le(jour));
        }
        let lacunes = |suivant: &&Comptes| {
            let lacunes = &suivant.exercice.lacunes;
            lacunes.solde_connu(banque) && lacunes.pointage_connu(banque)
        };
        suivant.filter(lacunes).map(|suivant| suivant.vus[banque.0 as usize].le(jour))
    }

    // --- Accounts of the chart, résultat (E3), bilan (E4)

    /// Accounts that have a movement, in order of number.
    pub fn totaux(&self, sens: Sens) -> impl Iterator<Item = (Compte, Montant)> + '_ {
        self.totaux.iter().map(|(&compte, &montant)| (compte, montant)).filter(move |(compte, _)| compte.sens() == sens)
    }

    pub fn total_du_compte(&self, compte: Compte) -> Montant {
        self.totaux.get(&compte).copied().unwrap_or_default()
    }

    pub fn total(&self, sens: Sens) -> Montant {
        self.totaux(sens).map(|(_, montant)| montant).sum()
    }

    /// ΣP − ΣC: an excédent when positive.
    pub fn resultat(&self) -> Montant {
        self.total(Sens::Produit) - self.total(Sens::Charge)
    }

    /// Opening treasury, with what classes already held.
    pub fn report_a_nouveau(&self) -> Montant {
        self.depart.soldes.iter().copied().sum::<Montant>() + self.depart.regies.values().copied().sum()
    }

    // --- Subsidies (E8)

    /// The table of subsidies, the account that the chart names for them, and what the table has more.
    pub fn subventions(&self, compte: Compte) -> Subventions {
        let tableau = self.exercice.subventions.iter().map(|s| s.montant.valeur).sum::<Montant>();
        Subventions::new(tableau, self.total_du_compte(compte))
    }

    /// The same, of what was received by the end of `jour`.
    pub fn subventions_le(&self, compte: Compte, jour: Date) -> Subventions {
        let recues = self.exercice.subventions.iter().filter(|s| s.date <= jour);
        Subventions::new(recues.map(|s| s.montant.valeur).sum(), total_le(self.exercice, compte, jour))
    }

    // --- Régies

    /// One class after the other, by name.
    pub fn regies(&self) -> &[Regie] {
        &self.regies
    }

    /// What the classes hold together at the end.
    pub fn total_des_regies(&self) -> Montant {
        self.regies.iter().map(Regie::tenu).sum()
    }

    // --- Pointage (E6)

    pub fn reports(&self) -> &Cow<'a, [Report]> {
        &self.depart.reports
    }

    /// Unticked at the end: next year's `[[report]]`.
    pub fn reports_a_suivre(&self) -> Vec<Report> {
        reports(self.cooperative, self)
    }

    /// Movements of a bank that its statement of `jour` did not yet show: reports first, then entries, in order of date.
    pub fn non_pointees(&self, banque: TresorerieId, jour: Date) -> Vec<NonPointee<'_>> {
        self.non_pointees_par_banque(jour).filter(|(id, _)| *id == banque).map(|(_, non_pointee)| non_pointee).collect()
    }

    /// The same of every bank, each with its own.
    pub fn non_pointees_par_banque(&self, jour: Date) -> impl Iterator<Item = (TresorerieId, NonPointee<'_>)> {
        self.pas_encore_vues(move |_| jour)
    }

    /// What each bank had not shown on the day that `jour` gives for it.
    pub(super) fn pas_encore_vues(
        &self,
        jour: impl Fn(TresorerieId) -> Date + Copy,
    ) -> impl Iterator<Item = (TresorerieId, NonPointee<'_>)> {
        self.non_annulees().flat_map(move |origine| {
            let operation = origine.operation();
            self.mouvements_de_banque(operation).into_iter().filter_map(move |(banque, montant)| {
                let vue_le = operation.pointage(banque);
                let en_route = vue_le.is_none_or(|pointage| pointage > jour(banque));
                en_route.then_some((banque, NonPointee { origine, montant, vue_le }))
            })
        })
    }

    /// Entries and reports with a bank movement that no statement up to `jour` shows.
    pub fn operations_non_pointees(&self, jour: Date) -> Vec<Origine<'_>> {
        let en_route = |origine: &Origine| {
            let operation = origine.operation();
            let mut mouvements = self.mouvements_de_banque(operation).into_iter();
            mouvements.any(|(banque, _)| operation.pointage(banque).is_none_or(|pointage| pointage > jour))
        };
        self.non_annulees().filter(en_route).collect()
    }

    /// The last statement that shows a movement of an operation; `None` while a bank has not shown its own.
    pub fn entierement_vue(&self, operation: &dyn Operation) -> Option<Date> {
        let jours = self.mouvements_de_banque(operation).into_iter().map(|(banque, _)| operation.pointage(banque));
        jours.collect::<Option<Vec<Date>>>()?.into_iter().max()
    }

    /// What an operation moves, bank by bank, without any zero.
    pub fn mouvements_de_banque(&self, operation: &dyn Operation) -> impl IntoIterator<Item = (TresorerieId, Montant)> + use<> {
        mouvements_de_banque(self.cooperative, operation)
    }

    fn non_annulees(&self) -> impl Iterator<Item = Origine<'_>> {
        let reports = self.depart.reports.iter().enumerate().filter(|(rang, _)| !self.annulations.reports.contains_key(rang));
        let ecritures =
            self.exercice.ecritures.iter().enumerate().filter(|(rang, _)| !self.annulations.ecritures.contains_key(rang));
        reports.map(|(_, r)| Origine::Report(r)).chain(ecritures.map(|(_, e)| Origine::Ecriture(e)))
    }

    /// Entries but those that cancel each other, in order of date.
    pub fn ecritures_non_annulees(&self) -> impl Iterator<Item = &'a Ecriture> + '_ {
        let ecritures = self.exercice.ecritures.iter().enumerate();
        ecritures.filter(|(rang, _)| !self.annulations.ecritures.contains_key(rang)).map(|(_, ecriture)| ecriture)
    }

    /// The first statement after the last day: with the one before, it proves what was still on its way.
    pub fn releve_suivant(&self, banque: TresorerieId) -> Option<&'a Releve> {
        let apres = |r: &&Releve| r.tresorerie.connue() == Some(banque) && r.date.valeur > self.exercice.fin;
        self.exercice.releves.iter().find(apres)
    }

    // --- Cash counts (E7)

    /// The last movement of a cash box that no count has followed.
    pub fn a_compter(&self, caisse: TresorerieId) -> Option<Date> {
        let dernier = self.chronique(caisse).dernier_mouvement()?;
        let mut arretes = self.exercice.arretes.iter().filter(|a| a.tresorerie.connue() == Some(caisse));
        (!arretes.any(|a| a.date.valeur >= dernier)).then_some(dernier)
    }
}
