//! Block 5: the rows of the table of subsidies.

use std::collections::HashMap;

use super::enquete::Enquete;
use super::figures::{Sujet, de_la_piece};
use super::{EcritureVue, Nature, Terme};
use crate::coop::{Ecriture, Montant, Subvention};

pub fn tableau(enquete: &Enquete, _: &str) -> Vec<Terme> {
    rangees(enquete, |s| s.montant.valeur)
}

pub fn reste_a_depenser(enquete: &Enquete, _: &str) -> Vec<Terme> {
    rangees(enquete, |s| s.reste_a_depenser.valeur)
}

/// What the table has more than its account.
pub fn ecart(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let compte = enquete.controle.departement().plan.subvention;
    let totaux = enquete.comptes.subventions(compte);
    vec![
        Terme::figure("Total du tableau des subventions", totaux.tableau, "subventions"),
        Terme::figure(format!("Total du compte {compte}"), -totaux.au_compte, compte.to_string()),
    ]
}

/// The rows, by the piece that received each; by their place in the table, those that name none or the same.
pub fn rangs(enquete: &Enquete) -> Vec<Sujet> {
    let mut combien: HashMap<&str, usize> = HashMap::new();
    for s in &enquete.exercice.subventions {
        *combien.entry(piece(s)).or_default() += 1;
    }
    let sujet = |(rang, s): (usize, &Subvention)| Sujet {
        cle: match piece(s) {
            piece if piece.is_empty() || combien[piece] > 1 => format!("rang-{}", rang + 1),
            piece => piece.to_owned(),
        },
        dits: [vec![s.origine.to_string(), intitule(s)], de_la_piece(piece(s))].concat(),
        ..Sujet::default()
    };
    enquete.exercice.subventions.iter().enumerate().map(sujet).collect()
}

pub fn montant(enquete: &Enquete, rang: &str) -> Vec<Terme> {
    rangee(enquete, rang, |s| s.montant.valeur)
}

pub fn reste(enquete: &Enquete, rang: &str) -> Vec<Terme> {
    rangee(enquete, rang, |s| s.reste_a_depenser.valeur)
}

pub fn montants(enquete: &Enquete) -> Vec<Option<Montant>> {
    enquete.exercice.subventions.iter().map(|s| Some(s.montant.valeur)).collect()
}

pub fn restes(enquete: &Enquete) -> Vec<Option<Montant>> {
    enquete.exercice.subventions.iter().map(|s| Some(s.reste_a_depenser.valeur)).collect()
}

fn rangee(enquete: &Enquete, rang: &str, montant: impl Fn(&Subvention) -> Montant) -> Vec<Terme> {
    let rangs = rangs(enquete).into_iter().zip(rangees(enquete, montant));
    rangs.filter(|(sujet, _)| sujet.cle == rang).map(|(_, terme)| terme).collect()
}

/// Each with the proofs of the entry that received it.
fn rangees(enquete: &Enquete, montant: impl Fn(&Subvention) -> Montant) -> Vec<Terme> {
    let ecritures = enquete.exercice.ecritures.iter().rev();
    let par_piece: HashMap<&str, &Ecriture> = ecritures.filter_map(|e| Some((e.piece.as_ref()?.valeur.as_str(), e))).collect();
    let rangee = |s: &Subvention| {
        let vue = EcritureVue {
            piece: piece(s).to_owned(),
            justificatifs: s.justificatif.iter().map(|j| j.valeur.to_string()).collect(),
            ..EcritureVue::new(Nature::Subvention, Some(s.date), enquete.place(s.lieu(s.span)))
        };
        let recue = par_piece.get(piece(s));
        let vue = recue.map_or(vue.clone(), |e| enquete.prouvee(vue, *e, e.date.map(|d| d.valeur), None));
        Terme::ecrit(intitule(s), montant(s), vue)
    };
    enquete.exercice.subventions.iter().map(rangee).collect()
}

fn piece(subvention: &Subvention) -> &str {
    subvention.piece.as_ref().map_or("", |piece| &piece.valeur)
}

fn intitule(s: &Subvention) -> String {
    let objet = if s.designation.trim().is_empty() { String::new() } else { format!(", {}", s.designation) };
    format!("{}{objet}", s.origine)
}
