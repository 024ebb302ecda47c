//! Reads a cooperative's folder from the disk: every TOML file as text, the names of the others.
//!
//! Hostile on purpose: links that leave the folder, pipes, huge or binary files are refused, never followed or awaited.

#![allow(clippy::disallowed_methods)] // This is the place that reads the disk.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Annexe, Arborescence, Defaut, Hacheur, PLUS_LONG_QU_UN_PAPIER, Source, est_une_impression_intacte};

/// Largest TOML file read, in bytes: some 300 000 entries, thousands of times what a school writes in a year.
pub const TAILLE_MAX: u64 = 64_000_000;
const PROFONDEUR_MAX: usize = 16;

/// Name of the file that makes a folder a cooperative.
pub const RETKOOP_TOML: &str = "retkoop.toml";
pub const EXERCICE_TOML: &str = "exercice.toml";
/// Name of the file that makes a folder a department.
pub const DEPARTEMENT_TOML: &str = "departement.toml";
/// Name of the file that seals an exercice, in its folder.
const CLOTURE_TOML: &str = "cloture.toml";

enum Trouve {
    Toml(PathBuf, String),
    Autre(PathBuf, String, u64),
    Defaut(String, Defaut),
}

/// Reads everything below `racine`. Folders whose name begins with a dot, and other cooperatives below, are left out.
///
/// Errors: `racine` itself cannot be listed.
pub fn lire(racine: &Path) -> io::Result<Arborescence> {
    lire_pour_sceller(racine, &[])
}

/// The same, with the fingerprint of every file of the folders `a_sceller` too, as if they were sealed.
pub fn lire_pour_sceller(racine: &Path, a_sceller: &[String]) -> io::Result<Arborescence> {
    let racine_reelle = racine.canonicalize()?;
    fs::read_dir(racine)?;
    let mut arborescence = Arborescence::default();
    let mut trouves = Vec::new();
    let parcours = WalkDir::new(racine).max_depth(PROFONDEUR_MAX).sort_by_file_name();
    for element in parcours.into_iter().filter_entry(|e| e.depth() == 0 || est_visible(e)) {
        let element = match element {
            Ok(element) => element,
            Err(erreur) => {
                let chemin = erreur.path().map_or_else(String::new, |p| relatif(racine, p));
                trouves.push(Trouve::Defaut(chemin, Defaut::Systeme(message_systeme(erreur.io_error()))));
                continue;
            }
        };
        if element.depth() == 0 {
            continue;
        }
        let chemin = relatif(racine, element.path());
        let genre = element.file_type();
        if genre.is_dir() {
            arborescence.dossiers.push(chemin.clone());
            if element.depth() == PROFONDEUR_MAX {
                trouves.push(Trouve::Defaut(chemin.clone(), Defaut::TropProfond));
            }
            if est_toml(&chemin) {
                trouves.push(Trouve::Defaut(chemin, Defaut::PasUnFichier));
            }
        } else {
            trouves.push(reconnaitre(&racine_reelle, &element, chemin));
        }
    }
    let lus: Vec<_> = trouves
        .into_par_iter()
        .map(|trouve| match trouve {
            Trouve::Toml(chemin, nom) => match lire_texte(&chemin) {
                Ok(texte) => Ok(Source::new(nom, texte)),
                Err(defaut) => Err(Trouve::Defaut(nom, defaut)),
            },
            autre => Err(autre),
        })
        .collect();
    let mut autres = Vec::new();
    for lu in lus {
        match lu {
            Ok(source) => arborescence.sources.push(source),
            Err(Trouve::Defaut(chemin, defaut)) => arborescence.defauts.push((chemin, defaut)),
            Err(Trouve::Autre(chemin, nom, taille)) => autres.push((chemin, nom, taille)),
            Err(Trouve::Toml(..)) => unreachable!("every TOML file was read or refused above"),
        }
    }
    let scelles = arborescence.sources.iter().filter_map(|s| s.chemin.strip_suffix(CLOTURE_TOML)?.strip_suffix('/'));
    let scelles: HashSet<&str> = scelles.chain(a_sceller.iter().map(String::as_str)).collect();
    arborescence.annexes = empreintes(autres, &scelles);
    arborescence.sources.sort_by(|a, b| a.chemin.cmp(&b.chemin));
    arborescence.annexes.sort_by(|a, b| a.chemin.cmp(&b.chemin));
    Ok(arborescence)
}

/// Reads one file that stands outside the cooperative's folder (the department's settings) under the name `chemin`.
pub fn lire_fichier(fichier: &Path, chemin: &str) -> Result<Source, Defaut> {
    if !fichier.metadata().is_ok_and(|m| m.is_file()) {
        return Err(Defaut::PasUnFichier);
    }
    lire_texte(fichier).map(|texte| Source::new(chemin, texte))
}

/// The first bytes of a file, at most `au_plus`: all of it, when it is not longer.
///
/// Errors: it is no ordinary file (a device or a pipe may have no end), or cannot be read.
pub fn lire_debut(chemin: &Path, au_plus: u64) -> io::Result<Vec<u8>> {
    let metadonnees = fs::metadata(chemin)?;
    if !metadonnees.is_file() {
        let genre = if metadonnees.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
        return Err(genre.into());
    }
    let mut octets = Vec::new();
    File::open(chemin)?.take(au_plus).read_to_end(&mut octets)?;
    Ok(octets)
}

/// The nearest folder, from `depart` upwards, that holds a file named `nom`.
pub fn chercher_vers_le_haut(depart: &Path, nom: &str) -> Option<PathBuf> {
    let depart = depart.canonicalize().ok()?;
    depart.ancestors().find(|dossier| dossier.join(nom).symlink_metadata().is_ok()).map(Path::to_owned)
}

/// The cooperatives at or below `racine`, in order of their paths, and the folders that could not be looked into.
pub fn cooperatives(racine: &Path) -> (Vec<PathBuf>, Vec<(String, Defaut)>) {
    let mut trouvees = Vec::new();
    let mut defauts = Vec::new();
    let mut parcours = WalkDir::new(racine).sort_by_file_name().into_iter();
    while let Some(element) = parcours.next() {
        let element = match element {
            Ok(element) => element,
            Err(erreur) => {
                let chemin = erreur.path().map_or_else(String::new, |p| relatif(racine, p));
                defauts.push((chemin, Defaut::Systeme(message_systeme(erreur.io_error()))));
                continue;
            }
        };
        if !element.file_type().is_dir() {
            continue;
        }
        if element.depth() > 0 && element.file_name().as_encoded_bytes().starts_with(b".") {
            parcours.skip_current_dir();
        } else if element.path().join(RETKOOP_TOML).symlink_metadata().is_ok() {
            trouvees.push(element.path().to_owned());
            parcours.skip_current_dir();
        } else if element.path().join(EXERCICE_TOML).symlink_metadata().is_ok() {
            defauts.push((relatif(racine, element.path()), Defaut::SansCooperative));
            parcours.skip_current_dir();
        }
    }
    (trouvees, defauts)
}

fn est_visible(element: &DirEntry) -> bool {
    let cache = element.file_name().as_encoded_bytes().starts_with(b".");
    let autre_cooperative = element.file_type().is_dir() && element.path().join(RETKOOP_TOML).symlink_metadata().is_ok();
    !cache && !autre_cooperative
}

fn reconnaitre(racine_reelle: &Path, element: &DirEntry, chemin: String) -> Trouve {
    if element.path_is_symlink() {
        match element.path().canonicalize() {
            Ok(cible) if cible.starts_with(racine_reelle) && cible.is_file() => {}
            _ => return Trouve::Defaut(chemin, Defaut::LienInterdit),
        }
    }
    let metadonnees = match fs::metadata(element.path()) {
        Ok(metadonnees) => metadonnees,
        Err(erreur) => return Trouve::Defaut(chemin, Defaut::Systeme(message_systeme(Some(&erreur)))),
    };
    let est_toml = est_toml(&chemin);
    if !metadonnees.is_file() {
        return Trouve::Defaut(chemin, Defaut::PasUnFichier);
    }
    if !est_toml {
        return match lecture_refusee(element.path(), &metadonnees) {
            Some(erreur) => Trouve::Defaut(chemin, Defaut::Systeme(message_systeme(Some(&erreur)))),
            None => Trouve::Autre(element.path().to_owned(), chemin, metadonnees.len()),
        };
    }
    if metadonnees.len() > TAILLE_MAX {
        return Trouve::Defaut(chemin, Defaut::TropGros(metadonnees.len()));
    }
    Trouve::Toml(element.path().to_owned(), chemin)
}

/// Why a file that is not read now could not be. Only one that not everybody may read is opened.
fn lecture_refusee(chemin: &Path, metadonnees: &fs::Metadata) -> Option<io::Error> {
    #[cfg(unix)]
    let ouvert_a_tous = std::os::unix::fs::PermissionsExt::mode(&metadonnees.permissions()) & 0o444 == 0o444;
    #[cfg(not(unix))]
    let ouvert_a_tous = metadonnees.is_file();
    if ouvert_a_tous { None } else { File::open(chemin).err() }
}

/// Some systems write the extension in capitals: the entries of `B.TOML` count too.
fn est_toml(chemin: &str) -> bool {
    chemin.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("toml"))
}

fn lire_texte(chemin: &Path) -> Result<String, Defaut> {
    let lire = || -> io::Result<Vec<u8>> {
        let fichier = File::open(chemin)?;
        let taille = fichier.metadata()?.len();
        let mut octets = Vec::with_capacity(taille.min(TAILLE_MAX) as usize + 1);
        // The file may grow while it is read: never take more than the limit.
        fichier.take(TAILLE_MAX + 1).read_to_end(&mut octets)?;
        Ok(octets)
    };
    let octets = lire().map_err(|erreur| Defaut::Systeme(message_systeme(Some(&erreur))))?;
    if octets.len() as u64 > TAILLE_MAX {
        return Err(Defaut::TropGros(octets.len() as u64));
    }
    if octets.starts_with(&[0xff, 0xfe]) || octets.starts_with(&[0xfe, 0xff]) {
        return Err(Defaut::Utf16);
    }
    String::from_utf8(octets).map_err(|erreur| {
        let lisible = erreur.utf8_error().valid_up_to();
        Defaut::PasUtf8 { ligne: 1 + erreur.as_bytes()[..lisible].iter().filter(|&&octet| octet == b'\n').count() }
    })
}

/// Two receipts can only be the same when their sizes are: only those are read, and those of `scelles`, folders whose every byte
/// is held against a seal; and empty ones, which prove nothing wherever they are.
fn empreintes(autres: Vec<(PathBuf, String, u64)>, scelles: &HashSet<&str>) -> Vec<Annexe> {
    let mut par_taille: HashMap<u64, usize> = HashMap::new();
    for (_, _, taille) in &autres {
        *par_taille.entry(*taille).or_default() += 1;
    }
    autres
        .into_par_iter()
        .map(|(chemin, nom, taille)| {
            let a_comparer = taille == 0 || par_taille[&taille] > 1;
            let scelle = nom.split_once('/').is_some_and(|(dossier, _)| scelles.contains(dossier));
            let imprimee = est_un_papier_du_retour(&nom, taille) && est_imprimee(&chemin);
            let empreinte = (a_comparer || scelle).then(|| empreinte(&chemin).ok()).flatten();
            Annexe { nom_illisible: chemin.to_str().is_none(), chemin: nom, empreinte, imprimee }
        })
        .collect()
}

/// Whether it may be one of the papers that are printed, signed and put back, or stand for one of the bank: others are not read
/// for that.
fn est_un_papier_du_retour(nom: &str, taille: u64) -> bool {
    let reste = nom.split_once('/').map_or("", |(_, reste)| reste);
    let est_un_pdf = nom.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("pdf"));
    ["retour/", "releves/"].iter().any(|dossier| reste.starts_with(dossier)) && est_un_pdf && taille <= PLUS_LONG_QU_UN_PAPIER
}

fn est_imprimee(chemin: &Path) -> bool {
    lire_debut(chemin, PLUS_LONG_QU_UN_PAPIER).is_ok_and(|octets| est_une_impression_intacte(&octets))
}

/// Fingerprint of a file's content, read little by little.
///
/// Errors: it cannot be read.
pub fn empreinte(chemin: &Path) -> io::Result<String> {
    let mut hacheur = Hacheur::default();
    let mut fichier = File::open(chemin)?;
    let mut tampon = [0; 64 * 1024];
    loop {
        match fichier.read(&mut tampon)? {
            0 => return Ok(hacheur.finir()),
            lus => hacheur.ajouter(&tampon[..lus]),
        }
    }
}

/// Path from the cooperative's folder, with `/`; bytes that are not UTF-8 are written as `\xff`.
fn relatif(racine: &Path, chemin: &Path) -> String {
    let relatif = chemin.strip_prefix(racine).unwrap_or(chemin);
    relatif.components().map(|c| en_clair(c.as_os_str())).collect::<Vec<_>>().join("/")
}

fn en_clair(nom: &OsStr) -> String {
    let morceaux = nom.as_encoded_bytes().utf8_chunks();
    morceaux.map(|m| format!("{}{}", m.valid(), m.invalid().escape_ascii())).collect()
}

/// The usual errors in French; the others by their number, which one can look up.
pub fn message_systeme(erreur: Option<&io::Error>) -> String {
    use io::ErrorKind::*;
    let Some(erreur) = erreur else { return "boucle de liens".to_owned() };
    match erreur.kind() {
        NotFound => "introuvable".to_owned(),
        PermissionDenied => "accès refusé".to_owned(),
        AlreadyExists => "existe déjà".to_owned(),
        IsADirectory => "est un dossier".to_owned(),
        NotADirectory => "n’est pas un dossier".to_owned(),
        InvalidInput => "n’est pas un fichier ordinaire".to_owned(),
        StorageFull => "disque plein".to_owned(),
        ReadOnlyFilesystem => "disque en lecture seule".to_owned(),
        _ => match erreur.raw_os_error() {
            Some(5) => "le disque ne répond plus (erreur d’entrée-sortie)".to_owned(),
            Some(numero) => format!("erreur du système nº\u{a0}{numero}"),
            None => "erreur d’entrée-sortie".to_owned(),
        },
    }
}
