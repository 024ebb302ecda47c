//! Treasury accounts, and block 3: how a statement leads to the ledger.

use chrono::{Datelike, Months};

use super::fonctionnement::tresoreries;
use super::{Pourquoi, ReleveVu, Terme, vue};
use crate::calcul::NonPointee;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, Operation, TresorerieId, date};

pub fn tresorerie(controle: &DossierControle, id: TresorerieId) -> Pourquoi {
    let comptes = controle.comptes();
    let compte = comptes.cooperative.tresorerie(id);
    let mut termes = vec![Terme::simple("Existence au début de l’exercice", comptes.ouverture(id), "")];
    let mouvements = controle.exercice().ecritures.iter().filter(|e| !e.mouvement(id).is_zero());
    termes.extend(mouvements.map(|e| Terme::d_une_ecriture(controle, e, e.mouvement(id), e.pointage(id))));
    let releves = controle.exercice().releves.iter().filter(|r| r.tresorerie.connue() == Some(id));
    Pourquoi {
        figure: compte.nom.to_string(),
        intitule: format!("{} {}", compte.compte.numero(), compte.intitule()),
        montant: comptes.cloture(id),
        termes,
        releves: releves
            .filter_map(|r| {
                let attendu = comptes.solde_du_releve(controle.suivant(), id, r.date.valeur)?;
                Some(ReleveVu { date: r.date.valeur, solde: r.solde.valeur, attendu })
            })
            .collect(),
    }
}

pub fn banques(controle: &DossierControle) -> Option<Vec<String>> {
    let comptes = controle.comptes();
    Some(comptes.banques().map(|id| comptes.cooperative.tresorerie(id).nom.to_string()).collect())
}

/// The statement's balance, then what the bank had not yet shown: what they lead to is the ledger's balance when both agree.
pub fn rapprochement(controle: &DossierControle, banque: &str) -> Option<Vec<Terme>> {
    let id = trouver(controle, banque)?;
    let releve = controle.comptes().releve_de_rapprochement(id)?;
    let lieu = releve.lieu(releve.solde.span);
    let solde = vue(controle, "", Some(releve.date.valeur), lieu, vec![], None);
    let phrase = format!("Solde du relevé du {}", date::en_toutes_lettres(releve.date.valeur));
    let mut termes = vec![Terme::ecrit(phrase, releve.solde.valeur, solde)];
    termes.extend(non_pointees(controle, id, |_| true).into_iter().map(|n| operation(controle, &n)));
    Some(termes)
}

pub fn sorties_non_pointees(controle: &DossierControle, banque: &str) -> Option<Vec<Terme>> {
    let id = trouver(controle, banque)?;
    let sorties = non_pointees(controle, id, Montant::is_negative);
    Some(sorties.into_iter().map(|n| operation(controle, &NonPointee { montant: -n.montant, ..n })).collect())
}

pub fn entrees_non_pointees(controle: &DossierControle, banque: &str) -> Option<Vec<Terme>> {
    let id = trouver(controle, banque)?;
    let entrees = non_pointees(controle, id, |montant| !montant.is_negative());
    Some(entrees.iter().map(|n| operation(controle, n)).collect())
}

/// The months of the exercice: `2024-10`.
pub fn mois(controle: &DossierControle) -> Option<Vec<String>> {
    let exercice = controle.exercice();
    let premier = exercice.debut.with_day(1)?;
    let mois = (0..12).filter_map(|rang| premier.checked_add_months(Months::new(rang)));
    Some(mois.take_while(|jour| *jour <= exercice.fin).map(|jour| jour.format("%Y-%m").to_string()).collect())
}

/// Each treasury account at the end of a month.
pub fn fin_du_mois(controle: &DossierControle, mois: &str) -> Option<Vec<Terme>> {
    let premier: Date = format!("{mois}-01").parse().ok()?;
    let dernier = premier.checked_add_months(Months::new(1))?.pred_opt()?;
    let exercice = controle.exercice();
    if dernier < exercice.debut || premier > exercice.fin {
        return None;
    }
    Some(tresoreries(controle, |id| controle.comptes().solde(id, dernier), false))
}

fn trouver(controle: &DossierControle, banque: &str) -> Option<TresorerieId> {
    let comptes = controle.comptes();
    let id = comptes.cooperative.trouver_tresorerie(banque)?;
    comptes.banques().any(|banque| banque == id).then_some(id)
}

fn non_pointees<'a>(controle: &DossierControle<'a>, id: TresorerieId, garder: impl Fn(Montant) -> bool) -> Vec<NonPointee<'a>> {
    controle.comptes().non_pointees_du_rapprochement(id).into_iter().filter(|n| garder(n.montant)).collect()
}

fn operation(controle: &DossierControle, non_pointee: &NonPointee) -> Terme {
    let origine = non_pointee.origine;
    let ecrite = vue(controle, origine.piece(), Some(origine.date()), origine.lieu(), vec![], None);
    Terme::ecrit(origine.libelle().to_owned(), non_pointee.montant, ecrite)
}
