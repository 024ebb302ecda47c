//! What classes hold — what was given, given back, explained, and their ledgers — and what their ledgers bring to the accounts.

use std::collections::HashMap;

use super::enquete::Enquete;
use super::figures::{Sujet, de_la_piece};
use super::{Terme, ouverture};
use crate::calcul::Regie;
use crate::coop::{CahierDeClasse, Montant, OperationDeClasse, Sens, nom_de_la_regie};

/// A régie whose class no entry says.
const SANS_CLASSE: &str = "sans-classe";

/// The name under which what a class holds is asked for.
pub fn figure(classe: &str) -> String {
    format!("regie.{}", if classe.is_empty() { SANS_CLASSE } else { classe })
}

pub fn regies(enquete: &Enquete) -> Vec<Sujet> {
    let sujet = |classe: &str| Sujet {
        cle: if classe.is_empty() { SANS_CLASSE } else { classe }.to_owned(),
        dits: vec![nom_de_la_regie(classe).to_owned()],
        ..Sujet::default()
    };
    enquete.comptes.regies().iter().map(|r| sujet(&r.classe)).collect()
}

pub fn cahiers(enquete: &Enquete) -> Vec<Sujet> {
    let sujet = |cahier: &CahierDeClasse| {
        let classe = enquete.exercice.nom_de_classe(&cahier.classe).to_owned();
        Sujet { dits: [vec![classe.clone()], de_la_piece(&cahier.piece)].concat(), cle: classe, ..Sujet::default() }
    };
    enquete.exercice.cahiers_de_classe.iter().map(sujet).collect()
}

/// Class by class.
pub fn ensemble(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let regies = enquete.comptes.regies().iter();
    regies.map(|r| Terme::figure(nom_de_la_regie(&r.classe), r.tenu(), figure(&r.classe))).collect()
}

/// Of the classes that have moved something.
pub fn montants_des_regies(enquete: &Enquete) -> Vec<Option<Montant>> {
    let a_servi = |r: &Regie| {
        [r.ouverture, r.verse, r.retourne, r.explique, r.recettes, r.depenses].into_iter().any(|montant| !montant.is_zero())
    };
    enquete.comptes.regies().iter().map(|r| a_servi(r).then(|| r.tenu())).collect()
}

/// Each movement of one class's advance, then each operation of its ledger.
pub fn regie(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    let exercice = enquete.exercice;
    let regies = enquete.comptes.regies();
    let regie = regies.iter().find(|r| r.classe == classe).or_else(|| regies.iter().find(|r| r.classe.is_empty()));
    let Some(regie) = regie else { return vec![] };
    let mut termes = Vec::new();
    if !regie.ouverture.is_zero() {
        termes.extend(ouverture::de_la_classe(enquete, &regie.classe));
    }
    for ecriture in &exercice.ecritures {
        let Some(mouvement) = &ecriture.regie else { continue };
        if mouvement.classe.as_ref().map_or("", |c| exercice.nom_de_classe(c)) != regie.classe {
            continue;
        }
        let parties: [(&str, Montant); 3] =
            [("versé", mouvement.versee), ("rendu", -mouvement.retournee), ("expliqué", -mouvement.expliquee)];
        for (quoi, montant) in parties.into_iter().filter(|(_, montant)| !montant.is_zero()) {
            let terme = enquete.ecriture(ecriture, montant, None);
            termes.push(Terme { libelle: format!("{} ({quoi})", terme.libelle), ..terme });
        }
    }
    for cahier in du_nom(enquete, &regie.classe) {
        let operations = cahier.operations.iter().filter(|o| o.ventile().is_some());
        termes.extend(operations.map(|o| enquete.operation_de_classe(cahier, o, o.solde(), " (son cahier)")));
    }
    termes
}

pub fn charges(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    du_cahier(enquete, classe, en_charge)
}

pub fn produits(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    du_cahier(enquete, classe, en_produit)
}

pub fn resultat(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    du_cahier(enquete, classe, au_resultat)
}

pub fn montants_des_charges(enquete: &Enquete) -> Vec<Option<Montant>> {
    des_cahiers(enquete, en_charge)
}

pub fn montants_des_produits(enquete: &Enquete) -> Vec<Option<Montant>> {
    des_cahiers(enquete, en_produit)
}

pub fn montants_des_resultats(enquete: &Enquete) -> Vec<Option<Montant>> {
    des_cahiers(enquete, au_resultat)
}

/// What an operation of a class ledger counts for in a figure, if it does.
type Compte = fn(Sens, Montant) -> Option<Montant>;

fn en_charge(sens: Sens, montant: Montant) -> Option<Montant> {
    (sens == Sens::Charge).then_some(montant)
}

fn en_produit(sens: Sens, montant: Montant) -> Option<Montant> {
    (sens == Sens::Produit).then_some(montant)
}

/// Produits less charges.
fn au_resultat(sens: Sens, montant: Montant) -> Option<Montant> {
    Some(if sens == Sens::Charge { -montant } else { montant })
}

fn du_cahier(enquete: &Enquete, classe: &str, compte: Compte) -> Vec<Terme> {
    let operations = du_nom(enquete, classe).flat_map(|cahier| comptees(cahier, compte).map(move |(o, m)| (cahier, o, m)));
    operations.map(|(cahier, o, montant)| enquete.operation_de_classe(cahier, o, montant, "")).collect()
}

/// Ledger by ledger; those of one class are one figure.
fn des_cahiers(enquete: &Enquete, compte: Compte) -> Vec<Option<Montant>> {
    let cahiers = &enquete.exercice.cahiers_de_classe;
    let classes: Vec<&str> = cahiers.iter().map(|cahier| enquete.exercice.nom_de_classe(&cahier.classe)).collect();
    let mut montants: HashMap<&str, Montant> = HashMap::new();
    for (cahier, classe) in cahiers.iter().zip(&classes) {
        comptees(cahier, compte).for_each(|(_, montant)| *montants.entry(classe).or_default() += montant);
    }
    classes.iter().map(|classe| montants.get(classe).copied()).collect()
}

fn comptees(cahier: &CahierDeClasse, compte: Compte) -> impl Iterator<Item = (&OperationDeClasse, Montant)> {
    cahier.operations.iter().filter_map(move |o| o.ventile().and_then(|(du, m)| Some((o, compte(du.sens(), m)?))))
}

fn du_nom<'a>(enquete: &Enquete<'a>, classe: &str) -> impl Iterator<Item = &'a CahierDeClasse> {
    let exercice = enquete.exercice;
    exercice.cahiers_de_classe.iter().filter(move |cahier| exercice.nom_de_classe(&cahier.classe) == classe)
}
