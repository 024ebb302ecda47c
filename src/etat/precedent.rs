//! The exercice before, beside the one of a CRF: its figures as its seal states them once it is closed, else as its accounts do.

use std::collections::HashMap;
use std::hash::Hash;

use super::crf::{Bilan, LigneDeCompte, LigneDeTresorerie, ligne_de_compte};
use crate::controle::{self, DossierControle};
use crate::coop::{Cloture, Compte, Cooperative, Montant, Sens};

#[derive(Debug, Clone)]
pub struct Precedent {
    pub exercice: String,
    pub charges: Vec<LigneDeCompte>,
    pub produits: Vec<LigneDeCompte>,
    pub total_charges: Montant,
    pub total_produits: Montant,
    pub resultat: Montant,
    pub bilan: Bilan,
}

/// A row of the return beside the same one of the year before.
#[derive(Debug)]
pub struct DeuxAns<'a, L> {
    /// This year's row; the one of the year before, for what is no more.
    pub ligne: &'a L,
    pub montant: Montant,
    /// `None`: there is no year before to compare with.
    pub precedent: Option<Montant>,
}

impl Precedent {
    /// `None`: there is no year before in the folder, or it cannot be relied on.
    pub fn de(controle: &DossierControle) -> Option<Precedent> {
        let precedent = controle.precedent()?;
        let dossier = controle.dossier();
        // Accounts are named as the department named them that year.
        let plan = &dossier.departement_de(precedent.exercice()).plan;
        let lignes = |comptes: &[(Compte, Montant)]| -> Vec<LigneDeCompte> {
            comptes.iter().map(|&(compte, montant)| ligne_de_compte(plan, compte, montant)).collect()
        };
        let exercice = precedent.exercice().nom.to_string();
        Some(match precedent {
            controle::Precedent::Scelle(_, cloture) => Precedent {
                exercice,
                charges: lignes(&cloture.chiffres.charges),
                produits: lignes(&cloture.chiffres.produits),
                total_charges: cloture.chiffres.total_charges,
                total_produits: cloture.chiffres.total_produits,
                resultat: cloture.chiffres.resultat,
                bilan: bilan_scelle(dossier.cooperative_de(precedent.exercice()), cloture),
            },
            controle::Precedent::Ouvert(comptes) => Precedent {
                exercice,
                charges: lignes(&comptes.totaux(Sens::Charge).collect::<Vec<_>>()),
                produits: lignes(&comptes.totaux(Sens::Produit).collect::<Vec<_>>()),
                total_charges: comptes.total(Sens::Charge),
                total_produits: comptes.total(Sens::Produit),
                resultat: comptes.resultat(),
                bilan: Bilan::de(comptes),
            },
        })
    }
}

fn bilan_scelle(cooperative: &Cooperative, cloture: &Cloture) -> Bilan {
    let tresorerie = |nom: &str| cooperative.tresoreries().map(|(_, t)| t).find(|t| t.nom == nom);
    let ouverture = |nom: &str| cloture.chiffres.ouverture.iter().find(|(n, _)| n == nom).map_or(Montant::ZERO, |(_, m)| *m);
    let actif = cloture.tresorerie.iter().map(|(nom, montant)| LigneDeTresorerie {
        compte: tresorerie(nom).map_or("", |t| t.compte.numero()),
        nom: nom.to_string(),
        intitule: tresorerie(nom).map_or_else(|| nom.to_string(), |t| t.intitule()),
        ouverture: ouverture(nom),
        montant: *montant,
    });
    let regies = cloture.regies.iter().map(|(classe, montant)| (classe.to_string(), *montant));
    Bilan::dresser(actif.collect(), regies.collect(), cloture.chiffres.report_a_nouveau, cloture.chiffres.resultat)
}

/// Each row of the year beside that of the year before, then what only the year before had.
pub(super) fn cote_a_cote<'a, L, K: Eq + Hash>(
    lignes: &'a [L],
    avant: Option<&'a [L]>,
    cle: impl Fn(&'a L) -> K,
    montant: impl Fn(&L) -> Montant,
) -> Vec<DeuxAns<'a, L>> {
    let mut anciennes: HashMap<K, Montant> = avant.into_iter().flatten().map(|ligne| (cle(ligne), montant(ligne))).collect();
    let mut rangees: Vec<DeuxAns<L>> = lignes
        .iter()
        .map(|ligne| {
            let ancienne = anciennes.remove(&cle(ligne)).unwrap_or_default();
            DeuxAns { ligne, montant: montant(ligne), precedent: avant.map(|_| ancienne) }
        })
        .collect();
    let seules = avant.into_iter().flatten().filter(|ligne| anciennes.get(&cle(ligne)).is_some_and(|m| !m.is_zero()));
    rangees.extend(seules.map(|ligne| DeuxAns { ligne, montant: Montant::ZERO, precedent: Some(montant(ligne)) }));
    rangees
}
