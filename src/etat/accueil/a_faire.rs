//! What to do next, from the accounts as they are.

use super::echeances::de_l_adhesion;
use super::{Pointage, Ton};
use crate::calcul::Comptes;
use crate::controle::Controle;
use crate::controle::preuves_a_juger::preuves_contredites;
use crate::etat::fin_d_annee::{EtatDeLaCloture, FinDAnnee, est_rompu};
use crate::proposition::cloture::examiner;

/// A step; exercices by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pas {
    /// Files that are no longer what was sealed.
    RetablirLesSceaux(Vec<String>),
    CorrigerLesErreurs(usize),
    /// What a later year, open, contradicts of what is sealed: the year that is closed, and how many proofs of it.
    AccorderAvecLeSceau(String, usize),
    Cloturer(String),
    /// What refuses the closing, and how many reasons there are.
    LeverLesRaisons(String, usize),
    /// Closed on a day that cannot be the true one (X006), and nobody said why.
    RedaterLaCloture(String),
    EcrireLeCra(String),
    /// `activites.toml` holds errors.
    CorrigerLeCra(String),
    /// `controle.toml` holds errors.
    CorrigerLaCommission(String),
    FaireSignerLeQuitus(String),
    /// Who gave the quitus, or when, is not enough.
    CompleterLaCommission(String),
    NumeriserLeQuitus(String),
    /// What else its bundle goes without.
    CompleterLeDossier(String, Vec<&'static str>),
    EnvoyerLeRetour(String),
    /// The department asks for something.
    CompleterLeRetour(String),
    /// The accounts changed since it was sent.
    RenvoyerLeRetour(String),
    /// They are the same, and were closed again.
    RenvoyerSousLeNouveauSceau(String),
    OuvrirLeSuivant,
    RenouvelerLAdhesion,
    Pointer,
}

pub(super) fn etapes(controle: &Controle, comptes: &Comptes, fins: &[FinDAnnee]) -> Vec<Pas> {
    let mut pas = Vec::new();
    let exercice = comptes.exercice;
    // The files of a return that are wrong are steps of their own.
    let des_retours: usize = fins.iter().map(|fin| fin.erreurs_du_retour).sum();
    let erreurs = controle.erreurs().count() - des_retours;
    let rompus = fins.iter().filter(|fin| fin.cloture == EtatDeLaCloture::SceauRompu).map(|fin| fin.exercice.clone());
    let en_cours = controle.dossier.exercices.iter().filter(|e| !e.est_termine(controle.jour) && est_rompu(controle, e));
    let rompus: Vec<String> = rompus.chain(en_cours.map(|e| e.nom.to_string())).collect();
    if !rompus.is_empty() {
        pas.push(Pas::RetablirLesSceaux(rompus));
    } else if erreurs > 0 {
        pas.push(Pas::CorrigerLesErreurs(erreurs));
    }
    pas.extend(accords(controle));
    let est_mal_date = |nom: &str| controle.diagnostics().iter().any(|d| d.code.0 == "X006" && d.concerne(nom));
    for fin in fins {
        if est_mal_date(&fin.exercice) && !fin.retour.est_accepte() {
            pas.push(Pas::RedaterLaCloture(fin.exercice.clone()));
        }
        pas.extend(cloture(controle, fin));
        pas.extend(fin.pas());
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
    let pointage = Pointage::de(controle, comptes);
    if pointage.a_pointer > 0 && pointage.ton() == Ton::Attention {
        pas.push(Pas::Pointer);
    }
    pas
}

/// The years under a seal that a later one, open, contradicts.
pub fn accords(controle: &Controle) -> Vec<Pas> {
    let scelles = controle.dossier.exercices.iter().filter(|e| e.scelle);
    let contredites = scelles.map(|scelle| (scelle.nom.to_string(), preuves_contredites(controle, scelle).len()));
    contredites.filter(|(_, nombre)| *nombre > 0).map(|(nom, nombre)| Pas::AccorderAvecLeSceau(nom, nombre)).collect()
}

/// `None`: it is closed.
pub fn cloture(controle: &Controle, fin: &FinDAnnee) -> Option<Pas> {
    let exercice = controle.dossier.exercice(&fin.exercice).filter(|e| !e.scelle)?;
    let essai = Controle::pour_cloturer(controle.dossier, controle.jour, &fin.exercice);
    Some(match examiner(&essai, exercice) {
        Ok(_) => Pas::Cloturer(fin.exercice.clone()),
        Err(empechement) => Pas::LeverLesRaisons(fin.exercice.clone(), empechement.raisons()),
    })
}
