//! The terminal: data on stdout, the rest on stderr, colours where they are wanted, never a control character of the data.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{Communs, Couleur};
use super::echec::Echec;
use crate::diagnostic::formats::{Rendu, dessins};
use crate::diagnostic::{Rapport, francaise};
use crate::render::tableau::Style;
use crate::source::sans_controle;

/// Columns where there is no terminal to ask.
const LARGEUR_PAR_DEFAUT: u16 = 100;
const LARGEUR_MIN: u16 = 40;
/// Wider, a line is no line.
const LARGEUR_MAX: u16 = 1_000;
/// Shorter work needs no bar.
const DELAI_D_AFFICHAGE: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub struct Console {
    couleurs_sortie: bool,
    couleurs_erreurs: bool,
    largeur: u16,
    silencieux: bool,
    verbeux: bool,
}

impl Console {
    pub fn new(communs: &Communs) -> Console {
        let largeur = terminal_size().unwrap_or(LARGEUR_PAR_DEFAUT);
        Console {
            couleurs_sortie: couleurs(communs.couleur, io::stdout().is_terminal()),
            couleurs_erreurs: couleurs(communs.couleur, io::stderr().is_terminal()),
            largeur: largeur.clamp(LARGEUR_MIN, LARGEUR_MAX),
            silencieux: communs.silencieux,
            verbeux: communs.verbeux,
        }
    }

    /// Data, on stdout.
    pub fn sortie(&self, texte: &str) -> Result<(), Echec> {
        self.sortie_avec(|sortie| sortie.write_all(texte.as_bytes()))
    }

    /// Data written little by little, on stdout.
    pub fn sortie_avec(&self, contenu: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Echec> {
        let mut sortie = BufWriter::new(io::stdout().lock());
        contenu(&mut sortie).and_then(|()| sortie.flush()).map_err(|e| Echec::es("sortie standard", &e))
    }

    /// What one may want to know, on stderr; not with `-q`.
    pub fn note(&self, texte: &str) {
        if !self.silencieux {
            self.erreurs(&format!("{}\n", self.plier(&sans_controle(texte), "  ")));
        }
    }

    /// What one asked for with `-v`, on stderr.
    pub fn detail(&self, texte: &str) {
        if self.verbeux {
            self.note(texte);
        }
    }

    /// A line of what was done, on stdout: it may hold a path, which may hold anything.
    pub fn ligne(&self, texte: &str) -> Result<(), Echec> {
        let texte = sans_controle(texte);
        let plie = if io::stdout().is_terminal() { textwrap::fill(&texte, self.pliage("  ")) } else { texte.into_owned() };
        self.sortie(&format!("{plie}\n"))
    }

    /// A question, on stderr, and the line that answers it.
    pub fn demander(&self, question: &str) -> Result<String, Echec> {
        self.erreurs(&francaise(question));
        let mut reponse = String::new();
        io::stdin().read_line(&mut reponse).map_err(|e| Echec::es("entrée standard", &e))?;
        Ok(reponse.trim().to_owned())
    }

    /// Findings that stop nothing, drawn, on stderr; not with `-q`.
    pub fn signaler(&self, rapport: Rapport) {
        if !self.silencieux {
            self.erreurs(&dessins(&[rapport], self.rendu_erreurs()));
        }
    }

    /// Findings that stop a command, on stderr even with `-q`.
    pub fn erreurs(&self, texte: &str) {
        // Nobody reads stderr any more: there is nobody to tell.
        let _ = io::stderr().lock().write_all(texte.as_bytes());
    }

    pub fn echec(&self, echec: &Echec) {
        let Echec::Message { message, aide } = echec else { return };
        let (rouge, bleu, fin) = if self.couleurs_erreurs { ("\u{1b}[31;1m", "\u{1b}[36m", "\u{1b}[0m") } else { ("", "", "") };
        let mut texte = self.plier(&format!("impossible : {}", sans_controle(message)), "  ").replacen(
            "impossible",
            &format!("{rouge}impossible{fin}"),
            1,
        );
        texte.push('\n');
        if !aide.is_empty() {
            let aide = self.plier(&format!("   aide : {}", sans_controle(aide)), "         ");
            texte.push_str(&aide.replacen("aide\u{a0}:", &format!("{bleu}aide\u{a0}:{fin}"), 1));
            texte.push('\n');
        }
        self.erreurs(&texte);
    }

    /// A phrase in lines as wide as the terminal; elsewhere in one line, which programs look through.
    fn plier(&self, phrase: &str, retrait: &str) -> String {
        let phrase = francaise(phrase);
        if !io::stderr().is_terminal() {
            return phrase;
        }
        textwrap::fill(&phrase, self.pliage(retrait))
    }

    /// Lines made for a file, on stdout, folded where someone reads them.
    pub fn lignes(&self, texte: &str) -> Result<(), Echec> {
        if !io::stdout().is_terminal() {
            return self.sortie(texte);
        }
        self.sortie(&self.plier_les_lignes(texte))
    }

    /// The same on stderr, even with `-q`.
    pub fn lignes_d_erreur(&self, texte: &str) {
        if !io::stderr().is_terminal() {
            return self.erreurs(texte);
        }
        self.erreurs(&self.plier_les_lignes(texte));
    }

    /// Each line keeps its margin, two columns more where it goes on.
    fn plier_les_lignes(&self, texte: &str) -> String {
        let plier = |ligne: &str| {
            let marge = ligne.len() - ligne.trim_start_matches(' ').len() + 2;
            textwrap::fill(ligne, self.pliage(&" ".repeat(marge))) + "\n"
        };
        texte.lines().map(plier).collect()
    }

    /// Names of exercices and of files stay whole.
    fn pliage<'a>(&self, retrait: &'a str) -> textwrap::Options<'a> {
        textwrap::Options::new(usize::from(self.largeur))
            .subsequent_indent(retrait)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
    }

    /// Whether nothing is said that one did not ask for (`-q`).
    pub fn est_silencieuse(&self) -> bool {
        self.silencieux
    }

    /// How to draw findings on stdout.
    pub fn rendu(&self, tout: bool) -> Rendu {
        Rendu { couleurs: self.couleurs_sortie, largeur: self.largeur, tout, silencieux: self.silencieux }
    }

    /// How to draw findings on stderr.
    pub fn rendu_erreurs(&self) -> Rendu {
        Rendu { couleurs: self.couleurs_erreurs, largeur: self.largeur, tout: false, silencieux: false }
    }

    /// How to draw tables and titles on stderr.
    pub fn style_erreurs(&self) -> Style {
        Style { couleurs: self.couleurs_erreurs, largeur: self.largeur }
    }

    pub fn style(&self) -> Style {
        Style { couleurs: self.couleurs_sortie, largeur: self.largeur }
    }

    /// The same where nothing is to be cut for a program that reads it.
    pub fn style_entier(&self) -> Style {
        let largeur = if io::stdout().is_terminal() { self.largeur } else { LARGEUR_MAX };
        Style { couleurs: self.couleurs_sortie, largeur }
    }

    /// A progress bar: on a terminal only, and only for work that lasts.
    pub fn avancement(&self) -> Avancement {
        let visible = io::stderr().is_terminal() && !self.silencieux;
        Avancement(visible.then(|| {
            let barre = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
            let modele = ProgressStyle::with_template("{bar:30} {pos}/{len} coopératives")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            barre.set_style(modele.progress_chars("━╸ "));
            (barre, Instant::now())
        }))
    }

    pub fn est_interactif(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }
}

pub struct Avancement(Option<(ProgressBar, Instant)>);

impl Avancement {
    pub fn montrer(&self, faits: usize, total: usize) {
        if let Some((barre, debut)) = &self.0
            && debut.elapsed() > DELAI_D_AFFICHAGE
        {
            barre.set_length(total as u64);
            barre.set_position(faits as u64);
        }
    }

    pub fn finir(&self) {
        if let Some((barre, _)) = &self.0 {
            barre.finish_and_clear();
        }
    }
}

/// `--couleur`, then `NO_COLOR`, `CLICOLOR_FORCE`, then whether someone looks.
fn couleurs(choix: Couleur, terminal: bool) -> bool {
    let presente = |nom: &str| env::var_os(nom).is_some_and(|v| !v.is_empty() && v != "0");
    match choix {
        Couleur::Toujours => true,
        Couleur::Jamais => false,
        Couleur::Auto if env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) => false,
        Couleur::Auto if presente("CLICOLOR_FORCE") => true,
        Couleur::Auto => terminal && env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}

fn terminal_size() -> Option<u16> {
    if let Some(colonnes) = env::var("COLUMNS").ok().and_then(|c| c.parse::<u64>().ok()) {
        return Some(u16::try_from(colonnes).unwrap_or(u16::MAX));
    }
    terminal_size::terminal_size().map(|(largeur, _)| largeur.0)
}

#[cfg(test)]
mod tests {
    use super::Console;

    #[test]
    fn lines_are_folded_at_words_and_keep_their_margin() {
        let console = Console { couleurs_sortie: false, couleurs_erreurs: false, largeur: 40, silencieux: false, verbeux: false };
        // The second line is forty signs up to « nom ».
        let texte = "Ce que le département attend\n\n      manque\u{a0}: quitus signé, sous un nom qui le dit\n";
        assert_eq!(
            console.plier_les_lignes(texte),
            "Ce que le département attend\n\n      manque\u{a0}: quitus signé, sous un nom\n        qui le dit\n"
        );
    }
}
