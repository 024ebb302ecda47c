//! What was changed in a text, word by word: both wordings of each place.

/// One place: what is there, and what should be. One of them may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retouche {
    pub trouve: String,
    pub attendu: String,
}

/// More words than this are not held against each other one by one: the table of both would be too large.
const PAIRES_MAX: usize = 1_000_000;

/// In the order of the text.
pub fn retouches(trouve: &[String], attendu: &[String]) -> Vec<Retouche> {
    let mots = |lignes: &'_ [String]| -> Vec<String> {
        lignes.iter().flat_map(|ligne| ligne.split_whitespace()).map(str::to_owned).collect()
    };
    let (trouve, attendu) = (mots(trouve), mots(attendu));
    let debut = trouve.iter().zip(&attendu).take_while(|(a, b)| a == b).count();
    let reste = trouve.len().min(attendu.len()) - debut;
    let fin = trouve.iter().rev().zip(attendu.iter().rev()).take(reste).take_while(|(a, b)| a == b).count();
    let (la, ici) = (&trouve[debut..trouve.len() - fin], &attendu[debut..attendu.len() - fin]);
    let places =
        if la.len().saturating_mul(ici.len()) > PAIRES_MAX { vec![(0..la.len(), 0..ici.len())] } else { places(la, ici) };
    let places = places.into_iter().map(|(a, b)| (a.start + debut..a.end + debut, b.start + debut..b.end + debut));
    places.map(|(a, b)| retouche(&trouve, &attendu, a, b)).collect()
}

type Intervalle = std::ops::Range<usize>;

/// Where they differ, by their longest common subsequence.
fn places(la: &[String], ici: &[String]) -> Vec<(Intervalle, Intervalle)> {
    let largeur = ici.len() + 1;
    // communs[i][j]: how many words la[i..] and ici[j..] have in common.
    let mut communs = vec![0_u32; (la.len() + 1) * largeur];
    for i in (0..la.len()).rev() {
        for j in (0..ici.len()).rev() {
            communs[i * largeur + j] = match la[i] == ici[j] {
                true => communs[(i + 1) * largeur + j + 1] + 1,
                false => communs[(i + 1) * largeur + j].max(communs[i * largeur + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut places = Vec::new();
    while i < la.len() || j < ici.len() {
        let (depart_i, depart_j) = (i, j);
        while (i < la.len() || j < ici.len()) && (i == la.len() || j == ici.len() || la[i] != ici[j]) {
            let avancer_la = j == ici.len() || i < la.len() && communs[(i + 1) * largeur + j] >= communs[i * largeur + j + 1];
            if avancer_la { i += 1 } else { j += 1 }
        }
        if (depart_i, depart_j) != (i, j) {
            places.push((depart_i..i, depart_j..j));
        }
        while i < la.len() && j < ici.len() && la[i] == ici[j] {
            (i, j) = (i + 1, j + 1);
        }
    }
    places
}

/// With the rest of a number that is written in several words: `1 250,00` is one.
fn retouche(trouve: &[String], attendu: &[String], mut la: Intervalle, mut ici: Intervalle) -> Retouche {
    if !la.is_empty() && !ici.is_empty() {
        let suites = [&trouve[la.start], &attendu[ici.start]];
        if la.start > 0
            && ici.start > 0
            && suites.into_iter().all(|mot| est_un_groupe(mot))
            && est_un_debut(&trouve[la.start - 1])
        {
            (la.start, ici.start) = (la.start - 1, ici.start - 1);
        }
        let debuts = [&trouve[la.end - 1], &attendu[ici.end - 1]];
        if debuts.into_iter().all(|mot| est_un_debut(mot)) && trouve.get(la.end).is_some_and(|mot| est_un_groupe(mot)) {
            (la.end, ici.end) = (la.end + 1, ici.end + 1);
        }
    }
    Retouche { trouve: abreger(&trouve[la]), attendu: abreger(&attendu[ici]) }
}

/// `1`, `−12`, `250`: what may stand before a group of thousands.
fn est_un_debut(mot: &str) -> bool {
    let chiffres = mot.strip_prefix('−').unwrap_or(mot);
    (1..=3).contains(&chiffres.len()) && chiffres.bytes().all(|octet| octet.is_ascii_digit())
}

/// `250`, `250,00`.
fn est_un_groupe(mot: &str) -> bool {
    let (entiers, centimes) = mot.split_once(',').unwrap_or((mot, "00"));
    entiers.len() == 3 && est_un_debut(entiers) && centimes.len() == 2 && centimes.bytes().all(|octet| octet.is_ascii_digit())
}

/// A message stays a message.
fn abreger(mots: &[String]) -> String {
    const MOTS: usize = 24;
    const LETTRES: usize = 160;
    let mut texte = mots.iter().take(MOTS).map(String::as_str).collect::<Vec<_>>().join(" ");
    let coupe = texte.char_indices().nth(LETTRES).map(|(rang, _)| rang);
    if let Some(rang) = coupe {
        texte.truncate(rang);
    }
    if coupe.is_some() || mots.len() > MOTS {
        texte.push_str(" …");
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lues(trouve: &str, attendu: &str) -> Vec<(String, String)> {
        let lignes = |texte: &str| texte.lines().map(str::to_owned).collect::<Vec<_>>();
        retouches(&lignes(trouve), &lignes(attendu)).into_iter().map(|r| (r.trouve, r.attendu)).collect()
    }

    fn paires(attendues: &[(&str, &str)]) -> Vec<(String, String)> {
        attendues.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn each_place_is_told_with_both_wordings() {
        assert_eq!(lues("a b\nc", "a b c"), []);
        assert_eq!(lues("un déficit de 983,07 €.", "un déficit de 183,07 €."), paires(&[("983,07", "183,07")]));
        assert_eq!(
            lues("Total 9 250,00 € et 3 fois", "Total 1 250,00 € et 2 fois"),
            paires(&[("9 250,00", "1 250,00"), ("3", "2")])
        );
        assert_eq!(lues("solde 1 250,07", "solde 1 250,00"), paires(&[("1 250,07", "1 250,00")]));
        assert_eq!(lues("Classe 27 48,00 67,00", "Classe 27 49,00 67,00"), paires(&[("48,00", "49,00")]));
        assert_eq!(lues("a b c NUL", "a b c"), paires(&[("NUL", "")]));
        assert_eq!(lues("b c", "a b c"), paires(&[("", "a")]));
        assert_eq!(lues("", "a"), paires(&[("", "a")]));
    }

    #[test]
    fn endless_texts_are_told_in_one_line() {
        let long = |mot: &str| mot.repeat(5_000);
        let [(trouve, attendu)] = &lues(&long("a "), &long("b "))[..] else { panic!("one place") };
        assert!(trouve.ends_with(" …") && attendu.len() < 200);
    }
}
