//! Whether the file of a printed CRF is whole, and says of itself what retkoop wrote: told only when it does not.

use super::papier_atteste::Point;
use super::recomposition::Recomposition;
use crate::diagnostic::abrege;
use crate::parse::{ProprieteChangee, est_tronque, proprietes_changees};

pub fn point_du_fichier(octets: &[u8]) -> Option<Point> {
    let phrase = "le fichier est tronqué, sa fin manque : un envoi ou une copie s’est interrompu, redemandez-le";
    est_tronque(octets).then(|| Point::faux("fichier", phrase, vec![]))
}

pub fn point_des_proprietes(octets: &[u8], recomposition: &Recomposition) -> Option<Point> {
    // Another version may have worded them otherwise.
    let Recomposition::Faite { octets: composees, autre_composeur: None } = recomposition else { return None };
    let changees = if octets == composees { vec![] } else { proprietes_changees(octets, composees) };
    let phrase = "ses propriétés, que les lecteurs de PDF montrent, ont été changées";
    (!changees.is_empty()).then(|| Point::faux("proprietes", phrase, changees.iter().map(en_mots).collect()))
}

fn en_mots(changee: &ProprieteChangee) -> String {
    let ProprieteChangee { nom, trouve, attendu } = changee;
    match attendu.as_str() {
        "" => format!("{nom} : « {} » en trop", abrege(trouve)),
        attendu => format!("{nom} : « {} » au lieu de « {} »", abrege(trouve), abrege(attendu)),
    }
}
