//! Whether a printed CRF is what the ledger of today would give: figures, entries, and all that its pages show.

use serde_json::Value;

use super::chiffres_joints::{chiffres, differences};
use super::ecritures_jointes::{colonnes_d_une_autre_version, ecritures_differentes};
use super::pages_jointes::{EtatChange, autres_differences, comme_clotures, etats_changes, memes_composeurs, pages_differentes};
use super::papier_atteste::Point;
use crate::parse::PapierImprime;

/// What a CRF printed today, of the same day, would carry.
#[derive(Debug, Clone)]
pub struct CahierDAujourdHui {
    pub chiffres: String,
    pub ecritures: String,
    /// As before the closing, where the paper is of before it. `None`: this program was built without what prints papers.
    pub pages: Option<String>,
    /// The accounts are closed.
    pub scelle: bool,
}

const CLE: &str = "cahier";

/// `pages`: what those of the paper are composed from, when they are its own.
pub fn points_du_cahier(papier: &PapierImprime, pages: Option<&Value>, cahier: &CahierDAujourdHui) -> Vec<Point> {
    let lire = |octets: &[u8]| serde_json::from_slice(octets).unwrap_or(Value::Null);
    let (avant, apres): (Value, Value) = (lire(&papier.chiffres), lire(cahier.chiffres.as_bytes()));
    let mut details = differences(&chiffres(&avant), &chiffres(&apres));
    let du_jour = cahier.ecritures.as_bytes();
    let ecritures = ecritures_differentes(&papier.ecritures, du_jour);
    // What another version attaches less, or more, or words otherwise, accuses nobody.
    let mut reserves = colonnes_d_une_autre_version(&papier.ecritures, du_jour);
    let memes_ecritures = if reserves.is_empty() { papier.ecritures == du_jour } else { ecritures.is_empty() };
    if !memes_ecritures && ecritures.is_empty() {
        details.push("`ecritures.csv` : les mêmes écritures, mais dans un autre ordre ou écrites autrement".to_owned());
    }
    details.extend(ecritures);
    let memes_chiffres = papier.chiffres == cahier.chiffres.as_bytes() && memes_ecritures;
    let Some((pages, du_jour)) = pages.zip(cahier.pages.as_ref()).map(|(pages, du_jour)| (pages, lire(du_jour.as_bytes())))
    else {
        let phrase = "ses chiffres et ses écritures sont ceux du cahier d’aujourd’hui ; le reste de ses pages n’est pas comparé";
        return vec![if memes_chiffres { Point::impossible(CLE, phrase, vec![]) } else { plus_ceux_du_cahier(details) }];
    };
    details.extend(pages_differentes(pages, &du_jour));
    if details.is_empty() {
        let autres = autres_differences(pages, &du_jour);
        if memes_composeurs(pages, &du_jour) { details.extend(autres) } else { reserves.extend(autres) }
    }
    let point = if !memes_chiffres || !details.is_empty() {
        plus_ceux_du_cahier(details)
    } else if reserves.is_empty() {
        Point::juste(CLE, "c’est ce que le cahier d’aujourd’hui donnerait")
    } else {
        let phrase = "ses comptes sont ceux du cahier d’aujourd’hui, mais une autre version de retkoop l’a composé ; \
                      restent à comparer de vos yeux :";
        Point::impossible(CLE, phrase, reserves)
    };
    let du_jour = if cahier.scelle { comme_clotures(du_jour) } else { du_jour };
    let etats = etats_changes(pages, &du_jour);
    std::iter::once(point).chain(etats.iter().map(point_d_un_etat)).collect()
}

fn plus_ceux_du_cahier(details: Vec<String>) -> Point {
    Point::faux(CLE, "ce n’est plus ce que le cahier d’aujourd’hui donnerait", details)
}

/// Not a figure: told apart.
fn point_d_un_etat(etat: &EtatChange) -> Point {
    let details = [("dans le papier", etat.avant), ("aujourd’hui", etat.apres)]
        .map(|(ou, mention)| format!("{ou} : {}", mention.map_or_else(|| "rien".to_owned(), |mention| format!("« {mention} »"))));
    Point::mention(etat.nom, etat.phrase, details.to_vec())
}
