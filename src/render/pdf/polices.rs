//! The fonts, embedded: Source Sans 3 for every paper; Hebrew and Arabic letters, read only when a name is written with them.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Source Sans 3, under the SIL Open Font License (`polices/OFL.txt`).
const LATINES: [&[u8]; 4] = [
    include_bytes!("polices/SourceSans3_400Regular.ttf"),
    include_bytes!("polices/SourceSans3_400Regular_Italic.ttf"),
    include_bytes!("polices/SourceSans3_600SemiBold.ttf"),
    include_bytes!("polices/SourceSans3_700Bold.ttf"),
];

/// The letters of Hebrew, and those of Arabic, Persian and Urdu, of Noto, under the same license (`polices/OFL-Noto.txt`).
const DE_DROITE_A_GAUCHE: [&[u8]; 2] =
    [include_bytes!("polices/NotoSansHebrew-Regular.ttf"), include_bytes!("polices/NotoSansArabic-Regular.ttf")];

/// What a paper may be written with.
pub struct Polices {
    /// In the order in which a letter is looked for.
    pub familles: &'static [&'static str],
    pub book: LazyHash<FontBook>,
    pub fontes: Vec<Font>,
}

impl Polices {
    fn new(familles: &'static [&'static str], octets: impl Iterator<Item = &'static [u8]>) -> Polices {
        let fontes: Vec<Font> = octets.flat_map(|octets| Font::iter(Bytes::new(octets))).collect();
        Polices { familles, book: LazyHash::new(FontBook::from_fonts(&fontes)), fontes }
    }

    /// Those of nearly every paper.
    pub fn latines() -> &'static Polices {
        static POLICES: LazyLock<Polices> = LazyLock::new(|| Polices::new(&["Source Sans 3"], LATINES.into_iter()));
        &POLICES
    }

    /// The same, and the others.
    pub fn toutes() -> &'static Polices {
        static POLICES: LazyLock<Polices> = LazyLock::new(|| {
            let familles = &["Source Sans 3", "Noto Sans Hebrew", "Noto Sans Arabic"];
            Polices::new(familles, LATINES.into_iter().chain(DE_DROITE_A_GAUCHE))
        });
        &POLICES
    }
}

/// What draws a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dessin {
    Latin,
    DeDroiteAGauche,
    Aucun,
}

impl Dessin {
    /// Latin letters are drawn in every weight and slope.
    pub fn de(caractere: char) -> Dessin {
        let la_dessine = |police: &Font| police.info().coverage.contains(caractere as u32);
        if Polices::latines().fontes.iter().all(la_dessine) {
            Dessin::Latin
        } else if Polices::toutes().fontes[LATINES.len()..].iter().any(la_dessine) {
            Dessin::DeDroiteAGauche
        } else {
            Dessin::Aucun
        }
    }
}
