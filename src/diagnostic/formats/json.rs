//! `--format json`, version 1: the contract of cli.md; its schema is `schemas/verifier.schema.json`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{Edition, Forme};
use crate::diagnostic::{Diagnostic, Empreinte, Rapport, Resume};
use crate::source::{Position, ecrire_json};

pub static FORME: Forme = Forme { nom: "json", resume: "pour les programmes", ecrire, annexe: None };

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    outil: Outil,
    resume: Resume,
    diagnostics: Lignes<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acquittes: Option<Lignes<'a>>,
}

#[derive(Serialize)]
struct Outil {
    nom: &'static str,
    version: &'static str,
}

/// Findings, written one after the other: a million of them are never all held as JSON.
struct Lignes<'a> {
    rapports: &'a [Rapport],
    choix: fn(&Rapport) -> &[Diagnostic],
}

impl Serialize for Lignes<'_> {
    fn serialize<S: Serializer>(&self, serialiseur: S) -> Result<S::Ok, S::Error> {
        let choix = self.choix;
        serialiseur.collect_seq(self.rapports.iter().flat_map(|r| choix(r).iter().map(move |d| ligne(r, d))))
    }
}

/// One finding.
#[derive(Serialize)]
pub struct Ligne<'a> {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    motif: Option<&'a str>,
    empreinte: Empreinte,
}

#[derive(Serialize)]
struct LigneDeLien<'a> {
    fichier: String,
    debut: Position,
    fin: Position,
    message: &'a str,
}

fn ecrire(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    let rapports = edition.rapports;
    let document = Document {
        version: 1,
        outil: Outil { nom: "retkoop", version: env!("CARGO_PKG_VERSION") },
        resume: Resume::de(rapports),
        diagnostics: Lignes { rapports, choix: |r| &r.diagnostics },
        acquittes: edition.rendu.tout.then_some(Lignes { rapports, choix: |r| &r.acquittes }),
    };
    ecrire_json(sortie, &document)
}

/// The findings of a report, for a document that holds them among other things.
pub fn lignes(rapport: &Rapport) -> impl Iterator<Item = Ligne<'_>> {
    rapport.diagnostics.iter().map(|diagnostic| ligne(rapport, diagnostic))
}

fn ligne<'a>(rapport: &Rapport, diagnostic: &'a Diagnostic) -> Ligne<'a> {
    Ligne {
        code: diagnostic.code.0,
        nom: diagnostic.nom,
        niveau: diagnostic.niveau.nom(),
        message: &diagnostic.message,
        aide: &diagnostic.aide,
        fichier: rapport.chemin(&diagnostic.place),
        debut: diagnostic.place.debut,
        fin: diagnostic.place.fin,
        donnees: diagnostic.donnees.iter().map(|(cle, valeur)| (*cle, valeur.as_str())).collect(),
        liens: diagnostic
            .liens
            .iter()
            .map(|(place, message)| LigneDeLien { fichier: rapport.chemin(place), debut: place.debut, fin: place.fin, message })
            .collect(),
        cooperative: &diagnostic.cooperative,
        exercice: diagnostic.exercice.as_deref(),
        piece: diagnostic.piece.as_deref(),
        motif: diagnostic.motif.as_deref(),
        empreinte: diagnostic.empreinte,
    }
}
