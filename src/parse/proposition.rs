//! « Vouliez-vous dire… ? »: the nearest known word.

/// The candidate that a hand most likely meant, if any is near enough.
pub fn la_plus_proche<'a>(ecrit: &str, connus: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    les_plus_proches(ecrit, connus).into_iter().next()
}

/// All candidates at the smallest distance, if it is small enough.
pub fn les_plus_proches<'a>(ecrit: &str, connus: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // The distance is quadratic in the length: no word of ours is that long.
    if ecrit.len() > 60 {
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
    sans_accent(mot).to_lowercase().replace(['-', ' ', '.'], "_")
}

/// `libellé` → `libelle`.
pub fn sans_accent(mot: &str) -> String {
    mot.chars()
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'À' | 'Â' => 'A',
            'Ç' => 'C',
            'É' | 'È' | 'Ê' => 'E',
            autre => autre,
        })
        .collect()
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
}
