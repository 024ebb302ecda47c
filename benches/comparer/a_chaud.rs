//! What a paper takes in a process that has already made some: the warm time of a department's batch, beside the cold one of
//! whole processes. The accounts are other ones each time, so that nothing of a page is found ready.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use retkoop::controle::{Controle, DossierControle};
use retkoop::coop::Date;
use retkoop::parse::charger;
use retkoop::render::pdf::{Choix, Modele, imprimer_tous};
use retkoop::source::disque;

use super::ecole::{self, Cahier};
use super::mediane;

/// Prints the median time of each paper that a year of `nombre` entries has. `ici`: an empty folder to write the schools in.
pub fn montrer(ici: &Path, nombre: usize, tours: usize) -> io::Result<()> {
    let mut mesures: Vec<(&str, Vec<f64>)> = Vec::new();
    // One round that is not counted.
    for graine in 0..=tours as u64 {
        let ecole = ici.join(graine.to_string());
        fs::create_dir_all(&ecole)?;
        ecole::ecrire(&ecole, nombre, 100 + graine, Cahier::ParMois, None)?;
        let dossier = charger(disque::lire(&ecole)?, None);
        let exercice = dossier.exercices.first().ok_or_else(|| io::Error::other("no exercice was written"))?;
        let controle = Controle::new(&dossier, Date::from_ymd_opt(2024, 9, 15).unwrap_or(exercice.fin));
        let preuve = DossierControle::prouver(&controle, &exercice.nom).map_err(|_| io::Error::other("the year has errors"))?;
        for modele in Modele::TOUS.iter().filter(|modele| !modele.demande_la_cotisation()) {
            let choix = Choix::new(&[*modele], false, &dossier, preuve.comptes(), exercice.fin);
            let papiers = choix.etablir(&preuve, exercice.fin);
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
    println!("| À chaud, dans un processus qui a déjà imprimé | temps |\n|---|--:|");
    for (nom, tours) in mesures {
        println!("| `{nom}` | {:.1} ms |", mediane(tours.into_iter()));
    }
    println!();
    Ok(())
}
