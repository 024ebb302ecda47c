//! `--format sarif`: SARIF 2.1.0 (OASIS), as code scanning services and editors read it. What we write of it is described by
//! `schemas/verifier.sarif.schema.json`.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Edition, Forme};
use crate::diagnostic::{Diagnostic, Fiche, Niveau, Place, Rapport};
use crate::source::ecrire_json;

pub static FORME: Forme = Forme { nom: "sarif", resume: "SARIF 2.1.0", ecrire, annexe: None };

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative addresses begin at: a name that services know.
const RACINE: &str = "%SRCROOT%";
/// RFC 3986: what a path keeps as it is.
const CHEMIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Passage<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Passage<'a> {
    tool: Value,
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: Value,
    results: Constats<'a>,
}

struct Constats<'a>(&'a Edition<'a>);

impl Serialize for Constats<'_> {
    fn serialize<S: Serializer>(&self, serialiseur: S) -> Result<S::Ok, S::Error> {
        let Edition { fiches, rendu, .. } = *self.0;
        serialiseur.collect_seq(self.0.constats().map(|(rapport, diagnostic, acquitte)| {
            let mut constat = constat(rapport, diagnostic, fiches);
            // With some suppressed, the others must say that they are not.
            if rendu.tout {
                let motif = diagnostic.motif.as_deref();
                let accepte = json!([{ "kind": "external", "status": "accepted", "justification": motif.unwrap_or_default() }]);
                constat["suppressions"] = if acquitte { accepte } else { json!([]) };
            }
            constat
        }))
    }
}

fn ecrire(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    let passage = Passage {
        tool: json!({ "driver": {
            "name": "retkoop",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": "fr-FR",
            "rules": edition.fiches.iter().map(regle).collect::<Vec<_>>(),
        }}),
        language: "fr-FR",
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ RACINE: { "description": { "text": "Racine du dépôt git, à défaut dossier vérifié." } } }),
        invocations: json!([{ "executionSuccessful": true }]),
        results: Constats(edition),
    };
    ecrire_json(sortie, &Document { schema: SCHEMA, version: "2.1.0", runs: [passage] })
}

fn regle(fiche: &Fiche) -> Value {
    json!({
        "id": fiche.code,
        "name": fiche.nom,
        "shortDescription": { "text": fiche.resume },
        "fullDescription": { "text": fiche.resume },
        "help": { "text": fiche.aide.replace("**", ""), "markdown": fiche.aide },
        "defaultConfiguration": { "level": niveau(fiche.niveau) },
        "properties": { "niveau": fiche.niveau },
    })
}

fn constat(rapport: &Rapport, diagnostic: &Diagnostic, fiches: &[Fiche]) -> Value {
    let texte = match diagnostic.aide.as_str() {
        "" => diagnostic.message.to_string(),
        aide => format!("{}\naide\u{a0}: {aide}", diagnostic.message),
    };
    let mut constat = json!({
        "ruleId": diagnostic.code.0,
        "level": niveau(diagnostic.niveau),
        "message": { "text": texte },
        "locations": [{ "physicalLocation": endroit(rapport, &diagnostic.place) }],
        "partialFingerprints": { "empreinte/v1": diagnostic.empreinte },
        "properties": proprietes(diagnostic),
    });
    if let Some(rang) = fiches.iter().position(|fiche| fiche.code == diagnostic.code.0) {
        constat["ruleIndex"] = rang.into();
    }
    if !diagnostic.liens.is_empty() {
        let liens = diagnostic.liens.iter().enumerate().map(|(rang, (place, texte))| {
            json!({ "id": rang, "physicalLocation": endroit(rapport, place), "message": { "text": texte } })
        });
        constat["relatedLocations"] = liens.collect();
    }
    constat
}

/// What `--format json` gives and SARIF has no word for.
fn proprietes(diagnostic: &Diagnostic) -> Value {
    let donnees: serde_json::Map<_, _> =
        diagnostic.donnees.iter().map(|(cle, valeur)| ((*cle).to_owned(), valeur.as_str().into())).collect();
    let mut proprietes = json!({ "niveau": diagnostic.niveau, "cooperative": diagnostic.cooperative.as_str(), "donnees": donnees });
    for (cle, valeur) in [("exercice", &diagnostic.exercice), ("piece", &diagnostic.piece)] {
        if let Some(valeur) = valeur {
            proprietes[cle] = valeur.as_str().into();
        }
    }
    proprietes
}

fn endroit(rapport: &Rapport, place: &Place) -> Value {
    let uri = utf8_percent_encode(&rapport.chemin_de_depot(place), CHEMIN).to_string();
    // What is no text of ours (a receipt, an unreadable file) has no columns.
    let region = if place.octets.range().is_empty() {
        json!({ "startLine": place.debut.ligne })
    } else {
        json!({
            "startLine": place.debut.ligne,
            "startColumn": place.debut.colonne,
            "endLine": place.fin.ligne,
            "endColumn": place.fin.colonne,
        })
    };
    json!({ "artifactLocation": { "uri": uri, "uriBaseId": RACINE }, "region": region })
}

fn niveau(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Erreur => "error",
        Niveau::Bloquant | Niveau::Question | Niveau::Avertissement => "warning",
        Niveau::Remarque => "note",
    }
}
