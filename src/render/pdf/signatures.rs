//! Who signs a paper: boxes with the names already in them.

use serde_json::{Value, json};

use super::typographie::enumerer;
use crate::etat::identite::Identite;

pub fn signature(qualite: &str, nom: &str) -> Value {
    json!({ "qualite": qualite, "nom": nom })
}

/// Boxes to sign in, for the mandataires: one without a name when none is known.
pub fn cases_des_mandataires(identite: &Identite) -> Vec<Value> {
    match identite.mandataires.as_slice() {
        [] => vec![signature("Mandataire", "")],
        noms => noms.iter().map(|nom| signature("Mandataire", nom)).collect(),
    }
}

/// The same, then the signataires.
pub fn cases_des_signataires(identite: &Identite) -> Vec<Value> {
    let mut cases = cases_des_mandataires(identite);
    cases.extend(identite.signataires.iter().map(|nom| signature("Signataire", nom)));
    cases
}

/// « Je soussigné(e) X, mandataire », and its plural; dots where no name is known.
pub fn soussignes(identite: &Identite) -> String {
    let qui = if identite.mandataires.is_empty() { "…".repeat(24) } else { enumerer(&identite.mandataires) };
    if identite.mandataires.len() > 1 {
        format!("Nous soussigné(e)s, {qui}, mandataires")
    } else {
        format!("Je soussigné(e), {qui}, mandataire")
    }
}
