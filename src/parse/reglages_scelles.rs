//! The settings that closed exercices are read by: those of the day of their closing, as their seals hold them.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::dossier::ReglagesScelles;
use super::formes::{self, cloture::ReglagesDuSceau};
use super::plan_du_dossier::{Role, RoleDExercice, role};
use crate::coop::{Cooperative, Tresorerie};
use crate::source::{FichierId, Source};

/// By exercice. A seal that was changed, or that a reopening voids, says nothing. `cooperative`, of today, takes in the treasury
/// accounts that only closed exercices know, undeclared.
pub(super) fn reglages_scelles(sources: &[Source], cooperative: &mut Cooperative) -> BTreeMap<EcoString, ReglagesScelles> {
    let du_role = |voulu| {
        sources.iter().filter_map(move |source| match role(&source.chemin) {
            Role::Exercice(nom, role) if role == voulu => Some((nom, source.texte.as_str())),
            _ => None,
        })
    };
    let reouvertures: Vec<_> = du_role(RoleDExercice::Reouvertures)
        .flat_map(|(_, texte)| formes::reouvertures::lire(FichierId(0), texte).valeur)
        .map(|reouverture| reouverture.sceau)
        .collect();
    let du_jour = |voulu: Role| sources.iter().find(|s| role(&s.chemin) == voulu).map(|s| s.texte.as_str());
    let (retkoop, inventaire) = (du_jour(Role::Retkoop), du_jour(Role::Inventaire));
    let mut tous: BTreeMap<EcoString, ReglagesScelles> = du_role(RoleDExercice::Cloture)
        .filter_map(|(nom, texte)| {
            let ReglagesDuSceau { empreinte, textes, en_vigueur } = formes::cloture::reglages(texte)?;
            let du_texte =
                || textes.departement.as_ref().map(|t| formes::departement::lire(FichierId(0), t).valeur).unwrap_or_default();
            let autre = |scelle: &str, du_jour: Option<&str>| scelle != du_jour.unwrap_or_default();
            let retkoop = Some(textes.retkoop).filter(|scelle| autre(scelle, retkoop));
            let inventaire = Some(textes.inventaire.unwrap_or_default()).filter(|scelle| autre(scelle, inventaire));
            let reglages = ReglagesScelles {
                departement: en_vigueur.unwrap_or_else(du_texte),
                cooperative: retkoop.map(|t| formes::retkoop::lire(cooperative.fichier, &t).valeur),
                inventaire: inventaire.map(|t| formes::inventaire::lire(FichierId(0), &t).valeur),
            };
            (!reouvertures.contains(&empreinte)).then(|| (nom.into(), reglages))
        })
        .collect();
    aligner(cooperative, tous.values_mut().rev().filter_map(|reglages| reglages.cooperative.as_mut()).collect());
    tous
}

/// Gives an account the same rank in all. `passees`: the latest first.
fn aligner(cooperative: &mut Cooperative, mut passees: Vec<&mut Cooperative>) {
    let comptes = &mut cooperative.tresorerie;
    let mut rangs: Vec<Vec<usize>> = Vec::new();
    for passee in &passees {
        let rang_de = |tresorerie: &Tresorerie| {
            let rang = comptes.iter().position(|t| t.nom == tresorerie.nom).or_else(|| renommee(tresorerie, comptes, passee));
            rang.unwrap_or_else(|| {
                comptes.push(Tresorerie { declaree: false, ..tresorerie.clone() });
                comptes.len() - 1
            })
        };
        let de_celle_ci = passee.tresorerie.iter().map(rang_de).collect();
        rangs.push(de_celle_ci);
    }
    for (passee, rangs) in passees.iter_mut().zip(rangs) {
        let absentes = comptes.iter().map(|t| Tresorerie { declaree: false, ..t.clone() });
        let propres = std::mem::replace(&mut passee.tresorerie, absentes.collect());
        for (rang, propre) in rangs.into_iter().zip(propres) {
            passee.tresorerie[rang] = propre;
        }
    }
}

/// The same account under another name: the only one of its number that the past did not know, where the past has only one that
/// is known no more; their IBANs, where both have one, do not say otherwise.
fn renommee(tresorerie: &Tresorerie, comptes: &[Tresorerie], passee: &Cooperative) -> Option<usize> {
    let inconnue = |t: &&Tresorerie| t.compte == tresorerie.compte && comptes.iter().all(|c| c.nom != t.nom);
    let nouvelle = |c: &&(usize, &Tresorerie)| {
        c.1.compte == tresorerie.compte && c.1.declaree && passee.tresorerie.iter().all(|t| t.nom != c.1.nom)
    };
    let comptes_du_jour: Vec<(usize, &Tresorerie)> = comptes.iter().enumerate().collect();
    let nouvelles: Vec<_> = comptes_du_jour.iter().filter(nouvelle).collect();
    let iban = |t: &Tresorerie| t.iban.as_ref().map(|iban| iban.valeur.clone());
    match nouvelles.as_slice() {
        [(rang, seule)] if passee.tresorerie.iter().filter(inconnue).count() == 1 => {
            iban(seule).zip(iban(tresorerie)).is_none_or(|(une, autre)| une == autre).then_some(*rang)
        }
        _ => None,
    }
}
