//! Files are written whole or not at all: a temporary file beside, fsync, rename.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use super::Echec;

/// Replaces or makes `chemin`.
pub fn ecrire(chemin: &Path, octets: &[u8]) -> Result<(), Echec> {
    let nom = chemin.display().to_string();
    let dossier = chemin.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let echec = |erreur: std::io::Error| Echec::es(&nom, &erreur);
    let mut temporaire = tempfile::Builder::new().prefix(".retkoop-").tempfile_in(dossier).map_err(echec)?;
    temporaire.write_all(octets).map_err(echec)?;
    autoriser_la_lecture(temporaire.as_file(), chemin).map_err(echec)?;
    temporaire.as_file().sync_all().map_err(echec)?;
    temporaire.persist(chemin).map_err(|e| Echec::es(&nom, &e.error))?;
    // The rename itself is on the disk once its folder is.
    File::open(dossier).and_then(|d| d.sync_all()).map_err(echec)
}

/// A temporary file is private; what it becomes has the rights of the file that it replaces, or ordinary ones.
#[cfg(unix)]
fn autoriser_la_lecture(fichier: &File, chemin: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(chemin).map_or(0o644, |m| m.permissions().mode() & 0o777);
    fichier.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn autoriser_la_lecture(_: &File, _: &Path) -> std::io::Result<()> {
    Ok(())
}

pub fn creer_dossier(chemin: &Path) -> Result<(), Echec> {
    fs::create_dir_all(chemin).map_err(|e| Echec::es(&chemin.display().to_string(), &e))
}

/// Whether `chemin` is really below `racine`, links followed.
pub fn est_dans(chemin: &Path, racine: &Path) -> bool {
    matches!((chemin.canonicalize(), racine.canonicalize()), (Ok(chemin), Ok(racine)) if chemin.starts_with(&racine))
}
