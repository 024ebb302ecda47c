//! What a run checks: the folders and files named on the command line, as whole cooperatives; or those that changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::args::Communs;
use super::chargement::{Cible, cible};
use super::lot::departement_au_dessus;
use super::{Console, Echec, git};
use crate::controle::exercices_concernes;
use crate::coop::{Exercice, est_un_nom_d_exercice};
use crate::source::Defaut;
use crate::source::disque::{self, DEPARTEMENT_TOML, RETKOOP_TOML};

/// The cooperatives of a run.
#[derive(Debug)]
pub struct Perimetre {
    /// Where the paths that it tells begin: the cooperative alone, the department, or what holds all of them.
    pub racine: PathBuf,
    pub cooperatives: BTreeMap<PathBuf, Exercices>,
    /// Folders that could not be looked into, and exercices that are in no cooperative.
    pub defauts: Vec<(String, Defaut)>,
    /// Departments named: their settings are read even when no cooperative follows them yet.
    pub departements: Vec<PathBuf>,
}

/// Of which exercices a cooperative's findings are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exercices {
    Tous,
    /// Those that what changed in these folders may concern.
    Changes(BTreeSet<String>),
}

impl Exercices {
    /// Whether the findings of an exercice are told, by its name: those of one that is no longer there too.
    pub fn voulus<'a>(&'a self, tous: &'a [Exercice]) -> impl Fn(&str) -> bool + use<'a> {
        let concernes = match self {
            Exercices::Tous => None,
            Exercices::Changes(changes) => Some((changes, exercices_concernes(tous, changes))),
        };
        move |nom| concernes.as_ref().is_none_or(|(changes, concernes)| concernes.contains(nom) || changes.contains(nom))
    }
}

impl Perimetre {
    /// Each path stands for its whole cooperative (a commit hook gives the changed files, those that were removed included), a
    /// department for all of its own. Without a path: where one is.
    ///
    /// Errors: nothing there is a cooperative's nor a department's.
    pub fn viser(chemins: &[PathBuf], communs: &Communs, console: &Console) -> Result<Perimetre, Echec> {
        let base = communs.dossier.clone().unwrap_or_else(|| PathBuf::from("."));
        let mut cibles = BTreeSet::new();
        let mut refus = Vec::new();
        if chemins.is_empty() {
            cibles.insert(cible(&base)?);
        }
        for chemin in chemins {
            let chemin = base.join(chemin);
            dire_ce_qui_n_est_pas_la(&chemin, console)?;
            match cible(if chemin.is_dir() { &chemin } else { dossier_de(&chemin) }) {
                Ok(cible) => _ = cibles.insert(cible),
                Err(echec) => refus.push((chemin, echec)),
            }
        }
        for (chemin, echec) in refus {
            // A commit hook gives whatever changed; a folder, or a name that nothing bears, is a slip of the hand.
            if cibles.is_empty() && !chemin.is_file() {
                return Err(echec);
            }
            console.note(&format!("`{}` n’est dans aucune coopérative : laissé de côté", chemin.display()));
        }
        let perimetre = Perimetre::rassembler(&cibles, &base);
        if perimetre.cooperatives.is_empty() && !perimetre.departements.is_empty() {
            console.note("aucune coopérative (`retkoop.toml`) dans ce département\u{a0}: chacune est un dossier, à n’importe quelle profondeur");
        }
        Ok(perimetre)
    }

    fn rassembler(cibles: &BTreeSet<Cible>, base: &Path) -> Perimetre {
        let (mut cooperatives, mut defauts, mut departements) = (BTreeMap::new(), Vec::new(), Vec::new());
        for cible in cibles {
            match cible {
                Cible::Cooperative(racine) => _ = cooperatives.insert(racine.clone(), Exercices::Tous),
                Cible::Departement(racine) => {
                    let (trouvees, illisibles) = disque::cooperatives(racine);
                    departements.push(racine.clone());
                    cooperatives.extend(trouvees.into_iter().map(|cooperative| (cooperative, Exercices::Tous)));
                    defauts.extend(illisibles);
                }
            }
        }
        let racine = match cibles.first() {
            Some(Cible::Cooperative(racine) | Cible::Departement(racine)) if cibles.len() == 1 => racine.clone(),
            _ => ce_qui_contient(&cooperatives, base),
        };
        Perimetre { racine, cooperatives, defauts, departements }
    }

    /// What hides accounts from a run over a department: folders that cannot be looked into, years whose `retkoop.toml` is gone.
    pub fn comptes_caches(&self) -> Vec<Echec> {
        let mut orphelins: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut caches = Vec::new();
        for (chemin, defaut) in &self.defauts {
            let (dossier, exercice) = chemin.rsplit_once('/').unwrap_or(("", chemin));
            match defaut {
                Defaut::SansCooperative => orphelins.entry(dossier).or_default().push(exercice),
                _ => caches.push(Echec::new(
                    format!("le dossier `{chemin}` ne se lit pas : on ne sait pas ce qu’il contient"),
                    "rendez-le lisible (ses droits, ou le disque), puis recommencez",
                )),
            }
        }
        let orphelins = orphelins.into_iter().map(|(dossier, exercices)| {
            let chemin = Path::new(dossier).join(RETKOOP_TOML);
            Echec::new(
                format!("`{}` n’est pas là, à côté de {} : personne ne vérifie ces comptes", chemin.display(), exercices.join(", ")),
                "remettez-le depuis une sauvegarde ; le sceau d’une année clôturée en contient aussi le texte (`[reglages]` de `cloture.toml`)",
            )
        });
        orphelins.chain(caches).collect()
    }

    /// Keeps what changed since a revision of git, in its commits or not yet: the cooperatives, and of each the exercices.
    ///
    /// Errors: those of [`git::chemins_changes`].
    pub fn changes_depuis(mut self, revision: &str) -> Result<Perimetre, Echec> {
        let Some(chemins) = git::chemins_changes(&self.racine, revision)? else { return Ok(self) };
        let mut changees: BTreeMap<PathBuf, Exercices> = BTreeMap::new();
        for chemin in &chemins {
            // Settings are those of every cooperative below; so is what git takes for one thing, a repository in the repository.
            let reglages = chemin.file_name().is_some_and(|nom| nom == DEPARTEMENT_TOML).then(|| chemin.parent()).flatten();
            let dessus = reglages.unwrap_or(chemin);
            let dessous = self.cooperatives.range(dessus.to_owned()..).map_while(|(r, _)| r.starts_with(dessus).then_some(r));
            changees.extend(dessous.map(|racine| (racine.clone(), Exercices::Tous)));
            let Some(racine) = chemin.ancestors().find(|dossier| self.cooperatives.contains_key(*dossier)) else { continue };
            let exercices = changees.entry(racine.to_owned()).or_insert_with(|| Exercices::Changes(BTreeSet::new()));
            noter(exercices, chemin.strip_prefix(racine).unwrap_or(chemin));
        }
        changees.retain(|_, exercices| *exercices != Exercices::Changes(BTreeSet::new()));
        self.departements.retain(|dossier| chemins.contains(&dossier.join(DEPARTEMENT_TOML)));
        self.cooperatives = changees;
        Ok(self)
    }
}

/// A change at `chemin`, from the cooperative's folder.
fn noter(exercices: &mut Exercices, chemin: &Path) {
    let mut etapes = chemin.components().filter_map(|etape| match etape {
        Component::Normal(nom) => Some(nom.to_string_lossy()),
        _ => None,
    });
    // What begins with a dot is not part of the accounts.
    if etapes.clone().any(|nom| nom.starts_with('.')) {
        return;
    }
    match (etapes.next(), &mut *exercices) {
        (Some(nom), Exercices::Changes(changes)) if est_un_nom_d_exercice(&nom) => _ = changes.insert(nom.into_owned()),
        _ => *exercices = Exercices::Tous,
    }
}

/// A removed file stands for what held it; a folder that is not there is a slip of the hand.
///
/// Errors: such a folder, where the nearest one that stands is a whole department's.
fn dire_ce_qui_n_est_pas_la(chemin: &Path, console: &Console) -> Result<(), Echec> {
    if chemin.exists() {
        return Ok(());
    }
    let Ok(Cible::Departement(departement)) = cible(dossier_de(chemin)) else { return Ok(()) };
    // `.gitignore` is a file too.
    let fichier = chemin.extension().is_some() || chemin.file_name().is_some_and(|nom| nom.to_string_lossy().starts_with('.'));
    if !fichier {
        return Err(Echec::new(
            format!("`{}` n’existe pas", chemin.display()),
            format!("vérifiez le chemin donné ; pour tout le département, nommez `{}`", departement.display()),
        ));
    }
    console.note(&format!("`{}` n’existe pas : tout le département est vérifié", chemin.display()));
    Ok(())
}

/// The folder of a file; of a file that was just removed, the nearest one that still stands.
fn dossier_de(chemin: &Path) -> &Path {
    chemin
        .ancestors()
        .skip(1)
        .find(|d| d.as_os_str().is_empty() || d.exists())
        .map_or(Path::new("."), |d| if d.as_os_str().is_empty() { Path::new(".") } else { d })
}

/// Where one stands if all cooperatives and their settings are below it; else the nearest folder that holds them all.
fn ce_qui_contient(cooperatives: &BTreeMap<PathBuf, Exercices>, base: &Path) -> PathBuf {
    let dossiers: BTreeSet<PathBuf> =
        cooperatives.keys().flat_map(|racine| [Some(racine.clone()), departement_au_dessus(racine)]).flatten().collect();
    let contient = |candidat: &Path| dossiers.iter().all(|dossier| dossier.starts_with(candidat));
    let base = base.canonicalize().unwrap_or_default();
    let premier = dossiers.first().map(PathBuf::as_path).unwrap_or(&base);
    std::iter::once(base.as_path()).chain(premier.ancestors()).find(|d| contient(d)).unwrap_or(Path::new("/")).to_owned()
}
