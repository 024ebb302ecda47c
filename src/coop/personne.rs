//! Names of people, as several hands write them: « Mme LECLAIR Jeanne » and « Jeanne Leclair » are one person.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What comes before a name and is no part of it.
const CIVILITES: &[&str] = &["m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"];

/// What two names share when they are those of one person: the same words in any order, whatever the case, accents, hyphens and
/// spaces. `None`: a name that says nothing is nobody's.
pub fn cle_de_personne(nom: &str) -> Option<String> {
    let mots = mots(nom).into_iter().map(|mot| mot.nu).collect();
    Some(cle(mots)).filter(|cle| !cle.is_empty())
}

/// What « J. Leclair » shares with « Jeanne Leclair »: the surname, and the initials of what comes before it. `None`: no word of
/// the name is an initial, or all are.
pub fn cle_d_abrege(nom: &str) -> Option<String> {
    let (initiales, famille): (Vec<Mot>, Vec<Mot>) = mots(nom).into_iter().partition(Mot::est_une_initiale);
    (!initiales.is_empty() && !famille.is_empty()).then(|| abrege(famille.iter(), initiales.iter()))
}

/// The [`cle_d_abrege`] that stand for a name written in full: its surname is what is in capitals, or what ends it (« J. de La
/// Tour », « J. La Tour »). None for one word alone, nor for a name that is an abbreviation itself.
pub fn cles_des_abreges(nom: &str) -> Vec<String> {
    let mots = mots(nom);
    if mots.len() > MOTS_MAX || mots.iter().any(Mot::est_une_initiale) {
        return Vec::new();
    }
    let (famille, prenoms): (Vec<&Mot>, Vec<&Mot>) = mots.iter().partition(|mot| mot.capitales);
    if !famille.is_empty() && !prenoms.is_empty() {
        return vec![abrege(famille.into_iter(), prenoms.into_iter())];
    }
    (1..mots.len()).map(|rang| abrege(mots[rang..].iter(), mots[..rang].iter())).collect()
}

/// Longer names are nobody's.
const MOTS_MAX: usize = 8;

/// A word of a name.
struct Mot {
    /// As [`sans_accent`] makes it.
    nu: String,
    /// Written in capitals.
    capitales: bool,
}

impl Mot {
    fn est_une_initiale(&self) -> bool {
        self.nu.chars().nth(1).is_none()
    }
}

fn mots(nom: &str) -> Vec<Mot> {
    let nu: String = nom.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mots = nu.split(|c: char| !c.is_alphanumeric()).filter(|mot| !mot.is_empty());
    let mots = mots.map(|mot| Mot { nu: sans_accent(mot), capitales: !mot.chars().any(char::is_lowercase) });
    mots.filter(|mot| !CIVILITES.contains(&mot.nu.as_str())).collect()
}

fn abrege<'a>(famille: impl Iterator<Item = &'a Mot>, prenoms: impl Iterator<Item = &'a Mot>) -> String {
    let initiales = prenoms.filter_map(|mot| mot.nu.chars().next()).map(String::from).collect();
    format!("{}, {}", cle(famille.map(|mot| mot.nu.clone()).collect()), cle(initiales))
}

fn cle(mut mots: Vec<String>) -> String {
    mots.sort();
    mots.join(" ")
}

/// A text as one looks for it: in small letters, without accents nor ligatures, with the apostrophe that keyboards have.
pub fn sans_accent(texte: &str) -> String {
    if texte.is_ascii() {
        return texte.to_ascii_lowercase();
    }
    let nu: String = texte.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    nu.replace('œ', "oe").replace('æ', "ae").replace('’', "'")
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
    fn an_initial_stands_for_a_first_name() {
        let abrege = |court: &str, long: &str| cles_des_abreges(long).contains(&cle_d_abrege(court).expect("an initial"));
        for (court, long) in [
            ("J. Leclair", "Jeanne Leclair"),
            ("Mme J. LECLAIR", "Jeanne Leclair"),
            ("Leclair J.", "LECLAIR Jeanne"),
            ("A.-S. Piq", "Anne-Sophie Piq"),
            ("J. de La Tour", "Jean de La Tour"),
        ] {
            assert!(abrege(court, long), "{court} / {long}");
        }
        for (court, long) in [
            ("P. Leclair", "Jeanne Leclair"),
            ("J. Leclerc", "Jeanne Leclair"),
            ("Jeanne L.", "Jeanne Leclair"),
            ("J. Leclair", "Leclair"),
            ("J. P. Leclair", "Jeanne Leclair"),
        ] {
            assert!(!abrege(court, long), "{court} / {long}");
        }
        assert_eq!((cle_d_abrege("Jeanne Leclair"), cle_d_abrege("Mme Leclair"), cle_d_abrege("J. L.")), (None, None, None));
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
