//! What the data may show: nothing in it acts on a terminal, in a text nor in JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// Control characters (escape sequences, bells) and those that turn the direction of a line.
pub(super) fn est_dangereux(c: char) -> bool {
    c.is_control() || matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// The same text, safe for a terminal.
pub fn sans_controle(texte: &str) -> Cow<'_, str> {
    if texte.contains(est_dangereux) {
        texte.chars().map(|c| if est_dangereux(c) { '\u{fffd}' } else { c }).collect::<String>().into()
    } else {
        texte.into()
    }
}

/// Writes JSON, indented, with a final newline. What could act on a terminal is written `\uXXXX`: the same values.
///
/// Errors: those of `sortie`.
pub fn ecrire_json(sortie: &mut dyn Write, valeur: &impl Serialize) -> io::Result<()> {
    let mut serialiseur = Serializer::with_formatter(&mut *sortie, Sur(PrettyFormatter::new()));
    valeur.serialize(&mut serialiseur)?;
    sortie.write_all(b"\n")
}

/// The same as a text.
pub fn texte_json(valeur: &impl Serialize) -> String {
    let mut octets = Vec::new();
    ecrire_json(&mut octets, valeur).expect("strings and numbers are always JSON, and memory takes them");
    String::from_utf8(octets).expect("JSON is UTF-8")
}

/// serde's indented JSON, whose strings hold no dangerous character.
struct Sur(PrettyFormatter<'static>);

/// What is the same as in [`PrettyFormatter`].
macro_rules! comme_lui {
    ($($methode:ident($($premier:ident)?)),* $(,)?) => {
        $(fn $methode<W: ?Sized + Write>(&mut self, sortie: &mut W $(, $premier: bool)?) -> io::Result<()> {
            self.0.$methode(sortie $(, $premier)?)
        })*
    };
}

impl Formatter for Sur {
    comme_lui! {
        begin_array(), end_array(), begin_array_value(premier), end_array_value(),
        begin_object(), end_object(), begin_object_key(premier), begin_object_value(), end_object_value(),
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, sortie: &mut W, fragment: &str) -> io::Result<()> {
        let mut reste = fragment;
        while let Some(debut) = reste.find(est_dangereux) {
            let c = reste[debut..].chars().next().unwrap_or_default();
            sortie.write_all(&reste.as_bytes()[..debut])?;
            // All of them are below U+FFFF: one unit.
            write!(sortie, "\\u{:04x}", c as u32)?;
            reste = &reste[debut + c.len_utf8()..];
        }
        sortie.write_all(reste.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_values_and_no_control() {
        let valeur = ["a\u{1b}[31m\u{9b}é \u{202e}b\u{7f}", "\n\t\"\\"];
        let texte = texte_json(&valeur);
        assert!(!texte.contains(|c| est_dangereux(c) && c != '\n'), "{texte}");
        assert_eq!(serde_json::from_str::<[String; 2]>(&texte).unwrap(), valeur);
    }
}
