//! From the command line to a dossier: which folder is meant, its department, its files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::Communs;
use super::{Echec, jour};
use crate::coop::{Date, Exercice};
use crate::parse::{DepartementLu, Dossier, charger as charger_dossier, lire_departement};
use crate::source::PLUS_LONG_QU_UN_PAPIER;
use crate::source::disque::{self, DEPARTEMENT_TOML, RETKOOP_TOML, TAILLE_MAX};

/// What a folder is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// The same; `None`: no folder is named, and one stands in no cooperative.
pub fn charger_si_l_on_y_est(communs: &Communs) -> Result<Option<Charge>, Echec> {
    if communs.dossier.is_none() && !matches!(cible(Path::new(".")), Ok(Cible::Cooperative(_))) {
        return Ok(None);
    }
    charger(communs).map(Some)
}

pub(super) fn charger_cooperative(racine: PathBuf, jour: Date) -> Result<Charge, Echec> {
    Ok(Charge { dossier: lire_seule(&racine)?, racine, jour })
}

/// Errors: the folder cannot be read.
pub(super) fn lire_seule(racine: &Path) -> Result<Dossier, Echec> {
    let externe = departement_externe(racine);
    let arborescence = disque::lire(racine).map_err(|e| Echec::es(&racine.display().to_string(), &e))?;
    Ok(charger_dossier(arborescence, externe))
}

impl Charge {
    /// The exercice meant: the one named, the one that holds the day, else the latest.
    pub fn exercice(&self, nomme: Option<&str>) -> Result<&Exercice, Echec> {
        exercice_vise(&self.dossier, self.jour, nomme)
            .ok_or_else(|| sans_exercice(nomme, SansExercice::de(&self.dossier, "").connus))
    }

    /// As many as tell a scan from a paper that we print; none of a file that cannot be read.
    pub fn octets_d_annexe(&self, exercice: &Exercice, chemin: &str) -> Vec<u8> {
        self.lire_annexe(exercice, chemin, PLUS_LONG_QU_UN_PAPIER).unwrap_or_default()
    }

    /// The first bytes of a file of an exercice, named from its folder, at most `au_plus`.
    ///
    /// Errors: it cannot be read.
    pub fn lire_annexe(&self, exercice: &Exercice, chemin: &str, au_plus: u64) -> Result<Vec<u8>, Echec> {
        let fichier = self.racine.join(exercice.nom.as_str()).join(chemin);
        disque::lire_debut(&fichier, au_plus).map_err(|e| Echec::es(&fichier.display().to_string(), &e))
    }
}

/// A file named on the command line.
///
/// Errors: it cannot be read, or is longer than any file of ours.
pub fn lire_document(fichier: &Path) -> Result<Vec<u8>, Echec> {
    let nom = fichier.display();
    let octets = disque::lire_debut(fichier, TAILLE_MAX + 1).map_err(|e| Echec::es(&nom.to_string(), &e))?;
    if octets.len() as u64 > TAILLE_MAX {
        return Err(Echec::new(
            format!("`{nom}` est trop gros : plus de {} Mo", TAILLE_MAX / 1_000_000),
            "vérifiez le chemin donné",
        ));
    }
    Ok(octets)
}

/// A cooperative that has not the exercice meant: its folder, and the exercices that it has.
#[derive(Debug)]
pub struct SansExercice {
    pub dossier: String,
    pub connus: Vec<String>,
}

impl SansExercice {
    pub fn de(dossier: &Dossier, chemin: &str) -> SansExercice {
        SansExercice { dossier: chemin.to_owned(), connus: dossier.exercices.iter().map(|e| e.nom.to_string()).collect() }
    }
}

/// No cooperative that one looks at has the exercice meant. `connus`: the names of those that they have, in any order.
pub fn sans_exercice(nomme: Option<&str>, connus: impl IntoIterator<Item = String>) -> Echec {
    let connus: Vec<String> = connus.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    match nomme {
        Some(nom) if !connus.is_empty() => {
            Echec::new(format!("il n’y a pas d’exercice `{nom}`"), format!("les exercices connus : {}", connus.join(", ")))
        }
        Some(nom) => Echec::new(format!("il n’y a pas d’exercice `{nom}`, ni aucun autre"), PREMIER_EXERCICE),
        None => Echec::new("il n’y a aucun exercice", PREMIER_EXERCICE),
    }
}

const PREMIER_EXERCICE: &str = "créez un dossier comme `2024-2025/` avec son `exercice.toml`";

/// The exercice meant: the one named, the one that holds the day, else the latest.
pub fn exercice_vise<'d>(dossier: &'d Dossier, jour: Date, nomme: Option<&str>) -> Option<&'d Exercice> {
    match nomme {
        Some(nom) => dossier.exercice(nom),
        None => dossier.exercices.iter().find(|e| e.contient(jour)).or(dossier.exercices.last()),
    }
}

/// The settings of the nearest department above, under the path that a message gives.
pub(super) fn departement_externe(racine: &Path) -> Option<DepartementLu> {
    let parent = racine.canonicalize().ok()?.parent()?.to_owned();
    let dossier = disque::chercher_vers_le_haut(&parent, DEPARTEMENT_TOML)?;
    let montees = parent.strip_prefix(&dossier).ok()?.components().count() + 1;
    Some(departement_du_dossier(&dossier, &format!("{}{DEPARTEMENT_TOML}", "../".repeat(montees))))
}

pub(super) fn departement_du_dossier(dossier: &Path, chemin: &str) -> DepartementLu {
    lire_departement(chemin, disque::lire_fichier(&dossier.join(DEPARTEMENT_TOML), chemin))
}
