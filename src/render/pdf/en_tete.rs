//! The head of every paper: who, when, and what its foot repeats on each page.

use serde_json::{Value, json};

use super::typographie::abrege;
use crate::coop::{Date, date};
use crate::etat::identite::Identite;

/// What `en-tete` of `commun.typ` reads.
pub fn en_tete(identite: &Identite, etabli_le: Date) -> Value {
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
        "debut": date::en_toutes_lettres(identite.debut),
        "fin": date::en_toutes_lettres(identite.fin),
        "etabli_le": date::en_toutes_lettres(etabli_le),
        "mandataires": identite.mandataires,
        "signataires": identite.signataires,
    })
}

/// The cooperative, its number and the exercice: what stands at the foot of each page.
pub fn pied_de_page(identite: &Identite) -> String {
    [abrege(&identite.cooperative, 70), abrege(&identite.numero, 20), identite.exercice.clone()]
        .into_iter()
        .filter(|partie| !partie.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
