//! Checks the cooperatives of a run: one alone, or many in parallel, with the settings that they share read once.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::chargement::{charger_cooperative, departement_du_dossier, lire_seule};
use super::perimetre::{Exercices, Perimetre};
use super::{Console, Echec};
use crate::controle::Controle;
use crate::coop::Date;
use crate::diagnostic::{Rapport, Resume};
use crate::parse::{DepartementLu, Dossier, charger, dossier_de_defauts};
use crate::source::Defaut;
use crate::source::disque::{self, DEPARTEMENT_TOML, message_systeme};

impl Perimetre {
    /// The reports in the order of the paths: first what is wrong with a department's own folders and settings, if anything is.
    ///
    /// Errors: a folder cannot be read, or no cooperative has the exercice named.
    pub fn controler(&self, jour: Date, seulement: Option<&str>, console: &Console) -> Result<Vec<Rapport>, Echec> {
        if let Some(exercices) = self.cooperatives.get(&self.racine) {
            console.detail(&format!("coopérative {}, jour de la vérification {jour}", self.racine.display()));
            return Ok(vec![seule(&self.racine, exercices, jour, seulement)?]);
        }
        console.detail(&format!("{}, jour de la vérification {jour}", self.racine.display()));
        let barre = console.avancement();
        let rapports = self.ensemble(jour, seulement, &|faits, total| barre.montrer(faits, total));
        barre.finir();
        rapports
    }

    /// Does something with each cooperative, in parallel, in the order of their paths: `faire` is given its folder from `racine`
    /// too, empty for the only one. What is wrong with the settings that they share is told apart ([`Perimetre::reglages`]).
    ///
    /// Errors: a folder cannot be read.
    pub fn chacune<T: Send>(&self, faire: impl Fn(Dossier, &str) -> T + Sync) -> Result<Vec<T>, Echec> {
        let departements = Departements::default();
        self.en_parallele(faire, |cooperative| {
            lire(cooperative, &departements).map_err(|e| Echec::es(&cooperative.display().to_string(), &e))
        })
    }

    /// The same, with each cooperative as it is when it is alone: what is wrong with its department's settings is told of it too.
    ///
    /// Errors: a folder cannot be read.
    pub fn chacune_seule<T: Send>(&self, faire: impl Fn(Dossier, &str) -> T + Sync) -> Result<Vec<T>, Echec> {
        self.en_parallele(faire, lire_seule)
    }

    fn en_parallele<T: Send>(
        &self,
        faire: impl Fn(Dossier, &str) -> T + Sync,
        lire: impl Fn(&Path) -> Result<Dossier, Echec> + Sync,
    ) -> Result<Vec<T>, Echec> {
        let une = |cooperative: &PathBuf| {
            let chemin = relatif(&self.racine, cooperative);
            Ok(faire(lire(cooperative)?, chemin.trim_end_matches('/')))
        };
        let cooperatives: Vec<&PathBuf> = self.cooperatives.keys().collect();
        cooperatives.into_par_iter().map(une).collect()
    }

    /// Where the paths of a cooperative begin, by its folder as [`Perimetre::chacune`] gives it: for people, and for what works
    /// on repositories.
    pub fn adresses_de(&self, dossier: &str) -> (String, String) {
        adresses(&self.racine, &self.racine.join(dossier))
    }

    /// The settings of the whole, and how many findings there are about those that its cooperatives follow and about its folders.
    pub fn reglages(&self, jour: Date) -> (DepartementLu, Resume) {
        let dossiers = self.cooperatives.keys().filter_map(|cooperative| departement_au_dessus(cooperative));
        let lus = dossiers.map(|dossier| (dossier.clone(), departement_du_dossier(&dossier, DEPARTEMENT_TOML))).collect();
        let rapports = self.rapports_communs(Mutex::new(lus), &self.defauts, jour);
        (departement_du_dossier(&self.racine, DEPARTEMENT_TOML), Resume::de(&rapports))
    }

    fn ensemble(
        &self,
        jour: Date,
        seulement: Option<&str>,
        avancement: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Vec<Rapport>, Echec> {
        let departements = Departements::default();
        let faits = AtomicUsize::new(0);
        let lus: Vec<Result<Lu, (String, Defaut)>> = self
            .cooperatives
            .par_iter()
            .map(|(cooperative, exercices)| {
                let lu = self.rapport(cooperative, exercices, jour, seulement, &departements);
                avancement(faits.fetch_add(1, Ordering::Relaxed) + 1, self.cooperatives.len());
                lu
            })
            .collect();
        let mut defauts = self.defauts.clone();
        let mut rapports = Vec::new();
        let mut concernees = 0;
        for lu in lus {
            match lu {
                Ok(lu) => {
                    concernees += usize::from(lu.a_l_exercice);
                    rapports.push(lu.rapport);
                }
                Err(defaut) => defauts.push(defaut),
            }
        }
        if let Some(nom) = seulement.filter(|_| concernees == 0 && !self.cooperatives.is_empty()) {
            return Err(Echec::new(
                format!("aucune de ces coopératives n’a d’exercice `{nom}`"),
                "vérifiez son nom : `AAAA-AAAA`",
            ));
        }
        rapports.splice(0..0, self.rapports_communs(departements, &defauts, jour));
        Ok(rapports)
    }

    /// What is wrong with the settings that cooperatives share, and with folders: none where nothing is.
    fn rapports_communs(&self, lus: Departements, defauts: &[(String, Defaut)], jour: Date) -> Vec<Rapport> {
        let mut departements = lus.into_inner().unwrap_or_default();
        for dossier in &self.departements {
            departements.entry(dossier.clone()).or_insert_with_key(|dossier| departement_du_dossier(dossier, DEPARTEMENT_TOML));
        }
        let mut rapports = Vec::new();
        let reglages = departements.into_iter().rev().filter_map(|(dossier, lu)| Some((dossier, lu.en_dossier()?)));
        for (dossier, lu) in reglages.chain(dossier_de_defauts(defauts).map(|lu| (self.racine.clone(), lu))) {
            let (prefixe, depot) = adresses(&self.racine, &dossier);
            let rapport = Controle::new(&lu, jour).en_rapport().avec_sources(lu.sources);
            if !rapport.diagnostics.is_empty() {
                rapports.insert(0, Rapport { prefixe, depot, cooperatives: 0, ..rapport });
            }
        }
        rapports
    }

    fn rapport(
        &self,
        cooperative: &Path,
        exercices: &Exercices,
        jour: Date,
        seulement: Option<&str>,
        departements: &Departements,
    ) -> Result<Lu, (String, Defaut)> {
        let (prefixe, depot) = adresses(&self.racine, cooperative);
        let dossier = lire(cooperative, departements)
            .map_err(|e| (prefixe.trim_end_matches('/').to_owned(), Defaut::Systeme(message_systeme(Some(&e)))))?;
        let a_l_exercice = seulement.is_none_or(|nom| dossier.exercice(nom).is_some());
        let rapport = Controle::new(&dossier, jour).en_rapport().retenir(voulus(exercices, &dossier, seulement));
        Ok(Lu { rapport: Rapport { prefixe, depot, ..rapport.avec_sources(dossier.sources) }, a_l_exercice })
    }
}

/// The settings already read, by folder.
type Departements = Mutex<BTreeMap<PathBuf, DepartementLu>>;

/// Reads one cooperative among others: what is wrong with the settings that they share is told apart.
fn lire(cooperative: &Path, departements: &Departements) -> io::Result<Dossier> {
    let arborescence = disque::lire(cooperative)?;
    let externe = departement_au_dessus(cooperative).map(|dossier| {
        let mut connus = departements.lock().expect("no thread panics while it holds the lock");
        let lu = connus.entry(dossier).or_insert_with_key(|dossier| departement_du_dossier(dossier, DEPARTEMENT_TOML));
        lu.sans_constats()
    });
    Ok(charger(arborescence, externe))
}

/// One cooperative among others, checked.
struct Lu {
    rapport: Rapport,
    /// It has the exercice named on the command line, if one is.
    a_l_exercice: bool,
}

/// The folder of the settings that a cooperative follows, when they are not its own.
pub(super) fn departement_au_dessus(cooperative: &Path) -> Option<PathBuf> {
    disque::chercher_vers_le_haut(cooperative.parent()?, DEPARTEMENT_TOML)
}

/// Whether a folder, which may not be there yet, stands in a repository or a department of which it is only a part.
pub fn est_sous_un_depot(destination: &Path) -> bool {
    let absolue = std::path::absolute(destination).unwrap_or_default();
    let existant = absolue.ancestors().skip(1).find(|dossier| dossier.is_dir());
    existant.is_some_and(|d| [".git", DEPARTEMENT_TOML].iter().any(|nom| disque::chercher_vers_le_haut(d, nom).is_some()))
}

fn seule(racine: &Path, exercices: &Exercices, jour: Date, seulement: Option<&str>) -> Result<Rapport, Echec> {
    let charge = charger_cooperative(racine.to_owned(), jour)?;
    if seulement.is_some() {
        charge.exercice(seulement)?;
    }
    let rapport = Controle::new(&charge.dossier, jour).en_rapport().retenir(voulus(exercices, &charge.dossier, seulement));
    let rapport = rapport.avec_sources(charge.dossier.sources);
    // The program ends soon, and gives everything back at once.
    std::mem::forget(charge.dossier.exercices);
    Ok(Rapport { depot: chemin_dans_le_depot(racine).unwrap_or_default(), ..rapport })
}

fn voulus<'a>(exercices: &'a Exercices, dossier: &'a Dossier, seulement: Option<&'a str>) -> impl Fn(&str) -> bool + use<'a> {
    let voulus = exercices.voulus(&dossier.exercices);
    move |nom| seulement.is_none_or(|seul| seul == nom) && voulus(nom)
}

/// Where paths begin for people (`racine`), and for what works on repositories.
fn adresses(racine: &Path, dossier: &Path) -> (String, String) {
    let prefixe = relatif(racine, dossier);
    let depot = chemin_dans_le_depot(dossier).unwrap_or_else(|| prefixe.clone());
    (prefixe, depot)
}

/// Path of a folder from the root of the git repository that it is in, if it is in one.
fn chemin_dans_le_depot(dossier: &Path) -> Option<String> {
    let depot = disque::chercher_vers_le_haut(dossier, ".git")?;
    Some(relatif(&depot, &dossier.canonicalize().ok()?))
}

/// Path of `dossier` from `racine`, with a final `/`; empty when they are one.
fn relatif(racine: &Path, dossier: &Path) -> String {
    let communes = racine.components().zip(dossier.components()).take_while(|(a, b)| a == b).count();
    let montees = racine.components().skip(communes).map(|_| "..".into());
    let descentes = dossier.components().skip(communes).map(|c| c.as_os_str().to_string_lossy());
    montees.chain(descentes).fold(String::new(), |chemin, etape| format!("{chemin}{etape}/"))
}
