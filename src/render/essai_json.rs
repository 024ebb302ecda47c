//! `cloturer --format json`, version 1: what is still missing to close, or the seal; its schema is
//! `schemas/cloturer.schema.json`.

use serde::Serialize;

use super::essai_texte::obstacle_texte;
use super::suite_texte::changement_texte;
use crate::coop::Date;
use crate::diagnostic::formats::{Ligne, lignes};
use crate::diagnostic::{Rapport, francaise};
use crate::proposition::cloture::{Empechement, EssaiDeCloture};
use crate::proposition::exercice_suivant::Changement;
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    jour: Date,
    cooperatives: Vec<Cooperative<'a>>,
}

#[derive(Serialize)]
struct Cooperative<'a> {
    dossier: &'a str,
    numero: &'a str,
    nom: &'a str,
    exercice: &'a str,
    etat: &'static str,
    /// What is no finding of the accounts; `null` without any.
    obstacle: Option<Obstacle>,
    raisons: Vec<Ligne<'a>>,
    /// Whether rules wait for what is wrong: other reasons may then appear.
    raisons_partielles: bool,
    /// Of what stands in the next exercice.
    changements: Vec<Change>,
    /// Of an exercice that is closed.
    sceau: Option<Sceau<'a>>,
}

#[derive(Serialize)]
struct Change {
    fichier: String,
    message: String,
}

#[derive(Serialize)]
struct Sceau<'a> {
    date: Date,
    empreinte: &'a str,
}

#[derive(Serialize)]
struct Obstacle {
    message: String,
    aide: String,
}

fn change(suivant: &str, changement: &Changement) -> Change {
    Change { fichier: format!("{suivant}/exercice.toml"), message: francaise(&changement_texte(changement)) }
}

/// `rapports`: the findings that refuse each, in the same order.
pub fn essais_json(essais: &[EssaiDeCloture], rapports: &[Rapport], jour: Date) -> String {
    let cooperatives = essais.iter().zip(rapports).map(|(essai, rapport)| Cooperative {
        dossier: &essai.dossier,
        numero: &essai.numero,
        nom: &essai.nom,
        exercice: &essai.exercice,
        etat: match &essai.empechement {
            None if essai.sceau.is_some() => "cloturee",
            None => "possible",
            Some(Empechement::SceauRompu(..)) => "sceau-rompu",
            Some(_) if essai.est_deja_cloture() => "cloturee",
            Some(_) => "refusee",
        },
        obstacle: obstacle_texte(essai).map(|(message, aide)| Obstacle { message: francaise(&message), aide: francaise(&aide) }),
        raisons: lignes(rapport).collect(),
        raisons_partielles: essai.est_partiel && essai.raisons().is_some(),
        changements: essai.changements.iter().map(|c| change(&essai.suivant, c)).collect(),
        sceau: essai.sceau.as_ref().map(|sceau| Sceau { date: sceau.date, empreinte: &sceau.empreinte }),
    });
    texte_json(&Document { version: 1, jour, cooperatives: cooperatives.collect() })
}
