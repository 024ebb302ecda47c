//! What classes hold — what was given, given back, explained, and their ledgers — and what their ledgers bring to the accounts.

use super::enquete::Enquete;
use super::figures::{Sujet, de_la_piece};
use super::{Terme, ouverture};
use crate::coop::{CahierDeClasse, Montant, Sens, nom_de_la_regie};

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
    du_cahier(enquete, classe, |sens, montant| (sens == Sens::Charge).then_some(montant))
}

pub fn produits(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    du_cahier(enquete, classe, |sens, montant| (sens == Sens::Produit).then_some(montant))
}

/// Produits less charges.
pub fn resultat(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    du_cahier(enquete, classe, |sens, montant| Some(if sens == Sens::Charge { -montant } else { montant }))
}

fn du_cahier(enquete: &Enquete, classe: &str, compte: impl Fn(Sens, Montant) -> Option<Montant>) -> Vec<Terme> {
    let mut termes = Vec::new();
    for cahier in du_nom(enquete, classe) {
        for operation in &cahier.operations {
            if let Some(montant) = operation.ventile().and_then(|(du, montant)| compte(du.sens(), montant)) {
                termes.push(enquete.operation_de_classe(cahier, operation, montant, ""));
            }
        }
    }
    termes
}

fn du_nom<'a>(enquete: &Enquete<'a>, classe: &str) -> impl Iterator<Item = &'a CahierDeClasse> {
    let exercice = enquete.exercice;
    exercice.cahiers_de_classe.iter().filter(move |cahier| exercice.nom_de_classe(&cahier.classe) == classe)
}
