//! What the fonts can draw. In: the data of a paper. Out: the same data, each text printable, and what was replaced.
//!
//! PDF/A makes an uncovered character (an emoji in a school's name) a hard error of the whole document, so it is looked
//! for here first. It is not a filter of markup: `#`, `$`, `\` are text and stay.

use std::collections::BTreeSet;

use serde_json::Value;

use super::monde::polices;

/// Stands for a character that no font has.
const REMPLACANT: char = '□';

/// A longer word may be wider than a column: it gets places to be cut at.
const MOT_MAX: usize = 20;

/// It is cut after the signs of an address first, so that one reads `maelle.` `rivoiret@` `example.` `org`.
const SIGNES: [char; 4] = ['@', '.', '/', '_'];

/// What stands between two of them and is longer is cut too.
const SUITE_MAX: usize = 16;

/// Letters between two places in such a run.
const BOUT: usize = 8;

/// Such places in one text: typst refuses a paragraph of some five hundred. What follows is left out, and « … » says so.
const COUPURES_MAX: usize = 150;

/// Invisible, allows a line break: what keeps a word of 200 letters inside its column.
const COUPURE_PERMISE: char = '\u{200b}';

/// The data as they can be printed, and the characters that were replaced, in order, each once.
pub fn imprimable(donnees: Value) -> (Value, Vec<char>) {
    let mut remplaces = BTreeSet::new();
    let donnees = parcourir(donnees, &mut remplaces);
    (donnees, remplaces.into_iter().collect())
}

fn parcourir(valeur: Value, remplaces: &mut BTreeSet<char>) -> Value {
    match valeur {
        Value::String(texte) => Value::String(nettoyer(texte, remplaces)),
        Value::Array(valeurs) => valeurs.into_iter().map(|valeur| parcourir(valeur, remplaces)).collect(),
        Value::Object(champs) => champs.into_iter().map(|(cle, valeur)| (cle, parcourir(valeur, remplaces))).collect(),
        autre => autre,
    }
}

/// What becomes of one character.
enum Sort {
    Garde,
    Insecable,
    Espace,
    Supprime,
    Remplace,
}

fn nettoyer(texte: String, remplaces: &mut BTreeSet<char>) -> String {
    if texte.len() <= MOT_MAX && texte.bytes().all(|octet| (b' '..=b'~').contains(&octet)) {
        return texte;
    }
    let mut propre = String::with_capacity(texte.len());
    let mut debut_du_mot = 0;
    for caractere in texte.chars() {
        let caractere = match sort(caractere) {
            Sort::Garde => caractere,
            Sort::Espace => ' ',
            Sort::Insecable => '\u{a0}',
            Sort::Supprime => continue,
            Sort::Remplace => {
                remplaces.insert(caractere);
                REMPLACANT
            }
        };
        if is_coupable(caractere) {
            couper(&mut propre, debut_du_mot);
            debut_du_mot = propre.len() + caractere.len_utf8();
        }
        propre.push(caractere);
    }
    couper(&mut propre, debut_du_mot);
    if let Some((fin, _)) = propre.match_indices(COUPURE_PERMISE).nth(COUPURES_MAX) {
        propre.truncate(fin);
        propre.push('…');
    }
    propre
}

/// Makes the word that ends `texte` fit any column, if it is long.
fn couper(texte: &mut String, debut: usize) {
    // No more bytes than letters allowed: no need to count them.
    if texte.len() - debut <= MOT_MAX || texte[debut..].chars().count() <= MOT_MAX {
        return;
    }
    let mot = texte.split_off(debut);
    for (rang, suite) in mot.split_inclusive(SIGNES).enumerate() {
        if rang > 0 {
            texte.push(COUPURE_PERMISE);
        }
        let longue = suite.chars().count() > SUITE_MAX;
        let mut lettres = 0;
        for lettre in suite.chars() {
            // A combining accent stays on its letter (macOS writes « é » as two characters).
            if longue && lettres >= BOUT && !is_diacritique(lettre) {
                texte.push(COUPURE_PERMISE);
                lettres = 0;
            }
            texte.push(lettre);
            lettres += 1;
        }
    }
}

fn sort(caractere: char) -> Sort {
    match caractere {
        ' '..='~' => Sort::Garde,
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Sort::Espace,
        // The fonts draw it so thin that « 2 271,60 » reads as one word, to the eye and to a program that extracts the text.
        '\u{202f}' => Sort::Insecable,
        _ if caractere.is_control() || is_invisible(caractere) => Sort::Supprime,
        _ if polices().iter().all(|police| police.info().coverage.contains(caractere as u32)) => Sort::Garde,
        _ => Sort::Remplace,
    }
}

/// Draws nothing by itself, or turns the direction of the text: has no place on an official paper.
fn is_invisible(caractere: char) -> bool {
    matches!(
        caractere,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A line may end after it.
fn is_coupable(caractere: char) -> bool {
    matches!(caractere, '-' | '–' | '—' | COUPURE_PERMISE)
        || caractere.is_whitespace() && !matches!(caractere, '\u{a0}' | '\u{202f}')
}

fn is_diacritique(caractere: char) -> bool {
    matches!(caractere, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nettoye(texte: &str) -> (String, Vec<char>) {
        let mut remplaces = BTreeSet::new();
        let propre = nettoyer(texte.to_owned(), &mut remplaces);
        (propre, remplaces.into_iter().collect())
    }

    #[test]
    fn the_letters_of_french_and_of_our_amounts_are_all_drawn() {
        let texte = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ àâæçéèêëîïôœùûüÿ «\u{a0}»\u{202f}; ’ “ ” – — … · € − ± × ÷ ½ ° № ²³ ñ ß ł ő";
        assert_eq!(nettoye(texte), (texte.replace('\u{202f}', "\u{a0}"), vec![]));
        assert_eq!(nettoye("e\u{301}cole"), ("e\u{301}cole".to_owned(), vec![]));
    }

    #[test]
    fn markup_is_text() {
        let texte = r##"#eval("1") $x$ *a* _b_ `c` @d <e> \f // /* ~ -- --- "g" 'h'"##;
        assert_eq!(nettoye(texte).0.replace(COUPURE_PERMISE, ""), texte);
    }

    #[test]
    fn what_no_font_has_is_replaced_and_told() {
        assert_eq!(nettoye("École 🌞 שלום"), ("École □ □□□□".to_owned(), vec!['ו', 'ל', 'ם', 'ש', '🌞']));
        assert_eq!(nettoye("学校 ع"), ("□□ □".to_owned(), vec!['ع', '学', '校']));
        assert_eq!(nettoye("❤\u{fe0f}").1.len(), usize::from(nettoye("❤").0 == "□"));
    }

    #[test]
    fn control_characters_vanish_and_line_ends_are_spaces() {
        assert_eq!(nettoye("a\u{0}b\u{1b}[31mc\u{202e}d\ne\tf"), ("ab[31mcd e f".to_owned(), vec![]));
    }

    #[test]
    fn an_endless_word_can_be_cut() {
        let (propre, _) = nettoye(&"x".repeat(200));
        assert!(propre.split(COUPURE_PERMISE).all(|bout| bout.len() <= BOUT));
        assert_eq!(propre.replace(COUPURE_PERMISE, ""), "x".repeat(200));
        let (propre, _) = nettoye(&"x\u{a0}".repeat(100));
        assert!(propre.contains(COUPURE_PERMISE), "no line ends at a no-break space");
        let adresse = nettoye("maelle.rivoiretvauquelard@example.org").0;
        let bouts: Vec<&str> = adresse.split(COUPURE_PERMISE).collect();
        assert_eq!(bouts, ["maelle.", "rivoiret", "vauquela", "rd@", "example.", "org"], "a long part is cut anywhere");
        for tel_quel in ["Saint-Germain-en-Laye-le-Vieux", "professionnellement", "IBAN FR76 1027 8000 0100"] {
            assert_eq!(nettoye(tel_quel).0, tel_quel);
        }
    }

    #[test]
    fn a_text_of_endless_words_ends() {
        let (propre, _) = nettoye(&"x".repeat(100_000));
        assert_eq!(propre.matches(COUPURE_PERMISE).count(), COUPURES_MAX);
        assert!(propre.ends_with("x…") && propre.len() < 2_000);
        let phrase = "Des mots de tous les jours, ".repeat(1_000);
        assert_eq!(nettoye(&phrase).0, phrase, "a long text of words stays whole");
    }

    #[test]
    fn every_text_of_the_data_is_looked_at_but_keys_stay() {
        let (propre, remplaces) = imprimable(serde_json::json!({ "clé": ["a🌞", { "b": "c🌞" }, 3, null, true] }));
        assert_eq!(propre, serde_json::json!({ "clé": ["a□", { "b": "c□" }, 3, null, true] }));
        assert_eq!(remplaces, ['🌞']);
    }
}
