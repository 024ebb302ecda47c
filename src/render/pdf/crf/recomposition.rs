//! What the pages of a CRF are composed from, carried by its file (`pages.json`), so that `attester` can compose them again and
//! hold them against those of the file: the same data give the same bytes.
//!
//! Out: the attachment of a paper. In: an attachment of any origin, which is data for the template and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::coop::Date;
use crate::etat::recomposition::Recomposition;
use crate::parse::PapierImprime;
use crate::render::pdf::{Modele, Papier, Tirage, monde};
use crate::source::{Hacheur, texte_json};

/// What is longer is not composed again: it might take for ever. A CRF of two thousand outstanding operations has a quarter of
/// it.
const OCTETS_MAX: usize = 4 * 1024 * 1024;
/// Texts, numbers, lists.
const VALEURS_MAX: usize = 100_000;
const TEXTE_MAX: usize = 64 * 1024;
/// The side of a page, in µm: numbers are widths, and parts of a drawing in ten-thousandths.
const NOMBRE_MAX: u64 = 300_000;

/// A paper without its fingerprint, which is printed of the other attachments.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    version: u8,
    composeur: String,
    date: Date,
    titre: String,
    auteur: String,
    mots_cles: Vec<String>,
    pied: String,
    en_tete: Value,
    donnees: Value,
}

/// Who composes a CRF: the program's version, and its templates by the beginning of their SHA-256. The same composer draws the
/// same data alike.
pub fn composeur() -> String {
    let mut hacheur = Hacheur::default();
    for texte in monde::textes_des_gabarits(Modele::Crf) {
        hacheur.ajouter(texte.as_bytes());
    }
    format!("retkoop {}, gabarits {:.8}", env!("CARGO_PKG_VERSION"), hacheur.finir())
}

pub(super) fn pages_json(papier: &Papier) -> String {
    texte_json(&Pages {
        version: 1,
        composeur: composeur(),
        date: papier.date,
        titre: papier.titre.clone(),
        auteur: papier.auteur.clone(),
        mots_cles: papier.mots_cles.clone(),
        pied: papier.pied.clone(),
        en_tete: papier.en_tete.clone(),
        donnees: papier.donnees.clone(),
    })
}

/// The CRF composed again, from nothing but what the file carries.
pub fn recomposer(lu: &PapierImprime) -> Recomposition {
    let Some(octets) = &lu.pages else { return Recomposition::SansDonnees };
    if octets.len() > OCTETS_MAX {
        return Recomposition::TropLongue;
    }
    let lues: Value = serde_json::from_slice(octets).unwrap_or_default();
    if valeurs(&lues) > VALEURS_MAX {
        return Recomposition::TropLongue;
    }
    let autre_composeur = lues["composeur"].as_str().map(str::to_owned).filter(|nom| *nom != composeur());
    let Some(pages) = pages(lues) else { return Recomposition::Refusee { autre_composeur } };
    // As it is printed: whether it is that of the attachments is another question.
    let empreinte = lu.empreinte_imprimee().unwrap_or_else(|| lu.empreinte_calculee());
    let pieces_jointes = super::pieces_jointes(lu.chiffres.clone(), lu.ecritures.clone(), octets.clone());
    let papier = Papier {
        modele: Modele::Crf,
        sujet: String::new(),
        genre: "",
        intitule: Modele::Crf.intitule().to_owned(),
        titre: pages.titre,
        auteur: pages.auteur,
        mots_cles: pages.mots_cles,
        date: pages.date,
        pied: pages.pied,
        en_tete: pages.en_tete,
        donnees: pages.donnees,
        tirage: Tirage::Definitif { empreinte, pieces_jointes },
    };
    // The template refuses data that are not of its shape; what typst would not survive is refused like the rest.
    let rendu = catch_unwind(AssertUnwindSafe(|| crate::render::pdf::imprimer(&papier)));
    match rendu {
        Ok(Ok(rendu)) => Recomposition::Faite { octets: rendu.octets, autre_composeur },
        _ => Recomposition::Refusee { autre_composeur },
    }
}

/// `None`: they are not of the shape that this program writes.
fn pages(lues: Value) -> Option<Pages> {
    let pages: Pages = serde_json::from_value(lues).ok()?;
    let composable = pages.version == 1
        && (1900..=2999).contains(&pages.date.year())
        && est_composable(&pages.en_tete)
        && est_composable(&pages.donnees);
    composable.then_some(pages)
}

/// How many there are: serde bounds their depth.
fn valeurs(valeur: &Value) -> usize {
    match valeur {
        Value::Array(dessous) => 1 + dessous.iter().map(valeurs).sum::<usize>(),
        Value::Object(champs) => 1 + champs.values().map(valeurs).sum::<usize>(),
        _ => 1,
    }
}

/// No number and no text that a layout would not end with.
fn est_composable(valeur: &Value) -> bool {
    match valeur {
        Value::Null | Value::Bool(_) => true,
        Value::Number(nombre) => nombre.as_u64().is_some_and(|n| n <= NOMBRE_MAX),
        Value::String(texte) => texte.len() <= TEXTE_MAX,
        Value::Array(valeurs) => valeurs.iter().all(est_composable),
        Value::Object(champs) => champs.values().all(est_composable),
    }
}
