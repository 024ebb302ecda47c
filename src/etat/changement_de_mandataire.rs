//! Change of mandataire or signataire of the bank account: who leaves, who comes, on which accounts.

use super::identite::Identite;
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
    pub jour: Option<Date>,
}

impl ChangementDeMandataire {
    /// Those whose function begins or ends in the exercice; a first mandataire of all is not a change of anybody, but is listed.
    pub fn etablir(controle: &DossierControle) -> ChangementDeMandataire {
        let (cooperative, exercice) = (&controle.dossier().cooperative, controle.exercice());
        let pendant = |jour: Option<Date>| jour.filter(|jour| exercice.contient(*jour));
        let personne = |m: &Mandataire, jour| Personne { nom: m.nom.to_string(), role: m.role, mel: m.mel.to_string(), jour };
        let choisir = |jour: fn(&Mandataire) -> Option<Date>| {
            cooperative.mandataires.iter().filter_map(|m| pendant(jour(m)).map(|jour| personne(m, Some(jour)))).collect()
        };
        ChangementDeMandataire {
            identite: Identite::de(controle),
            comptes: controle
                .comptes()
                .banques()
                .map(|id| cooperative.tresorerie(id))
                .map(|t| CompteBancaire {
                    numero: t.compte.numero(),
                    intitule: t.intitule().to_owned(),
                    iban: t.iban.as_ref().map_or_else(String::new, |i| i.valeur.to_string()),
                })
                .collect(),
            sortants: choisir(|m| m.jusqu_au),
            entrants: choisir(|m| m.depuis),
        }
    }
}
