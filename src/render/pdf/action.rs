//! The statement of an action on paper, a file for each.

use serde_json::{Value, json};

use super::liste::liste;
use super::signatures::cases_des_signataires;
use super::typographie::{en_colonne, euros};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::calcul::actions::{Axe, actions};
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, date};
use crate::etat::action::{Action, LigneDAction};
use crate::etat::identite::Identite;
use crate::parse::Dossier;

/// Pièce, date, libellé, classe ou action, compte, montant.
const COLONNES: [u64; 6] = [16_000, 19_000, 72_000, 38_000, 14_000, 23_000];
/// Rows of the form that is filled in by hand.
const LIGNES_VIERGES: usize = 6;

pub fn emission(_: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    Emission::si(!actions(comptes.exercice).is_empty())
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let identite = Identite::de(controle);
    let papier = |intitule: &str, donnees: Value| Papier::intitule(Modele::Action, intitule, &identite, date, donnees);
    let actions = Action::toutes(controle);
    if actions.is_empty() {
        return vec![papier(Modele::Action.intitule(), vierge(&identite))];
    }
    let bilan = |action: &Action| {
        let papier = papier(intitule(action.axe), donnees(action, &identite));
        let titre = format!("{} ({})", papier.titre, action.nom);
        Papier { sujet: action.nom.clone(), genre: genre(action.axe), titre, ..papier }
    };
    actions.iter().map(bilan).collect()
}

fn intitule(axe: Axe) -> &'static str {
    match axe {
        Axe::Action => Modele::Action.intitule(),
        Axe::Groupe => "Bilan d’une classe ou d’un groupe",
    }
}

/// What the file's name says before the subject: an action and a group may bear one name.
fn genre(axe: Axe) -> &'static str {
    match axe {
        Axe::Action => "",
        Axe::Groupe => "groupe",
    }
}

fn donnees(action: &Action, identite: &Identite) -> Value {
    let (quoi, autre) = match action.axe {
        Axe::Action => ("Action ou projet", "Classe, groupe"),
        Axe::Groupe => ("Classe ou groupe", "Action, projet"),
    };
    json!({
        "quoi": quoi,
        "autre": autre,
        "nom": action.nom,
        "recettes": cote(&action.recettes),
        "depenses": cote(&action.depenses),
        "total_recettes": action.total_recettes.to_string(),
        "total_depenses": action.total_depenses.to_string(),
        "solde": solde(action.axe, action.solde),
        "signatures": cases_des_signataires(identite),
    })
}

fn solde(axe: Axe, solde: Montant) -> Value {
    let intitule = match solde {
        Montant::ZERO => "Recettes et dépenses s’équilibrent",
        reste if reste.is_negative() => "Reste à la charge de la coopérative (dépenses moins recettes)",
        _ if axe == Axe::Groupe => "Solde (recettes moins dépenses)",
        _ => "Solde de l’action (recettes moins dépenses)",
    };
    json!({ "intitule": intitule, "montant": solde.abs().to_string() })
}

fn cote(lignes: &[LigneDAction]) -> Value {
    let ligne = |l: &LigneDAction| {
        let jour = l.date.map_or_else(String::new, date::en_chiffres);
        [en_colonne(&l.piece), jour, l.libelle.clone(), l.autre.clone(), l.compte.to_string(), euros(l.montant)]
    };
    liste(&COLONNES, &lignes.iter().map(ligne).collect::<Vec<_>>(), lignes.iter().map(|l| [l.montant]))
}

fn vierge(identite: &Identite) -> Value {
    let cote = json!({ "colonnes": COLONNES, "lignes": vec![[""; 6]; LIGNES_VIERGES], "cumuls": null });
    json!({
        "quoi": "Action ou projet",
        "autre": "Classe, groupe",
        "nom": "",
        "recettes": cote,
        "depenses": cote,
        "total_recettes": "",
        "total_depenses": "",
        "solde": { "intitule": "Solde (recettes moins dépenses)", "montant": "" },
        "signatures": cases_des_signataires(identite),
    })
}
