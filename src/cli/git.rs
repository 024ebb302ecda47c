//! What changed since a revision, asked of the `git` that is installed: it alone reads every repository as its user does.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::Echec;
use crate::source::disque;

/// Absolute paths of the files that differ from `revision`: in later commits, in the index, in the folder, new or removed.
/// `None` when the repository has no commit yet: everything is new.
///
/// Errors: no git, no repository, no such revision.
pub fn chemins_changes(dossier: &Path, revision: &str) -> Result<Option<Vec<PathBuf>>, Echec> {
    let Some(_) = disque::chercher_vers_le_haut(dossier, ".git") else {
        return Err(Echec::new(
            format!("`{}` n’est pas dans un dépôt git", dossier.display()),
            "`--depuis` compare à une révision de git : sans dépôt, vérifiez tout",
        ));
    };
    let racine = chemin(demander(dossier, &["rev-parse", "--show-toplevel"])?.trim_ascii_end());
    // git would take it for one of its options.
    let commit = if revision.starts_with('-') { None } else { commit(&racine, revision)? };
    let Some(commit) = commit else {
        if commit_present(&racine)? {
            return Err(Echec::new(
                format!("git ne connaît pas la révision `{revision}`"),
                "donnez une branche, une étiquette ou un commit, comme `main` ou `HEAD~1` ; une intégration continue ne récupère souvent que le dernier commit : demandez-lui l’historique (`fetch-depth: 0` sur GitHub, `GIT_DEPTH: 0` sur GitLab)",
            ));
        }
        return Ok(None);
    };
    let differents = demander(&racine, &["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", &commit, "--"])?;
    let nouveaux = demander(&racine, &["ls-files", "-z", "--others", "--exclude-standard"])?;
    let noms = differents.split(|octet| *octet == 0).chain(nouveaux.split(|octet| *octet == 0));
    Ok(Some(noms.filter(|nom| !nom.is_empty()).map(|nom| racine.join(chemin(nom))).collect()))
}

/// A line of the `.gitignore` that `nouveau` once wrote: without a slash before it, it holds at any depth.
const NON_ANCREE: &str = "documents/";

/// The first of these files, named from the cooperative's folder, that such a line of its `.gitignore` keeps from git.
pub fn ignore_par_megarde<'a>(racine: &Path, chemins: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let ignores = disque::lire_fichier(&racine.join(".gitignore"), ".gitignore").ok()?;
    ignores.texte.lines().any(|ligne| ligne.trim_end() == NON_ANCREE).then_some(())?;
    chemins.into_iter().find(|chemin| chemin.split('/').rev().skip(1).any(|dossier| dossier == "documents"))
}

/// The full name of a revision's commit, if there is such a revision.
fn commit(racine: &Path, revision: &str) -> Result<Option<String>, Echec> {
    let reponse = lancer(racine, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
    Ok(reponse.status.success().then(|| String::from_utf8_lossy(reponse.stdout.trim_ascii_end()).into_owned()))
}

fn commit_present(racine: &Path) -> Result<bool, Echec> {
    Ok(commit(racine, "HEAD")?.is_some())
}

/// What git answers, when it can.
fn demander(dossier: &Path, arguments: &[&str]) -> Result<Vec<u8>, Echec> {
    let reponse = lancer(dossier, arguments)?;
    if reponse.status.success() {
        return Ok(reponse.stdout);
    }
    let dit = String::from_utf8_lossy(&reponse.stderr);
    Err(Echec::new(
        format!("git n’a pas pu dire ce qui a changé dans `{}`", dossier.display()),
        format!("il répond : {}", dit.lines().next().unwrap_or("(rien)")),
    ))
}

fn lancer(dossier: &Path, arguments: &[&str]) -> Result<Output, Echec> {
    let mut git = Command::new("git");
    // A repository's settings may name a program to run to watch files: not ours to start.
    git.arg("-C").arg(dossier).args(["-c", "core.fsmonitor=false"]).args(arguments);
    // A hook is told of its repository by relative paths, which `-C` would turn astray; the index is only read.
    git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE").env("GIT_OPTIONAL_LOCKS", "0");
    git.stdin(Stdio::null()).output().map_err(|erreur| match erreur.kind() {
        io::ErrorKind::NotFound => {
            Echec::new("`git` est introuvable : `--depuis` en a besoin", "installez git, ou vérifiez tout, sans `--depuis`")
        }
        _ => Echec::es("git", &erreur),
    })
}

#[cfg(unix)]
fn chemin(octets: &[u8]) -> PathBuf {
    PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(octets))
}

#[cfg(not(unix))]
fn chemin(octets: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(octets).into_owned())
}
