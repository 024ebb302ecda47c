//! The school year, 1 September to 31 August (domain.md, « People and calendar »), and the name of an exercice's folder.

use chrono::Datelike;

use super::Date;

/// `2023-2024`: the years of the first and of the last day.
pub fn nom_d_exercice(debut: Date, fin: Date) -> String {
    format!("{:04}-{:04}", debut.year(), fin.year())
}

/// The two years of such a name; `None`: it is no exercice's.
pub fn annees_du_nom(nom: &str) -> Option<(i32, i32)> {
    let (debut, fin) = nom.split_once('-')?;
    let annee = |texte: &str| (texte.len() == 4 && texte.bytes().all(|o| o.is_ascii_digit())).then(|| texte.parse().ok())?;
    Some((annee(debut)?, annee(fin)?))
}

pub fn est_un_nom_d_exercice(nom: &str) -> bool {
    annees_du_nom(nom).is_some()
}

/// From 1 September of the first year to 31 August of the second.
pub fn de_la_rentree_a_l_ete((debut, fin): (i32, i32)) -> (Date, Date) {
    let jour = |annee, mois, jour| Date::from_ymd_opt(annee, mois, jour).unwrap_or_default();
    (jour(debut, 9, 1), jour(fin, 8, 31))
}

/// The school year that holds `jour`.
pub fn annee_scolaire(jour: Date) -> (Date, Date) {
    let annee = if jour.month() >= 9 { jour.year() } else { jour.year() - 1 };
    de_la_rentree_a_l_ete((annee, annee + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_after_two_years() {
        for (nom, annees) in [
            ("2023-2024", Some((2023, 2024))),
            ("2023-2025", Some((2023, 2025))),
            ("2023", None),
            ("2023-24", None),
            ("2023-2024-2025", None),
            ("+023-2024", None),
            ("２０２３-2024", None),
        ] {
            assert_eq!(annees_du_nom(nom), annees, "{nom}");
        }
    }

    #[test]
    fn a_school_year_begins_in_september() {
        let jour = |texte: &str| texte.parse::<Date>().unwrap();
        for (le, debut, fin) in [("2024-08-31", "2023-09-01", "2024-08-31"), ("2024-09-01", "2024-09-01", "2025-08-31")] {
            assert_eq!(annee_scolaire(jour(le)), (jour(debut), jour(fin)));
            assert_eq!(nom_d_exercice(jour(debut), jour(fin)), format!("{}-{}", &debut[..4], &fin[..4]));
        }
    }
}
