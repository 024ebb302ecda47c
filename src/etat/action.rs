//! The statement of one action, project, class or group: receipts, expenses, solde.

use crate::calcul::actions::{self, Axe};
use crate::controle::DossierControle;
use crate::coop::{Compte, Date, Montant, Sens};

#[derive(Debug, Clone)]
pub struct Action {
    pub axe: Axe,
    pub nom: String,
    pub recettes: Vec<LigneDAction>,
    pub depenses: Vec<LigneDAction>,
    pub total_recettes: Montant,
    pub total_depenses: Montant,
    /// Receipts less expenses.
    pub solde: Montant,
}

#[derive(Debug, Clone)]
pub struct LigneDAction {
    pub piece: String,
    pub date: Option<Date>,
    pub libelle: String,
    /// On the other axis.
    pub autre: String,
    pub compte: Compte,
    pub montant: Montant,
}

impl Action {
    /// Every action of the exercice, then every class or group, by name.
    pub fn toutes(controle: &DossierControle) -> Vec<Action> {
        actions::actions(controle.exercice()).iter().map(Action::de).collect()
    }

    fn de(action: &actions::Action) -> Action {
        let lignes = |sens: Sens| action.lignes.iter().filter(|l| l.compte.sens() == sens).map(LigneDAction::de).collect();
        Action {
            axe: action.axe,
            nom: action.nom.to_owned(),
            recettes: lignes(Sens::Produit),
            depenses: lignes(Sens::Charge),
            total_recettes: action.total(Sens::Produit),
            total_depenses: action.total(Sens::Charge),
            solde: action.solde(),
        }
    }
}

impl LigneDAction {
    fn de(ligne: &actions::LigneDAction) -> LigneDAction {
        LigneDAction {
            piece: ligne.piece.to_owned(),
            date: ligne.date,
            libelle: ligne.libelle.to_owned(),
            autre: ligne.autre.to_owned(),
            compte: ligne.compte,
            montant: ligne.montant,
        }
    }
}
