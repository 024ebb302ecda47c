//! `--format concis`: one finding a line, `fichier:ligne:colonne: niveau[code] message`, as editors read them.

use std::fmt::Write;

use super::complet::couleur;
use super::{Rendu, phrases};
use crate::diagnostic::{Diagnostic, Rapport, Resume};
use crate::source::sans_controle;

pub fn concis(rapports: &[Rapport], rendu: Rendu) -> String {
    let mut texte = String::new();
    for rapport in rapports {
        for diagnostic in &rapport.diagnostics {
            ecrire(&mut texte, rapport, diagnostic, rendu, "");
        }
        for diagnostic in rapport.acquittes.iter().filter(|_| rendu.tout) {
            ecrire(&mut texte, rapport, diagnostic, rendu, " (acquitté)");
        }
    }
    let _ = writeln!(texte, "{}", phrases::bilan_en_une_phrase(Resume::de(rapports)));
    texte
}

fn ecrire(texte: &mut String, rapport: &Rapport, diagnostic: &Diagnostic, rendu: Rendu, suite: &str) {
    let place = &diagnostic.place;
    let (debut, fin) = if rendu.couleurs { (couleur(diagnostic.niveau), "\u{1b}[0m") } else { ("", "") };
    let _ = writeln!(
        texte,
        "{}{}:{}:{}: {debut}{}[{}]{fin} {}{suite}",
        rapport.prefixe,
        sans_controle(&place.fichier),
        place.debut.ligne,
        place.debut.colonne,
        diagnostic.niveau,
        diagnostic.code.0,
        sans_controle(&diagnostic.message),
    );
}
