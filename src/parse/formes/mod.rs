//! One file of the format a module: its shape as data, and the value that it becomes.

pub mod adhesion;
pub mod cahier;
pub mod caisse;
pub mod classe;
pub mod controle;
pub mod departement;
pub mod exercice;
pub mod inventaire;
pub mod libre;
pub mod releve;
pub mod retkoop;
pub mod subventions;

use ecow::EcoString;
use smallvec::smallvec;

use crate::bareme::Plan;
use crate::coop::{Compte, Cooperative, Lignes, Mouvement, Pointage, Reference, TresorerieId};
use crate::source::{FichierId, Spanned};

use super::lecture::Table;

/// What the files of an exercice refer to.
#[derive(Clone, Copy)]
pub struct Contexte<'a> {
    pub fichier: FichierId,
    pub cooperative: &'a Cooperative,
    pub plan: &'a Plan,
}

impl Contexte<'_> {
    fn tresorerie(&self, nom: &str) -> Reference<TresorerieId> {
        match self.cooperative.trouver_tresorerie(nom) {
            Some(id) => Reference::Connue(id),
            None => Reference::Inconnue(nom.into()),
        }
    }

    fn compte(&self, ecrit: &str) -> Reference<Compte> {
        match self.plan.trouver(ecrit) {
            Some(compte) => Reference::Connue(compte),
            None => Reference::Inconnue(ecrit.into()),
        }
    }

    /// `entree` and `sortie` of an entry or a carried-over operation. An amount that could not be read counts for nothing:
    /// the entry's `manques` say so.
    fn mouvements(&self, table: Table, sortie: bool, vers: &mut Lignes<Mouvement>) {
        for entree in table.entrees() {
            let montant = entree.montant().map(|m| m.valeur).unwrap_or_default();
            vers.push(Mouvement {
                tresorerie: self.tresorerie(entree.cle()),
                montant: if sortie { -montant } else { montant },
                span: entree.span_cle().union(entree.span()),
            });
        }
    }

    /// `pointage = DATE`, or `pointage.banque = DATE`.
    fn pointages(&self, entree: super::lecture::Entree) -> Lignes<Pointage> {
        if let Some(date) = entree.date() {
            return smallvec![Pointage { tresorerie: None, date: date.valeur, span: date.span }];
        }
        let propres = entree.elements().filter_map(|e| {
            let date = e.date()?;
            Some(Pointage { tresorerie: Some(self.tresorerie(e.cle())), date: date.valeur, span: e.span_cle().union(date.span) })
        });
        propres.collect()
    }
}

/// A required text: empty when it could not be read, which was reported.
fn texte_requis(table: &Table, cle: &str) -> Spanned<EcoString> {
    table.texte(cle).unwrap_or_else(|| Spanned::new(EcoString::new(), table.span()))
}
