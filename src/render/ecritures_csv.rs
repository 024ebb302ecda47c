//! The entries behind the figures, one line for each account that they touch: attached to the CRF, so that the paper proves
//! itself. RFC 4180: separator `,`, amounts with a decimal point, dates ISO.

use super::tableur::cellule;
use crate::controle::DossierControle;
use crate::coop::{Montant, date::Date};

/// Columns: `piece`, `date`, `libelle`, `compte`, `nom`, `entree`, `sortie`, `charge`, `produit`, `regie`, `classe`.
pub fn ecritures_csv(controle: &DossierControle) -> String {
    let mut redacteur = csv::Writer::from_writer(Vec::new());
    let mut ecrire = |champs: [&str; 11]| {
        // Amounts are ours; texts are the user's.
        let propres = champs.map(|champ| if Montant::parse(champ).is_ok() { champ.to_owned() } else { cellule(champ) });
        redacteur.write_record(propres).expect("a Vec takes every byte");
    };
    ecrire(["piece", "date", "libelle", "compte", "nom", "entree", "sortie", "charge", "produit", "regie", "classe"]);
    let cooperative = controle.comptes().cooperative;
    let positif = |m: Montant| if m.is_zero() { String::new() } else { m.decimal() };
    for ecriture in &controle.exercice().ecritures {
        let date = ecriture.date.map_or_else(String::new, |d| d.valeur.to_string());
        let mut ligne = |compte: &str, nom: &str, montants: [Montant; 5], classe: &str| {
            let [entree, sortie, charge, produit, regie] = montants.map(positif);
            ecrire([
                ecriture.numero(),
                &date,
                &ecriture.libelle,
                compte,
                nom,
                &entree,
                &sortie,
                &charge,
                &produit,
                &regie,
                classe,
            ]);
        };
        for mouvement in &ecriture.mouvements {
            let Some(tresorerie) = mouvement.tresorerie.connue().map(|id| cooperative.tresorerie(id)) else { continue };
            let (entree, sortie) = (mouvement.montant.max(Montant::ZERO), (-mouvement.montant).max(Montant::ZERO));
            ligne(tresorerie.compte.numero(), &tresorerie.nom, [entree, sortie, Montant::ZERO, Montant::ZERO, Montant::ZERO], "");
        }
        for ventilation in &ecriture.ventilations {
            let Some(compte) = ventilation.compte.connue() else { continue };
            let libelle = controle.departement().plan.libelle(compte);
            ligne(&compte.to_string(), &libelle, selon_le_sens(compte, ventilation.montant), "");
        }
        if let Some(regie) = &ecriture.regie {
            let classe = regie.classe.as_ref().map_or("", |c| c.valeur.as_str());
            ligne("", "", [Montant::ZERO, Montant::ZERO, Montant::ZERO, Montant::ZERO, regie.solde()], classe);
        }
    }
    for cahier in &controle.exercice().cahiers_de_classe {
        for operation in &cahier.operations {
            let Some((compte, montant)) = operation.ventile() else { continue };
            let date = operation.date.map_or_else(String::new, |d: crate::source::Spanned<Date>| d.valeur.to_string());
            let libelle = controle.departement().plan.libelle(compte);
            let [_, _, charge, produit, _] = selon_le_sens(compte, montant).map(positif);
            let regie = positif(operation.solde());
            ecrire([
                &cahier.piece,
                &date,
                &operation.libelle,
                &compte.to_string(),
                &libelle,
                "",
                "",
                &charge,
                &produit,
                &regie,
                &cahier.classe,
            ]);
        }
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

fn selon_le_sens(compte: crate::coop::Compte, montant: Montant) -> [Montant; 5] {
    let zero = Montant::ZERO;
    match compte.sens() {
        crate::coop::Sens::Charge => [zero, zero, montant, zero, zero],
        crate::coop::Sens::Produit => [zero, zero, zero, montant, zero],
    }
}
