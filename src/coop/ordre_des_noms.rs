//! Where a French reader looks for a name in a list: « Projet 2 » before « Projet 10 », « École » beside « ecole ».

use super::sans_accent;

/// Sorts names as they are looked for: numbers by their value, letters without accent nor case, then as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RangDuNom {
    morceaux: Vec<Morceau>,
    nom: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Morceau {
    /// Without the zeros before it, however long: the longer of two numbers is the larger.
    Nombre {
        longueur: usize,
        chiffres: String,
    },
    Lettres(String),
}

impl RangDuNom {
    pub fn new(nom: &str) -> RangDuNom {
        let lettres = sans_accent(nom.trim());
        let mut morceaux = Vec::new();
        let mut reste = lettres.as_str();
        while let Some(premiere) = reste.chars().next() {
            let fin = reste.find(|c: char| c.is_ascii_digit() != premiere.is_ascii_digit()).unwrap_or(reste.len());
            let (morceau, suite) = reste.split_at(fin);
            reste = suite;
            morceaux.push(if premiere.is_ascii_digit() {
                let chiffres = morceau.trim_start_matches('0').to_owned();
                Morceau::Nombre { longueur: chiffres.len(), chiffres }
            } else {
                Morceau::Lettres(morceau.trim().to_owned())
            });
        }
        RangDuNom { morceaux, nom: nom.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::RangDuNom;

    #[test]
    fn names_are_where_one_looks_for_them() {
        for ordre in [
            &["Projet 2", "Projet 10", "Projet 10 bis"][..],
            &["CE1", "CE2", "CM1", "CM2", "CM10", "CP"],
            &["2", "10", "A"],
            &["ecole", "École", "école 2", "Edredon", "été"],
            &["Classe 007", "Classe 7", "Classe 99999999999999999999999", "Classe 100000000000000000000000"],
            &["", "0", "1", "a"],
        ] {
            assert!(ordre.is_sorted_by_key(|nom| RangDuNom::new(nom)), "{ordre:?}");
        }
    }
}
