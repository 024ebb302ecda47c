//! The part of a file's name that data make: they may hold anything, a name may not.

use unicode_normalization::UnicodeNormalization;

/// Names longer than this are refused by some disks, once a folder and an exercice stand beside them.
const LONGUEUR_MAX: usize = 60;

/// Names that Windows keeps for itself, whatever their extension.
const RESERVES: [&str; 4] = ["con", "prn", "aux", "nul"];
const RESERVES_A_UN_CHIFFRE: [&str; 2] = ["com", "lpt"];

/// Letters and digits of any alphabet, `-` and `_` stay; anything else is `-`. `sinon` stands for an empty text.
pub fn nom_de_fichier(texte: &str, sinon: &str) -> String {
    let permis = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let nom: String = texte.trim().nfc().map(permis).take(LONGUEUR_MAX).collect();
    match nom {
        nom if nom.is_empty() => sinon.to_owned(),
        nom if est_reserve(&nom.to_ascii_lowercase()) => format!("{nom}-"),
        nom => nom,
    }
}

/// What tells a path from others where a disk knows neither capitals nor the two spellings of an accent: Windows, macOS.
pub fn chemin_confondu(chemin: &str) -> String {
    chemin.nfc().flat_map(char::to_lowercase).collect()
}

fn est_reserve(nom: &str) -> bool {
    let sans_chiffre = nom.strip_suffix(|c: char| c.is_ascii_digit());
    RESERVES.contains(&nom) || sans_chiffre.is_some_and(|debut| RESERVES_A_UN_CHIFFRE.contains(&debut))
}

#[cfg(test)]
mod tests {
    use super::nom_de_fichier;

    #[test]
    fn nothing_of_a_name_leads_elsewhere() {
        for (texte, nom) in [
            ("046-0410", "046-0410"),
            (" Élèves de CP ", "Élèves-de-CP"),
            ("../../etc", "------etc"),
            ("a.toml\0", "a-toml-"),
            ("", "sans-nom"),
            ("CON", "CON-"),
            ("lpt1", "lpt1-"),
            ("CM1", "CM1"),
            ("E\u{301}cole", "\u{c9}cole"),
        ] {
            assert_eq!(nom_de_fichier(texte, "sans-nom"), nom);
        }
        assert_eq!(nom_de_fichier(&"É".repeat(500), "").chars().count(), 60);
    }
}
