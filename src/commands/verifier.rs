//! `retkoop verifier`: every rule on every file of a cooperative, or of all the cooperatives of a department.

use std::path::PathBuf;

use clap::Args;

use crate::cli::{Communs, Console, Echec, Issue, Perimetre, SortiesDemandees, jour_du_controle};
use crate::controle::fiches;
use crate::diagnostic::formats::{Edition, bilan_en_une_phrase};
use crate::diagnostic::{Rapport, Resume};

/// Vérifier toutes les règles sur tous les fichiers
#[derive(Debug, Args)]
pub struct Verifier {
    /// Fichiers ou dossiers dont la coopérative entière est vérifiée
    #[arg(value_name = "CHEMINS")]
    chemins: Vec<PathBuf>,
    /// Ne vérifier que les coopératives, et leurs exercices, qui ont changé depuis cette révision de git
    #[arg(long, value_name = "RÉVISION", allow_hyphen_values = true)]
    depuis: Option<String>,
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
    let mut perimetre = Perimetre::viser(&commande.chemins, communs, console)?;
    if let Some(revision) = &commande.depuis {
        perimetre = perimetre.changes_depuis(revision)?;
        if perimetre.cooperatives.is_empty() && perimetre.departements.is_empty() && perimetre.defauts.is_empty() {
            console.note(&format!("rien n’a changé depuis `{revision}`"));
        }
    }
    let mut rapports = perimetre.controler(jour, communs.exercice.as_deref(), console)?;
    Rapport::distinguer(&mut rapports);
    let resume = Resume::de(&rapports);
    let (fiches, rendu) = (fiches(), console.rendu(commande.tout));
    console.publier(&sorties, &Edition { rapports: &rapports, fiches: &fiches, strict: commande.strict, rendu })?;
    let fichiers: Option<Vec<_>> = sorties.iter().map(|s| Some(s.fichier.as_ref()?.display().to_string())).collect();
    if let Some(fichiers) = fichiers {
        console.note(&format!("{} → {}", bilan_en_une_phrase(resume), fichiers.join(", ")));
    }
    let pire = rapports.iter().flat_map(|r| &r.diagnostics).min_by_key(|d| d.niveau);
    if let Some(pire) = pire.filter(|_| console.est_interactif()) {
        console.note(&format!("`retkoop expliquer {}` dit pourquoi, et comment corriger", pire.code.0));
    }
    Ok(Issue::selon(resume.is_echec(commande.strict)))
}
