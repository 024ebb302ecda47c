//! `expliquer` in the terminal: a rule told in full, or the list of all.

use std::fmt::Write;

use super::tableau::Style;
use crate::controle::{Extrait, Famille, Regle, Section};
use crate::diagnostic::formats::couleur;
use crate::diagnostic::{Niveau, francaise};

/// Prose is read best in lines of at most this many columns.
const LARGEUR_MAX: u16 = 80;
const FIN: &str = "\u{1b}[0m";
const BLEU: &str = "\u{1b}[36m";

/// One rule: what, why, an example, how to correct, where it comes from.
pub fn explication_texte(regle: &Regle, style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
    let mut texte = format!("{} · {}\n", style.titre(regle.code.0), style.titre(regle.nom));
    let point = if regle.immuable { " ●" } else { "" };
    let resume = format!("{}{point}{}.", en_couleur(regle.niveau, style), prose(&format!(" : {}", regle.resume), style));
    let _ = writeln!(texte, "{}", plier(&resume, style, "", ""));
    for precision in precisions(regle) {
        let _ = writeln!(texte, "{}", style.discret(&plier(&francaise(precision).replace('`', ""), style, "", "")));
    }
    for section in regle.explication.sections() {
        let _ = write!(texte, "\n{}\n", style.titre(section.titre));
        ecrire_section(&mut texte, section, style);
    }
    texte
}

/// Every rule, by family: code, ●, level, name, and what it checks.
pub fn regles_texte(style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
    let mut texte = String::new();
    for famille in Famille::peuplees() {
        let _ = writeln!(texte, "{}", style.titre(famille.titre));
        for regle in famille.regles() {
            let point = if regle.immuable { '●' } else { ' ' };
            let blancs = " ".repeat(NIVEAU_LE_PLUS_LONG - regle.niveau.nom().len());
            let _ = writeln!(texte, "  {} {point} {}{blancs}  {}", regle.code.0, en_couleur(regle.niveau, style), regle.nom);
            let resume = plier(&francaise(regle.resume).replace('`', ""), style, MARGE, MARGE);
            let _ = writeln!(texte, "{}", style.discret(&resume));
        }
        texte.push('\n');
    }
    let _ = writeln!(texte, "{}", plier(&prose(LEGENDE, style), style, "", ""));
    texte
}

/// As wide as two spaces, a code, ● and the spaces around it.
const MARGE: &str = "         ";
const NIVEAU_LE_PLUS_LONG: usize = "avertissement".len();
const LEGENDE: &str = "● ne peut être ni abaissé par le département, ni acquitté. `retkoop expliquer CODE` dit tout d’une règle.";

/// What a reader must know of a rule's level, besides its name.
pub(super) fn precisions(regle: &Regle) -> Vec<&'static str> {
    let reponse = match regle.niveau {
        _ if regle.immuable => "● Ne peut être ni abaissé par le département, ni acquitté.",
        Niveau::Bloquant => "Permis pendant l’année ; refuse la clôture. Ne s’acquitte pas.",
        Niveau::Question => "Se règle par une réponse : un `[[acquittement]]` avec son motif. Sans réponse, refuse la clôture.",
        _ => "",
    };
    let apres = if regle.apres_la_fin { "N’est dit qu’une fois l’exercice terminé." } else { "" };
    [reponse, apres].into_iter().filter(|p| !p.is_empty()).collect()
}

fn en_couleur(niveau: Niveau, style: Style) -> String {
    if style.couleurs { format!("{}{niveau}{FIN}", couleur(niveau)) } else { niveau.to_string() }
}

fn ecrire_section(texte: &mut String, section: Section, style: Style) {
    for (rang, bloc) in section.texte.split("\n\n").filter(|b| !b.trim().is_empty()).enumerate() {
        if rang > 0 {
            texte.push('\n');
        }
        match bloc.strip_prefix("- ") {
            Some(puces) => {
                for puce in puces.split("\n- ") {
                    let _ = writeln!(texte, "{}", plier(&prose(puce, style), style, "  • ", "    "));
                }
            }
            None => {
                let _ = writeln!(texte, "{}", plier(&prose(bloc, style), style, "  ", "  "));
            }
        }
    }
    for (rang, extrait) in section.extraits.iter().enumerate() {
        if rang > 0 || !section.texte.is_empty() {
            texte.push('\n');
        }
        ecrire_extrait(texte, extrait, style);
    }
}

fn ecrire_extrait(texte: &mut String, extrait: &Extrait, style: Style) {
    let precision = extrait.precision();
    let suite = if precision.is_empty() { String::new() } else { format!(", {precision}") };
    let _ = writeln!(texte, "  {}", style.discret(&francaise(&format!("── {}{suite}", extrait.chemin()))));
    for ligne in extrait.texte().into_iter().flat_map(str::lines) {
        let (code, commentaire) = ligne.split_at(debut_du_commentaire(ligne));
        let ligne = if commentaire.is_empty() { code.to_owned() } else { format!("{code}{}", style.discret(commentaire)) };
        let _ = writeln!(texte, "{}", format!("     {ligne}").trim_end());
    }
}

/// Where the comment of a TOML line begins: at a `#` outside quotes, or at its end.
fn debut_du_commentaire(ligne: &str) -> usize {
    let mut dans_un_texte = false;
    ligne
        .char_indices()
        .find(|&(_, c)| {
            dans_un_texte ^= c == '"';
            c == '#' && !dans_un_texte
        })
        .map_or(ligne.len(), |(rang, _)| rang)
}

/// French spacing; what stands between backquotes in blue, without them.
fn prose(texte: &str, style: Style) -> String {
    let texte = francaise(texte);
    let morceaux = texte.split('`').enumerate();
    morceaux
        .map(|(rang, morceau)| if rang % 2 == 1 && style.couleurs { format!("{BLEU}{morceau}{FIN}") } else { morceau.to_owned() })
        .collect()
}

fn plier(texte: &str, style: Style, premier: &str, suivants: &str) -> String {
    let options = textwrap::Options::new(style.largeur as usize)
        .initial_indent(premier)
        .subsequent_indent(suivants)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::fill(texte, options)
}
