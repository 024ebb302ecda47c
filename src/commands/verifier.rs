//! `retkoop verifier`: every rule on every file of a cooperative, or of all the cooperatives of a department.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Cible, Communs, Console, Echec, Issue, SortiesDemandees, cible, controler_departement};
use crate::cli::{jour_du_controle, rapport_de_cooperative};
use crate::controle::fiches;
use crate::diagnostic::formats::{Edition, bilan_en_une_phrase};
use crate::diagnostic::{Rapport, Resume};
use crate::source::empreinte;

/// Vérifier toutes les règles sur tous les fichiers
#[derive(Debug, Args)]
pub struct Verifier {
    /// Fichiers ou dossiers dont la coopérative entière est vérifiée
    #[arg(value_name = "CHEMINS")]
    chemins: Vec<PathBuf>,
    #[command(flatten)]
    sorties: SortiesDemandees,
    /// Échouer aussi sur un point bloquant, un avertissement ou une question sans réponse
    #[arg(long)]
    strict: bool,
    /// Montrer aussi les constats acquittés
    #[arg(long)]
    tout: bool,
}

pub fn executer(commande: &Verifier, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let sorties = commande.sorties.apparier()?;
    let jour = jour_du_controle(communs)?;
    let mut rapports = Vec::new();
    for cible in cibles(&commande.chemins, communs)? {
        match cible {
            Cible::Cooperative(racine) => {
                console.detail(&format!("coopérative {}, jour de la vérification {jour}", racine.display()));
                rapports.push(rapport_de_cooperative(&racine, jour, communs.exercice.as_deref())?);
            }
            Cible::Departement(racine) => {
                console.detail(&format!("département {}, jour de la vérification {jour}", racine.display()));
                let barre = console.avancement();
                let avancement = |faits: usize, total: usize| barre.montrer(faits, total);
                rapports.extend(controler_departement(&racine, jour, communs.exercice.as_deref(), &avancement)?);
                barre.finir();
            }
        }
    }
    distinguer(&mut rapports);
    let resume = Resume::de(&rapports);
    let (fiches, rendu) = (fiches(), console.rendu(commande.tout));
    console.publier(&sorties, &Edition { rapports: &rapports, fiches: &fiches, strict: commande.strict, rendu })?;
    let fichiers: Option<Vec<_>> = sorties.iter().map(|s| Some(s.fichier.as_ref()?.display().to_string())).collect();
    if let Some(fichiers) = fichiers {
        console.note(&format!("{} → {}", bilan_en_une_phrase(resume), fichiers.join(", ")));
    }
    Ok(Issue::selon(resume.is_echec(commande.strict)))
}

/// Two cooperatives may bear one number: a fingerprint is unique in a run all the same.
fn distinguer(rapports: &mut [Rapport]) {
    let mut vues: HashMap<String, u32> = HashMap::new();
    for diagnostic in rapports.iter_mut().flat_map(|r| r.diagnostics.iter_mut().chain(&mut r.acquittes)) {
        let deja = vues.entry(diagnostic.empreinte.clone()).or_default();
        *deja += 1;
        if *deja > 1 {
            diagnostic.empreinte = empreinte(format!("{} {deja}", diagnostic.empreinte).as_bytes())[..16].to_owned();
        }
    }
}

/// A commit hook gives the changed files: each stands for its whole cooperative, once.
fn cibles(chemins: &[PathBuf], communs: &Communs) -> Result<Vec<Cible>, Echec> {
    let base = communs.dossier.clone().unwrap_or_else(|| PathBuf::from("."));
    if chemins.is_empty() {
        return Ok(vec![cible(&base)?]);
    }
    let mut trouvees = BTreeSet::new();
    let mut cibles = Vec::new();
    for chemin in chemins {
        let chemin = base.join(chemin);
        let depart = if chemin.is_dir() { chemin.as_path() } else { dossier_de(&chemin) };
        let cible = cible(depart)?;
        let (Cible::Cooperative(racine) | Cible::Departement(racine)) = &cible;
        if trouvees.insert(racine.clone()) {
            cibles.push(cible);
        }
    }
    Ok(cibles)
}

/// The folder of a file; of a file that was just removed, the nearest one that still stands.
fn dossier_de(chemin: &Path) -> &Path {
    chemin
        .ancestors()
        .skip(1)
        .find(|d| d.as_os_str().is_empty() || d.exists())
        .map_or(Path::new("."), |d| if d.as_os_str().is_empty() { Path::new(".") } else { d })
}
