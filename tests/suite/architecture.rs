//! The house stays as `docs/architecture.md` draws it: who may use whom, no forgotten file, no float.

use std::fs;
use std::path::{Path, PathBuf};

use super::commun::racine;

/// Modules from the ground up: each may use those before it, and itself.
const COUCHES: &[&str] = &[
    "source",
    "coop",
    "diagnostic",
    "bareme",
    "parse",
    "rewrite",
    "calcul",
    "controle",
    "proposition",
    "etat",
    "render",
    "cli",
    "commands",
];

fn fichiers(dossier: &Path) -> Vec<PathBuf> {
    let mut trouves = Vec::new();
    for element in fs::read_dir(dossier).expect("a folder").flatten().map(|e| e.path()) {
        if element.is_dir() {
            trouves.extend(fichiers(&element));
        } else if element.extension().is_some_and(|e| e == "rs") {
            trouves.push(element);
        }
    }
    trouves
}

/// The text before the tests of a file.
fn code(chemin: &Path) -> String {
    let texte = fs::read_to_string(chemin).expect("a source");
    texte.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
}

#[test]
fn layers_only_look_down() {
    let src = racine().join("src");
    for (rang, couche) in COUCHES.iter().enumerate() {
        for fichier in fichiers(&src.join(couche)) {
            let texte = code(&fichier);
            // cli and commands are one edge: the command line names the commands, the commands use the console.
            let permises = if *couche == "cli" { COUCHES.len() } else { rang + 1 };
            for interdite in &COUCHES[permises..] {
                let trouve =
                    texte.lines().find(|l| l.contains(&format!("crate::{interdite}::")) && !l.trim_start().starts_with("//"));
                assert!(trouve.is_none(), "{} uses {interdite}: {trouve:?}", fichier.display());
            }
        }
    }
}

/// What [`layers_only_look_down`] could not see: a path to another layer is written out, from the crate.
#[test]
fn paths_say_their_layer() {
    for fichier in fichiers(&racine().join("src")) {
        let texte = code(&fichier);
        for interdit in ["crate::{", "super::super::", "crate::*"] {
            let trouve = texte.lines().find(|l| l.contains(interdit) && !l.trim_start().starts_with("//"));
            assert!(trouve.is_none(), "{}: {trouve:?}", fichier.display());
        }
    }
}

#[test]
fn every_rule_file_is_registered() {
    let regles = racine().join("src/controle/regles");
    let registre = fs::read_to_string(regles.join("mod.rs")).expect("the registry");
    let mut nombre = 0;
    for fichier in fichiers(&regles) {
        let nom = fichier.file_stem().expect("a name").to_string_lossy().into_owned();
        if nom != "mod" {
            nombre += 1;
            assert!(registre.contains(&format!(" {nom},")), "{nom} is not in the registry");
            let kebab = nom.replace('_', "-");
            assert!(code(&fichier).contains(&format!("\"{kebab}\"")), "{nom}.rs does not hold the rule {kebab}");
        }
    }
    assert_eq!(nombre, retkoop::controle::REGLES.len());
}

#[test]
fn every_file_says_what_it_is_for() {
    for fichier in fichiers(&racine().join("src")) {
        assert!(code(&fichier).starts_with("//!"), "{} has no header", fichier.display());
    }
}

#[test]
fn only_the_edge_touches_disk_clock_and_environment() {
    for fichier in fichiers(&racine().join("src")) {
        let chemin = fichier.to_string_lossy().into_owned();
        if chemin.contains("/src/cli/") || chemin.ends_with("/src/main.rs") || chemin.ends_with("/source/disque.rs") {
            continue;
        }
        let texte = code(&fichier);
        for interdit in ["std::fs", "std::env", "SystemTime", "Instant::now", "Local::now", "Utc::now", "println!"] {
            let trouve = texte.lines().find(|l| l.contains(interdit) && !l.trim_start().starts_with("//"));
            assert!(trouve.is_none(), "{chemin}: {trouve:?}");
        }
    }
}

#[test]
fn no_file_is_a_drawer() {
    for fichier in fichiers(&racine().join("src")) {
        let nom = fichier.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(!["utils", "util", "helpers", "common", "misc", "manager", "outils", "divers"].contains(&nom.as_str()), "{nom}");
        let lignes = code(&fichier).lines().count();
        assert!(lignes <= 520, "{} has {lignes} lines: two things, most likely", fichier.display());
    }
}
