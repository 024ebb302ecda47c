//! `etat --format json`, version 1; its schema is `schemas/etat.schema.json`.

use serde::Serialize;

use crate::coop::Date;
use crate::etat::accueil::{Accueil, Ton};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    numero: &'a str,
    cooperative: &'a str,
    exercice: &'a str,
    jour: Date,
    echeances: Vec<Echeance<'a>>,
    comptes: Vec<Ligne<'a>>,
    a_faire: Vec<Pas<'a>>,
}

#[derive(Serialize)]
struct Echeance<'a> {
    date: Date,
    quoi: &'a str,
    etat: &'a str,
    ton: &'static str,
}

#[derive(Serialize)]
struct Ligne<'a> {
    quoi: &'a str,
    valeur: &'a str,
    detail: &'a str,
    ton: &'static str,
}

#[derive(Serialize)]
struct Pas<'a> {
    quoi: &'a str,
    commande: &'a str,
}

pub fn accueil_json(accueil: &Accueil) -> String {
    texte_json(&Document {
        version: 1,
        numero: &accueil.numero,
        cooperative: &accueil.cooperative,
        exercice: &accueil.exercice,
        jour: accueil.jour,
        echeances: accueil
            .echeances
            .iter()
            .map(|e| Echeance { date: e.date, quoi: &e.quoi, etat: &e.etat, ton: nom(e.ton) })
            .collect(),
        comptes: accueil
            .comptes
            .iter()
            .map(|l| Ligne { quoi: &l.quoi, valeur: &l.valeur, detail: &l.detail, ton: nom(l.ton) })
            .collect(),
        a_faire: accueil.a_faire.iter().map(|p| Pas { quoi: &p.quoi, commande: &p.commande }).collect(),
    })
}

fn nom(ton: Ton) -> &'static str {
    match ton {
        Ton::Fait => "fait",
        Ton::Calme => "calme",
        Ton::Attention => "attention",
        Ton::Alerte => "alerte",
    }
}
