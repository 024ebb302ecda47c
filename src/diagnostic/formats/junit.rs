//! `--format junit`: one suite a cooperative, one case a rule. A finding that fails the run is a `<failure>` of its rule's case;
//! the others stand in the case's output.

use std::collections::HashMap;
use std::io::{self, Write};

use super::{Edition, Forme};
use crate::diagnostic::{Code, Diagnostic, Fiche, Rapport};
use crate::source::sans_controle;

pub static FORME: Forme = Forme { nom: "junit", resume: "un cas par règle, pour les rapports de tests", ecrire, annexe: None };

/// What a cooperative's cases are made of: the findings of each rule, acknowledged ones marked `true`.
type Cas<'a> = HashMap<Code, Vec<(&'a Diagnostic, bool)>>;

fn ecrire(edition: &Edition, sortie: &mut dyn Write) -> io::Result<()> {
    let mut par_rapport: Vec<(&Rapport, Cas)> = edition.rapports.iter().map(|rapport| (rapport, Cas::new())).collect();
    for (rapport, cas) in &mut par_rapport {
        let acquittes = rapport.acquittes.iter().filter(|_| edition.rendu.tout).map(|d| (d, true));
        for (diagnostic, acquitte) in rapport.diagnostics.iter().map(|d| (d, false)).chain(acquittes) {
            cas.entry(diagnostic.code).or_default().push((diagnostic, acquitte));
        }
    }
    let echoue = |constat: &(&Diagnostic, bool)| !constat.1 && constat.0.niveau.is_echec(edition.strict);
    let echecs = |cas: &Cas| cas.values().filter(|constats| constats.iter().any(echoue)).count();
    let tests = edition.fiches.len();
    writeln!(sortie, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let (tous, echoues) = (tests * par_rapport.len(), par_rapport.iter().map(|(_, cas)| echecs(cas)).sum::<usize>());
    writeln!(sortie, "<testsuites name=\"retkoop\" tests=\"{tous}\" failures=\"{echoues}\" errors=\"0\" time=\"0\">")?;
    for (rapport, cas) in &par_rapport {
        let (nom, echoues) = (xml(&rapport.nom()), echecs(cas));
        writeln!(sortie, "  <testsuite name=\"{nom}\" tests=\"{tests}\" failures=\"{echoues}\" errors=\"0\" skipped=\"0\" time=\"0\">")?;
        for fiche in edition.fiches {
            let constats = cas.get(&Code(fiche.code)).map(Vec::as_slice).unwrap_or_default();
            let (fatals, autres): (Vec<_>, Vec<_>) = constats.iter().partition(|constat| echoue(constat));
            ecrire_le_cas(sortie, rapport, &nom, fiche, &fatals, &autres)?;
        }
        writeln!(sortie, "  </testsuite>")?;
    }
    writeln!(sortie, "</testsuites>")
}

fn ecrire_le_cas(
    sortie: &mut dyn Write,
    rapport: &Rapport,
    suite: &str,
    fiche: &Fiche,
    fatals: &[(&Diagnostic, bool)],
    autres: &[(&Diagnostic, bool)],
) -> io::Result<()> {
    write!(sortie, "    <testcase classname=\"{suite}\" name=\"{} {}\" time=\"0\"", fiche.code, fiche.nom)?;
    if fatals.is_empty() && autres.is_empty() {
        return writeln!(sortie, "/>");
    }
    writeln!(sortie, ">")?;
    for (diagnostic, _) in fatals {
        let message = xml(&diagnostic.message);
        write!(sortie, "      <failure type=\"{}\" message=\"{message}\">", diagnostic.niveau)?;
        decrire(sortie, rapport, diagnostic, false)?;
        writeln!(sortie, "</failure>")?;
    }
    if !autres.is_empty() {
        write!(sortie, "      <system-out>")?;
        for (diagnostic, acquitte) in autres {
            decrire(sortie, rapport, diagnostic, *acquitte)?;
            writeln!(sortie)?;
        }
        writeln!(sortie, "</system-out>")?;
    }
    writeln!(sortie, "    </testcase>")
}

/// The place, the level, the message, what to do, the other places: a line each.
fn decrire(sortie: &mut dyn Write, rapport: &Rapport, diagnostic: &Diagnostic, acquitte: bool) -> io::Result<()> {
    let place = &diagnostic.place;
    let chemin = xml(&rapport.chemin_de_depot(place));
    let suite = if acquitte { " (acquitté)" } else { "" };
    write!(sortie, "{chemin}:{}:{}: {}[{}]{suite} ", place.debut.ligne, place.debut.colonne, diagnostic.niveau, diagnostic.code.0)?;
    write!(sortie, "{}", xml(&diagnostic.message))?;
    if !diagnostic.aide.is_empty() {
        write!(sortie, "\naide\u{a0}: {}", xml(&diagnostic.aide))?;
    }
    for (lien, texte) in &diagnostic.liens {
        write!(sortie, "\n{}:{}\u{a0}: {}", xml(&rapport.chemin_de_depot(lien)), lien.debut.ligne, xml(texte))?;
    }
    Ok(())
}

/// Text or attribute, of characters that XML admits.
fn xml(texte: &str) -> String {
    let mut propre = String::with_capacity(texte.len() + 16);
    for c in sans_controle(texte).chars() {
        match c {
            '&' => propre.push_str("&amp;"),
            '<' => propre.push_str("&lt;"),
            '>' => propre.push_str("&gt;"),
            '"' => propre.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => propre.push('\u{fffd}'),
            c => propre.push(c),
        }
    }
    propre
}
