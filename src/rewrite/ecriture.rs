//! An entry of the cahier, as one would write it by hand.

use std::fmt::Write;

use super::bloc::{chaine, cle};
use crate::coop::{Compte, Date, Montant, Moyen};

#[derive(Debug, Clone, Default)]
pub struct NouvelleEcriture {
    pub piece: String,
    pub date: Date,
    pub libelle: String,
    pub moyen: Option<Moyen>,
    /// Number of the cheque; empty when it is not known.
    pub cheque: String,
    /// Names of treasury accounts and amounts, positive.
    pub entrees: Vec<(String, Montant)>,
    pub sorties: Vec<(String, Montant)>,
    pub ventilations: Vec<(Compte, Montant)>,
}

impl NouvelleEcriture {
    pub fn bloc(&self) -> String {
        let mut bloc =
            format!("[[ecriture]]\npiece = {}\ndate = {}\nlibelle = {}\n", chaine(&self.piece), self.date, chaine(&self.libelle));
        if let Some(moyen) = self.moyen {
            let _ = writeln!(bloc, "moyen = \"{}\"", moyen.nom());
        }
        if !self.cheque.is_empty() {
            let _ = writeln!(bloc, "cheque = {}", chaine(&self.cheque));
        }
        for (sens, mouvements) in [("entree", &self.entrees), ("sortie", &self.sorties)] {
            for (nom, montant) in mouvements {
                let _ = writeln!(bloc, "{sens}.{} = {}", cle(nom), montant.decimal());
            }
        }
        for (compte, montant) in &self.ventilations {
            let _ = writeln!(bloc, "ventilation.{compte} = {}", montant.decimal());
        }
        bloc
    }
}
