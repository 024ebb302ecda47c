//! From the command line to a dossier: which folder is meant, its department, its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::args::Communs;
use super::{Echec, jour};
use crate::controle::Controle;
use crate::coop::{Date, Exercice};
use crate::diagnostic::Rapport;
use crate::parse::{DepartementLu, Dossier, charger as charger_dossier, dossier_de_defauts, lire_departement};
use crate::source::Defaut;
use crate::source::disque::{self, DEPARTEMENT_TOML, RETKOOP_TOML, message_systeme};

/// What a folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cible {
    Cooperative(PathBuf),
    Departement(PathBuf),
}

/// A dossier and the day of the check.
#[derive(Debug)]
pub struct Charge {
    pub racine: PathBuf,
    pub dossier: Dossier,
    pub jour: Date,
}

/// The cooperative or the department that `depart` is in.
pub fn cible(depart: &Path) -> Result<Cible, Echec> {
    if !depart.exists() {
        return Err(Echec::new(format!("`{}` n’existe pas", depart.display()), "vérifiez le chemin donné"));
    }
    let cooperative = disque::chercher_vers_le_haut(depart, RETKOOP_TOML);
    let departement = disque::chercher_vers_le_haut(depart, DEPARTEMENT_TOML);
    match (cooperative, departement) {
        // The nearer of the two; a cooperative that holds its own settings is a cooperative.
        (Some(cooperative), Some(departement)) if departement.starts_with(&cooperative) && departement != cooperative => {
            Ok(Cible::Departement(departement))
        }
        (Some(cooperative), _) => Ok(Cible::Cooperative(cooperative)),
        (None, Some(departement)) => Ok(Cible::Departement(departement)),
        (None, None) => Err(Echec::new(
            format!(
                "ni coopérative (`retkoop.toml`) ni département (`departement.toml`) dans `{}` ou au-dessus",
                depart.display()
            ),
            "allez dans le dossier d’une coopérative, nommez-le avec `-C DOSSIER`, ou créez-en une : `retkoop nouveau DOSSIER`",
        )),
    }
}

/// The day that the rules take for today.
pub fn jour_du_controle(communs: &Communs) -> Result<Date, Echec> {
    jour::du_controle(communs.date)
}

/// Reads the one cooperative that a command works on.
pub fn charger(communs: &Communs) -> Result<Charge, Echec> {
    let depart = communs.dossier.clone().unwrap_or_else(|| PathBuf::from("."));
    match cible(&depart)? {
        Cible::Cooperative(racine) => charger_cooperative(racine, jour_du_controle(communs)?),
        Cible::Departement(racine) => Err(Echec::new(
            format!("`{}` est un département : cette commande travaille sur une coopérative", racine.display()),
            "nommez-en une avec `-C DOSSIER`",
        )),
    }
}

fn charger_cooperative(racine: PathBuf, jour: Date) -> Result<Charge, Echec> {
    let externe = departement_externe(&racine);
    let arborescence = disque::lire(&racine).map_err(|e| Echec::es(&racine.display().to_string(), &e))?;
    Ok(Charge { dossier: charger_dossier(arborescence, externe), racine, jour })
}

impl Charge {
    /// The exercice meant: the one named, the one that holds the day, else the latest.
    pub fn exercice(&self, nomme: Option<&str>) -> Result<&Exercice, Echec> {
        let exercices = &self.dossier.exercices;
        let noms = || exercices.iter().map(|e| e.nom.as_str()).collect::<Vec<_>>().join(", ");
        match nomme {
            Some(nom) => exercices.iter().find(|e| e.nom == nom).ok_or_else(|| {
                Echec::new(format!("il n’y a pas d’exercice `{nom}`"), format!("les exercices de cette coopérative : {}", noms()))
            }),
            None => exercices.iter().find(|e| e.contient(self.jour)).or(exercices.last()).ok_or_else(|| {
                Echec::new("cette coopérative n’a aucun exercice", "créez un dossier comme `2024-2025/` avec son `exercice.toml`")
            }),
        }
    }
}

/// Checks one cooperative.
///
/// Errors: the folder cannot be read, or there is no exercice of that name.
pub fn rapport_de_cooperative(racine: &Path, jour: Date, seulement: Option<&str>) -> Result<Rapport, Echec> {
    let charge = charger_cooperative(racine.to_owned(), jour)?;
    if seulement.is_some() {
        charge.exercice(seulement)?;
    }
    let rapport = Controle::new(&charge.dossier, jour).en_rapport().retenir(seulement);
    let rapport = rapport.avec_sources(charge.dossier.sources);
    // The program ends soon, and gives everything back at once.
    std::mem::forget(charge.dossier.exercices);
    Ok(Rapport { depot: chemin_dans_le_depot(racine).unwrap_or_default(), ..rapport })
}

/// The settings of the nearest department above, under the path that a message gives.
fn departement_externe(racine: &Path) -> Option<DepartementLu> {
    let parent = racine.canonicalize().ok()?.parent()?.to_owned();
    let dossier = disque::chercher_vers_le_haut(&parent, DEPARTEMENT_TOML)?;
    let montees = parent.strip_prefix(&dossier).ok()?.components().count() + 1;
    Some(departement_du_dossier(&dossier, &format!("{}{DEPARTEMENT_TOML}", "../".repeat(montees))))
}

fn departement_du_dossier(dossier: &Path, chemin: &str) -> DepartementLu {
    lire_departement(chemin, disque::lire_fichier(&dossier.join(DEPARTEMENT_TOML), chemin))
}

/// Checks every cooperative of a department, in parallel, and gives the reports in the order of the paths: first what is wrong
/// with the department's own folders and settings, if anything is.
///
/// Errors: there is no cooperative, or none has the exercice named.
pub fn controler_departement(
    racine: &Path,
    jour: Date,
    seulement: Option<&str>,
    avancement: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Rapport>, Echec> {
    let (cooperatives, mut defauts) = disque::cooperatives(racine);
    if cooperatives.is_empty() && defauts.is_empty() {
        return Err(Echec::new(
            format!("aucune coopérative (`retkoop.toml`) dans le département `{}`", racine.display()),
            "chaque coopérative est un dossier, à n’importe quelle profondeur",
        ));
    }
    let departements = Departements::default();
    let faits = AtomicUsize::new(0);
    let lus: Vec<Result<Lu, (String, Defaut)>> = cooperatives
        .par_iter()
        .map(|cooperative| {
            let lu = rapport(racine, cooperative, jour, seulement, &departements);
            avancement(faits.fetch_add(1, Ordering::Relaxed) + 1, cooperatives.len());
            lu
        })
        .collect();
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
    if let Some(nom) = seulement.filter(|_| concernees == 0) {
        return Err(Echec::new(
            format!("aucune coopérative de ce département n’a d’exercice `{nom}`"),
            "vérifiez son nom : `AAAA-AAAA`",
        ));
    }
    let departements = departements.into_inner().unwrap_or_default();
    let reglages = departements.into_iter().rev().filter_map(|(dossier, lu)| Some((dossier, lu.en_dossier()?)));
    for (dossier, lu) in reglages.chain(dossier_de_defauts(&defauts).map(|lu| (racine.to_owned(), lu))) {
        let (prefixe, depot) = adresses(racine, &dossier);
        let rapport = Controle::new(&lu, jour).en_rapport().avec_sources(lu.sources);
        rapports.insert(0, Rapport { prefixe, depot, cooperatives: 0, ..rapport });
    }
    Ok(rapports)
}

/// The settings already read, by folder.
type Departements = Mutex<BTreeMap<PathBuf, DepartementLu>>;

/// One cooperative of a department, checked.
struct Lu {
    rapport: Rapport,
    /// It has the exercice named on the command line, if one is.
    a_l_exercice: bool,
}

fn rapport(
    racine: &Path,
    cooperative: &Path,
    jour: Date,
    seulement: Option<&str>,
    departements: &Departements,
) -> Result<Lu, (String, Defaut)> {
    let (prefixe, depot) = adresses(racine, cooperative);
    let arborescence = disque::lire(cooperative)
        .map_err(|e| (prefixe.trim_end_matches('/').to_owned(), Defaut::Systeme(message_systeme(Some(&e)))))?;
    let externe = disque::chercher_vers_le_haut(cooperative.parent().unwrap_or(cooperative), DEPARTEMENT_TOML).map(|dossier| {
        let mut connus = departements.lock().expect("no thread panics while it holds the lock");
        let lu = connus.entry(dossier).or_insert_with_key(|dossier| departement_du_dossier(dossier, DEPARTEMENT_TOML));
        lu.sans_constats()
    });
    let dossier = charger_dossier(arborescence, externe);
    let a_l_exercice = seulement.is_none_or(|nom| dossier.exercice(nom).is_some());
    let rapport = Controle::new(&dossier, jour).en_rapport().retenir(seulement).avec_sources(dossier.sources);
    Ok(Lu { rapport: Rapport { prefixe, depot, ..rapport }, a_l_exercice })
}

/// Where paths begin for people (`racine`), and for what works on repositories.
fn adresses(racine: &Path, dossier: &Path) -> (String, String) {
    let prefixe = prefixe(racine, dossier);
    let depot = chemin_dans_le_depot(dossier).unwrap_or_else(|| prefixe.clone());
    (prefixe, depot)
}

/// Path of a folder from the root of the git repository that it is in, if it is in one.
fn chemin_dans_le_depot(dossier: &Path) -> Option<String> {
    let depot = disque::chercher_vers_le_haut(dossier, ".git")?;
    Some(prefixe(&depot, &dossier.canonicalize().ok()?))
}

fn prefixe(racine: &Path, dossier: &Path) -> String {
    let relatif = dossier.strip_prefix(racine).unwrap_or(dossier);
    let etapes: Vec<_> = relatif.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    if etapes.is_empty() { String::new() } else { format!("{}/", etapes.join("/")) }
}
