//! `retkoop verifier`: every rule on every file of a cooperative, or of all the cooperatives of a department.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::{Cible, Communs, Console, Echec, Issue, cible, controler_departement, ecrire};
use crate::cli::{jour_du_controle, rapport_de_cooperative};
use crate::diagnostic::formats::{Rendu, bilan_en_une_phrase, complet, concis, json};
use crate::diagnostic::{Rapport, Resume};
use crate::source::empreinte;

/// Vérifier toutes les règles sur tous les fichiers
#[derive(Debug, Args)]
pub struct Verifier {
    /// Fichiers ou dossiers dont la coopérative entière est vérifiée
    #[arg(value_name = "CHEMINS")]
    chemins: Vec<PathBuf>,
    /// Forme des constats
    #[arg(long, value_name = "FORME", default_value = "complet", hide_default_value = true)]
    format: Format,
    /// Écrire les constats dans ce fichier plutôt que sur la sortie standard
    #[arg(long, value_name = "FICHIER")]
    sortie: Option<PathBuf>,
    /// Échouer aussi sur un point bloquant, un avertissement ou une question sans réponse
    #[arg(long)]
    strict: bool,
    /// Montrer aussi les constats acquittés
    #[arg(long)]
    tout: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Chaque constat dessiné dans son texte
    Complet,
    /// Un constat par ligne
    Concis,
    /// Pour les programmes
    Json,
}

pub fn executer(commande: &Verifier, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
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
    match &commande.sortie {
        Some(fichier) => {
            refuser_un_fichier_de_comptes(fichier)?;
            let rendu = Rendu { couleurs: false, ..console.rendu(commande.tout) };
            ecrire(fichier, ecrit(commande, &rapports, rendu).as_bytes())?;
            console.note(&format!("{} → {}", bilan_en_une_phrase(resume), fichier.display()));
        }
        None => console.sortie(&ecrit(commande, &rapports, console.rendu(commande.tout)))?,
    }
    Ok(Issue::selon(resume.is_echec(commande.strict)))
}

fn ecrit(commande: &Verifier, rapports: &[Rapport], rendu: Rendu) -> String {
    match commande.format {
        Format::Complet => complet(rapports, rendu),
        Format::Concis => concis(rapports, rendu),
        Format::Json => json(rapports, rendu.tout),
    }
}

/// A slip of the hand must not replace the accounts by their findings.
fn refuser_un_fichier_de_comptes(fichier: &Path) -> Result<(), Echec> {
    let toml = fichier.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    if toml {
        return Err(Echec::new(
            format!("`{}` est un fichier de comptes", fichier.display()),
            "donnez à `--sortie` un autre nom, comme `constats.json`",
        ));
    }
    Ok(())
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
