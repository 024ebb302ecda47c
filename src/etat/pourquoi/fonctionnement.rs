//! Blocks 1 and 2: the accounts of the chart, the result, the two sides of the balance sheet.

use super::{Pourquoi, Terme, vue};
use crate::controle::DossierControle;
use crate::coop::{Compte, Montant, Sens, Tresorerie, TresorerieId};

/// The accounts that have moved.
pub fn comptes(controle: &DossierControle) -> Vec<String> {
    let comptes = controle.comptes();
    [Sens::Charge, Sens::Produit].into_iter().flat_map(|sens| comptes.totaux(sens)).map(|(c, _)| c.to_string()).collect()
}

pub fn charges(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    Some(par_compte(controle, Sens::Charge))
}

pub fn produits(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    Some(par_compte(controle, Sens::Produit))
}

fn par_compte(controle: &DossierControle, sens: Sens) -> Vec<Terme> {
    let plan = &controle.departement().plan;
    let totaux = controle.comptes().totaux(sens);
    totaux.map(|(c, m)| Terme::simple(&format!("{c} {}", plan.libelle(c)), m, &c.to_string())).collect()
}

pub fn resultat(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    let comptes = controle.comptes();
    Some(vec![
        Terme::simple("Total des produits", comptes.total(Sens::Produit), "total_produits"),
        Terme::simple("Total des charges", -comptes.total(Sens::Charge), "total_charges"),
    ])
}

pub fn report_a_nouveau(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    let comptes = controle.comptes();
    let mut termes = tresoreries(controle, |id| comptes.ouverture(id), false);
    let ouvertes = comptes.regies().iter().filter(|r| !r.ouverture.is_zero());
    termes.extend(ouvertes.map(|r| Terme::simple(&format!("Détenu par la classe {}", r.classe), r.ouverture, "")));
    Some(termes)
}

pub fn actif(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    let comptes = controle.comptes();
    let mut termes = tresoreries(controle, |id| comptes.cloture(id), true);
    termes.push(Terme::simple("Détenu par les classes", comptes.total_des_regies(), "regies"));
    Some(termes)
}

pub fn passif(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    let comptes = controle.comptes();
    Some(vec![
        Terme::simple("Report à nouveau", comptes.report_a_nouveau(), "report_a_nouveau"),
        Terme::simple("Résultat de l’exercice", comptes.resultat(), "resultat"),
    ])
}

/// Each treasury account; `demandable`: its amount is what it can itself be asked for.
pub fn tresoreries(controle: &DossierControle, montant: impl Fn(TresorerieId) -> Montant, demandable: bool) -> Vec<Terme> {
    let terme = |(id, t): (TresorerieId, &Tresorerie)| {
        let figure = if demandable { t.nom.as_str() } else { "" };
        Terme::simple(&format!("{} {}", t.compte.numero(), t.intitule()), montant(id), figure)
    };
    controle.comptes().cooperative.tresoreries().map(terme).collect()
}

pub fn du_compte(controle: &DossierControle, compte: Compte) -> Pourquoi {
    let exercice = controle.exercice();
    let mut termes = Vec::new();
    for ecriture in &exercice.ecritures {
        let montant: Montant =
            ecriture.ventilations.iter().filter(|v| v.compte.connue() == Some(compte)).map(|v| v.montant).sum();
        if ecriture.ventilations.iter().any(|v| v.compte.connue() == Some(compte)) {
            let pointage = ecriture.pointages.iter().map(|p| p.date).max();
            termes.push(Terme::d_une_ecriture(controle, ecriture, montant, pointage));
        }
    }
    for cahier in &exercice.cahiers_de_classe {
        let operations = cahier.operations.iter().filter_map(|o| o.ventile().map(|(c, montant)| (o, c, montant)));
        termes.extend(operations.filter(|(_, c, _)| *c == compte).map(|(o, _, montant)| Terme {
            libelle: format!("{} (cahier de la classe {})", o.libelle.valeur, cahier.classe.valeur),
            montant,
            figure: String::new(),
            ecriture: Some(vue(controle, &cahier.piece, o.date.map(|d| d.valeur), cahier.lieu(o.span), vec![], None)),
        }));
    }
    Pourquoi {
        figure: compte.to_string(),
        intitule: format!("{compte} {}", controle.departement().plan.libelle(compte)),
        montant: controle.comptes().total_du_compte(compte),
        termes,
        releves: vec![],
    }
}
