//! A list that may be long: its rows, the lines that each takes, and what its last columns have added up to. typst lays a row
//! out three times to learn how high it is: told beforehand, a list takes half the time; a list longer than a page is then cut
//! before the layout (`liste` in `commun.typ`), and its carried totals are plain texts.
//!
//! In: texts and amounts. Out: what `liste` reads. Lengths are micrometres.

use serde_json::{Value, json};

use super::mesure::Corps;
use super::typographie::{cumuls, euros};
use crate::coop::Montant;

/// Text of the rows of a table.
const CORPS: Corps = Corps(80);
/// White on both sides of a text in its column.
const BLANCS: u64 = 2_400;

/// `montants`: what the last `N` columns of each row add up.
pub fn liste<L: AsRef<[String]>, const N: usize>(
    colonnes: &[u64],
    lignes: &[L],
    montants: impl IntoIterator<Item = [Montant; N]>,
) -> Value {
    let hauteur = |ligne: &L| {
        ligne
            .as_ref()
            .iter()
            .zip(colonnes)
            .map(|(texte, &colonne)| CORPS.lignes(texte, colonne.saturating_sub(BLANCS)))
            .max()
            .unwrap_or(1)
    };
    json!({
        "colonnes": colonnes,
        "rangs": lignes.iter().map(hauteur).collect::<Vec<_>>(),
        "lignes": lignes.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        "cumuls": cumuls(montants),
    })
}

/// Of a column, for its longest amount, in bold where it is a total.
pub fn largeur_d_un_montant(montant: Montant) -> u64 {
    CORPS.largeur(&euros(montant)) + BLANCS + 600
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_highest_text() {
        let ligne = |libelle: &str| ["1".to_owned(), libelle.to_owned()];
        let court = ligne("Graines");
        // Some 17 letters of 8 points in 25 mm: six words of four letters and their spaces take two lines.
        let long = ligne("mots mots mots mots mots mots");
        let un = Montant::from_centimes(100);
        let liste = liste(&[10_000, 25_000], &[court, long], [[un], [un]]);
        assert_eq!(liste["rangs"], json!([1, 2]));
        assert_eq!(liste["cumuls"], json!([["0,00"], ["1,00"], ["2,00"]]));
    }
}
