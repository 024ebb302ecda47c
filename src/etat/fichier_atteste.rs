//! Whether the file of a printed CRF is whole, and says of itself what retkoop wrote: told only when it does not.

use super::papier_atteste::Point;
use super::recomposition::Recomposition;
use crate::diagnostic::{abrege, pluriel};
use crate::parse::{Perte, ProprieteChangee, autour, est_tronque, pertes, proprietes_changees};

/// The points of the file, when there is something to say: it is cut; its properties were changed; a program that saved it
/// again, or sent it, left or lost something that its pages do not show.
pub fn points_du_fichier(octets: &[u8], recomposition: &Recomposition) -> Vec<Point> {
    // Another version may have worded its properties otherwise.
    let compose = match recomposition {
        Recomposition::Faite { octets, autre_composeur: None } => Some(octets.as_slice()),
        _ => None,
    };
    if compose == Some(octets) {
        return vec![];
    }
    let lues = compose.map_or_else(|| Some(vec![]), |compose| proprietes_changees(octets, compose));
    let illisibles = lues.is_none();
    let changees = lues.unwrap_or_default();
    let (d_un_programme, foncieres): (Vec<_>, Vec<_>) = changees.into_iter().partition(|changee| changee.est_d_un_programme);
    let perdues = compose.map(|compose| pertes(octets, compose)).unwrap_or_default().into_iter().map(perte_en_mots);
    let autour = autour(octets, compose);
    let mut points = Vec::new();
    // Even after our own end: a reader that finds no end at the end may show another state of the file.
    if est_tronque(octets) {
        let phrase = "le fichier est tronqué, sa fin manque : un envoi ou une copie s’est interrompu, redemandez-le";
        points.push(Point::faux("fichier", phrase, vec![]));
    }
    if illisibles {
        let phrase = "ses propriétés, que les lecteurs de PDF montrent, ne se lisent pas jusqu’au bout : on ne sait pas ce qu’elles disent";
        points.push(Point::impossible("proprietes", phrase, vec![]));
    }
    if !foncieres.is_empty() {
        let phrase = "ses propriétés, que les lecteurs de PDF montrent, ont été changées";
        points.push(Point::faux("proprietes", phrase, foncieres.iter().map(en_mots).collect()));
    }
    let ajouts = autour.into_iter().zip(["avant son début", "après sa fin"]).filter_map(|(suite, ou)| octets_en_mots(suite, ou));
    let details: Vec<String> = perdues.map(str::to_owned).chain(d_un_programme.iter().map(en_mots)).chain(ajouts).collect();
    if !details.is_empty() {
        let phrase = "ce qui suit n’accuse personne : un programme ou un envoi l’a laissé ou perdu, ses pages n’en montrent rien";
        points.push(Point::mention("enregistrement", phrase, details));
    }
    points
}

fn en_mots(changee: &ProprieteChangee) -> String {
    let ProprieteChangee { nom, trouve, attendu, .. } = changee;
    match attendu.as_str() {
        "" => format!("{nom} : « {} » en trop", abrege(trouve)),
        attendu => format!("{nom} : « {} » au lieu de « {} »", abrege(trouve), abrege(attendu)),
    }
}

fn perte_en_mots(perte: Perte) -> &'static str {
    match perte {
        Perte::Balises => "il n’est plus balisé : un lecteur d’écran n’y trouve plus ni titres ni tableaux",
        Perte::Langue => "il ne dit plus dans quelle langue il est écrit",
        Perte::Signets => "il n’a plus de signets",
        Perte::TitreMontre => "il ne demande plus que son titre soit montré au-dessus des pages",
        Perte::MarquePdfA => "il n’est plus marqué PDF/A, que l’on peut archiver",
        Perte::MarquePdfUa => "il n’est plus marqué PDF/UA, accessible à tous",
        Perte::Couleurs => "il n’a plus son profil de couleurs",
        Perte::LienDesPieces => "il ne dit plus que ses pièces jointes sont celles de ses pages",
    }
}

/// With their text, when they are one.
fn octets_en_mots(suite: &[u8], ou: &str) -> Option<String> {
    let nombre = pluriel(suite.len(), "octet");
    let texte = std::str::from_utf8(suite).ok().filter(|texte| !texte.contains(|c: char| c.is_control() && !c.is_whitespace()));
    let texte = texte.map(|texte| texte.split_whitespace().take(20).collect::<Vec<_>>().join(" "));
    let dit = texte.map_or_else(String::new, |texte| format!(" : « {} »", abrege(&texte)));
    (!suite.is_empty()).then(|| format!("{nombre} {ou}{dit}"))
}
