//! What a paper takes in a process that has already made some, beside the cold time that `comparer` measures: no command prints
//! papers of two cooperatives, so this one calls the library. The accounts are other ones each time, so that nothing of a page is
//! found ready.
//!
//! ```text
//! cargo bench --profile dev --bench a_chaud
//! ```

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::disallowed_types)] // A program at the edge.

#[path = "../comparer/ecole.rs"]
#[allow(dead_code, reason = "the schools of the other benchmark")]
mod ecole;
#[path = "../comparer/hasard.rs"]
mod hasard;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs, io};

use ecole::Cahier;
use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::Date;
use retkoop::parse::charger;
use retkoop::render::pdf::{Choix, Modele, imprimer_tous};
use retkoop::source::disque;

const ANNEE: usize = 150;

fn main() -> ExitCode {
    let tours = env::var("TOURS").ok().and_then(|n| n.parse().ok()).unwrap_or(9);
    match tempfile::tempdir().and_then(|ici| montrer(ici.path(), tours)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            eprintln!("{erreur}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the median time of each paper that a year has, and its ratio to the CRF. `ici`: an empty folder to write the schools in.
fn montrer(ici: &Path, tours: u64) -> io::Result<()> {
    let mut mesures: Vec<(&str, Vec<f64>)> = Vec::new();
    // One round that is not counted.
    for graine in 0..=tours {
        let ecole = ici.join(graine.to_string());
        fs::create_dir_all(&ecole)?;
        ecole::ecrire(&ecole, ANNEE, 100 + graine, Cahier::ParMois, None)?;
        let dossier = charger(disque::lire(&ecole)?, None);
        let exercice = dossier.exercices.first().ok_or_else(|| io::Error::other("no exercice was written"))?;
        let jour = Date::from_ymd_opt(2024, 9, 15).unwrap_or(exercice.fin);
        let controle = Controle::new(&dossier, jour);
        let preuve = DossierControle::prouver(&controle, &exercice.nom).map_err(|_| io::Error::other("the year has errors"))?;
        let date = exercice.date_des_papiers(None, jour);
        for modele in Modele::TOUS.iter().filter(|modele| !modele.demande_la_cotisation()) {
            let choix = Choix::new(&[*modele], false, &dossier, preuve.comptes(), date);
            let papiers = choix.etablir(&preuve, date);
            if papiers.is_empty() {
                continue;
            }
            let debut = Instant::now();
            imprimer_tous(&papiers, 2).map_err(|erreur| io::Error::other(erreur.to_string()))?;
            let ms = debut.elapsed().as_secs_f64() * 1e3 / papiers.len() as f64;
            match mesures.iter_mut().find(|(nom, _)| *nom == modele.nom()) {
                Some((_, tours)) => tours.push(ms),
                None => mesures.push((modele.nom(), Vec::new())),
            }
        }
    }
    println!("| À chaud, une année de 150 écritures | temps | temps, rapport |\n|---|--:|--:|");
    let medianes: Vec<(&str, f64)> = mesures.into_iter().map(|(nom, tours)| (nom, mediane(tours))).collect();
    let crf = medianes.first().map_or(f64::NAN, |(_, crf)| *crf);
    for (nom, ms) in &medianes {
        println!("| `{nom}` | {ms:.1} ms | {:.2} |", ms / crf);
    }
    Ok(())
}

fn mediane(mut mesures: Vec<f64>) -> f64 {
    mesures.sort_by(f64::total_cmp);
    mesures.get(mesures.len() / 2).copied().unwrap_or(f64::NAN)
}
