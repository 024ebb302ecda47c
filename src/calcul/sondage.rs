//! A sample that anyone can draw again: each thing has as many chances as its weight in cents (« sondage sur les unités
//! monétaires », as auditors do). Places are put at a regular distance in the pile of all the cents, from a start that the seed
//! gives; what holds one of those cents is drawn.

use crate::source::Hacheur;

/// Hexadecimal digits of the seed's SHA-256 that make the start: 48 bits, exact in any spreadsheet.
const CHIFFRES: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sondage {
    /// The text whose SHA-256 gives the start.
    pub graine: String,
    /// In cents: what all weigh, the distance between two places, the first place.
    pub total: u64,
    pub intervalle: u64,
    pub depart: u64,
    /// Ranks of what is drawn, in order, each once. A thing heavier than the interval is always among them.
    pub rangs: Vec<usize>,
}

impl Sondage {
    /// Draws at most `nombre` among things of these weights.
    pub fn tirer(graine: &str, poids: &[u64], nombre: usize) -> Sondage {
        let total = poids.iter().fold(0_u64, |total, poids| total.saturating_add(*poids));
        let intervalle = (total / u64::try_from(nombre.max(1)).unwrap_or(u64::MAX)).max(1);
        let depart = nombre_de_la_graine(graine) % intervalle;
        let rangs = places(poids, depart, intervalle, nombre);
        Sondage { graine: graine.to_owned(), total, intervalle, depart, rangs }
    }
}

/// What holds the places `depart`, `depart + intervalle`… in the pile of the weights.
fn places(poids: &[u64], depart: u64, intervalle: u64, nombre: usize) -> Vec<usize> {
    let mut rangs = Vec::new();
    let (mut place, mut cumul) = (depart, 0_u64);
    for (rang, poids) in poids.iter().enumerate() {
        cumul = cumul.saturating_add(*poids);
        if place < cumul && rangs.len() < nombre {
            rangs.push(rang);
            // The first place beyond what this one holds.
            place = place.saturating_add((cumul - place).div_ceil(intervalle).saturating_mul(intervalle));
        }
    }
    rangs
}

fn nombre_de_la_graine(graine: &str) -> u64 {
    let mut hacheur = Hacheur::default();
    hacheur.ajouter(graine.as_bytes());
    let empreinte = hacheur.finir();
    empreinte.get(..CHIFFRES).and_then(|chiffres| u64::from_str_radix(chiffres, 16).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf '046-0410 2023-2024' | sha256sum` gives the first twelve digits.
    #[test]
    fn the_seed_is_read_from_its_sha_256() {
        assert_eq!(nombre_de_la_graine("046-0410 2023-2024"), 159544665212437);
    }

    /// Places 3, 13, 23, 33 in piles of 5, 20, 5, 10: the first, the second twice, the fourth.
    #[test]
    fn each_place_draws_what_holds_it() {
        let poids = [5, 20, 5, 10];
        // Drawn by the definition, for every start.
        for depart in 0..10 {
            let attendu: Vec<usize> = (0..4_usize)
                .filter(|rang| {
                    let avant: u64 = poids[..*rang].iter().sum();
                    (0..4).any(|k| (avant..avant + poids[*rang]).contains(&(depart + 10 * k)))
                })
                .collect();
            assert_eq!(places(&poids, depart, 10, 4), attendu, "{depart}");
        }
        assert_eq!(places(&poids, 3, 10, 4), [0, 1, 3]);
        let tire = Sondage::tirer("", &poids, 4);
        assert_eq!((tire.total, tire.intervalle), (40, 10));
    }

    #[test]
    fn few_or_empty_things_are_drawn_as_they_are() {
        assert_eq!(Sondage::tirer("x", &[], 10).rangs, [0; 0]);
        assert_eq!(Sondage::tirer("x", &[0, 0], 10).rangs, [0; 0]);
        assert_eq!(Sondage::tirer("x", &[500, 500, 500], 3).rangs.len(), 3);
        assert_eq!(Sondage::tirer("x", &[u64::MAX, 5], 2).rangs[0], 0);
    }
}
