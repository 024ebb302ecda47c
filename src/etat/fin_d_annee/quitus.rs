//! Where the quitus stands: given by enough verifiers, of the accounts that are sealed, signed.

use super::{Retour, erreurs_de};
use crate::controle::Controle;
use crate::coop::{Exercice, mots::mots};
use crate::etat::accueil::Ton;
use crate::etat::envoi::est_signe;
use crate::etat::quitus::la_commission_est_irreguliere;

/// From the folder of the exercice.
pub(super) const COMMISSION: &str = "controle.toml";

mots! {
    pub enum EtatDuQuitus {
        /// `controle.toml` is there, and holds an error.
        ACorriger = "a-corriger",
        ADemander = "a-demander",
        Refuse = "refuse",
        /// Of accounts that were not closed, or were closed again since then.
        AvantLaCloture = "avant-la-cloture",
        /// Given by members who are too few, or may not be (Q001 to Q003).
        Irregulier = "irregulier",
        /// Nobody says when the members met: perhaps before the closing.
        SansDate = "sans-date",
        /// Given, and its signed paper is not here.
        ANumeriser = "a-numeriser",
        Donne = "donne",
    }
}

impl EtatDuQuitus {
    /// As it was known on the day of the check: the first thing that is missing.
    pub fn de(controle: &Controle, exercice: &Exercice) -> EtatDuQuitus {
        if erreurs_de(controle, &exercice.nom, COMMISSION).next().is_some() {
            return EtatDuQuitus::ACorriger;
        }
        let reunie = exercice.commission.as_ref().filter(|c| c.date.is_none_or(|date| date.valeur <= controle.jour));
        let Some(commission) = reunie else { return EtatDuQuitus::ADemander };
        match commission.quitus_donne {
            None => EtatDuQuitus::ADemander,
            Some(false) => EtatDuQuitus::Refuse,
            Some(true) if !exercice.scelle || exercice.reunie_avant_la_cloture().is_some() => EtatDuQuitus::AvantLaCloture,
            Some(true) if la_commission_est_irreguliere(controle, &exercice.nom) => EtatDuQuitus::Irregulier,
            Some(true) if commission.date.is_none() => EtatDuQuitus::SansDate,
            Some(true) if !est_signe(exercice) => EtatDuQuitus::ANumeriser,
            Some(true) => EtatDuQuitus::Donne,
        }
    }

    /// Given, of these accounts, by those who may.
    pub fn est_donne(self) -> bool {
        matches!(self, EtatDuQuitus::Donne | EtatDuQuitus::ANumeriser)
    }

    /// Once the department accepted the return, nothing more is asked for: the quitus came with it, on paper.
    pub fn ton(self, retour: &Retour) -> Ton {
        match self {
            EtatDuQuitus::ACorriger => Ton::Alerte,
            _ if retour.est_accepte() => Ton::Fait,
            EtatDuQuitus::Donne => Ton::Fait,
            EtatDuQuitus::ANumeriser if retour.attend_le_departement() => Ton::Calme,
            EtatDuQuitus::Refuse => Ton::Alerte,
            _ => Ton::Attention,
        }
    }
}
