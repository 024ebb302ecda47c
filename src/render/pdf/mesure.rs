//! How wide a text is in the papers' own font, so that rows of fixed height can be cut into pages before the layout (a table
//! of fixed rows is laid out in half the time). Lengths are micrometres, on integers.

use std::sync::LazyLock;

use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

use super::couverture::{COUPURE_PERMISE, imprime};
use super::polices::{Dessin, Polices};

/// Micrometres in a typographic point: 25 400 / 72.
const POINT_NUM: u64 = 25_400;
const POINT_DEN: u64 = 72;

/// Widths are counted a little wide: the layout's kerning and cuts are its own.
const PRUDENCE: (u64, u64) = (103, 100);

/// A size of text, in tenths of a point.
#[derive(Debug, Clone, Copy)]
pub struct Corps(pub u64);

impl Corps {
    /// Width of a text, in micrometres.
    pub fn largeur(self, texte: &str) -> u64 {
        let unites: u64 = texte.chars().map(avance).sum();
        unites * self.0 * POINT_NUM * PRUDENCE.0 / (10 * 1_000 * POINT_DEN * PRUDENCE.1)
    }

    /// Lines that a text takes in a column once [`couverture`](super::couverture) has made it printable, at least one: a word is
    /// cut at its hyphens and where that allows it, or anywhere when it is wider than the column all the same.
    pub fn lignes(self, texte: &str, colonne: u64) -> u64 {
        let colonne = colonne.max(1);
        let (mut lignes, mut occupe) = (1, 0);
        let espace = self.largeur(" ");
        let texte = imprime(texte);
        for mot in texte.split(est_une_espace).filter(|mot| !mot.is_empty()) {
            let mut avant = espace;
            for bout in bouts(mot) {
                let largeur = self.largeur(bout);
                if occupe > 0 && occupe + avant + largeur <= colonne {
                    occupe += avant + largeur;
                } else {
                    if occupe > 0 {
                        lignes += 1;
                    }
                    // It is cut every few letters: the end of each line may stay empty.
                    let de_plus = if largeur <= colonne { 0 } else { largeur.div_ceil((colonne * 3 / 4).max(1)) };
                    lignes += de_plus;
                    occupe = if de_plus == 0 { largeur } else { colonne };
                }
                avant = 0;
            }
        }
        lignes
    }

    /// The text, to be cut (U+200B) wherever a column ends: for numbers, which are read whole.
    pub fn replier(self, texte: &str, colonne: u64) -> String {
        if self.largeur(texte) <= colonne {
            return texte.to_owned();
        }
        let (mut replie, mut occupe) = (String::with_capacity(texte.len() + 9), 0);
        for lettre in texte.chars() {
            let largeur = self.largeur(lettre.encode_utf8(&mut [0; 4]));
            if occupe > 0 && occupe + largeur > colonne {
                replie.push('\u{200b}');
                occupe = 0;
            }
            occupe += largeur;
            replie.push(lettre);
        }
        replie
    }

    /// The text, or its beginning and « … », on one line of a column.
    pub fn ajuster(self, texte: &str, colonne: u64) -> String {
        if self.largeur(texte) <= colonne {
            return texte.to_owned();
        }
        let place = colonne.saturating_sub(self.largeur("…"));
        let mut debut = String::new();
        let mut occupe = 0;
        for lettre in texte.chars() {
            occupe += self.largeur(lettre.encode_utf8(&mut [0; 4]));
            if occupe > place {
                break;
            }
            debut.push(lettre);
        }
        debut.trim_end().to_owned() + "…"
    }
}

/// Where a line may end: never at a no-break space.
fn est_une_espace(lettre: char) -> bool {
    lettre.is_whitespace() && !matches!(lettre, '\u{a0}' | '\u{202f}')
}

/// What a word may be cut into: where that is allowed, and after a hyphen between two letters (a line may not end before every
/// number).
fn bouts(mot: &str) -> impl Iterator<Item = &str> {
    mot.split(COUPURE_PERMISE).flat_map(|bout| {
        let coupe = |&(rang, trait_d_union): &(usize, &str)| {
            let est_une_lettre = |lettre: Option<char>| lettre.is_some_and(char::is_alphabetic);
            est_une_lettre(bout[..rang].chars().next_back()) && est_une_lettre(bout[rang + trait_d_union.len()..].chars().next())
        };
        let fins = bout.match_indices('-').filter(coupe).map(|(rang, trait_d_union)| rang + trait_d_union.len());
        let mut debut = 0;
        fins.chain([bout.len()]).map(move |fin| &bout[std::mem::replace(&mut debut, fin)..fin])
    })
}

/// Thousandths of the text's size that a letter advances by; as wide as the size for what the font lacks.
fn avance(lettre: char) -> u64 {
    static LATINE: LazyLock<Option<FontInstance>> = LazyLock::new(|| instance(Polices::latines().fontes.first()?));
    let lettre = if lettre == '\u{202f}' { '\u{a0}' } else { lettre };
    let dans = |police: &FontInstance| {
        let ttf = police.ttf();
        let glyphe = ttf.glyph_index(lettre)?;
        Some(u64::from(ttf.glyph_hor_advance(glyphe)?) * 1_000 / u64::from(ttf.units_per_em().max(1)))
    };
    LATINE.as_ref().and_then(dans).or_else(|| autres(lettre)?.iter().find_map(dans)).unwrap_or(1_000)
}

/// The fonts that may have it, when the first has not.
fn autres(lettre: char) -> Option<&'static [FontInstance]> {
    static AUTRES: LazyLock<Vec<FontInstance>> = LazyLock::new(|| Polices::toutes().fontes.iter().filter_map(instance).collect());
    (Dessin::de(lettre) == Dessin::DeDroiteAGauche).then(|| AUTRES.as_slice())
}

fn instance(police: &Font) -> Option<FontInstance> {
    Some(police.clone().instantiate(FontVariant::default(), Abs::zero(), &FontVariations::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUIT_POINTS: Corps = Corps(80);

    /// Digits of Source Sans 3 advance by 497 thousandths: 4 × 0,497 × 8 pt = 15,904 pt = 5,611 mm, and 3 % more.
    #[test]
    fn a_text_is_as_wide_as_its_letters() {
        let largeur = HUIT_POINTS.largeur("2024");
        assert!((5_770..=5_790).contains(&largeur), "{largeur}");
        assert_eq!(HUIT_POINTS.largeur(""), 0);
    }

    #[test]
    fn words_fill_lines() {
        let mot = HUIT_POINTS.largeur("mot");
        assert_eq!(HUIT_POINTS.lignes("mot", mot), 1);
        assert_eq!(HUIT_POINTS.lignes("mot mot mot", mot), 3);
        assert_eq!(HUIT_POINTS.lignes("", mot), 1);
        // Six words, three a line; two a line when they stay together two by two.
        let trois = HUIT_POINTS.largeur("mot mot mot");
        assert_eq!(HUIT_POINTS.lignes("mot mot mot mot mot mot", trois), 2);
        assert_eq!(HUIT_POINTS.lignes("mot\u{a0}mot mot\u{a0}mot mot\u{a0}mot", trois), 3);
        assert!(HUIT_POINTS.lignes(&"x".repeat(200), 80_000) >= 3);
    }

    /// Two hyphenated words, each wider than the column, take a line for each of their parts; no line ends before a number.
    #[test]
    fn words_are_cut_at_their_hyphens() {
        let colonne = HUIT_POINTS.largeur("Joséphine-");
        assert_eq!(HUIT_POINTS.lignes("Joséphine-Joséphine", colonne), 2);
        assert_eq!(HUIT_POINTS.lignes("Joséphine-Joséphine-Joséphine mot", colonne), 4);
        assert_eq!(bouts("Barthélemy-sur-l’Étang").collect::<Vec<_>>(), ["Barthélemy-", "sur-", "l’Étang"]);
        assert_eq!(bouts("2023-2024").collect::<Vec<_>>(), ["2023-2024"]);
        assert_eq!(bouts("a--b-").collect::<Vec<_>>(), ["a--b-"]);
    }

    /// A word of 40 letters is cut after each eight.
    #[test]
    fn a_long_word_is_cut_where_the_page_cuts_it() {
        let seize = HUIT_POINTS.largeur(&"x".repeat(16));
        assert_eq!(HUIT_POINTS.lignes(&"x".repeat(40), seize), 3);
        assert_eq!(HUIT_POINTS.lignes(&"x".repeat(48), seize), 3);
        assert_eq!(HUIT_POINTS.lignes(&"x".repeat(49), seize), 4);
    }

    #[test]
    fn a_long_number_is_read_whole_on_several_lines() {
        let six = HUIT_POINTS.largeur("123456");
        assert_eq!(HUIT_POINTS.replier("12345678901234", six), "123456\u{200b}789012\u{200b}34");
        assert_eq!(HUIT_POINTS.lignes("123456\u{200b}789012\u{200b}34", six), 3);
        assert_eq!(HUIT_POINTS.replier("123456", six), "123456");
    }

    #[test]
    fn what_is_cut_says_so_and_fits() {
        let ajuste = HUIT_POINTS.ajuster("Participations volontaires des familles", 20_000);
        assert!(ajuste.starts_with("Partici") && ajuste.ends_with('…'), "{ajuste}");
        assert!(HUIT_POINTS.largeur(&ajuste) <= 20_000);
        assert_eq!(HUIT_POINTS.ajuster("CP", 20_000), "CP");
    }
}
