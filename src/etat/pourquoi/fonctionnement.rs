//! Block 1: the accounts of the chart, the result, and how many operations they count.

use std::collections::HashMap;

use super::Terme;
use super::enquete::Enquete;
use super::figures::Sujet;
use crate::coop::{Compte, Montant, Sens, nom_de_la_regie};

/// Those of the chart, whether they have moved or not.
pub fn comptes(enquete: &Enquete) -> Vec<Sujet> {
    let plan = &enquete.controle.departement().plan;
    let comptes = [Sens::Charge, Sens::Produit].into_iter().flat_map(|sens| plan.comptes(sens));
    let sujet = |compte: Compte, suffixe: &str, libelle: &str| Sujet {
        cle: compte.to_string(),
        dits: vec![
            format!("{compte} {libelle}"),
            format!("{compte} {suffixe} {libelle}"),
            libelle.to_owned(),
            format!("Total du compte {compte}"),
        ],
        ..Sujet::default()
    };
    comptes.map(|(compte, decrit)| sujet(compte, &decrit.suffixe, &decrit.libelle)).collect()
}

pub fn charges(enquete: &Enquete, _: &str) -> Vec<Terme> {
    par_compte(enquete, Sens::Charge)
}

pub fn produits(enquete: &Enquete, _: &str) -> Vec<Terme> {
    par_compte(enquete, Sens::Produit)
}

fn par_compte(enquete: &Enquete, sens: Sens) -> Vec<Terme> {
    let plan = &enquete.controle.departement().plan;
    let totaux = enquete.comptes.totaux(sens);
    totaux.map(|(c, m)| Terme::figure(format!("{c} {}", plan.libelle(c)), m, c.to_string())).collect()
}

pub fn resultat(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let comptes = enquete.comptes;
    vec![
        Terme::figure("Total des produits", comptes.total(Sens::Produit), "total_produits"),
        Terme::figure("Total des charges", -comptes.total(Sens::Charge), "total_charges"),
    ]
}

/// Entries, then operations of class ledgers.
pub fn du_compte(enquete: &Enquete, compte: &str) -> Vec<Terme> {
    let Some(compte) = Compte::parse(compte) else { return vec![] };
    let mut termes = Vec::new();
    for ecriture in &enquete.exercice.ecritures {
        let mut ventilations = ecriture.ventilations.iter().filter(|v| v.compte.connue() == Some(compte)).peekable();
        if ventilations.peek().is_some() {
            termes.push(enquete.ecriture(ecriture, ventilations.map(|v| v.montant).sum(), None));
        }
    }
    for cahier in &enquete.exercice.cahiers_de_classe {
        let precision = format!(" (cahier de {})", nom_de_la_regie(enquete.exercice.nom_de_classe(&cahier.classe)));
        let operations = cahier.operations.iter().filter_map(|o| o.ventile().map(|(c, montant)| (o, c, montant)));
        let du_compte = operations.filter(|(_, c, _)| *c == compte);
        termes.extend(du_compte.map(|(o, _, montant)| enquete.operation_de_classe(cahier, o, montant, &precision)));
    }
    termes
}

/// Of those that have moved.
pub fn totaux_des_comptes(enquete: &Enquete) -> Vec<Option<Montant>> {
    let plan = &enquete.controle.departement().plan;
    let sens = [Sens::Charge, Sens::Produit];
    let totaux: HashMap<Compte, Montant> = sens.into_iter().flat_map(|sens| enquete.comptes.totaux(sens)).collect();
    sens.into_iter().flat_map(|sens| plan.comptes(sens)).map(|(compte, _)| totaux.get(&compte).copied()).collect()
}

/// As the page says how many there are.
pub fn nombre_d_operations(enquete: &Enquete) -> Vec<Sujet> {
    let de_classe: usize = enquete.exercice.cahiers_de_classe.iter().map(|c| c.operations.len()).sum();
    let dit = match enquete.exercice.ecritures.len() + de_classe {
        1 => "une seule opération comptable".to_owned(),
        nombre => format!("{nombre}\u{a0}opérations comptables"),
    };
    vec![Sujet { dits: vec![dit], ..Sujet::default() }]
}

/// One each.
pub fn operations(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let une = Montant::from_centimes(100);
    let mut termes: Vec<Terme> = enquete.exercice.ecritures.iter().map(|e| enquete.ecriture(e, une, None)).collect();
    for cahier in &enquete.exercice.cahiers_de_classe {
        let precision = format!(" (cahier de {})", nom_de_la_regie(enquete.exercice.nom_de_classe(&cahier.classe)));
        termes.extend(cahier.operations.iter().map(|o| enquete.operation_de_classe(cahier, o, une, &precision)));
    }
    termes
}
