//! « Vouliez-vous dire… ? »: the nearest known word.

use std::collections::HashMap;

use crate::coop::sans_accent;

/// The distance is quadratic in the length: no word of ours is that long.
const LONGUEUR_MAX: usize = 60;

/// The candidate that a hand most likely meant, if any is near enough.
pub fn la_plus_proche<'a>(ecrit: &str, connus: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    les_plus_proches(ecrit, connus).into_iter().next()
}

/// Known words, of which the nearest is asked many times.
#[derive(Debug)]
pub struct Connus<'a> {
    mots: Vec<(String, usize, &'a str)>,
    /// By how they are read: the first of those that differ by case, accents or separators only.
    memes: HashMap<String, &'a str>,
    /// Pairs of letters that may still be compared.
    credit: usize,
}

/// A second of work: a thousand misspelt names among a thousand of twenty letters. Beyond, names are no slips of the hand, and
/// nothing is proposed.
const COMPARAISONS_MAX: usize = 400_000_000;

impl<'a> Connus<'a> {
    pub fn new(connus: impl IntoIterator<Item = &'a str>) -> Connus<'a> {
        let mots: Vec<_> = connus.into_iter().map(|connu| (normaliser(connu), connu.chars().count(), connu)).collect();
        let mut memes = HashMap::new();
        for (normal, _, connu) in &mots {
            memes.entry(normal.clone()).or_insert(*connu);
        }
        Connus { mots, memes, credit: COMPARAISONS_MAX }
    }

    /// As [`la_plus_proche`]; asked in one order, it answers the same.
    pub fn la_plus_proche(&mut self, ecrit: &str) -> Option<&'a str> {
        if ecrit.len() > LONGUEUR_MAX {
            return None;
        }
        let normal = normaliser(ecrit);
        if let Some(meme) = self.memes.get(&normal) {
            return Some(meme);
        }
        let longueur = normal.chars().count();
        let mut meilleure = None;
        for (mot, lettres, connu) in &self.mots {
            let voulue = meilleure.map_or((longueur.max(*lettres)) / 3, |(distance, _)| distance - 1);
            if lettres.abs_diff(longueur) > voulue {
                continue;
            }
            self.credit = self.credit.checked_sub(longueur * lettres)?;
            let distance = strsim::osa_distance(&normal, mot);
            if distance <= voulue && distance * 3 <= longueur.max(*lettres) {
                meilleure = Some((distance, *connu));
                // Nothing is nearer than one letter: what is read the same was found already.
                if distance <= 1 {
                    break;
                }
            }
        }
        meilleure.map(|(_, connu)| connu)
    }
}

/// All candidates at the smallest distance, if it is small enough.
pub fn les_plus_proches<'a>(ecrit: &str, connus: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if ecrit.len() > LONGUEUR_MAX {
        return Vec::new();
    }
    let normal = normaliser(ecrit);
    let assez_pres = |distance: usize, connu: &str| distance * 3 <= normal.chars().count().max(connu.chars().count());
    let mut meilleure = usize::MAX;
    let mut proches = Vec::new();
    for connu in connus {
        let distance = strsim::osa_distance(&normal, &normaliser(connu));
        if distance < meilleure && assez_pres(distance, connu) {
            meilleure = distance;
            proches.clear();
        }
        if distance == meilleure {
            proches.push(connu);
        }
    }
    proches
}

fn normaliser(mot: &str) -> String {
    sans_accent(mot).replace(['-', ' ', '.'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_proposed_and_far_ones_are_not() {
        let cles = ["libelle", "date", "piece", "sortie", "ventilation"];
        assert_eq!(la_plus_proche("libellé", cles), Some("libelle"));
        assert_eq!(la_plus_proche("ventilatoin", cles), Some("ventilation"));
        assert_eq!(la_plus_proche("pièce", cles), Some("piece"));
        assert_eq!(la_plus_proche("montant", cles), None);
    }

    #[test]
    fn asked_many_times_the_nearest_is_the_same() {
        let noms = ["CP", "CE1", "CE2", "CP-CE1", "cp ce1", "Maternelle", "pieces/06-beaulac.pdf", "pieces/06-beaulac.PDF"];
        let mut connus = Connus::new(noms);
        for ecrit in ["CE", "CE3", "cpce1", "CP CE1", "Maternele", "pieces/6-beaulac.pdf", "Gs", "", &"x".repeat(70)] {
            assert_eq!(connus.la_plus_proche(ecrit), la_plus_proche(ecrit, noms), "{ecrit}");
        }
    }
}
