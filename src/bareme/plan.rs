//! The OCCE chart of accounts: the federation's default, and what a department changes in it.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::coop::{Compte, Sens};

/// Default chart (domain.md): number, suffix, label. The label is what the CRF prints.
const PLAN_PAR_DEFAUT: &[(&str, &str, &str)] = &[
    ("6070", "0008", "Achats d’objets à revendre"),
    ("6168", "1008", "Assurances"),
    ("6181", "0008", "Activités éducatives"),
    ("6270", "0008", "Frais bancaires"),
    ("6586", "0008", "Cotisations à l’OCCE"),
    ("6588", "0008", "Autres charges courantes"),
    ("6700", "0008", "Dépenses exceptionnelles"),
    ("6800", "0008", "Biens durables"),
    ("7070", "0008", "Ventes d’objets"),
    ("7080", "0008", "Autres activités éducatives"),
    ("7410", "0008", "Subventions de l’État et des collectivités"),
    ("7510", "0008", "Contributions et participations"),
    ("7511", "0008", "Subventions d’associations"),
    ("7562", "0008", "Participations volontaires des familles"),
    ("7610", "0008", "Intérêts"),
    ("7700", "0008", "Recettes exceptionnelles"),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompteDuPlan {
    pub libelle: EcoString,
    pub suffixe: EcoString,
    /// No longer used: an entry on it is E004.
    pub retire: bool,
}

/// The chart of one department, and which account is what.
#[derive(Debug, Clone)]
pub struct Plan {
    comptes: BTreeMap<Compte, CompteDuPlan>,
    pub cotisation: Compte,
    pub assurance: Compte,
    pub subvention: Compte,
    pub biens_durables: Compte,
}

impl Default for Plan {
    fn default() -> Plan {
        let compte = |numero| Compte::parse(numero).expect("the default chart holds accounts of classes 6 and 7");
        Plan {
            comptes: PLAN_PAR_DEFAUT
                .iter()
                .map(|&(numero, suffixe, libelle)| {
                    (compte(numero), CompteDuPlan { libelle: libelle.into(), suffixe: suffixe.into(), retire: false })
                })
                .collect(),
            cotisation: compte("6586"),
            assurance: compte("6168"),
            subvention: compte("7410"),
            biens_durables: compte("6800"),
        }
    }
}

impl Plan {
    /// Without any account: what a chart that is written whole begins with.
    pub fn vide() -> Plan {
        Plan { comptes: BTreeMap::new(), ..Plan::default() }
    }

    /// Adds an account or changes one.
    pub fn definir(&mut self, numero: Compte, compte: CompteDuPlan) {
        self.comptes.insert(numero, compte);
    }

    pub fn compte(&self, numero: Compte) -> Option<&CompteDuPlan> {
        self.comptes.get(&numero)
    }

    pub fn comptes(&self, sens: Sens) -> impl Iterator<Item = (Compte, &CompteDuPlan)> {
        self.comptes.iter().map(|(&numero, compte)| (numero, compte)).filter(move |(numero, _)| numero.sens() == sens)
    }

    /// The account that an entry may use under this spelling: known, not retired, and with the chart's suffix if one is given.
    pub fn trouver(&self, ecrit: &str) -> Option<Compte> {
        let (numero, suffixe) = Compte::parse_avec_suffixe(ecrit)?;
        let compte = self.comptes.get(&numero).filter(|c| !c.retire)?;
        suffixe.is_none_or(|s| s == compte.suffixe).then_some(numero)
    }

    /// An account to show as an example: the most used one, unless the department retired it.
    pub fn exemple(&self, sens: Sens) -> Option<Compte> {
        let usuel = Compte::parse(if sens == Sens::Charge { "6181" } else { "7080" });
        let en_usage = || self.comptes(sens).filter(|(_, compte)| !compte.retire).map(|(numero, _)| numero);
        en_usage().find(|numero| Some(*numero) == usuel).or_else(|| en_usage().next())
    }

    /// The label of an account, or its number where the chart has none.
    pub fn libelle(&self, numero: Compte) -> EcoString {
        self.comptes.get(&numero).map_or_else(|| ecow::eco_format!("{numero}"), |c| c.libelle.clone())
    }
}
