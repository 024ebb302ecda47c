//! What the fonts can draw. In: the data of a paper. Out: the same data, each text printable, and what was replaced.
//!
//! PDF/A makes an uncovered character (an emoji in a school's name) a hard error of the whole document, so it is looked
//! for here first. It is not a filter of markup: `#`, `$`, `\` are text and stay.

use std::collections::BTreeSet;

use serde_json::Value;

use super::polices::{Dessin, Polices};

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
pub const COUPURE_PERMISE: char = '\u{200b}';

/// Data as they can be printed.
pub struct Imprimable {
    pub donnees: Value,
    /// In order, each once.
    pub caracteres_remplaces: Vec<char>,
    /// What draws the others.
    pub polices: &'static Polices,
}

/// What was seen in the texts.
#[derive(Default)]
struct Vu {
    remplaces: BTreeSet<char>,
    de_droite_a_gauche: bool,
}

pub fn imprimable(donnees: Value) -> Imprimable {
    let mut vu = Vu::default();
    let donnees = parcourir(donnees, &mut vu);
    Imprimable {
        donnees,
        caracteres_remplaces: vu.remplaces.into_iter().collect(),
        polices: if vu.de_droite_a_gauche { Polices::toutes() } else { Polices::latines() },
    }
}

/// One text as it will be printed.
pub fn imprime(texte: &str) -> String {
    nettoyer(texte.to_owned(), &mut Vu::default())
}

fn parcourir(valeur: Value, vu: &mut Vu) -> Value {
    match valeur {
        Value::String(texte) => Value::String(nettoyer(texte, vu)),
        Value::Array(valeurs) => valeurs.into_iter().map(|valeur| parcourir(valeur, vu)).collect(),
        Value::Object(champs) => champs.into_iter().map(|(cle, valeur)| (cle, parcourir(valeur, vu))).collect(),
        autre => autre,
    }
}

/// What becomes of one character.
enum Sort {
    Garde,
    GardeDeDroiteAGauche,
    Insecable,
    Espace,
    Supprime,
    Remplace,
}

fn nettoyer(texte: String, vu: &mut Vu) -> String {
    if texte.len() <= MOT_MAX && texte.bytes().all(|octet| (b' '..=b'~').contains(&octet)) {
        return texte;
    }
    let mut propre = String::with_capacity(texte.len());
    let mut debut_du_mot = 0;
    let mut a_des_lettres_de_droite_a_gauche = false;
    for caractere in texte.chars() {
        let caractere = match sort(caractere) {
            Sort::Garde => caractere,
            Sort::GardeDeDroiteAGauche => {
                a_des_lettres_de_droite_a_gauche = true;
                caractere
            }
            Sort::Espace => ' ',
            Sort::Insecable => '\u{a0}',
            Sort::Supprime => continue,
            Sort::Remplace => {
                vu.remplaces.insert(caractere);
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
    if a_des_lettres_de_droite_a_gauche {
        vu.de_droite_a_gauche = true;
        return finir_de_gauche_a_droite(&propre);
    }
    propre
}

/// Says where each stretch from right to left ends: the numbers and the signs that follow it would otherwise go with it, to the
/// other side.
fn finir_de_gauche_a_droite(texte: &str) -> String {
    let mut marque = String::with_capacity(texte.len() + 8);
    // After the last letter from right to left, no letter from left to right yet.
    let mut fin = None;
    for caractere in texte.chars() {
        if is_de_droite_a_gauche(caractere) {
            marque.push(caractere);
            fin = Some(marque.len());
            continue;
        }
        if caractere.is_alphabetic()
            && let Some(fin) = fin.take()
        {
            marque.insert(fin, DE_GAUCHE_A_DROITE);
        }
        marque.push(caractere);
    }
    if let Some(fin) = fin {
        marque.insert(fin, DE_GAUCHE_A_DROITE);
    }
    marque
}

/// Invisible: as a letter from left to right.
const DE_GAUCHE_A_DROITE: char = '\u{200e}';

/// Hebrew, Arabic, and their marks.
fn is_de_droite_a_gauche(caractere: char) -> bool {
    matches!(caractere, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
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
        _ => match Dessin::de(caractere) {
            Dessin::Latin => Sort::Garde,
            Dessin::DeDroiteAGauche => Sort::GardeDeDroiteAGauche,
            Dessin::Aucun => Sort::Remplace,
        },
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

/// Latin, Hebrew or Arabic.
fn is_diacritique(caractere: char) -> bool {
    matches!(caractere, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nettoye(texte: &str) -> (String, Vec<char>) {
        let mut vu = Vu::default();
        let propre = nettoyer(texte.to_owned(), &mut vu);
        (propre, vu.remplaces.into_iter().collect())
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
        assert_eq!(nettoye("École 🌞 शाला"), ("École □ □□□□".to_owned(), vec!['ल', 'श', 'ा', '🌞']));
        assert_eq!(nettoye("学校 a"), ("□□ a".to_owned(), vec!['学', '校']));
        assert_eq!(nettoye("❤\u{fe0f}").1.len(), usize::from(nettoye("❤").0 == "□"));
    }

    #[test]
    fn hebrew_and_arabic_letters_bring_their_fonts() {
        for (texte, familles) in [("École Ferry", 1), ("בית ספר", 3), ("مدرسة الزهور، ٢٠٢٤", 3), ("دبستان گل‌ها", 3)]
        {
            let propre = imprimable(serde_json::json!([texte]));
            assert_eq!((propre.polices.familles.len(), propre.caracteres_remplaces), (familles, vec![]), "{texte}");
        }
    }

    #[test]
    fn a_number_does_not_follow_letters_to_the_other_side() {
        for (texte, propre) in [
            ("École שלום · 046-0001", "École שלום| · 046-0001"),
            ("שלום 12 רב, 3", "שלום 12 רב|, 3"),
            ("مدرسة et שלום", "مدرسة| et שלום|"),
        ] {
            assert_eq!(nettoye(texte).0, propre.replace('|', "\u{200e}"));
        }
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
        let propre = imprimable(serde_json::json!({ "clé": ["a🌞", { "b": "c🌞" }, 3, null, true] }));
        assert_eq!(propre.donnees, serde_json::json!({ "clé": ["a□", { "b": "c□" }, 3, null, true] }));
        assert_eq!(propre.caracteres_remplaces, ['🌞']);
        assert_eq!(propre.polices.familles, ["Source Sans 3"]);
    }
}
