//! `--format github`: one workflow command a finding, which GitHub shows at its line in the change; and the whole table, in
//! Markdown, for the summary of the job.
//!
//! GitHub shows ten annotations of each kind a step: the worst come first.

use std::io::{self, Write};

use super::{Annexe, Edition, Forme, phrases};
use crate::diagnostic::{Diagnostic, Niveau, Rapport, Resume, pluriel};
use crate::source::sans_controle;

pub static FORME: Forme = Forme {
    nom: "github",
    resume: "annotations de GitHub",
    ecrire,
    annexe: Some(Annexe { variable: "GITHUB_STEP_SUMMARY", ecrire: ecrire_le_tableau }),
};

/// Bytes of the table: GitHub refuses the whole summary of a step above 1 MiB.
const TABLEAU_MAX: usize = 1_000_000;

fn ecrire(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    par_gravite(edition).try_for_each(|(rapport, diagnostic, acquitte)| {
        let place = &diagnostic.place;
        write!(
            sortie,
            "::{} file={},line={},endLine={}",
            if acquitte { "notice" } else { commande(diagnostic.niveau) },
            propriete(&rapport.chemin_de_depot(place)),
            place.debut.ligne,
            place.fin.ligne
        )?;
        // Columns of a place of several lines would be refused.
        if place.debut.ligne == place.fin.ligne && place.fin.colonne > place.debut.colonne {
            write!(sortie, ",col={},endColumn={}", place.debut.colonne, place.fin.colonne)?;
        }
        let titre = format!("{} {}", diagnostic.code.0, diagnostic.nom);
        write!(sortie, ",title={}::{}", propriete(&titre), donnee(&diagnostic.message))?;
        if acquitte {
            write!(sortie, " (acquitté)")?;
        }
        if !diagnostic.aide.is_empty() {
            write!(sortie, "%0Aaide\u{a0}: {}", donnee(&diagnostic.aide))?;
        }
        writeln!(sortie)
    })
}

fn par_gravite<'a>(edition: &Edition<'a>) -> impl Iterator<Item = (&'a Rapport, &'a Diagnostic, bool)> + use<'a> {
    let edition = *edition;
    let du_niveau = move |niveau| edition.constats().filter(move |(_, d, acquitte)| !acquitte && d.niveau == niveau);
    Niveau::TOUS.into_iter().flat_map(du_niveau).chain(edition.constats().filter(|(.., acquitte)| *acquitte))
}

fn commande(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Erreur => "error",
        Niveau::Bloquant | Niveau::Question | Niveau::Avertissement => "warning",
        Niveau::Remarque => "notice",
    }
}

/// The text of a command: one line.
fn donnee(texte: &str) -> String {
    sans_controle(texte).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which `,` and `:` would end.
fn propriete(texte: &str) -> String {
    donnee(texte).replace(':', "%3A").replace(',', "%2C")
}

fn ecrire_le_tableau(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    let resume = Resume::de(edition.rapports);
    writeln!(sortie, "### retkoop\u{a0}: {}\n", phrases::bilan_en_une_phrase(resume))?;
    let mut constats = par_gravite(edition).peekable();
    if constats.peek().is_none() {
        return Ok(());
    }
    writeln!(sortie, "| niveau | règle | où | constat |\n|---|---|---|---|")?;
    let mut ecrits = 0;
    while let Some((rapport, diagnostic, acquitte)) = constats.next() {
        let ligne = format!(
            "| {}{} | {} | {}:{} | {} |\n",
            diagnostic.niveau,
            if acquitte { " (acquitté)" } else { "" },
            diagnostic.code.0,
            markdown(&rapport.chemin_de_depot(&diagnostic.place)),
            diagnostic.place.debut.ligne,
            markdown(&diagnostic.message),
        );
        ecrits += ligne.len();
        if ecrits > TABLEAU_MAX {
            let reste = pluriel(1 + constats.count(), "autre");
            return writeln!(sortie, "\n… et {reste}, que le résumé de GitHub ne peut contenir.");
        }
        sortie.write_all(ligne.as_bytes())?;
    }
    writeln!(sortie)
}

/// Data in a cell of a table: what is between backquotes is code, the rest is plain text, whatever it holds.
fn markdown(texte: &str) -> String {
    let texte = sans_controle(texte);
    let mut cellule = String::with_capacity(texte.len() + 16);
    let par_paires = texte.matches('`').count().is_multiple_of(2);
    let mut code = false;
    for c in texte.chars() {
        match c {
            '`' if par_paires => {
                code = !code;
                cellule.push_str(if code { "<code>" } else { "</code>" });
            }
            '&' => cellule.push_str("&amp;"),
            '<' => cellule.push_str("&lt;"),
            '>' => cellule.push_str("&gt;"),
            c if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | ':' | '/' | '-' | '(' | ')' | '\'' | '"' | '?' | '%' | '+' | '=') => {
                cellule.push('\\');
                cellule.push(c);
            }
            c => cellule.push(c),
        }
    }
    cellule
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_hold_on_one_line() {
        assert_eq!(donnee("50 % de\r\nmoins"), "50 %25 de\u{fffd}\u{fffd}moins");
        assert_eq!(propriete("a:b,c%"), "a%3Ab%2Cc%25");
    }

    #[test]
    fn data_in_a_cell_is_text() {
        assert_eq!(markdown("écrivez `date = 1|2` ; <b> [x](y) | *a*"), "écrivez <code>date = 1\\|2</code> ; &lt;b&gt; \\[x\\](y) \\| \\*a\\*");
        assert_eq!(markdown("un ` seul"), "un \\` seul");
    }
}
