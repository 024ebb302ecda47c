//! What to do next, from the accounts as they are.

use super::echeances::{EtatDuQuitus, de_l_adhesion};
use super::{Pointage, Retour, Ton};
use crate::calcul::Comptes;
use crate::controle::Controle;
use crate::coop::EtatDuRetour;
use crate::etat::envoi::a_son_cra;
use crate::proposition::cloture::examiner;

/// A step; exercices by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pas {
    /// Files that are no longer what was sealed.
    RetablirLesSceaux(Vec<String>),
    CorrigerLesErreurs(usize),
    Cloturer(String),
    /// What refuses the closing, and how many reasons there are.
    LeverLesRaisons(String, usize),
    /// Closed on a day that cannot be the true one (X006), and nobody said why.
    RedaterLaCloture(String),
    /// The accounts changed since the return was recorded.
    RenvoyerLeRetour(String),
    FaireSignerLeQuitus(String),
    EcrireLeCra(String),
    EnvoyerLeRetour(String),
    OuvrirLeSuivant,
    RenouvelerLAdhesion,
    Pointer,
}

pub(super) fn etapes(controle: &Controle, comptes: &Comptes, rompus: &[&str]) -> Vec<Pas> {
    let mut pas = Vec::new();
    let exercice = comptes.exercice;
    let erreurs = controle.erreurs().count();
    if !rompus.is_empty() {
        pas.push(Pas::RetablirLesSceaux(rompus.iter().map(|nom| (*nom).to_owned()).collect()));
    } else if erreurs > 0 {
        pas.push(Pas::CorrigerLesErreurs(erreurs));
    }
    let est_mal_date = |nom: &str| controle.diagnostics().iter().any(|d| d.code.0 == "X006" && d.concerne(nom));
    for termine in controle.dossier.exercices.iter().filter(|e| e.est_termine(controle.jour)) {
        let nom = termine.nom.to_string();
        let retour = Retour::de(controle.dossier, termine);
        if est_mal_date(&nom) && !retour.est_accepte() {
            pas.push(Pas::RedaterLaCloture(nom.clone()));
        }
        if !termine.scelle {
            let essai = Controle::pour_cloturer(controle.dossier, controle.jour, &nom);
            pas.push(match examiner(&essai, termine) {
                Ok(_) => Pas::Cloturer(nom),
                Err(empechement) => Pas::LeverLesRaisons(nom, empechement.raisons()),
            });
        } else if retour.depasse {
            pas.push(Pas::RenvoyerLeRetour(nom));
        } else if !retour.est_accepte() {
            // Said to be sent, what it lacks is still missing.
            let avant = pas.len();
            if !a_son_cra(termine) {
                pas.push(Pas::EcrireLeCra(nom.clone()));
            }
            if matches!(EtatDuQuitus::de(termine, controle.jour), EtatDuQuitus::ADemander | EtatDuQuitus::AvantLaCloture) {
                pas.push(Pas::FaireSignerLeQuitus(nom.clone()));
            }
            if pas.len() == avant && retour.etat < EtatDuRetour::Saisi {
                pas.push(Pas::EnvoyerLeRetour(nom));
            }
        }
    }
    if exercice.est_termine(controle.jour)
        && controle.dossier.exercices.last().is_some_and(|e| e.nom == exercice.nom)
        && !exercice.scelle
    {
        pas.push(Pas::OuvrirLeSuivant);
    }
    if !exercice.est_termine(controle.jour) && de_l_adhesion(controle, exercice).0.ton() == Ton::Attention {
        pas.push(Pas::RenouvelerLAdhesion);
    }
    if Pointage::de(controle, comptes).ton() == Ton::Attention {
        pas.push(Pas::Pointer);
    }
    pas
}
