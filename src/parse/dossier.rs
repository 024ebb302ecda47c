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
    /// The settings of the day of the closing, by exercice: those that a seal which can be trusted holds.
    pub reglages_scelles: BTreeMap<EcoString, ReglagesScelles>,
    pub inventaire: Vec<Bien>,
    /// In order of their first day.
    pub exercices: Vec<Exercice>,
    pub sources: Vec<Source>,
    /// What reading found wrong.
    pub constats: Vec<Constat>,
}

/// What a closed exercice is read by. Places in these are those of the sealed texts, which are no sources.
#[derive(Debug)]
pub struct ReglagesScelles {
    pub departement: Departement,
    /// `None`: `retkoop.toml` is what it was that day.
    pub cooperative: Option<Cooperative>,
    /// `None`: `inventaire.toml` is what it was that day.
    pub inventaire: Option<Vec<Bien>>,
}

impl Dossier {
    /// The text of a file, by its path from the cooperative's folder.
    pub fn source(&self, chemin: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.chemin == chemin)
    }

    pub fn exercice(&self, nom: &str) -> Option<&Exercice> {
        self.exercices.iter().find(|e| e.nom == nom)
    }

    /// The department's settings that an exercice is judged by: those of the day of its closing, which its seal holds, or those
    /// of today. An account that the department retires since changes nothing to a year that used it.
    pub fn departement_de<'a>(&'a self, exercice: &'a Exercice) -> &'a Departement {
        self.reglages_scelles.get(&exercice.nom).map_or(&self.departement, |r| &r.departement)
    }

    /// The cooperative as an exercice knows it, on the same terms: its name, its people, its treasury accounts.
    pub fn cooperative_de(&self, exercice: &Exercice) -> &Cooperative {
        self.reglages_scelles.get(&exercice.nom).and_then(|r| r.cooperative.as_ref()).unwrap_or(&self.cooperative)
    }

    /// The inventory as an exercice knows it, on the same terms.
    pub fn inventaire_de(&self, exercice: &Exercice) -> &[Bien] {
        self.reglages_scelles.get(&exercice.nom).and_then(|r| r.inventaire.as_ref()).unwrap_or(&self.inventaire)
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
