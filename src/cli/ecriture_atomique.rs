//! Files are written whole or not at all: a temporary file beside, fsync, rename.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::Echec;
use super::echec::remede;
use crate::source::disque::message_systeme;

/// Replaces or makes `chemin`. What is no ordinary file (a terminal, a pipe, `/dev/null`) is written to, not replaced; what its
/// owner made read-only stays.
pub fn ecrire(chemin: &Path, octets: &[u8]) -> Result<(), Echec> {
    ecrire_avec(chemin, |sortie| sortie.write_all(octets))
}

/// Makes `chemin`, whole or not at all, unless something took the name in the meantime: of two programs that make one file, the
/// second is told.
pub fn creer(chemin: &Path, octets: &[u8]) -> Result<(), Echec> {
    let nom = chemin.display().to_string();
    let echec = |erreur: io::Error| match erreur.kind() {
        io::ErrorKind::AlreadyExists => Echec::new(
            format!("{nom} vient d’être écrit par un autre programme"),
            "rien n’y est changé : relisez-le, puis recommencez s’il le faut",
        ),
        _ => Echec::es(&nom, &erreur),
    };
    let dossier = dossier_de(chemin);
    let mut temporaire = temporaire(dossier).map_err(echec)?;
    temporaire.write_all(octets).map_err(echec)?;
    temporaire.as_file().sync_all().map_err(echec)?;
    match temporaire.persist_noclobber(chemin) {
        Ok(_) => {}
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => return Err(echec(e.error)),
        // A disk that knows neither links nor exclusive renames: what it can.
        Err(e) => _ = e.file.persist(chemin).map_err(|e| echec(e.error))?,
    }
    nettoyer(dossier);
    garantir_le_nom(dossier).map_err(|erreur| sans_garantie(&nom, &erreur))
}

/// Replaces or makes `chemin` with what is written little by little: nothing takes the name before all of it is there.
pub fn ecrire_avec(chemin: &Path, contenu: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Echec> {
    let nom = chemin.display().to_string();
    let echec = |erreur: io::Error| Echec::es(&nom, &erreur);
    let existant = fs::metadata(chemin).ok();
    if existant.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
        let fichier = fs::OpenOptions::new().write(true).open(chemin).map_err(echec)?;
        return tamponner(fichier, contenu).map_err(echec);
    }
    // A rename would not ask.
    if existant.as_ref().is_some_and(|m| m.permissions().readonly()) {
        return Err(Echec::new(format!("`{nom}` est en lecture seule"), "rendez-lui le droit d’être écrit, puis recommencez"));
    }
    let dossier = dossier_de(chemin);
    let mut temporaire = temporaire(dossier).map_err(echec)?;
    tamponner(&mut temporaire, contenu).map_err(echec)?;
    if let Some(existant) = existant {
        temporaire.as_file().set_permissions(existant.permissions()).map_err(echec)?;
    }
    temporaire.as_file().sync_all().map_err(echec)?;
    temporaire.persist(chemin).map_err(|e| Echec::es(&nom, &e.error))?;
    nettoyer(dossier);
    garantir_le_nom(dossier).map_err(|erreur| sans_garantie(&nom, &erreur))
}

const PREFIXE: &str = ".retkoop-";
/// Nothing is written for so long: what is older was left by a machine that stopped.
const ABANDON: Duration = Duration::from_secs(3600);
/// Files made anew when another program took one away before it was held.
const ESSAIS: usize = 10;

/// Takes away what writes that never ended left in a folder: whoever writes holds its file, and a program that stops holds
/// nothing.
fn nettoyer(dossier: &Path) {
    let nomme = |fichier: &fs::DirEntry| fichier.file_name().to_string_lossy().starts_with(PREFIXE);
    // Not what a link leads to.
    let ordinaire = |fichier: &fs::DirEntry| fichier.file_type().is_ok_and(|genre| genre.is_file());
    for fichier in fs::read_dir(dossier).into_iter().flatten().flatten().filter(|f| nomme(f) && ordinaire(f)) {
        let age = fichier.metadata().and_then(|m| m.modified()).ok().and_then(|jour| jour.elapsed().ok());
        // Held until it is gone: nobody takes for theirs a file that is taken away.
        let libre = fs::File::open(fichier.path()).ok().filter(|ouvert| cfg!(unix) && ouvert.try_lock().is_ok());
        if libre.is_some() || age.is_some_and(|age| age > ABANDON) {
            // It harms nobody: the next write will try again.
            let _ = fs::remove_file(fichier.path());
        }
    }
}

fn dossier_de(chemin: &Path) -> &Path {
    chemin.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn temporaire(dossier: &Path) -> io::Result<NamedTempFile> {
    let mut fabrique = tempfile::Builder::new();
    fabrique.prefix(PREFIXE);
    // A temporary file is private: what it becomes has the rights of the file that it replaces, or the ordinary ones.
    #[cfg(unix)]
    fabrique.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    for _ in 0..ESSAIS {
        let fichier = fabrique.tempfile_in(dossier)?;
        if tenir(&fichier) {
            return Ok(fichier);
        }
    }
    fabrique.tempfile_in(dossier)
}

/// Whether the file is still there and nobody else's. A disk that knows no locks leaves the others to wait ([`ABANDON`]).
fn tenir(fichier: &NamedTempFile) -> bool {
    let pris = cfg!(unix) && matches!(fichier.as_file().try_lock(), Err(fs::TryLockError::WouldBlock));
    !pris && fichier.path().exists()
}

fn tamponner(fichier: impl Write, contenu: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut tampon = BufWriter::new(fichier);
    contenu(&mut tampon)?;
    tampon.flush()
}

/// The rename itself is on the disk once its folder is.
#[cfg(unix)]
fn garantir_le_nom(dossier: &Path) -> io::Result<()> {
    fs::File::open(dossier).and_then(|d| d.sync_all())
}

#[cfg(not(unix))]
fn garantir_le_nom(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The file has its new content; the disk did not say that it will keep it.
fn sans_garantie(nom: &str, erreur: &io::Error) -> Echec {
    Echec::new(
        format!("{nom} est écrit, mais le disque ne l’a pas confirmé ({})", message_systeme(Some(erreur))),
        "ne recommencez pas avant de l’avoir relu (d’un sceau, `retkoop attester`)",
    )
}

pub fn creer_dossier(chemin: &Path) -> Result<(), Echec> {
    fs::create_dir_all(chemin).map_err(|e| Echec::es(&chemin.display().to_string(), &e))
}

/// Why a file of a folder cannot be written, and what to do, as far as one can tell without writing it.
pub fn obstacle_a_l_ecriture(racine: &Path, chemin: &str) -> Option<(String, String)> {
    let fichier = racine.join(chemin);
    let menent = fichier.ancestors().skip(1).take_while(|dossier| dossier.starts_with(racine));
    let dossiers: Vec<&Path> = menent.collect();
    if let Some(mauvais) = dossiers.iter().find(|d| d.symlink_metadata().is_ok() && !d.is_dir()) {
        return Some((
            format!("`{}` n’est pas un dossier : `{chemin}` ne peut pas y être écrit", mauvais.display()),
            "renommez ce qui porte ce nom, ou enlevez-le".to_owned(),
        ));
    }
    if fichier.is_symlink() && !fichier.exists() {
        return Some((
            format!("`{chemin}` est un lien qui ne mène à rien"),
            "enlevez ce lien, ou remettez ce à quoi il mène".to_owned(),
        ));
    }
    let dossier = dossiers.into_iter().find(|d| d.is_dir())?;
    // Where the system can, this file has no name, and leaves no trace.
    let erreur = tempfile::tempfile_in(dossier).err()?;
    Some((format!("on ne peut pas écrire dans `{}` : {}", dossier.display(), message_systeme(Some(&erreur))), remede(&erreur)))
}

/// Takes the files of a folder away; what it holds besides stays.
pub fn vider(dossier: &Path) -> Result<(), Echec> {
    for fichier in fs::read_dir(dossier).into_iter().flatten().flatten().map(|element| element.path()) {
        if !fichier.is_dir() {
            fs::remove_file(&fichier).map_err(|e| Echec::es(&fichier.display().to_string(), &e))?;
        }
    }
    Ok(())
}

/// Whether `chemin` is really below `racine`, links followed.
pub fn est_dans(chemin: &Path, racine: &Path) -> bool {
    matches!((chemin.canonicalize(), racine.canonicalize()), (Ok(chemin), Ok(racine)) if chemin.starts_with(&racine))
}
