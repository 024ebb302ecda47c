//! The head of every paper: who, when, and what its foot repeats on each page.

use serde_json::{Value, json};

use super::mesure::Corps;
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

/// Size of the foot, its width beside the page number on a portrait page, and the part of it that a number may take (µm).
const CORPS_DU_PIED: Corps = Corps(75);
const PIED: u64 = 155_000;
const NUMERO: u64 = 40_000;

/// The paper, the cooperative, its number and the exercice: what stands at the foot of each page, on one line. A long name is
/// cut; the exercice is always there.
pub fn pied_de_page(intitule: &str, identite: &Identite) -> String {
    let ligne = |nom: &str| {
        let numero = CORPS_DU_PIED.ajuster(&identite.numero, NUMERO);
        let parties = [intitule.to_owned(), nom.to_owned(), numero, identite.exercice.clone()];
        parties.into_iter().filter(|partie| !partie.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let reste = PIED.saturating_sub(CORPS_DU_PIED.largeur(&ligne("…")));
    ligne(&CORPS_DU_PIED.ajuster(&identite.cooperative, reste))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identite(cooperative: &str, numero: &str) -> Identite {
        let jour = Date::default();
        let vide = String::new;
        Identite {
            cooperative: cooperative.to_owned(),
            numero: numero.to_owned(),
            uai: vide(),
            adresse: vide(),
            commune: vide(),
            departement: vide(),
            exercice: "2023-2024".to_owned(),
            debut: jour,
            fin: jour,
            mandataires: Vec::new(),
            signataires: Vec::new(),
        }
    }

    #[test]
    fn the_foot_holds_on_its_line_and_always_says_the_exercice() {
        let pied = |nom: &str, numero: &str| pied_de_page("Changement de mandataire ou de signataire", &identite(nom, numero));
        let debut = "Changement de mandataire ou de signataire · ";
        assert_eq!(pied("École", "046-0001"), format!("{debut}École · 046-0001 · 2023-2024"));
        assert_eq!(pied("", ""), format!("{debut}2023-2024"));
        let long = pied(&"W".repeat(300), &"9".repeat(300));
        assert!(long.starts_with(&format!("{debut}WWWWWWWWWW")) && long.ends_with("9… · 2023-2024"), "{long}");
        assert!(long.contains("W… · 9") && CORPS_DU_PIED.largeur(&long) <= PIED, "{long}");
    }
}
