//! Where the yearly return stands, and whether it is still that of the accounts.

use crate::controle::etapes_du_retour::{Peremption, est_fait_par_la_cooperative, peremption};
use crate::coop::{Date, EtatDuRetour, Exercice};
use crate::etat::accueil::Ton;
use crate::parse::Dossier;

#[derive(Debug, Clone)]
pub struct Retour {
    pub etat: EtatDuRetour,
    /// The day of its last step; `None` before the first.
    pub depuis: Option<Date>,
    /// The day of the last step that is the cooperative's own.
    pub envoye_le: Option<Date>,
    pub note: String,
    /// What became of the accounts since it was sent; `None`: they are those.
    pub perime: Option<Peremption>,
}

impl Retour {
    pub fn de(dossier: &Dossier, exercice: &Exercice) -> Retour {
        let etape = exercice.retour.last();
        Retour {
            etat: etape.map_or(EtatDuRetour::EnConstruction, |etape| etape.etat),
            depuis: etape.map(|etape| etape.date),
            envoye_le: exercice.retour.iter().rfind(|e| est_fait_par_la_cooperative(e.etat)).map(|e| e.date),
            note: etape.map_or_else(String::new, |etape| etape.note.to_string()),
            perime: peremption(dossier, exercice),
        }
    }

    /// Sent, and its accounts are still those.
    pub fn est_parti(&self) -> bool {
        self.etat >= EtatDuRetour::Saisi && self.perime.is_none()
    }

    /// Accepted, and its accounts are still those.
    pub fn est_accepte(&self) -> bool {
        self.etat == EtatDuRetour::Accepte && self.perime.is_none()
    }

    /// Sent, and nothing more is asked of the cooperative.
    pub fn attend_le_departement(&self) -> bool {
        matches!(self.etat, EtatDuRetour::Saisi | EtatDuRetour::Valide) && self.perime.is_none()
    }

    /// Once the exercice is over, what was never sent is due.
    pub fn ton_apres_la_fin(&self) -> Ton {
        if self.etat == EtatDuRetour::EnConstruction { Ton::Attention } else { self.ton() }
    }

    pub fn ton(&self) -> Ton {
        match self.etat {
            _ if self.perime.is_some() => Ton::Alerte,
            EtatDuRetour::Accepte => Ton::Fait,
            EtatDuRetour::ACompleter => Ton::Attention,
            _ => Ton::Calme,
        }
    }
}
