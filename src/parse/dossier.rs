//! A cooperative as its folder tells it, mistakes included: what the rules work on.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;

use crate::bareme::Departement;
use crate::coop::{Bien, Cooperative, Exercice};
use crate::diagnostic::Constat;
use crate::source::{FichierId, Source};

#[derive(Debug)]
pub struct Dossier {
    pub cooperative: Cooperative,
    pub departement: Arc<Departement>,
    /// Where the department's settings stand; `None` without any, or when a batch tells their mistakes once for all.
    pub fichier_du_departement: Option<FichierId>,
    /// The department's settings of the day of the closing, by exercice: those that a seal which can be trusted holds.
    pub reglages_scelles: BTreeMap<EcoString, Departement>,
    pub inventaire: Vec<Bien>,
    /// In order of their first day.
    pub exercices: Vec<Exercice>,
    pub sources: Vec<Source>,
    /// What reading found wrong.
    pub constats: Vec<Constat>,
}

impl Dossier {
    pub fn exercice(&self, nom: &str) -> Option<&Exercice> {
        self.exercices.iter().find(|e| e.nom == nom)
    }

    /// The department's settings that an exercice is judged by: those of the day of its closing, which its seal holds, or those of
    /// today. An account that the department retires since changes nothing to a year that used it.
    pub fn departement_de<'a>(&'a self, exercice: &'a Exercice) -> &'a Departement {
        self.reglages_scelles.get(&exercice.nom).unwrap_or(&self.departement)
    }

    /// Entries of the cahiers, class ledgers apart.
    pub fn nombre_d_ecritures(&self) -> usize {
        self.exercices.iter().map(|e| e.ecritures.len()).sum()
    }

    /// TOML files of the cooperative's own folder.
    pub fn nombre_de_fichiers(&self) -> usize {
        self.sources.iter().filter(|s| !s.chemin.starts_with("../")).count()
    }
}
