//! The entry that posts the fees: out of the bank, the insurance on its account and all the rest on the dues', so that A003
//! compares both totals with the tariff for as long as the accounts are kept.

use crate::calcul::numerotation::piece_suivante;
use crate::controle::DossierControle;
use crate::coop::{Compte, Exercice, ModeDePaiement, Montant, Moyen, RangDuNom};
use crate::rewrite::{NouvelleEcriture, fichier_du_cahier};

/// What there is to do.
#[derive(Debug)]
pub enum EcritureDeCotisation {
    AEcrire {
        /// Path of the file, from the cooperative's folder.
        chemin: String,
        ecriture: NouvelleEcriture,
    },
    /// The accounts of dues or insurance hold something already.
    DejaEcrite {
        pieces: Vec<String>,
        /// What each account holds, and what the tariff computes for it.
        comptes: Vec<(Compte, Montant, Montant)>,
    },
    RienAPayer,
}

/// Why the entry cannot be proposed.
#[derive(Debug, PartialEq, Eq)]
pub enum Obstacle {
    SansAdhesion,
    SansBareme,
    SansDate,
    SansBanque,
    /// Their names: one must be chosen.
    PlusieursBanques(Vec<String>),
    /// The names of the banks.
    TresorerieInconnue(Vec<String>),
    /// What is named is a cash box: the names of the banks.
    PasUneBanque(Vec<String>),
    /// A cheque number for what the membership says is paid otherwise.
    PasUnCheque(ModeDePaiement),
}

impl EcritureDeCotisation {
    /// `tresorerie`: the account that pays, where there are several banks. `cheque`: its number, when it is known.
    pub fn proposer(controle: &DossierControle, tresorerie: Option<&str>, cheque: Option<&str>) -> Result<Self, Obstacle> {
        let (exercice, departement) = (controle.exercice(), controle.departement());
        let adhesion = exercice.adhesion.as_ref().ok_or(Obstacle::SansAdhesion)?;
        let cotisation = controle.cotisation().ok_or(Obstacle::SansBareme)?;
        let parts = cotisation.par_compte(&departement.plan);
        let ecrits: Vec<(Compte, Montant, Montant)> =
            parts.iter().map(|(compte, calcule)| (*compte, controle.comptes().total_du_compte(*compte), *calcule)).collect();
        // What was posted and then cancelled has paid nothing.
        if ecrits.iter().any(|(_, ecrit, _)| !ecrit.is_zero()) {
            return Ok(EcritureDeCotisation::DejaEcrite { pieces: pieces(exercice, &parts), comptes: ecrits });
        }
        if cotisation.total.is_zero() {
            return Ok(EcritureDeCotisation::RienAPayer);
        }
        let date = adhesion.jour().ok_or(Obstacle::SansDate)?;
        let payeur = payeur(controle, tresorerie)?;
        if cheque.is_some()
            && let Some(mode) = adhesion.mode.filter(|mode| *mode != ModeDePaiement::Cheque)
        {
            return Err(Obstacle::PasUnCheque(mode));
        }
        let moyen = adhesion.mode.map(|mode| mode.moyen()).or(cheque.map(|_| Moyen::Cheque));
        let occe = if departement.nom.is_empty() { "OCCE" } else { departement.nom.as_str() };
        let objet = if cotisation.total_assurance.is_zero() { "cotisation" } else { "cotisation et assurance" };
        Ok(EcritureDeCotisation::AEcrire {
            chemin: fichier_du_cahier(controle.dossier(), exercice, date),
            ecriture: NouvelleEcriture {
                piece: piece_suivante(exercice, true),
                date,
                libelle: format!("{occe}, {objet} {}", exercice.nom),
                moyen,
                cheque: cheque.unwrap_or_default().to_owned(),
                sorties: vec![(payeur, cotisation.total)],
                ventilations: parts.into_iter().filter(|(_, montant)| !montant.is_zero()).collect(),
                ..NouvelleEcriture::default()
            },
        })
    }
}

/// The pieces that paid something on these accounts, each once.
fn pieces(exercice: &Exercice, parts: &[(Compte, Montant)]) -> Vec<String> {
    let mut pieces: Vec<String> =
        parts.iter().flat_map(|(compte, _)| exercice.achats_au_compte(*compte)).map(|achat| achat.piece.to_owned()).collect();
    pieces.sort_by_cached_key(|piece| RangDuNom::new(piece));
    pieces.dedup();
    pieces
}

/// The only bank, or the one named.
fn payeur(controle: &DossierControle, nomme: Option<&str>) -> Result<String, Obstacle> {
    let cooperative = controle.comptes().cooperative;
    let banques: Vec<String> = controle.comptes().banques().map(|id| cooperative.tresorerie(id).nom.to_string()).collect();
    if let Some(nom) = nomme {
        return match cooperative.trouver_tresorerie(nom).map(|id| cooperative.tresorerie(id)) {
            Some(tresorerie) if tresorerie.compte.is_banque() => Ok(nom.to_owned()),
            Some(_) => Err(Obstacle::PasUneBanque(banques)),
            None => Err(Obstacle::TresorerieInconnue(banques)),
        };
    }
    match banques.as_slice() {
        [] => Err(Obstacle::SansBanque),
        [seule] => Ok(seule.clone()),
        _ => Err(Obstacle::PlusieursBanques(banques)),
    }
}
