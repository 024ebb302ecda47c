//! `classes --format json`, version 1; its schema is `schemas/classes.schema.json`.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::etat::classes::{EtatDeClasse, EtatDeRegie, EtatDesClasses, EtatDuCahier};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    classes: Vec<ClasseJson<'a>>,
}

#[derive(Serialize)]
struct ClasseJson<'a> {
    nom: &'a str,
    /// Whether it is in the membership.
    declaree: bool,
    enseignants: Vec<Enseignant<'a>>,
    eleves: i64,
    autres_adultes: i64,
    cooperateurs: i64,
    /// As the membership names its ledger; `null` when it keeps none.
    nom_du_cahier: Option<&'a str>,
    /// `null` when it has no file.
    cahier: Option<CahierJson<'a>>,
    /// `null` when no money went to it.
    regie: Option<RegieJson>,
    constats: Vec<ConstatJson<'a>>,
}

#[derive(Serialize)]
struct Enseignant<'a> {
    nom: &'a str,
    mel: &'a str,
}

#[derive(Serialize)]
struct CahierJson<'a> {
    fichier: &'a str,
    piece: &'a str,
    operations: usize,
    recettes: String,
    depenses: String,
    solde: String,
}

#[derive(Serialize)]
struct RegieJson {
    ouverture: String,
    versee: String,
    retournee: String,
    expliquee: String,
    /// Its ledger's balance included.
    detenu: String,
}

#[derive(Serialize)]
struct ConstatJson<'a> {
    code: &'static str,
    niveau: &'static str,
    message: &'a str,
    fichier: &'a str,
    ligne: u32,
}

pub fn classes_json(etat: &EtatDesClasses) -> String {
    texte_json(&Document { version: 1, exercice: &etat.exercice, classes: etat.classes.iter().map(classe).collect() })
}

fn classe(classe: &EtatDeClasse) -> ClasseJson<'_> {
    let e = classe.effectifs;
    ClasseJson {
        nom: &classe.nom,
        declaree: classe.declaree,
        enseignants: classe.enseignants.iter().map(|e| Enseignant { nom: &e.nom, mel: &e.mel }).collect(),
        eleves: e.eleves,
        autres_adultes: e.autres_adultes,
        cooperateurs: e.cooperateurs(),
        nom_du_cahier: Some(classe.nom_du_cahier.as_str()).filter(|nom| !nom.is_empty()),
        cahier: classe.cahier.as_ref().map(cahier),
        regie: classe.regie.map(regie),
        constats: classe.constats.iter().map(constat).collect(),
    }
}

fn cahier(cahier: &EtatDuCahier) -> CahierJson<'_> {
    CahierJson {
        fichier: &cahier.fichier,
        piece: &cahier.piece,
        operations: cahier.operations,
        recettes: cahier.recettes.decimal(),
        depenses: cahier.depenses.decimal(),
        solde: cahier.solde().decimal(),
    }
}

fn regie(regie: EtatDeRegie) -> RegieJson {
    RegieJson {
        ouverture: regie.ouverture.decimal(),
        versee: regie.versee.decimal(),
        retournee: regie.retournee.decimal(),
        expliquee: regie.expliquee.decimal(),
        detenu: regie.detenu.decimal(),
    }
}

fn constat(d: &Diagnostic) -> ConstatJson<'_> {
    ConstatJson {
        code: d.code.0,
        niveau: d.niveau.nom(),
        message: &d.message,
        fichier: &d.place.fichier,
        ligne: d.place.debut.ligne,
    }
}
