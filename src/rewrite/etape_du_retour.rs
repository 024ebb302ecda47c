//! `[[etape]]` of `retour/etat.toml`: where the yearly return stands from a day on.

use std::fmt::Write;

use super::bloc::chaine;
use crate::coop::{Date, EtapeDuRetour, EtatDuRetour};

#[derive(Debug, Clone)]
pub struct NouvelleEtape {
    pub etat: EtatDuRetour,
    pub date: Date,
    /// Empty when there is nothing to say.
    pub note: String,
    /// Fingerprint of the accounts that day.
    pub comptes: String,
    /// Fingerprint of the seal that the return is made with; `None` while the exercice is open.
    pub sceau: Option<String>,
}

impl NouvelleEtape {
    /// Whether it was noted already, word for word.
    pub fn est(&self, etape: &EtapeDuRetour) -> bool {
        let sceau = etape.sceau.as_ref().map(|sceau| sceau.valeur.as_str());
        (self.etat, self.date) == (etape.etat, etape.date)
            && [self.note.as_str(), &self.comptes] == [etape.note.as_str(), &etape.comptes]
            && self.sceau.as_deref() == sceau
    }

    pub fn bloc(&self) -> String {
        let mut bloc = format!("[[etape]]\netat = \"{}\"\ndate = {}\n", self.etat.nom(), self.date);
        let facultatifs = [("note", Some(&self.note).filter(|note| !note.is_empty())), ("comptes", Some(&self.comptes))];
        for (cle, valeur) in facultatifs.into_iter().chain([("sceau", self.sceau.as_ref())]) {
            if let Some(valeur) = valeur {
                let _ = writeln!(bloc, "{cle} = {}", chaine(valeur));
            }
        }
        bloc
    }
}
