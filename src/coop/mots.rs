//! A word that a file chooses among a few. One table makes the enum, its words and how they are read.

macro_rules! mots {
    ($(#[$attribut:meta])* pub enum $nom:ident { $($(#[$doc:meta])* $variante:ident = $mot:literal),+ $(,)? }) => {
        $(#[$attribut])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $nom {
            $($(#[$doc])* $variante),+
        }

        impl $nom {
            /// Its words, in the order of the variants.
            pub const NOMS: &'static [&'static str] = &[$($mot),+];

            /// As a file writes it.
            pub const fn nom(self) -> &'static str {
                match self {
                    $($nom::$variante => $mot),+
                }
            }

            pub fn from_nom(nom: &str) -> Option<$nom> {
                match nom {
                    $($mot => Some($nom::$variante),)+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use mots;
