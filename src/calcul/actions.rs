//! What each action, project, class or group received and spent: the two free axes of the entries, A and B, and on the second
//! the class ledgers under their class's name.

use std::collections::BTreeMap;

use crate::coop::{Compte, Date, Exercice, Montant, RangDuNom, Sens};

/// The two free axes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axe {
    /// `action_a`: an action or a project.
    Action,
    /// `action_b`: a class or a group.
    Groupe,
}

/// One action and what the ledger says of it.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    pub axe: Axe,
    pub nom: &'a str,
    /// In order of date; none when its entries only move money between accounts.
    pub lignes: Vec<LigneDAction<'a>>,
}

/// One account of one entry.
#[derive(Debug, Clone, Copy)]
pub struct LigneDAction<'a> {
    pub piece: &'a str,
    pub date: Option<Date>,
    pub libelle: &'a str,
    /// What the entry says on the other axis.
    pub autre: &'a str,
    pub compte: Compte,
    /// Positive in the account's own sense.
    pub montant: Montant,
}

impl Action<'_> {
    pub fn total(&self, sens: Sens) -> Montant {
        self.lignes.iter().filter(|l| l.compte.sens() == sens).map(|l| l.montant).sum()
    }

    /// Receipts less expenses.
    pub fn solde(&self) -> Montant {
        self.total(Sens::Produit) - self.total(Sens::Charge)
    }
}

/// Every action, then every class or group, by name.
pub fn actions(exercice: &Exercice) -> Vec<Action<'_>> {
    let mut lignes: BTreeMap<(Axe, &str), Vec<LigneDAction>> = BTreeMap::new();
    for ecriture in &exercice.ecritures {
        let (a, b) = (ecriture.action_a.trim(), ecriture.action_b.trim());
        for (axe, nom, autre) in [(Axe::Action, a, b), (Axe::Groupe, b, a)] {
            if nom.is_empty() {
                continue;
            }
            let ventilees = ecriture.ventilations.iter().filter_map(|v| Some((v.compte.connue()?, v.montant)));
            lignes.entry((axe, nom)).or_default().extend(ventilees.map(|(compte, montant)| LigneDAction {
                piece: ecriture.numero(),
                date: ecriture.date.map(|d| d.valeur),
                libelle: &ecriture.libelle,
                autre,
                compte,
                montant,
            }));
        }
    }
    for cahier in &exercice.cahiers_de_classe {
        let classe = exercice.nom_de_classe(&cahier.classe).trim();
        let operations = cahier.operations.iter().filter_map(|o| {
            let (compte, montant) = o.ventile()?;
            let date = o.date.map(|d| d.valeur);
            Some(LigneDAction { piece: &cahier.piece, date, libelle: &o.libelle, autre: "", compte, montant })
        });
        lignes.entry((Axe::Groupe, classe)).or_default().extend(operations);
    }
    let mut actions: Vec<Action> = lignes
        .into_iter()
        .map(|((axe, nom), mut lignes)| {
            lignes.sort_by_key(|l| l.date);
            Action { axe, nom, lignes }
        })
        .collect();
    actions.sort_by_cached_key(|action| (action.axe, RangDuNom::new(action.nom)));
    actions
}
