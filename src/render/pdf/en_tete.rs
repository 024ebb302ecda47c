//! What the papers of a cooperative begin with, and the few words that they share.

use serde_json::{Value, json};

use super::{Modele, Papier, Tirage, pied_de_page};
use crate::coop::{Date, date};
use crate::etat::identite::Identite;

/// A paper that carries neither fingerprint nor attachment.
pub fn papier_simple(modele: Modele, identite: &Identite, date: Date, donnees: Value) -> Papier {
    Papier {
        modele,
        titre: format!("{}\u{a0}: {}, exercice {}", modele.intitule(), identite.cooperative, identite.exercice),
        auteur: identite.cooperative.clone(),
        mots_cles: ["OCCE", "coopérative scolaire", modele.intitule(), &identite.numero, &identite.exercice]
            .map(str::to_owned)
            .to_vec(),
        date,
        pied: pied_de_page(identite),
        donnees,
        tirage: Tirage::simple(),
    }
}

/// For the template's `en-tete`: who, which exercice, which day.
pub fn en_tete(identite: &Identite, etabli_le: Date) -> Value {
    json!({
        "identite": self::identite(identite),
        "etabli_le": date::en_toutes_lettres(etabli_le),
        "debut": date::en_toutes_lettres(identite.debut),
        "fin": date::en_toutes_lettres(identite.fin),
    })
}

pub fn identite(identite: &Identite) -> Value {
    // Many write the commune in the address too: once is enough.
    let commune = Some(identite.commune.as_str()).filter(|commune| !identite.adresse.contains(commune));
    let adresse: Vec<&str> = [Some(identite.adresse.as_str()), commune].into_iter().flatten().filter(|s| !s.is_empty()).collect();
    json!({
        "cooperative": identite.cooperative,
        "numero": identite.numero,
        "uai": identite.uai,
        "adresse": adresse.join(", "),
        "commune": identite.commune,
        "departement": identite.departement,
        "exercice": identite.exercice,
        "mandataires": identite.mandataires,
        "signataires": identite.signataires,
    })
}

/// Boxes to sign in, for the mandataires: one without a name when none is known.
pub fn cases_des_mandataires(identite: &Identite) -> Vec<Value> {
    let mut cases: Vec<Value> = identite.mandataires.iter().map(|nom| json!({ "qualite": "Mandataire", "nom": nom })).collect();
    if cases.is_empty() {
        cases.push(json!({ "qualite": "Mandataire", "nom": "" }));
    }
    cases
}

/// `A`, `A et B`, `A, B et C`.
pub fn enumerer(noms: &[String]) -> String {
    match noms {
        [] => String::new(),
        [seul] => seul.clone(),
        [debut @ .., dernier] => format!("{} et {dernier}", debut.join(", ")),
    }
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
