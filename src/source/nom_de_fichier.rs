//! The part of a file's name that data make: they may hold anything, a name may not.

/// Names longer than this are refused by some disks, once a folder and an exercice stand beside them.
const LONGUEUR_MAX: usize = 60;

/// Letters and digits of any alphabet, `-` and `_` stay; anything else is `-`. `sinon` stands for an empty text.
pub fn nom_de_fichier(texte: &str, sinon: &str) -> String {
    let permis = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let nom: String = texte.trim().chars().map(permis).take(LONGUEUR_MAX).collect();
    if nom.is_empty() { sinon.to_owned() } else { nom }
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
        ] {
            assert_eq!(nom_de_fichier(texte, "sans-nom"), nom);
        }
        assert_eq!(nom_de_fichier(&"É".repeat(500), "").chars().count(), 60);
    }
}
