//! `retkoop adhesion`: classes, head counts, and the fees line by line.

use clap::{Args, ValueEnum};

use crate::cli::{Communs, Console, Echec, Issue, charger};
use crate::controle::Controle;
use crate::etat::adhesion::{Adhesion as Etat, OrdreDesClasses};
use crate::render::{adhesion_csv, adhesion_json, adhesion_texte};

/// Calculer la cotisation de l’année : classes, effectifs, frais ligne par ligne
#[derive(Debug, Args)]
pub struct Adhesion {
    /// Forme des chiffres
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: Format,
    /// Ordre des classes
    #[arg(long, value_name = "ORDRE", default_value = "saisie", hide_default_value = true)]
    ordre: Ordre,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Des tableaux à lire
    Texte,
    /// Une ligne par classe et par montant, pour un tableur
    Csv,
    /// Pour les programmes
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ordre {
    /// Celui d’adhesion.toml
    Saisie,
    /// Par nom
    Nom,
}

pub fn executer(commande: &Adhesion, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    if exercice.adhesion.is_none() {
        return Err(sans_adhesion(&exercice.nom));
    }
    let controle = Controle::avec_cotisations(&charge.dossier, charge.jour);
    let Some(preuve) = super::prouver(&charge, &controle, &exercice.nom, console) else { return Ok(Issue::Constats) };
    let ordre = match commande.ordre {
        Ordre::Saisie => OrdreDesClasses::Saisie,
        Ordre::Nom => OrdreDesClasses::Nom,
    };
    let etat = Etat::etablir(&preuve, ordre);
    let Some(cotisation) = &etat.cotisation else { return Err(sans_bareme(&exercice.nom)) };
    let texte = match commande.format {
        Format::Texte => adhesion_texte::adhesion_texte(&etat, cotisation, console.style()),
        Format::Csv => adhesion_csv::adhesion_csv(&etat, cotisation),
        Format::Json => adhesion_json::adhesion_json(&etat, cotisation),
    };
    console.sortie(&texte)?;
    Ok(Issue::Reussite)
}

fn sans_adhesion(exercice: &str) -> Echec {
    Echec::new(
        format!("l’exercice {exercice} n’a pas d’adhésion"),
        format!("écrivez {exercice}/adhesion.toml : `date`, puis un bloc `[[classe]]` par classe"),
    )
}

/// A department may have silenced A004: there is nothing to compute all the same.
fn sans_bareme(exercice: &str) -> Echec {
    Echec::new(format!("aucun barème pour l’exercice {exercice}"), "ajoutez-le à departement.toml : `[[bareme]]`")
}
