//! One folder a rule: `tests/erreurs/<CODE>-<nom>/{dossier/,attendu.txt}`, found by walking. Each rule has at least one.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::commun::{codes_montres, constats, racine, retkoop};

pub fn dossiers() -> Vec<PathBuf> {
    let mut dossiers: Vec<PathBuf> =
        fs::read_dir(racine().join("tests/erreurs")).expect("the folder of reproducers").flatten().map(|e| e.path()).collect();
    dossiers.sort();
    dossiers
}

fn verifier(dossier: &std::path::Path, format: &str) -> super::commun::Execution {
    let dossier = dossier.join("dossier");
    retkoop(&["-C", dossier.to_str().expect("UTF-8"), "verifier", "--date", super::commun::JOUR, "--format", format])
}

/// What the program says of a reproducer: of `verifier`, or, where a rule waits for it, of the command that `commande.txt` names.
fn dit(dossier: &std::path::Path) -> String {
    match fs::read_to_string(dossier.join("commande.txt")) {
        Ok(commande) => {
            let dossier = dossier.join("dossier");
            retkoop(&["-C", dossier.to_str().expect("UTF-8"), "--date", super::commun::JOUR, commande.trim()]).erreurs
        }
        Err(_) => verifier(dossier, "complet").sortie,
    }
}

/// `RETKOOP_ATTENDUS=ecrire` writes what the program says: read the difference before committing it.
#[test]
fn each_mistake_is_told_as_expected() {
    let ecrire = std::env::var("RETKOOP_ATTENDUS").is_ok_and(|v| v == "ecrire");
    let mut differents = Vec::new();
    for dossier in dossiers() {
        let attendu = fs::read_to_string(dossier.join("attendu.txt")).unwrap_or_default();
        let dit = dit(&dossier);
        if ecrire {
            fs::write(dossier.join("attendu.txt"), &dit).expect("a file");
        } else if dit != attendu {
            differents.push(format!("--- {}\n{dit}", dossier.display()));
        }
    }
    assert!(differents.is_empty(), "{} differ:\n{}", differents.len(), differents.join("\n"));
}

#[test]
fn a_reproducer_shows_its_rule_and_no_other() {
    for dossier in dossiers() {
        let nom = dossier.file_name().expect("a name").to_string_lossy().into_owned();
        if nom == "vingt-erreurs" {
            continue;
        }
        let mut codes: BTreeSet<String> = constats(&verifier(&dossier, "json").sortie).into_iter().map(|c| c.code).collect();
        if dossier.join("commande.txt").exists() {
            codes.extend(codes_montres(&dit(&dossier)));
        }
        // A fault that truly breaks two identities shows both: `aussi.txt` names the other.
        let aussi = fs::read_to_string(dossier.join("aussi.txt")).unwrap_or_default();
        let attendu: BTreeSet<String> = aussi.lines().chain([&nom[..4]]).map(str::to_owned).collect();
        assert_eq!(codes, attendu, "{nom}");
    }
}

#[test]
fn every_rule_has_a_reproducer_under_its_name() {
    let noms: Vec<String> = dossiers().iter().map(|d| d.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    for regle in retkoop::controle::REGLES {
        let prefixe = format!("{}-{}", regle.code.0, regle.nom);
        assert!(noms.iter().any(|nom| nom.starts_with(&prefixe)), "no folder tests/erreurs/{prefixe}");
    }
}

#[test]
fn twenty_mistakes_are_twenty_findings_each_at_its_line() {
    let dossier = racine().join("tests/erreurs/vingt-erreurs");
    let attendus: BTreeSet<String> = fs::read_to_string(dossier.join("lignes.txt"))
        .expect("the hand-written list")
        .lines()
        .map(|l| l.trim().to_owned())
        .collect();
    let dits = constats(&verifier(&dossier, "json").sortie);
    let dits: BTreeSet<String> = dits.iter().map(|c| format!("{} {}:{}", c.code, c.fichier, c.ligne)).collect();
    assert!(attendus.len() >= 20);
    assert_eq!(dits, attendus);
}
