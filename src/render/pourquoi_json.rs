//! `pourquoi --format json`, version 1; its schema is `schemas/pourquoi.schema.json`.

use serde::Serialize;

use crate::coop::Date;
use crate::etat::pourquoi::{Pourquoi, ReleveVu, Terme};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    figure: &'a str,
    intitule: &'a str,
    montant: String,
    termes: Vec<TermeJson<'a>>,
    releves: Vec<ReleveJson>,
}

#[derive(Serialize)]
struct TermeJson<'a> {
    libelle: &'a str,
    montant: String,
    /// Under which name it can itself be asked for.
    #[serde(skip_serializing_if = "str::is_empty")]
    figure: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ecriture: Option<EcritureJson<'a>>,
}

#[derive(Serialize)]
struct EcritureJson<'a> {
    piece: &'a str,
    date: Option<Date>,
    fichier: &'a str,
    ligne: u32,
    justificatifs: &'a [String],
    pointage: Option<Date>,
}

#[derive(Serialize)]
struct ReleveJson {
    date: Date,
    solde: String,
    attendu: String,
}

pub fn pourquoi_json(exercice: &str, pourquoi: &Pourquoi) -> String {
    texte_json(&Document {
        version: 1,
        exercice,
        figure: &pourquoi.figure,
        intitule: &pourquoi.intitule,
        montant: pourquoi.montant.decimal(),
        termes: pourquoi.termes.iter().map(terme).collect(),
        releves: pourquoi.releves.iter().map(releve).collect(),
    })
}

fn terme(terme: &Terme) -> TermeJson<'_> {
    TermeJson {
        libelle: &terme.libelle,
        montant: terme.montant.decimal(),
        figure: &terme.figure,
        ecriture: terme.ecriture.as_ref().map(|e| EcritureJson {
            piece: &e.piece,
            date: e.date,
            fichier: &e.fichier,
            ligne: e.ligne,
            justificatifs: &e.justificatifs,
            pointage: e.pointage,
        }),
    }
}

fn releve(releve: &ReleveVu) -> ReleveJson {
    ReleveJson { date: releve.date, solde: releve.solde.decimal(), attendu: releve.attendu.decimal() }
}
