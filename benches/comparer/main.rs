//! Measures `retkoop` as its users feel it: whole processes, started cold, beside a peer that reads the same transactions.
//!
//! ```text
//! cargo install okane --version '^0.21'         # the peer: without it, its lines are left out
//! cargo bench --profile dev --bench comparer    # the dev profile is the one the project is built with
//! ```
//!
//! Prints the tables of docs/performance.md. Runs of the commands compared alternate (A B A B…), so that a busy machine slows
//! them alike, and medians are kept: read the ratios, not the seconds. `OKANE` and `RETKOOP` name other binaries, `TOURS` the
//! number of runs. Nothing is asserted but that every command succeeds: the entries are in good order.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::disallowed_types)] // A program at the edge.

mod ecole;
mod hasard;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, iter, thread};

use ecole::Cahier;
use wait4::Wait4;

const ECRITURES: usize = 100_000;
const COOPERATIVES: u64 = 1_000;
const ANNEE: usize = 150;
/// What no school writes in a year, and what its ledger must still print.
const CAHIER_EPAIS: usize = 2_000;

fn main() -> ExitCode {
    match comparer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            eprintln!("{erreur}");
            ExitCode::FAILURE
        }
    }
}

fn comparer() -> io::Result<()> {
    let tours = env::var("TOURS").ok().and_then(|n| n.parse().ok()).unwrap_or(9);
    let okane = env::var_os("OKANE").unwrap_or_else(|| "okane".into());
    let version =
        Command::new(&okane).arg("--version").output().map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).ok();
    println!("{}, {}\n", machine(), version.as_deref().unwrap_or("sans pair : `okane` est introuvable"));

    let ici = tempfile::tempdir()?;
    let dossier = |nom: &str| ici.path().join(nom);
    let (annee, long, mois) = (dossier("annee"), dossier("long"), dossier("mois"));
    let (quart, departement, pair) = (dossier("quart"), dossier("departement"), dossier("long.ledger"));
    ecole::ecrire(&annee, ANNEE, 1, Cahier::ParMois, None)?;
    ecole::ecrire(&long, ECRITURES, 2, Cahier::UnSeulFichier, Some(&pair))?;
    ecole::ecrire(&mois, ECRITURES, 2, Cahier::ParMois, None)?;
    ecole::ecrire_departement(&quart, COOPERATIVES / 4, ANNEE)?;
    ecole::ecrire_departement(&departement, COOPERATIVES, ANNEE)?;

    let mut travaux = vec![Travail::verifier("`verifier`", &annee)];
    if cfg!(feature = "pdf") {
        travaux.push(Travail::retkoop("`imprimer crf`", &annee, &["imprimer", "crf"]));
        travaux.push(Travail::retkoop("`imprimer quitus`", &annee, &["imprimer", "quitus"]));
        travaux.push(Travail::retkoop("`imprimer cahier`", &annee, &["imprimer", "cahier"]));
        travaux.push(Travail::retkoop("`imprimer tout`", &annee, &["imprimer", "tout"]));
    }
    montrer("Une coopérative, une année de 150 écritures", &travaux, tours)?;

    if cfg!(feature = "pdf") {
        let epais = dossier("epais");
        ecole::ecrire(&epais, CAHIER_EPAIS, 3, Cahier::ParMois, None)?;
        let travaux = [
            Travail::retkoop("`imprimer cahier`", &epais, &["imprimer", "cahier"]),
            Travail::retkoop("`imprimer tout`", &epais, &["imprimer", "tout"]),
        ];
        montrer("Un cahier de 2 000 écritures", &travaux, tours)?;

        let projets = |nombre: usize| {
            let ici = dossier(&format!("projets-{nombre}"));
            ecole::ecrire_projets(&ici, nombre).map(|()| ici)
        };
        let travaux = [
            Travail::retkoop("30 documents", &projets(30)?, &["imprimer", "action"]),
            Travail::retkoop("120 documents", &projets(120)?, &["imprimer", "action"]),
            Travail::retkoop("240 documents", &projets(240)?, &["imprimer", "action"]),
        ];
        montrer("Des documents dans un seul processus", &travaux, tours)?;
    }

    let okane = Travail { nom: "`okane balance`", commande: vec![okane, "balance".into(), pair.into()] };
    let retkoop = [Travail::verifier("un seul fichier", &long), Travail::verifier("un fichier par mois", &mois)];
    let travaux: Vec<_> = version.map(|_| okane).into_iter().chain(retkoop).collect();
    montrer("100 000 écritures dans un exercice", &travaux, tours)?;

    let travaux = [Travail::verifier("250 coopératives", &quart), Travail::verifier("1 000 coopératives", &departement)];
    montrer("Un département, 150 écritures par coopérative", &travaux, tours)
}

/// A command to run, with its name in the table.
struct Travail {
    nom: &'static str,
    commande: Vec<OsString>,
}

impl Travail {
    fn verifier(nom: &'static str, dossier: &Path) -> Travail {
        Travail::retkoop(nom, dossier, &["verifier", "--strict"])
    }

    fn retkoop(nom: &'static str, dossier: &Path, arguments: &[&str]) -> Travail {
        let retkoop = env::var_os("RETKOOP").or(option_env!("CARGO_BIN_EXE_retkoop").map(OsString::from));
        let communs = ["--date".into(), "2024-09-15".into(), "-C".into(), dossier.into()];
        let debut = iter::once(retkoop.unwrap_or_else(|| "retkoop".into()));
        Travail { nom, commande: debut.chain(arguments.iter().map(OsString::from)).chain(communs).collect() }
    }

    /// Runs the command to its end. Its peak memory is never less than this program's, from which it is born: hence files
    /// written as they are made, and nothing kept.
    fn executer(&self) -> io::Result<Cout> {
        let debut = Instant::now();
        let mut enfant = Command::new(&self.commande[0]).args(&self.commande[1..]).stdout(Stdio::null()).spawn()?;
        let fini = enfant.wait4()?;
        if !fini.status.success() {
            return Err(io::Error::other(format!("{} : {:?}", fini.status, self.commande)));
        }
        Ok(Cout { temps: debut.elapsed(), cpu: fini.rusage.utime + fini.rusage.stime, memoire: fini.rusage.maxrss })
    }
}

/// What one run took: the clock's time, the time of all processors, the peak of memory in bytes.
#[derive(Clone, Copy)]
struct Cout {
    temps: Duration,
    cpu: Duration,
    memoire: u64,
}

impl Cout {
    fn ms(&self) -> f64 {
        self.temps.as_secs_f64() * 1e3
    }

    fn ms_de_cpu(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e3
    }

    fn mio(&self) -> f64 {
        self.memoire as f64 / 1024.0 / 1024.0
    }
}

/// Runs the commands in turn, after one round that is not counted, and prints their medians; the ratios are to the first one,
/// round by round.
fn montrer(titre: &str, travaux: &[Travail], tours: usize) -> io::Result<()> {
    let tour = || travaux.iter().map(Travail::executer).collect::<io::Result<Vec<Cout>>>();
    tour()?;
    let tours = iter::repeat_with(tour).take(tours).collect::<io::Result<Vec<_>>>()?;
    println!("| {titre} | temps | CPU | mémoire | temps, rapport | CPU, rapport |\n|---|--:|--:|--:|--:|--:|");
    for (rang, travail) in travaux.iter().enumerate() {
        let mesure = |mesure: fn(&Cout) -> f64| mediane(tours.iter().map(|tour| mesure(&tour[rang])));
        let rapport = |mesure: fn(&Cout) -> f64| mediane(tours.iter().map(|tour| mesure(&tour[rang]) / mesure(&tour[0])));
        println!(
            "| {} | {:.1} ms | {:.1} ms | {:.1} Mio | {:.2} | {:.2} |",
            travail.nom,
            mesure(Cout::ms),
            mesure(Cout::ms_de_cpu),
            mesure(Cout::mio),
            rapport(Cout::ms),
            rapport(Cout::ms_de_cpu)
        );
    }
    println!();
    Ok(())
}

fn mediane(mesures: impl Iterator<Item = f64>) -> f64 {
    let mut mesures: Vec<f64> = mesures.collect();
    mesures.sort_by(f64::total_cmp);
    mesures[mesures.len() / 2]
}

/// « 2 × AMD EPYC, 24 Gio ».
fn machine() -> String {
    let ligne = |fichier: &str, cle: &str| {
        let texte = fs::read_to_string(fichier).unwrap_or_default();
        texte.lines().find_map(|l| l.strip_prefix(cle)?.split_once(':').map(|(_, valeur)| valeur.trim().to_owned()))
    };
    let memoire = ligne("/proc/meminfo", "MemTotal").and_then(|m| m.strip_suffix(" kB")?.parse::<u64>().ok());
    format!(
        "{} × {}, {} Gio",
        thread::available_parallelism().map_or(1, |n| n.get()),
        ligne("/proc/cpuinfo", "model name").as_deref().unwrap_or("processeur inconnu"),
        memoire.unwrap_or_default().div_ceil(1 << 20)
    )
}
