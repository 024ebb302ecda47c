//! The decimal comma, which French hands type and TOML takes for a separator: where it stands, and the number that was meant.

use super::messages::{ErreurDeSyntaxe, ligne_de};
use crate::source::Span;

/// `sortie.banque = 45,90`, `1 320,50` on the line of `position`: each place, and the number with a point.
pub fn virgules_decimales(texte: &str, position: usize) -> impl Iterator<Item = (Span, String)> + '_ {
    let ligne = ligne_de(texte, position);
    let depart = ligne.start;
    let octets = texte[ligne].as_bytes();
    let mut entre_guillemets = None;
    let mut commentaire = false;
    octets
        .iter()
        .enumerate()
        .filter_map(move |(i, &octet)| {
            match (octet, entre_guillemets) {
                (b'"' | b'\'', None) => entre_guillemets = Some(octet),
                (_, Some(ouvrant)) if octet == ouvrant => entre_guillemets = None,
                (b'#', None) => commentaire = true,
                (b',', None) if !commentaire => return nombre_a_virgule(octets, i),
                _ => {}
            }
            None
        })
        .map(move |plage| {
            let span = Span::new(depart + plage.start, depart + plage.end);
            let nombre = texte[span.range()].replace(',', ".").replace([' ', '\u{a0}', '\u{202f}'], "");
            (span, nombre)
        })
}

/// The number around the comma at `i`, when it is a value: digits (with spaces between them) after `=`, decimals after the comma.
fn nombre_a_virgule(octets: &[u8], i: usize) -> Option<std::ops::Range<usize>> {
    // Bytes of the no-break spaces count as spaces: nothing else of them can follow a digit here.
    let est_du_nombre = |o: &u8| o.is_ascii_digit() || matches!(o, b'-' | b' ' | 0xc2 | 0xa0 | 0xe2 | 0x80 | 0xaf);
    let mut debut = octets[..i].iter().rposition(|o| !est_du_nombre(o)).map_or(0, |p| p + 1);
    let apres_egal = debut > 0 && octets[debut - 1] == b'=';
    debut += octets[debut..i].iter().take_while(|o| !(o.is_ascii_digit() || **o == b'-')).count();
    let decimales = octets[i + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let suite = octets.get(i + 1 + decimales).copied().unwrap_or(b'\n');
    let seule = matches!(suite, b' ' | b'\t' | b'\r' | b'\n' | b'}' | b'#' | b',');
    (apres_egal && i > debut && decimales > 0 && seule).then_some(debut..i + 1 + decimales)
}

pub fn virgule_decimale(texte: &str, position: usize) -> Option<(Span, String)> {
    virgules_decimales(texte, position).next()
}

pub fn virgule(span: Span, nombre: &str) -> ErreurDeSyntaxe {
    let decimales = nombre.split('.').nth(1).map_or(0, str::len);
    let message = if decimales > 2 { "une virgule dans un nombre" } else { "une virgule dans un montant" };
    let erreur = ErreurDeSyntaxe::new(span, message, format!("le séparateur décimal est le point : écrivez `{nombre}`"));
    ErreurDeSyntaxe { virgule: true, ..erreur.rattachee() }
}
