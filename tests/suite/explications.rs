//! The examples of the explanations are true: laid over one small sound cooperative, the mistake fires its rule and no other,
//! what corrects it fires nothing.

use std::fs;
use std::path::Path;

use retkoop::controle::{Extrait, REGLES, Regle, Verification};

use super::commun::{Constat, Dossier, constats, racine};

/// In the exercice 2025-2026, after the end of 2024-2025.
const JOUR: &str = "2025-09-15";

fn copier(de: &Path, vers: &Dossier, prefixe: &str) {
    for element in fs::read_dir(de).expect("a folder").flatten() {
        let chemin = format!("{prefixe}{}", element.file_name().to_string_lossy());
        if element.path().is_dir() {
            copier(&element.path(), vers, &format!("{chemin}/"));
        } else {
            vers.ecrire(&chemin, fs::read(element.path()).expect("a file"));
        }
    }
}

fn poser(extraits: &[Extrait]) -> Dossier {
    let dossier = Dossier::new([]);
    copier(&racine().join("tests/explications/base"), &dossier, "");
    for extrait in extraits {
        let chemin = extrait.chemin();
        let texte = extrait.texte().unwrap_or_default();
        match extrait {
            Extrait::Fichier(..) | Extrait::Recu(..) => dossier.ecrire(chemin, format!("{texte}\n")),
            Extrait::Ajout(..) => dossier.ecrire(chemin, format!("{}\n{texte}\n", dossier.lire(chemin))),
            Extrait::EnLatin1(..) => {
                let octets: Vec<u8> = texte.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
                dossier.ecrire(chemin, octets);
            }
            Extrait::Absent(_) => fs::remove_file(dossier.chemin().join(chemin)).expect("a file of the base"),
        }
    }
    dossier
}

fn verifier(extraits: &[Extrait]) -> Vec<Constat> {
    constats(&poser(extraits).retkoop(&["verifier", "--format", "json", "--date", JOUR]).sortie)
}

/// Rules that are evaluated only when fees are asked for.
fn demande_la_cotisation(regle: &Regle) -> bool {
    matches!(regle.verification, Verification::Cotisation(_))
}

fn codes_de_la_cotisation(extraits: &[Extrait]) -> Vec<String> {
    poser(extraits).codes_de_la_cotisation()
}

fn ecrites() -> impl Iterator<Item = &'static &'static Regle> {
    REGLES.iter().filter(|regle| !regle.explication.quoi.is_empty())
}

#[test]
fn the_cooperative_under_the_examples_is_sound() {
    assert_eq!(verifier(&[]), []);
}

#[test]
fn each_example_fires_its_rule_and_no_other() {
    for regle in ecrites() {
        if demande_la_cotisation(regle) {
            assert_eq!(codes_de_la_cotisation(regle.explication.exemple), [regle.code.0], "{}", regle.nom);
            continue;
        }
        let trouves = verifier(regle.explication.exemple);
        assert!(trouves.iter().any(|c| c.code == regle.code.0), "{}: silent", regle.nom);
        let autres: Vec<_> = trouves.iter().filter(|c| c.code != regle.code.0).collect();
        assert!(autres.is_empty(), "{}: {autres:#?}", regle.nom);
    }
}

#[test]
fn each_correction_fires_nothing() {
    for regle in ecrites() {
        assert!(!regle.explication.correction.is_empty(), "{} shows no correction", regle.nom);
        assert_eq!(verifier(regle.explication.correction), [], "{}", regle.nom);
        if demande_la_cotisation(regle) {
            assert_eq!(codes_de_la_cotisation(regle.explication.correction), [] as [&str; 0], "{}", regle.nom);
        }
    }
}

/// No section is empty, sentences end, and the fixed typography is left to what shows it.
#[test]
fn each_section_says_something() {
    for regle in ecrites() {
        for section in regle.explication.sections() {
            let texte = section.texte.trim();
            assert!(!(texte.is_empty() && section.extraits.is_empty()), "{}: « {} » is empty", regle.nom, section.titre);
            assert!(texte.is_empty() || texte.ends_with(['.', '!', '?']), "{}: {texte}", regle.nom);
            assert!(!texte.contains(['\u{a0}', '\u{202f}', '\'']), "{}: ordinary spaces and ’: {texte}", regle.nom);
            assert!(texte.matches('`').count().is_multiple_of(2), "{}: {texte}", regle.nom);
        }
    }
}
