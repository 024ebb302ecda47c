//! Running the program as its users do, and folders to run it on.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave.
#[derive(Debug)]
pub struct Execution {
    pub code: i32,
    pub sortie: String,
    pub erreurs: String,
}

/// Runs `retkoop` in a clean environment: no colour, 100 columns, no day but the one asked for.
pub fn retkoop<A: AsRef<OsStr>>(arguments: &[A]) -> Execution {
    retkoop_dans(Path::new("."), arguments)
}

pub fn retkoop_dans<A: AsRef<OsStr>>(dossier: &Path, arguments: &[A]) -> Execution {
    let resultat = commande(arguments).current_dir(dossier).output().expect("the program was built");
    Execution {
        code: resultat.status.code().expect("no signal ends it"),
        sortie: String::from_utf8(resultat.stdout).expect("its words are UTF-8"),
        erreurs: String::from_utf8(resultat.stderr).expect("its words are UTF-8"),
    }
}

pub fn commande<A: AsRef<OsStr>>(arguments: &[A]) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_retkoop"));
    commande.args(arguments).stdin(Stdio::null());
    for variable in
        ["NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "RAYON_NUM_THREADS", "LANG", "LC_ALL", "GITHUB_STEP_SUMMARY"]
    {
        commande.env_remove(variable);
    }
    commande.env("COLUMNS", "100").env("TZ", "UTC");
    commande
}

pub fn racine() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn exemple(nom: &str) -> PathBuf {
    racine().join("examples").join(nom)
}

/// A folder that goes away with the value, filled with files.
pub struct Dossier(tempfile::TempDir);

impl Dossier {
    pub fn new<'a>(fichiers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Dossier {
        let dossier = Dossier(tempfile::tempdir().expect("a temporary folder"));
        for (chemin, texte) in fichiers {
            dossier.ecrire(chemin, texte);
        }
        dossier
    }

    /// A copy of an example, to be changed.
    pub fn de_l_exemple(nom: &str) -> Dossier {
        Dossier::copie_de(&exemple(nom))
    }

    pub fn copie_de(dossier: &Path) -> Dossier {
        let copie = Dossier::new([]);
        octets(dossier).iter().for_each(|(chemin, contenu)| copie.ecrire(chemin, contenu));
        copie
    }

    pub fn chemin(&self) -> &Path {
        self.0.path()
    }

    pub fn ecrire(&self, chemin: &str, contenu: impl AsRef<[u8]>) {
        let fichier = self.chemin().join(chemin);
        fs::create_dir_all(fichier.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(fichier, contenu).expect("a file");
    }

    pub fn lire(&self, chemin: &str) -> String {
        fs::read_to_string(self.chemin().join(chemin)).expect("a file")
    }

    pub fn remplacer(&self, chemin: &str, avant: &str, apres: &str) {
        let texte = self.lire(chemin);
        assert!(texte.contains(avant), "{chemin} has no « {avant} »");
        self.ecrire(chemin, texte.replacen(avant, apres, 1));
    }

    /// `retkoop -C DOSSIER …`, on a day after the example's years.
    pub fn retkoop(&self, arguments: &[&str]) -> Execution {
        let mut tous = vec!["-C", self.chemin().to_str().expect("UTF-8"), "--date", JOUR];
        tous.extend(arguments);
        retkoop(&tous)
    }

    /// The findings of `verifier --format json`.
    pub fn constats(&self) -> Vec<Constat> {
        constats(&self.retkoop(&["verifier", "--format", "json"]).sortie)
    }
}

/// After the last exercice of every test.
pub const JOUR: &str = "2025-10-15";

/// Codes of the findings drawn in a text: `erreur[A004]`.
pub fn codes_montres(texte: &str) -> Vec<String> {
    let debuts = texte.lines().filter_map(|ligne| ligne.split_once('[').filter(|(niveau, _)| !niveau.contains(' ')));
    debuts.filter_map(|(_, reste)| Some(reste.split_once(']')?.0.to_owned())).collect()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constat {
    pub code: String,
    pub niveau: String,
    pub fichier: String,
    pub ligne: u64,
    pub message: String,
}

pub fn constats(json: &str) -> Vec<Constat> {
    let document: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let texte = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let lignes = document["diagnostics"].as_array().expect("a list").iter();
    lignes
        .map(|d| Constat {
            code: texte(&d["code"]),
            niveau: texte(&d["niveau"]),
            fichier: texte(&d["fichier"]),
            ligne: d["debut"]["ligne"].as_u64().expect("a line"),
            message: texte(&d["message"]),
        })
        .collect()
}

/// Every file below a folder, by its path from there, and its bytes.
pub fn octets(dossier: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut trouves = BTreeMap::new();
    let mut a_voir = vec![dossier.to_owned()];
    while let Some(ici) = a_voir.pop() {
        for element in fs::read_dir(ici).expect("a folder").flatten().map(|e| e.path()) {
            if element.is_dir() {
                a_voir.push(element);
            } else {
                let nom = element.strip_prefix(dossier).expect("below").to_string_lossy().into_owned();
                trouves.insert(nom, fs::read(element).expect("a file"));
            }
        }
    }
    trouves
}
