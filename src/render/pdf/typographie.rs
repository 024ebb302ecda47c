//! How amounts, numbers, names and carried totals are written on every paper.

use serde_json::Value;

use crate::coop::Montant;
use crate::diagnostic::enumeration;

/// In columns whose heading says that they are euros.
pub fn euros(montant: Montant) -> String {
    montant.sans_unite()
}

/// The same, and nothing where there is nothing: what stays empty is read faster.
pub fn euros_ou_rien(montant: Montant) -> String {
    if montant.is_zero() { String::new() } else { euros(montant) }
}

/// At most `n` characters, the last one « … » when something is left out: for places that hold one line.
pub fn abrege(texte: &str, n: usize) -> String {
    match texte.char_indices().nth(n) {
        None => texte.to_owned(),
        Some(_) => texte.chars().take(n - 1).collect::<String>().trim_end().to_owned() + "…",
    }
}

/// Lets a long number be cut, for the narrow columns of piece and cheque numbers.
pub fn en_colonne(numero: &str) -> String {
    let signes: Vec<char> = numero.chars().collect();
    if signes.len() <= 9 {
        return numero.to_owned();
    }
    signes.chunks(6).map(|bout| bout.iter().collect::<String>()).collect::<Vec<_>>().join("\u{200b}")
}

/// A text written over several lines keeps them, and one empty line between its paragraphs.
pub fn lignes(texte: &str) -> Vec<&str> {
    let mut lignes: Vec<&str> = texte.trim().lines().map(str::trim).collect();
    lignes.dedup_by(|ligne, avant| ligne.is_empty() && avant.is_empty());
    lignes
}

/// `A`, `A et B`, `A, B et C`.
pub fn enumerer(noms: &[String]) -> String {
    enumeration(noms.iter().cloned())
}

/// What a table has added up after each of its rows, one text a column, zero rows first: what is carried from page to page,
/// and its total.
pub fn cumuls<const N: usize>(lignes: impl IntoIterator<Item = [Montant; N]>) -> Value {
    let mut total = [Montant::ZERO; N];
    let mut cumuls = vec![total];
    for ligne in lignes {
        for (somme, montant) in total.iter_mut().zip(ligne) {
            *somme += montant;
        }
        cumuls.push(total);
    }
    cumuls.into_iter().map(|somme| somme.map(euros).into_iter().collect::<Value>()).collect()
}

/// A phrase without the backquotes of screens: what they hold is said by its name where it has one. What stands between « » is
/// data, and is left as it is.
pub fn sans_code<'n>(phrase: &str, nom: impl Fn(&str) -> Option<&'n str>) -> String {
    let mut propre = String::with_capacity(phrase.len());
    let mut cites = 0_usize;
    let mut reste = phrase;
    while let Some(signe) = reste.chars().next() {
        let suite = &reste[signe.len_utf8()..];
        cites = match signe {
            '«' => cites + 1,
            '»' => cites.saturating_sub(1),
            _ => cites,
        };
        reste = match suite.split_once('`').filter(|_| signe == '`' && cites == 0) {
            Some((code, apres)) => {
                match nom(code) {
                    Some(nom) => propre.extend(["«\u{a0}", nom, "\u{a0}»"]),
                    None => propre.push_str(code),
                }
                apres
            }
            None => {
                propre.push(signe);
                suite
            }
        };
    }
    propre
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(abrege("École", 5), "École");
        assert_eq!(abrege("Écoles", 5), "Écol…");
    }

    #[test]
    fn paragraphs_are_kept() {
        assert_eq!(lignes("\n Un \ndeux\n\n \ntrois\n"), ["Un", "deux", "", "trois"]);
        assert_eq!(lignes(" \n"), [""; 0]);
    }

    #[test]
    fn names_are_listed_in_french() {
        assert_eq!(enumerer(&["A", "B", "C"].map(str::to_owned)), "A, B et C");
        assert_eq!(enumerer(&[]), "");
    }

    #[test]
    fn what_is_carried_begins_at_nothing_and_ends_at_the_total() {
        let [un, deux] = [100, 250].map(Montant::from_centimes);
        assert_eq!(cumuls([[un, deux], [deux, un]]), json!([["0,00", "0,00"], ["1,00", "2,50"], ["3,50", "3,50"]]));
    }

    #[test]
    fn code_is_not_printed() {
        let dire = |phrase| sans_code(phrase, |cle| (cle == "banque").then_some("Banque du Val"));
        assert_eq!(
            dire("aucun relevé de `banque`, dans `releves/`"),
            "aucun relevé de «\u{a0}Banque du Val\u{a0}», dans releves/"
        );
        assert_eq!(dire("« `banque` » est écrit `ici"), "« `banque` » est écrit `ici", "data, and a sign alone");
    }
}
