//! Whether the pages of a printed CRF are those that retkoop composes of what the file carries: every word, every line, nothing
//! over them and nothing beside.

use super::papier_atteste::Point;
use super::recomposition::Recomposition;
use super::retouches::{Retouche, retouches};
use crate::diagnostic::{abrege, pluriel};
use crate::parse::{EcartDeDessin, EtatDePiece, PapierImprime, Raison, ecarts_de_dessin, est_tronque};

const CLE: &str = "pages";

/// What is still looked at, when pages are not composed again.
const RESTE: &str = "comparés ci-dessus : les comptes, les totaux et le bilan ; rien d’autre de ce qu’elles montrent";

/// The point, and the text of the pages as they were composed, when they could be by the same composer.
pub fn point_des_pages(octets: &[u8], papier: &PapierImprime, recomposition: &Recomposition) -> (Point, Option<Vec<String>>) {
    let pas_toutes = |pourquoi: String| {
        let phrase = format!("ses pages ne sont pas comparées en entier : {pourquoi}");
        (Point::impossible(CLE, phrase, vec![RESTE.to_owned()]), None)
    };
    let (composees, autre_composeur) = match recomposition {
        Recomposition::SansDonnees => {
            return pas_toutes("il ne porte pas de quoi les composer à nouveau, `pages.json`".to_owned());
        }
        Recomposition::TropLongue => return pas_toutes("elles sont trop longues pour être composées à nouveau".to_owned()),
        Recomposition::SansImpression => return pas_toutes("ce programme est construit sans l’impression".to_owned()),
        Recomposition::Refusee { autre_composeur: Some(nom) } => return pas_toutes(composees_par(nom)),
        Recomposition::Refusee { autre_composeur: None } => {
            let phrase =
                "ce dont ses pages seraient composées, `pages.json`, n’est pas ce que retkoop écrit : le fichier a été modifié";
            return (Point::faux(CLE, phrase, vec![]), None);
        }
        Recomposition::Faite { octets, autre_composeur } => (octets, autre_composeur),
    };
    if composees == octets {
        let phrase = "ses pages sont celles que retkoop compose de ce qu’il porte : le fichier est le sien, à l’octet près";
        return (Point::juste(CLE, phrase), Some(papier.lignes.clone()));
    }
    let ecarts = ecarts_de_dessin(octets, composees);
    if let (Some(nom), false) = (autre_composeur, ecarts.as_ref().is_some_and(Vec::is_empty)) {
        return pas_toutes(composees_par(nom));
    }
    let lignes = PapierImprime::lire(composees).ok().map(|papier| papier.lignes);
    let point = match ecarts {
        Some(ecarts) if ecarts.is_empty() => {
            let depuis = if est_tronque(octets) { "" } else { "enregistré à nouveau, " };
            Point::juste(CLE, &format!("ses pages sont celles que retkoop compose de ce qu’il porte : {depuis}dessin identique"))
        }
        ecarts => {
            let phrase = "ses pages ne sont pas celles que retkoop compose de ce qu’il porte : le fichier a été modifié";
            Point::faux(CLE, phrase, ecarts.unwrap_or_default().iter().flat_map(en_mots).collect())
        }
    };
    (point, lignes)
}

fn composees_par(composeur: &str) -> String {
    format!("elles sont composées par {}, que n’est pas ce programme", abrege(composeur))
}

fn en_mots(ecart: &EcartDeDessin) -> Vec<String> {
    match ecart {
        EcartDeDessin::NombreDePages { trouve, attendu, en_trop, absentes } => {
            let nombre = format!("{} au lieu de {attendu}", pluriel(*trouve, "page"));
            let en_trop = en_trop.iter().map(|page| format!("page {page} : en trop, ou retouchée"));
            let absentes = absentes.iter().map(|page| format!("page {page} : absente, ou retouchée"));
            std::iter::once(nombre).chain(en_trop).chain(absentes).collect()
        }
        EcartDeDessin::Texte { page, trouve, attendu } => {
            let places = retouches(trouve, attendu);
            if places.is_empty() { vec![autre_dessin(*page, Raison::Contenu)] } else { des_places(*page, &places) }
        }
        EcartDeDessin::Dessin { page, raison } => vec![autre_dessin(*page, *raison)],
        EcartDeDessin::PieceJointe { nom, etat } => vec![match etat {
            EtatDePiece::EnTrop => format!("pièce jointe étrangère : « {nom} »"),
            EtatDePiece::Absente => format!("pièce jointe retirée de la liste : « {nom} »"),
            EtatDePiece::Autre => format!("pièce jointe remplacée dans la liste : « {nom} »"),
        }],
        EcartDeDessin::HorsPages(cle) => vec![match cle.as_str() {
            "StructTreeRoot" => "ce qu’entend un lecteur d’écran n’est pas ce que montrent les pages".to_owned(),
            "Outlines" => "les signets ne sont pas ceux de ses pages".to_owned(),
            "OpenAction" | "AA" | "JavaScript" => format!("le fichier exécute quelque chose à l’ouverture (`{cle}`)"),
            _ => format!("le fichier contient autre chose que ses pages (`{cle}`)"),
        }],
    }
}

fn des_places(page: usize, places: &[Retouche]) -> Vec<String> {
    let une = |place: &Retouche| match (place.trouve.as_str(), place.attendu.as_str()) {
        (trouve, "") => format!("page {page} : « {trouve} » en trop"),
        ("", attendu) => format!("page {page} : il manque « {attendu} »"),
        (trouve, attendu) => format!("page {page} : « {trouve} » au lieu de « {attendu} »"),
    };
    places.iter().map(une).collect()
}

fn autre_dessin(page: usize, raison: Raison) -> String {
    let quoi = match raison {
        Raison::Contenu => "le texte est le même, mais quelque chose est déplacé, caché ou posé par-dessus",
        Raison::Ressources => "le texte est le même, mais ses lettres ou ses images ne sont pas les siennes",
        Raison::Annotations => "une annotation est posée par-dessus",
        Raison::Cadre => "elle est recadrée ou tournée",
        Raison::Autre => "elle porte autre chose que son dessin",
    };
    format!("page {page} : {quoi}")
}
