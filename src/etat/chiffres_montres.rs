//! Whether the pages of a printed CRF show the figures that it carries: each account in its row, each total after its name,
//! everything else somewhere.

use std::collections::{BTreeSet, HashMap};

use super::chiffres_joints::{Chiffre, Place, Valeur};
use super::papier_atteste::Point;
use crate::coop::Montant;

/// `lignes`: the text of the pages.
pub fn point_des_chiffres(
    lignes: &[String],
    exercice: &str,
    cooperative: Option<&(String, String)>,
    joints: &[Chiffre],
) -> Point {
    let mut details = Vec::new();
    let mut montre = |quoi: &str, texte: &str| {
        if !lignes.iter().any(|ligne| ligne == texte) {
            details.push(format!("{quoi} {texte} : introuvable sur les pages"));
        }
    };
    montre("le titre", &format!("Exercice {exercice}"));
    if let Some((numero, _)) = cooperative.filter(|(numero, _)| !numero.trim().is_empty()) {
        montre("le numéro", numero);
    }
    let montants: BTreeSet<&str> = lignes.iter().filter_map(|ligne| en_montant(ligne)).collect();
    let bilan = lignes.iter().position(|ligne| ligne.starts_with("2. Bilan"));
    let rangees = rangees_de_comptes(lignes);
    let rangees = |compte: &str| rangees.get(compte).map(Vec::as_slice).unwrap_or_default();
    for chiffre in joints {
        let Valeur::Montant(montant) = &chiffre.valeur else { continue };
        let sur_les_pages = |montant: Montant| montant.sans_unite().split_whitespace().collect::<Vec<_>>().join(" ");
        let attendu = sur_les_pages(*montant);
        for place in &chiffre.places {
            let lus: Vec<&str> = match place {
                Place::Compte(compte) => rangees(compte).first().and_then(|r| montant_apres(lignes, *r)).into_iter().collect(),
                Place::Actif { compte, rang } => {
                    let de_l_actif = rangees(compte).iter().filter(|r| bilan.is_some_and(|bilan| **r > bilan));
                    de_l_actif
                        .filter(|r| lignes[**r] == *compte)
                        .nth(*rang)
                        .and_then(|r| montant_apres(lignes, *r))
                        .into_iter()
                        .collect()
                }
                Place::Apres(titre) => montants_apres(lignes, |ici| commence_par(ici, titre)).take(1).collect(),
                Place::ApresLUnDe(titres) => {
                    montants_apres(lignes, |ici| titres.iter().any(|titre| commence_par(ici, titre))).take(1).collect()
                }
                Place::SansSigneApres(titre) => {
                    let sans_signe = sur_les_pages(montant.abs());
                    let faux = montants_apres(lignes, |ici| commence_par(ici, titre)).find(|lu| *lu != sans_signe);
                    vec![faux.unwrap_or(&attendu)]
                }
                Place::Quelque => montants.get(attendu.as_str()).into_iter().copied().collect(),
            };
            if lus.first() != Some(&attendu.as_str()) {
                let lu = lus.first().map_or_else(|| "introuvable sur les pages".to_owned(), |lu| format!("{lu} € sur la page"));
                details.push(format!("{} : {montant} joint, {lu}", chiffre.nom));
            }
        }
    }
    if details.is_empty() {
        Point::juste("chiffres", "ses pages montrent les chiffres joints : comptes, totaux et bilan")
    } else {
        Point::faux("chiffres", "ses pages ne montrent pas les chiffres joints : le fichier a été modifié", details)
    }
}

/// Where each number stands alone on its line, or before digits of the cooperative's own.
fn rangees_de_comptes(lignes: &[String]) -> HashMap<&str, Vec<usize>> {
    let mut rangees: HashMap<&str, Vec<usize>> = HashMap::new();
    for (rang, ligne) in lignes.iter().enumerate() {
        let (numero, suffixe) = ligne.split_once(' ').unwrap_or((ligne, ""));
        if suffixe.bytes().all(|o| o.is_ascii_digit()) {
            rangees.entry(numero).or_default().push(rang);
        }
    }
    rangees
}

/// The amounts that the pages show after the lines of a kind, in their order.
fn montants_apres(lignes: &[String], est_le_repere: impl Fn(&[String]) -> bool) -> impl Iterator<Item = &str> {
    let reperes = (0..lignes.len()).filter(move |rang| est_le_repere(&lignes[*rang..]));
    reperes.filter_map(|rang| montant_apres(lignes, rang))
}

fn montant_apres(lignes: &[String], rang: usize) -> Option<&str> {
    /// An account's name may take many lines.
    const LIGNES_ENTRE: usize = 60;
    lignes[rang + 1..].iter().take(LIGNES_ENTRE).find_map(|ligne| en_montant(ligne))
}

/// Whether the text begins so, were it over several lines: a narrow column breaks its headings.
fn commence_par(lignes: &[String], titre: &str) -> bool {
    let mut reste = titre;
    for ligne in lignes {
        if ligne.starts_with(reste) {
            return true;
        }
        match reste.strip_prefix(ligne.as_str()).and_then(|suite| suite.strip_prefix(' ')) {
            Some(suite) => reste = suite,
            None => return false,
        }
    }
    false
}

/// `1 250,00 €` → `1 250,00`; `None` when the line is no amount.
fn en_montant(ligne: &str) -> Option<&str> {
    let montant = ligne.strip_suffix('€').unwrap_or(ligne).trim_end();
    let (entiers, centimes) = montant.strip_prefix('−').unwrap_or(montant).split_once(',')?;
    let chiffres = |texte: &str| !texte.is_empty() && texte.bytes().all(|o| o.is_ascii_digit());
    (centimes.len() == 2 && chiffres(centimes) && entiers.split(' ').all(chiffres)).then_some(montant)
}
