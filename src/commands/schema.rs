//! `retkoop schema`: the JSON Schemas of the files, for editors that check and complete while one types.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Console, Echec, Issue, creer_dossier, ecrire};
use crate::parse::{FICHIERS, FichierDuFormat, la_plus_proche};
use crate::render::schema_json::schema;
use crate::source::disque::{self, RETKOOP_TOML};

/// Donner le schéma JSON d’un fichier, pour un éditeur ; sans nom, la liste
#[derive(Debug, Args)]
pub struct Schema {
    /// Nom du schéma, ou chemin d’un fichier
    #[arg(value_name = "NOM")]
    nom: Option<String>,
    /// Écrire ce schéma, ou tous, dans un dossier
    #[arg(long, value_name = "DOSSIER")]
    sortie: Option<PathBuf>,
}

/// Where `nouveau` puts them, and what `#:schema` lines name: the reader skips what begins with a dot.
pub const DOSSIER: &str = ".schemas";

pub fn executer(commande: &Schema, console: &Console) -> Result<Issue, Echec> {
    let choisis = match &commande.nom {
        Some(nom) => std::slice::from_ref(choisir(nom)?),
        None => FICHIERS,
    };
    match (&commande.sortie, &commande.nom) {
        (Some(dossier), _) => {
            ecrire_tous(dossier, choisis)?;
            choisis.iter().try_for_each(|f| console.ligne(&dossier.join(nom_de_fichier(f)).display().to_string()))?;
        }
        (None, Some(_)) => choisis.iter().try_for_each(|fichier| console.sortie(&schema(fichier)))?,
        (None, None) => console.sortie(&liste())?,
    }
    Ok(Issue::Reussite)
}

pub fn ecrire_tous(dossier: &Path, fichiers: &[FichierDuFormat]) -> Result<(), Echec> {
    creer_dossier(dossier)?;
    fichiers.iter().try_for_each(|fichier| ecrire(&dossier.join(nom_de_fichier(fichier)), schema(fichier).as_bytes()))
}

/// The line by which an editor finds the schema of the file at `chemin`, and an empty one; nothing for what has no schema.
pub fn en_tete(chemin: &str) -> String {
    let Some(fichier) = FichierDuFormat::au_chemin(chemin) else { return String::new() };
    let racine = match chemin.matches('/').count() {
        0 => "./".to_owned(),
        profondeur => "../".repeat(profondeur),
    };
    format!("#:schema {racine}{DOSSIER}/{}\n\n", nom_de_fichier(fichier))
}

fn nom_de_fichier(fichier: &FichierDuFormat) -> String {
    format!("{}.schema.json", fichier.nom)
}

fn liste() -> String {
    let lignes = FICHIERS.iter().map(|f| format!("  {:<14}{:<36}{}\n", f.nom, f.exemple, f.sens));
    format!(
        "Schémas des fichiers, pour un éditeur\u{a0}:\n\n{}\n`retkoop schema --sortie {DOSSIER}` les écrit tous.\n",
        lignes.collect::<String>()
    )
}

fn choisir(nom: &str) -> Result<&'static FichierDuFormat, Echec> {
    let par_nom = FICHIERS.iter().find(|f| f.nom == nom);
    par_nom.or_else(|| FichierDuFormat::au_chemin(nom)).or_else(|| au_fichier(Path::new(nom))).ok_or_else(|| {
        let aide = match la_plus_proche(nom, FICHIERS.iter().map(|f| f.nom)) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None => "`retkoop schema` en donne la liste".to_owned(),
        };
        Echec::new(format!("schéma inconnu : `{nom}`"), aide)
    })
}

/// The format of a file named from where one stands, inside its cooperative.
fn au_fichier(chemin: &Path) -> Option<&'static FichierDuFormat> {
    let absolu = std::path::absolute(chemin).ok()?;
    let (dossier, nom) = (absolu.parent()?.canonicalize().ok()?, absolu.file_name()?);
    let racine = disque::chercher_vers_le_haut(&dossier, RETKOOP_TOML)?;
    FichierDuFormat::au_chemin(dossier.strip_prefix(racine).ok()?.join(nom).to_str()?)
}
