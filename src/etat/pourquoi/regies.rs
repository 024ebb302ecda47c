//! What classes hold: what was given, given back, explained, and their ledgers.

use super::{Terme, vue};
use crate::controle::DossierControle;
use crate::coop::Montant;

pub fn classes(controle: &DossierControle) -> Option<Vec<String>> {
    Some(controle.comptes().regies().iter().map(|r| r.classe.clone()).collect())
}

/// Class by class.
pub fn ensemble(controle: &DossierControle, _: &str) -> Option<Vec<Terme>> {
    let regies = controle.comptes().regies().iter();
    Some(regies.map(|r| Terme::simple(&r.classe, r.tenu(), &format!("regie.{}", r.classe))).collect())
}

/// Each movement of one class's advance, then each operation of its ledger.
pub fn classe(controle: &DossierControle, nom: &str) -> Option<Vec<Terme>> {
    let (exercice, comptes) = (controle.exercice(), controle.comptes());
    let nom = exercice.nom_de_classe(nom);
    let regie = comptes.regies().iter().find(|r| r.classe == nom)?;
    let mut termes = Vec::new();
    if !regie.ouverture.is_zero() {
        termes.push(Terme::simple("Détenu à l’ouverture", regie.ouverture, ""));
    }
    for ecriture in &exercice.ecritures {
        let Some(mouvement) = &ecriture.regie else { continue };
        if mouvement.classe.as_ref().map_or("", |c| exercice.nom_de_classe(c)) != nom {
            continue;
        }
        let parties: [(&str, Montant); 3] =
            [("versé", mouvement.versee), ("rendu", -mouvement.retournee), ("expliqué", -mouvement.expliquee)];
        for (quoi, montant) in parties.into_iter().filter(|(_, montant)| !montant.is_zero()) {
            let pointage = ecriture.pointages.iter().map(|p| p.date).max();
            let terme = Terme::d_une_ecriture(controle, ecriture, montant, pointage);
            termes.push(Terme { libelle: format!("{} ({quoi})", terme.libelle), ..terme });
        }
    }
    for cahier in exercice.cahiers_de_classe.iter().filter(|c| exercice.nom_de_classe(&c.classe) == nom) {
        for operation in cahier.operations.iter().filter(|o| o.ventile().is_some()) {
            let date = operation.date.map(|d| d.valeur);
            let ecrite = vue(controle, &cahier.piece, date, cahier.lieu(operation.span), vec![], None);
            let libelle = format!("{} (son cahier)", operation.libelle.valeur);
            termes.push(Terme::ecrit(libelle, operation.entrees - operation.sorties, ecrite));
        }
    }
    Some(termes)
}
