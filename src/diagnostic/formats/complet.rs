//! `--format complet`: each finding drawn in its text, with its other places and what to do. miette draws; the words, the
//! order, the cap and the frame are ours (its own footer says « help: »).

use std::fmt::{self, Write};
use std::io;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};

use unicode_width::UnicodeWidthStr;

use super::{Edition, Forme, Rendu, phrases};
use crate::diagnostic::{Diagnostic, Niveau, Rapport, Resume, abrege, pluriel};
use crate::source::{Source, sans_controle};

pub static FORME: Forme = Forme { nom: "complet", resume: "chaque constat dessiné dans son texte", ecrire, annexe: None };

/// Findings drawn in full; the others are only counted.
const DESSINS_MAX: usize = 50;
/// A line of so few columns is drawn however narrow the terminal is.
const LIGNE_MIN: usize = 72;

fn ecrire(edition: &Edition, sortie: &mut dyn io::Write) -> io::Result<()> {
    sortie.write_all(complet(edition.rapports, edition.rendu).as_bytes())
}

pub fn complet(rapports: &[Rapport], rendu: Rendu) -> String {
    let mut texte = dessins(rapports, rendu);
    let resume = Resume::de(rapports);
    if rendu.silencieux && resume.is_vide() {
        return texte;
    }
    let (debut, fin) = match (rendu.couleurs, Niveau::TOUS.into_iter().find(|n| resume.nombre(*n) > 0)) {
        (true, Some(pire)) => (couleur(pire), "\u{1b}[0m"),
        (true, None) => ("\u{1b}[32m", "\u{1b}[0m"),
        (false, _) => ("", ""),
    };
    let _ = writeln!(texte, "{debut}{}{fin}", phrases::bilan_en_une_phrase(resume));
    texte
}

/// The findings alone, without the line that counts them.
pub fn dessins(rapports: &[Rapport], rendu: Rendu) -> String {
    let mut texte = String::new();
    let total: usize = rapports.iter().map(|r| r.diagnostics.len()).sum();
    let dessinateur = dessinateur(rendu);
    // The worst are drawn, in the order of their places.
    let mut choisis: Vec<_> = rapports.iter().flat_map(|r| r.diagnostics.iter().map(move |d| (r, d))).enumerate().collect();
    choisis.sort_by_key(|(rang, (_, diagnostic))| (diagnostic.niveau, *rang));
    choisis.truncate(DESSINS_MAX);
    choisis.sort_by_key(|(rang, _)| *rang);
    for (_, (rapport, diagnostic)) in choisis {
        dessiner(&mut texte, &dessinateur, rapport, diagnostic, rendu, "");
    }
    if total > DESSINS_MAX {
        let _ = writeln!(
            texte,
            "… et {}, moins graves ou plus loin\u{a0}: `--format concis` montre tout, une ligne par constat.\n",
            pluriel(total - DESSINS_MAX, "autre")
        );
    }
    for (rapport, diagnostic) in
        rapports.iter().flat_map(|r| r.acquittes.iter().map(move |d| (r, d))).filter(|_| rendu.tout).take(DESSINS_MAX)
    {
        dessiner(&mut texte, &dessinateur, rapport, diagnostic, rendu, " (acquitté)");
    }
    texte
}

/// ANSI: red, magenta, yellow, cyan, grey; never colour alone, the level is always written.
pub fn couleur(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Erreur => "\u{1b}[31;1m",
        Niveau::Bloquant => "\u{1b}[35;1m",
        Niveau::Question => "\u{1b}[36;1m",
        Niveau::Avertissement => "\u{1b}[33;1m",
        Niveau::Remarque => "\u{1b}[34m",
    }
}

fn dessinateur(rendu: Rendu) -> GraphicalReportHandler {
    let mut styles = if rendu.couleurs { ThemeStyles::ansi() } else { ThemeStyles::none() };
    // One calm colour for every label: the level has its own, in the title.
    styles.highlights = vec![styles.advice];
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    GraphicalReportHandler::new_themed(theme)
        .with_width(usize::from(rendu.largeur))
        .with_context_lines(1)
        .with_links(false)
        .without_syntax_highlighting()
}

fn dessiner(
    texte: &mut String,
    dessinateur: &GraphicalReportHandler,
    rapport: &Rapport,
    diagnostic: &Diagnostic,
    rendu: Rendu,
    suite: &str,
) {
    let (debut, fin) = if rendu.couleurs { (couleur(diagnostic.niveau), "\u{1b}[0m") } else { ("", "") };
    let titre = format!("{}[{}]{suite}\u{a0}: {}", diagnostic.niveau, diagnostic.code.0, sans_controle(&diagnostic.message));
    let titre = plier(&titre, usize::from(rendu.largeur), "  ");
    let tete_fin = diagnostic.niveau.nom().len() + diagnostic.code.0.len() + 2;
    let _ = writeln!(texte, "{debut}{}{fin}{}", &titre[..tete_fin], &titre[tete_fin..]);
    let place = &diagnostic.place;
    let source = rapport.source(&place.fichier).filter(|s| dessinable(s, diagnostic, usize::from(rendu.largeur)));
    match source {
        Some(source) => {
            let dessin = Dessin { rapport, diagnostic, source };
            let mut trace = String::new();
            // The drawing can only fail on a place outside its text: the finding is then told without it.
            if dessinateur.render_report(&mut trace, &dessin).is_ok() {
                let corps = trace.split_once('\n').map_or("", |(_, corps)| corps);
                texte.push_str(corps.trim_start_matches('\n').trim_end());
                texte.push('\n');
            }
        }
        None => {
            let (ligne, colonne) = (place.debut.ligne, place.debut.colonne);
            let ou = if (ligne, colonne) == (1, 1) { String::new() } else { format!(":{ligne}:{colonne}") };
            let _ = writeln!(texte, "   ── {}{ou}", sans_controle(&rapport.chemin(place)));
            if let Some(extrait) = rapport.source(&place.fichier).map(|s| extrait(s, diagnostic)).filter(|e| !e.is_empty()) {
                let _ = writeln!(texte, "      {extrait}");
            }
        }
    }
    for (lien, message) in diagnostic.liens.iter().filter(|(lien, _)| source.is_none() || lien.fichier != place.fichier) {
        let _ = writeln!(
            texte,
            "   ── {}:{}\u{a0}: {}",
            sans_controle(&rapport.chemin(lien)),
            lien.debut.ligne,
            sans_controle(message)
        );
    }
    if !diagnostic.aide.is_empty() {
        let (debut, fin) = if rendu.couleurs { ("\u{1b}[36m", "\u{1b}[0m") } else { ("", "") };
        let aide =
            plier(&format!("aide\u{a0}: {}", sans_controle(&diagnostic.aide)), usize::from(rendu.largeur).saturating_sub(3), "         ");
        let _ = writeln!(texte, "   {debut}{}{fin}{}", &aide[.."aide\u{a0}:".len()], &aide["aide\u{a0}:".len()..]);
    }
    texte.push('\n');
}

/// Folds at spaces; what follows the first line is indented.
fn plier(texte: &str, largeur: usize, retrait: &str) -> String {
    let options = textwrap::Options::new(largeur.max(40))
        .subsequent_indent(retrait)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::fill(texte, options)
}

/// Columns that the drawing itself takes: line number, bar, spaces.
const MARGE: usize = 9;

/// Whether every line to draw fits: a folded one would leave its underline elsewhere.
fn dessinable(source: &Source, diagnostic: &Diagnostic, largeur: usize) -> bool {
    let (texte, lignes) = (&source.texte, source.lignes());
    let places =
        std::iter::once(&diagnostic.place).chain(diagnostic.liens.iter().map(|(p, _)| p).filter(|p| p.fichier == source.chemin));
    texte.len() >= diagnostic.place.octets.fin as usize
        && !texte.is_empty()
        && places.into_iter().all(|place| {
            let rang = place.debut.ligne as usize - 1;
            (rang.saturating_sub(1)..=rang + 1).all(|rang| {
                let (debut, fin) = (lignes.debut(rang, texte), lignes.debut(rang + 1, texte));
                fin - debut <= 4 * largeur && texte[debut..fin].trim_end().width() + MARGE <= largeur.max(LIGNE_MIN)
            })
        })
}

/// What stands at a place that cannot be drawn.
fn extrait(source: &Source, diagnostic: &Diagnostic) -> String {
    let octets = diagnostic.place.octets.range();
    let premiere = source.affichable().get(octets).and_then(|t| t.lines().next()).unwrap_or_default();
    abrege(premiere)
}

/// One finding, as miette wants it.
struct Dessin<'a> {
    rapport: &'a Rapport,
    diagnostic: &'a Diagnostic,
    source: &'a Source,
}

impl fmt::Debug for Dessin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.diagnostic.code.0)
    }
}

impl fmt::Display for Dessin<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Dessin<'_> {}

impl miette::Diagnostic for Dessin<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let principale = std::iter::once((&self.diagnostic.place, self.diagnostic.etiquette.as_str(), true));
        let liens = self.diagnostic.liens.iter().filter(|(place, _)| place.fichier == self.source.chemin);
        let autres = liens.map(|(place, texte)| (place, texte.as_str(), false));
        Some(Box::new(principale.chain(autres).map(|(place, texte, principale)| {
            let octets = self.premiere_ligne(place.octets.range());
            let span = SourceSpan::from((octets.start, octets.len()));
            let texte = Some(sans_controle(texte).into_owned()).filter(|t| !t.is_empty());
            if principale { LabeledSpan::new_primary_with_span(texte, span) } else { LabeledSpan::new_with_span(texte, span) }
        })))
    }
}

impl Dessin<'_> {
    /// A place of several lines (a whole entry) is shown by its first.
    fn premiere_ligne(&self, octets: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let texte = &self.source.texte.as_bytes()[octets.clone()];
        let longueur = memchr::memchr2(b'\n', b'\r', texte).unwrap_or(texte.len());
        octets.start..octets.start + longueur
    }
}

/// miette's own source counts the file anew for each finding, and columns in bytes: this one uses the file's line index.
impl SourceCode for Dessin<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        avant: usize,
        apres: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let (texte, lignes) = (self.source.affichable(), self.source.lignes());
        let fin = (span.offset() + span.len()).min(texte.len());
        let premiere = lignes.ligne(span.offset() as u32).saturating_sub(avant);
        let derniere = lignes.ligne(fin as u32) + apres;
        let debut = lignes.debut(premiere, texte);
        let fin = lignes.debut(derniere + 1, texte);
        let contenu = &texte.as_bytes()[debut..fin];
        // With no context asked for, miette wants the place itself, for the heading; else where the excerpt begins.
        let colonne = if avant == 0 { self.source.position(span.offset() as u32).colonne as usize - 1 } else { 0 };
        let nom = sans_controle(&self.rapport.chemin(&self.diagnostic.place)).into_owned();
        Ok(Box::new(MietteSpanContents::new_named(
            nom,
            contenu,
            SourceSpan::from((debut, contenu.len())),
            premiere,
            colonne,
            derniere - premiere + 1,
        )))
    }
}
