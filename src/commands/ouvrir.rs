//! `retkoop ouvrir`: the next exercice, while the one before is still open.

use clap::Args;

use super::ecrire_ou_montrer;
use crate::cli::{Charge, Communs, Console, Echec, Issue, charger};
use crate::controle::Controle;
use crate::coop::{Exercice, date};
use crate::diagnostic::formats::complet;
use crate::proposition::exercice_suivant::{erreurs_de_depart, ouvrir};

/// Ouvrir l’exercice suivant, sans attendre la clôture du précédent
#[derive(Debug, Args)]
pub struct Ouvrir {}

/// The rentrée is prepared from June on: earlier, one means another year.
const JOURS_D_AVANCE: i64 = 100;

pub fn executer(_: &Ouvrir, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let mut ouverts = charge.dossier.exercices.iter().filter(|exercice| est_ouvert(&charge, exercice));
    // The year to follow: the one named, else the latest.
    let dernier = match communs.exercice.as_deref() {
        Some(nom) => charge.exercice(Some(nom))?,
        None => ouverts.clone().next_back().map_or_else(|| charge.exercice(None), Ok)?,
    };
    if let Some(suivant) = ouverts.find(|e| e.debut > dernier.debut) {
        return deja_ouvert(&suivant.nom, console);
    }
    if (dernier.fin - charge.jour).num_days() > JOURS_D_AVANCE {
        if communs.exercice.is_none() {
            return deja_ouvert(&dernier.nom, console);
        }
        let (nom, fin) = (&dernier.nom, date::en_chiffres(dernier.fin));
        console.echec(&Echec::new(
            format!("l’exercice {nom} court jusqu’au {fin} : il est trop tôt pour ouvrir celui qui le suit"),
            "l’année nouvelle s’ouvre en septembre ; `--date` donne un autre jour",
        ));
        return Ok(Issue::Constats);
    }
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Some(comptes) = controle.comptes_de(&dernier.nom) else { return deja_ouvert(&dernier.nom, console) };
    let erreurs = erreurs_de_depart(&controle, comptes.exercice);
    if !erreurs.is_empty() {
        console.erreurs(&complet(&[controle.rapport_de(erreurs)], console.rendu_erreurs()));
        console.echec(&Echec::new(
            format!("l’exercice qui suit {} se fait d’après ce qui ne va pas là : rien n’a été écrit", dernier.nom),
            "corrigez-le, puis recommencez",
        ));
        return Ok(Issue::Constats);
    }
    let (nom, mut textes) = ouvrir(comptes, dernier.scelle);
    textes.retain(|(chemin, _)| charge.dossier.source(chemin).is_none());
    let issue = ecrire_ou_montrer(&charge, &textes, console)?;
    if issue == Issue::Reussite {
        for (chemin, _) in &textes {
            console.ligne(&format!("{chemin}\u{a0}: créé"))?;
        }
        let suite = if dernier.scelle { "part de sa clôture" } else { "le suit jusqu’à sa clôture" };
        console.note(&format!("l’exercice {nom} est ouvert ; il vient après {}, et {suite}", dernier.nom));
    }
    Ok(issue)
}

/// Its `exercice.toml` stands, readable or not: it is written last, and a folder without it was only begun.
fn est_ouvert(charge: &Charge, exercice: &Exercice) -> bool {
    let texte = format!("{}/exercice.toml", exercice.nom);
    charge.dossier.source(&texte).is_some() || exercice.annexe("exercice.toml").is_some()
}

fn deja_ouvert(nom: &str, console: &Console) -> Result<Issue, Echec> {
    console.echec(&Echec::new(format!("l’exercice {nom} est déjà ouvert"), "`retkoop etat` dit où il en est"));
    Ok(Issue::Constats)
}
