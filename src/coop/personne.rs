//! Names of people, as several hands write them: « Mme LECLAIR Jeanne » and « Jeanne Leclair » are one person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What comes before a name and is no part of it.
const CIVILITES: &[&str] = &["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"];

/// What two names share when they are those of one person: the same words in any order, whatever the case, accents, hyphens and
/// spaces. `None`: a name that says nothing is nobody's.
pub fn cle_de_personne(nom: &str) -> Option<String> {
    let nu = sans_accent(nom);
    let mots = nu.split(|c: char| !c.is_alphanumeric()).filter(|mot| !mot.is_empty() && !CIVILITES.contains(mot));
    let mut mots: Vec<String> = mots.map(str::to_owned).collect();
    mots.sort();
    (!mots.is_empty()).then(|| mots.join(" "))
}

/// A text as one looks for it: in small letters, without accents nor ligatures.
pub fn sans_accent(texte: &str) -> String {
    if texte.is_ascii() {
        return texte.to_ascii_lowercase();
    }
    let nu: String = texte.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    nu.replace('œ', "oe").replace('æ', "ae")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn est_la_meme_personne(un: &str, autre: &str) -> bool {
        cle_de_personne(un).is_some_and(|cle| Some(cle) == cle_de_personne(autre))
    }

    #[test]
    fn one_person_under_several_spellings() {
        for (un, autre) in [
            ("Jeanne Leclair", "jeanne  LECLAIR"),
            ("Jeanne Leclair", "LECLAIR Jeanne"),
            ("Mme Jeanne Leclair", "Jeanne Leclair"),
            ("Chloé Lefèvre-Müller", "Chloe LEFEVRE MULLER"),
            // « é » in one character, or in two.
            ("Ren\u{e9} Piq", "Rene\u{301} Piq"),
            ("Anne L’Hélias", "Anne L'Helias"),
            ("Gwenn Lebœuf", "Gwenn Leboeuf"),
        ] {
            assert!(est_la_meme_personne(un, autre), "{un} / {autre}");
        }
    }

    #[test]
    fn two_people_stay_two() {
        for (un, autre) in
            [("Jeanne Leclair", "Jean Leclair"), ("Leclair", "Jeanne Leclair"), ("", ""), ("Mme", "M."), ("", "Jean")]
        {
            assert!(!est_la_meme_personne(un, autre), "{un} / {autre}");
        }
    }
}
