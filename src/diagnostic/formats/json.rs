//! `--format json`, version 1: the contract of cli.md; its schema is `schemas/verifier.schema.json`.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, Rapport, Resume};
use crate::source::{Position, json_sans_controle};

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    outil: Outil,
    resume: Resume,
    diagnostics: Vec<Ligne<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acquittes: Option<Vec<Ligne<'a>>>,
}

#[derive(Serialize)]
struct Outil {
    nom: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Ligne<'a> {
    code: &'a str,
    nom: &'a str,
    niveau: &'a str,
    message: &'a str,
    aide: &'a str,
    fichier: String,
    debut: Position,
    fin: Position,
    donnees: BTreeMap<&'a str, &'a str>,
    liens: Vec<LigneDeLien<'a>>,
    cooperative: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exercice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    piece: Option<&'a str>,
    empreinte: &'a str,
}

#[derive(Serialize)]
struct LigneDeLien<'a> {
    fichier: String,
    debut: Position,
    fin: Position,
    message: &'a str,
}

pub fn json(rapports: &[Rapport], tout: bool) -> String {
    let lignes = |choix: fn(&Rapport) -> &Vec<Diagnostic>| {
        rapports.iter().flat_map(move |r| choix(r).iter().map(|d| ligne(r, d))).collect()
    };
    let document = Document {
        version: 1,
        outil: Outil { nom: "retkoop", version: env!("CARGO_PKG_VERSION") },
        resume: Resume::de(rapports),
        diagnostics: lignes(|r| &r.diagnostics),
        acquittes: tout.then(|| lignes(|r| &r.acquittes)),
    };
    let mut texte = serde_json::to_string_pretty(&document).expect("strings and numbers are always JSON");
    texte.push('\n');
    json_sans_controle(texte)
}

fn ligne<'a>(rapport: &Rapport, diagnostic: &'a Diagnostic) -> Ligne<'a> {
    let chemin = |place: &Place| format!("{}{}", rapport.prefixe, place.fichier);
    Ligne {
        code: diagnostic.code.0,
        nom: diagnostic.nom,
        niveau: diagnostic.niveau.nom(),
        message: &diagnostic.message,
        aide: &diagnostic.aide,
        fichier: chemin(&diagnostic.place),
        debut: diagnostic.place.debut,
        fin: diagnostic.place.fin,
        donnees: diagnostic.donnees.iter().map(|(cle, valeur)| (*cle, valeur.as_str())).collect(),
        liens: diagnostic
            .liens
            .iter()
            .map(|(place, message)| LigneDeLien { fichier: chemin(place), debut: place.debut, fin: place.fin, message })
            .collect(),
        cooperative: &diagnostic.cooperative,
        exercice: diagnostic.exercice.as_deref(),
        piece: diagnostic.piece.as_deref(),
        empreinte: &diagnostic.empreinte,
    }
}
