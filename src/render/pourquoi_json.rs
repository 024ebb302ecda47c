//! `pourquoi --format json`, version 1; its schema is `schemas/pourquoi.schema.json`.

use serde::Serialize;

use super::pourquoi_texte::nombre;
use crate::coop::{Date, Montant};
use crate::etat::pourquoi::{EcritureVue, Place, Pourquoi, Preuve, PreuveVue, Terme, Unite};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    figure: &'a str,
    intitule: &'a str,
    montant: String,
    /// How many operations, for a figure that counts them: `montant` then says the same with two decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    nombre: Option<i64>,
    termes: Vec<TermeJson<'a>>,
    releves: Vec<PreuveVueJson<'a>>,
    arretes: Vec<PreuveVueJson<'a>>,
}

#[derive(Serialize)]
struct TermeJson<'a> {
    libelle: &'a str,
    montant: String,
    /// Under which name it can itself be asked for, and in which exercice when it is another.
    #[serde(skip_serializing_if = "str::is_empty")]
    figure: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    exercice: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ecriture: Option<EcritureJson<'a>>,
}

#[derive(Serialize)]
struct EcritureJson<'a> {
    nature: &'static str,
    piece: &'a str,
    date: Option<Date>,
    fichier: &'a str,
    ligne: u32,
    justificatifs: &'a [String],
    pointage: Option<Date>,
    preuves: Vec<PreuveJson<'a>>,
}

/// What proves one amount; without a file, it is only said to be ticked.
#[derive(Serialize)]
struct PreuveJson<'a> {
    nature: &'static str,
    tresorerie: &'a str,
    date: Date,
    fichier: Option<&'a str>,
    ligne: Option<u32>,
}

#[derive(Serialize)]
struct PreuveVueJson<'a> {
    tresorerie: &'a str,
    date: Date,
    /// Of a statement, then of a count.
    #[serde(skip_serializing_if = "Option::is_none")]
    solde: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compte: Option<String>,
    attendu: Option<String>,
    fichier: &'a str,
    ligne: u32,
}

pub fn pourquoi_json(exercice: &str, pourquoi: &Pourquoi) -> String {
    texte_json(&Document {
        version: 1,
        exercice,
        figure: &pourquoi.figure,
        intitule: &pourquoi.intitule,
        montant: pourquoi.montant.decimal(),
        nombre: (pourquoi.unite == Unite::Operation).then(|| nombre(pourquoi.montant)),
        termes: pourquoi.termes.iter().map(terme).collect(),
        releves: pourquoi.releves.iter().map(|p| PreuveVueJson { solde: Some(p.montant.decimal()), ..preuve_vue(p) }).collect(),
        arretes: pourquoi.arretes.iter().map(|p| PreuveVueJson { compte: Some(p.montant.decimal()), ..preuve_vue(p) }).collect(),
    })
}

fn terme(terme: &Terme) -> TermeJson<'_> {
    TermeJson {
        libelle: &terme.libelle,
        montant: terme.montant.decimal(),
        figure: &terme.figure,
        exercice: &terme.exercice,
        ecriture: terme.ecriture.as_ref().map(ecriture),
    }
}

fn ecriture(ecriture: &EcritureVue) -> EcritureJson<'_> {
    let Place { fichier, ligne } = &ecriture.place;
    EcritureJson {
        nature: ecriture.nature.nom(),
        piece: &ecriture.piece,
        date: ecriture.date,
        fichier,
        ligne: *ligne,
        justificatifs: &ecriture.justificatifs,
        pointage: ecriture.pointage,
        preuves: ecriture.preuves.iter().map(preuve).collect(),
    }
}

fn preuve(preuve: &Preuve) -> PreuveJson<'_> {
    PreuveJson {
        nature: preuve.nature().nom(),
        tresorerie: &preuve.nom,
        date: preuve.date,
        fichier: preuve.place.as_ref().map(|place| place.fichier.as_str()),
        ligne: preuve.place.as_ref().map(|place| place.ligne),
    }
}

fn preuve_vue(preuve: &PreuveVue) -> PreuveVueJson<'_> {
    PreuveVueJson {
        tresorerie: &preuve.tresorerie,
        date: preuve.date,
        solde: None,
        compte: None,
        attendu: preuve.attendu.map(Montant::decimal),
        fichier: &preuve.place.fichier,
        ligne: preuve.place.ligne,
    }
}
