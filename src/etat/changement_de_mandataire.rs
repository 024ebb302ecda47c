//! Change of mandataire or signataire of the bank account: who leaves, who comes, on which accounts.

use super::identite::Identite;
use crate::calcul::ChangementsDeMandataire;
use crate::controle::DossierControle;
use crate::coop::{Date, Mandataire, Role};

#[derive(Debug, Clone)]
pub struct ChangementDeMandataire {
    pub identite: Identite,
    pub comptes: Vec<CompteBancaire>,
    pub sortants: Vec<Personne>,
    pub entrants: Vec<Personne>,
}

#[derive(Debug, Clone)]
pub struct CompteBancaire {
    pub numero: &'static str,
    pub intitule: String,
    pub iban: String,
}

#[derive(Debug, Clone)]
pub struct Personne {
    pub nom: String,
    pub role: Role,
    pub mel: String,
    /// Last day of who leaves, first day of who comes.
    pub jour: Date,
}

impl ChangementDeMandataire {
    pub fn etablir(controle: &DossierControle) -> ChangementDeMandataire {
        let (cooperative, exercice) = (controle.comptes().cooperative, controle.exercice());
        let personne =
            |(m, jour): (&Mandataire, Date)| Personne { nom: m.nom.to_string(), role: m.role, mel: m.mel.to_string(), jour };
        let changements = ChangementsDeMandataire::de(cooperative, exercice);
        ChangementDeMandataire {
            identite: Identite::de(controle),
            comptes: controle
                .comptes()
                .banques()
                .map(|id| cooperative.tresorerie(id))
                .map(|t| CompteBancaire {
                    numero: t.compte.numero(),
                    intitule: t.intitule(),
                    iban: t.iban.as_ref().map_or_else(String::new, |i| i.valeur.to_string()),
                })
                .collect(),
            sortants: changements.sortants.into_iter().map(personne).collect(),
            entrants: changements.entrants.into_iter().map(personne).collect(),
        }
    }
}
