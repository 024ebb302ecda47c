//! `--format gitlab`: the Code Quality report of GitLab, an array of issues. Its schema is `schemas/verifier.gitlab.schema.json`.
//!
//! GitLab shows a finding once a fingerprint, and what a merge request adds or removes by comparing fingerprints: ours are
//! unique in a run and do not follow the lines.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{Edition, Forme};
use crate::diagnostic::{Diagnostic, Empreinte, Niveau, Rapport};
use crate::source::ecrire_json;

pub static FORME: Forme = Forme { nom: "gitlab", resume: "rapport Code Quality de GitLab", ecrire, annexe: None };

struct Constats<'a>(&'a Edition<'a>);

impl Serialize for Constats<'_> {
    fn serialize<S: Serializer>(&self, serialiseur: S) -> Result<S::Ok, S::Error> {
        serialiseur.collect_seq(self.0.constats().map(|(rapport, diagnostic, acquitte)| probleme(rapport, diagnostic, acquitte)))
    }
}

#[derive(Serialize)]
struct Probleme {
    r#type: &'static str,
    check_name: String,
    description: String,
    severity: &'static str,
    fingerprint: Empreinte,
    location: Endroit,
}

#[derive(Serialize)]
struct Endroit {
    path: String,
    lines: Lignes,
}

#[derive(Serialize)]
struct Lignes {
    begin: u32,
    end: u32,
}

fn ecrire(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    ecrire_json(sortie, &Constats(edition))
}

fn probleme(rapport: &Rapport, diagnostic: &Diagnostic, acquitte: bool) -> Probleme {
    let mut description = diagnostic.message.to_string();
    if acquitte {
        description.push_str(" (acquitté)");
    }
    if !diagnostic.aide.is_empty() {
        description.push_str(&format!(" — aide\u{a0}: {}", diagnostic.aide));
    }
    Probleme {
        r#type: "issue",
        check_name: format!("{} {}", diagnostic.code.0, diagnostic.nom),
        description,
        severity: if acquitte { "info" } else { severite(diagnostic.niveau) },
        fingerprint: diagnostic.empreinte,
        location: Endroit {
            path: rapport.chemin_de_depot(&diagnostic.place),
            lines: Lignes { begin: diagnostic.place.debut.ligne, end: diagnostic.place.fin.ligne },
        },
    }
}

/// Five levels on either side, in the same order.
fn severite(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Erreur => "blocker",
        Niveau::Bloquant => "critical",
        Niveau::Question => "major",
        Niveau::Avertissement => "minor",
        Niveau::Remarque => "info",
    }
}
