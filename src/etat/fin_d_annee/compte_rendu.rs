//! Where the CRA and the CRF stand between the cooperative and its department.

use super::{Retour, erreurs_de};
use crate::controle::Controle;
use crate::controle::etapes_du_retour::Peremption;
use crate::coop::{Date, EtatDuRetour, Exercice, mots::mots};
use crate::etat::accueil::Ton;
use crate::etat::envoi::a_son_cra;

/// From the folder of the exercice.
pub(super) const ACTIVITES: &str = "activites.toml";

mots! {
    pub enum EtatDUnCompteRendu {
        /// The CRA is not written, whatever was said of the return.
        AEcrire = "a-ecrire",
        /// `activites.toml` is there, and holds an error.
        ACorriger = "a-corriger",
        /// The CRF is made from closed accounts.
        AttendLaCloture = "attend-la-cloture",
        /// Nothing is printed from accounts that hold an error, a broken seal among them.
        AttendUneCorrection = "attend-une-correction",
        Pret = "pret",
        Envoye = "envoye",
        ACompleter = "a-completer",
        /// What was sent is no longer that of the accounts.
        ComptesChanges = "comptes-changes",
        /// It is that of the accounts, which are open.
        Rouvert = "rouvert",
        /// It is that of the accounts, and not of their seal.
        ClotureDeNouveau = "cloture-de-nouveau",
        Accepte = "accepte",
    }
}

impl EtatDUnCompteRendu {
    /// `s_imprime`: closed, its papers can be printed.
    pub(super) fn du_cra(controle: &Controle, exercice: &Exercice, retour: &Retour, s_imprime: bool) -> EtatDUnCompteRendu {
        if erreurs_de(controle, &exercice.nom, ACTIVITES).next().is_some() {
            return EtatDUnCompteRendu::ACorriger;
        }
        match EtatDUnCompteRendu::du_retour(retour) {
            EtatDUnCompteRendu::Accepte => EtatDUnCompteRendu::Accepte,
            _ if !a_son_cra(exercice) => EtatDUnCompteRendu::AEcrire,
            // It is told once, of the CRF: the CRA has few figures of its own.
            _ if retour.perime.is_some() => EtatDUnCompteRendu::Envoye,
            EtatDUnCompteRendu::Pret if exercice.scelle && !s_imprime => EtatDUnCompteRendu::AttendUneCorrection,
            etat => etat,
        }
    }

    /// `s_imprime`: closed, its papers can be printed.
    pub(super) fn du_crf(exercice: &Exercice, retour: &Retour, s_imprime: bool) -> EtatDUnCompteRendu {
        match EtatDUnCompteRendu::du_retour(retour) {
            EtatDUnCompteRendu::Pret if !exercice.scelle => EtatDUnCompteRendu::AttendLaCloture,
            EtatDUnCompteRendu::Pret if !s_imprime => EtatDUnCompteRendu::AttendUneCorrection,
            etat => etat,
        }
    }

    fn du_retour(retour: &Retour) -> EtatDUnCompteRendu {
        match (retour.perime, retour.etat) {
            (Some(Peremption::ComptesChanges), _) => EtatDUnCompteRendu::ComptesChanges,
            (Some(Peremption::Ouvert), _) => EtatDUnCompteRendu::Rouvert,
            (Some(Peremption::ClotureDeNouveau), _) => EtatDUnCompteRendu::ClotureDeNouveau,
            (None, EtatDuRetour::EnConstruction) => EtatDUnCompteRendu::Pret,
            (None, EtatDuRetour::Saisi | EtatDuRetour::Valide) => EtatDUnCompteRendu::Envoye,
            (None, EtatDuRetour::ACompleter) => EtatDUnCompteRendu::ACompleter,
            (None, EtatDuRetour::Accepte) => EtatDUnCompteRendu::Accepte,
        }
    }

    /// The day on which it came there, where that is known.
    pub fn le(self, retour: &Retour) -> Option<Date> {
        match self {
            EtatDUnCompteRendu::Envoye => retour.envoye_le.or(retour.depuis),
            EtatDUnCompteRendu::ACompleter | EtatDUnCompteRendu::Accepte => retour.depuis,
            _ => None,
        }
    }

    /// `scelle`: nothing is sent before the closing, which is a line of its own.
    pub(super) fn ton(self, scelle: bool) -> Ton {
        use EtatDUnCompteRendu::*;
        match self {
            Pret if scelle => Ton::Attention,
            AttendLaCloture | Pret | Envoye => Ton::Calme,
            AEcrire | AttendUneCorrection | ACompleter => Ton::Attention,
            ACorriger | ComptesChanges | Rouvert | ClotureDeNouveau => Ton::Alerte,
            Accepte => Ton::Fait,
        }
    }
}
