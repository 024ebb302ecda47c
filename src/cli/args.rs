//! The command line, in French.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

#[cfg(feature = "pdf")]
use crate::commands::imprimer;
use crate::commands::{
    adhesion, attester, bilan, cahier, classes, cloturer, completions, etat, expliquer, nouveau, ouvrir, pourquoi, rapprochement,
    retour, rouvrir, schema, verifier,
};
use crate::coop::Date;
use crate::diagnostic::francaise;

/// Headings of the help, in French: clap's own are English.
const MODELE: &str = "\
{about-with-newline}
{usage-heading} {usage}

{all-args}{after-help}";

#[derive(Debug, Parser)]
#[command(
    name = "retkoop",
    version,
    about = "Comptabilité des coopératives scolaires, en texte",
    long_about = "Comptabilité des coopératives scolaires OCCE, en texte : vérifie, calcule et imprime ce que décrit un dossier de fichiers TOML.",
    after_help = "Codes de sortie : 0 aucune erreur ; 1 des erreurs ; 2 travail impossible.",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    args_override_self = true,
    subcommand_value_name = "COMMANDE",
    subcommand_help_heading = "Commandes\u{a0}"
)]
pub struct Cli {
    #[command(flatten)]
    pub communs: Communs,
    #[command(subcommand)]
    pub commande: Option<Commande>,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options communes\u{a0}")]
pub struct Communs {
    /// Coopérative ou département [par défaut : cherché vers le haut depuis le dossier courant]
    #[arg(short = 'C', long, value_name = "DOSSIER", global = true)]
    pub dossier: Option<PathBuf>,
    /// Exercice, comme 2023-2024 [par défaut : celui du jour, sinon le dernier]
    #[arg(long, value_name = "AAAA-AAAA", global = true)]
    pub exercice: Option<String>,
    /// Jour de la vérification, ou date du papier [par défaut : aujourd’hui]
    #[arg(long, value_name = "AAAA-MM-JJ", global = true, value_parser = lire_date)]
    pub date: Option<Date>,
    /// Couleurs du terminal
    #[arg(long, value_name = "QUAND", global = true, default_value = "auto", hide_default_value = true)]
    pub couleur: Couleur,
    /// Ne dire que l’essentiel : rien quand tout va bien
    #[arg(short = 'q', long, global = true)]
    pub silencieux: bool,
    /// Dire davantage
    #[arg(short = 'v', long, global = true, conflicts_with = "silencieux")]
    pub verbeux: bool,
    /// Afficher cette aide
    #[arg(short = 'h', long = "aide", alias = "help", action = ArgAction::Help, global = true)]
    aide: Option<bool>,
    /// Afficher la version
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Couleur {
    Auto,
    Toujours,
    Jamais,
}

#[derive(Debug, Subcommand)]
pub enum Commande {
    Etat(etat::Etat),
    Nouveau(nouveau::Nouveau),
    Verifier(verifier::Verifier),
    Expliquer(expliquer::Expliquer),
    Cahier(cahier::Cahier),
    Rapprochement(rapprochement::Rapprochement),
    Bilan(bilan::Bilan),
    Pourquoi(pourquoi::Pourquoi),
    Adhesion(adhesion::Adhesion),
    Classes(classes::Classes),
    #[cfg(feature = "pdf")]
    Imprimer(imprimer::Imprimer),
    Cloturer(cloturer::Cloturer),
    Ouvrir(ouvrir::Ouvrir),
    Retour(retour::Retour),
    Rouvrir(rouvrir::Rouvrir),
    Attester(attester::Attester),
    Schema(schema::Schema),
    Completions(completions::Completions),
    /// Écrire la page de manuel (troff) sur la sortie standard
    Manuel,
}

/// The whole command, with its French headings at every level.
pub fn commande_clap() -> clap::Command {
    fn franciser(commande: clap::Command) -> clap::Command {
        let sous_commandes: Vec<String> = commande.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        // A heading ends with a no-break space: clap adds the colon.
        let commande = commande
            .help_template(MODELE.replace("{usage-heading}", "Utilisation\u{a0}:"))
            .disable_help_flag(true)
            .mut_args(|a| if a.is_positional() && a.get_help_heading().is_none() { a.help_heading("Arguments\u{a0}") } else { a })
            .mut_args(|a| if a.get_help_heading().is_none() { a.help_heading("Options\u{a0}") } else { a });
        let commande = commande.mut_args(|a| match a.get_help().map(|aide| francaise(&aide.to_string())) {
            Some(aide) => a.help(aide),
            None => a,
        });
        let commande = francaises(commande);
        let commande = commande.mut_args(|a| if a.get_possible_values().is_empty() { a } else { enumerer(a) });
        sous_commandes.into_iter().fold(commande, |commande, nom| commande.mut_subcommand(nom, franciser))
    }
    franciser(Cli::command())
}

/// The texts around the arguments, whose signs begin no line.
fn francaises(commande: clap::Command) -> clap::Command {
    let dite = |texte: Option<&StyledStr>| texte.map(|texte| francaise(&texte.to_string()));
    let [courte, longue, suite] = [commande.get_about(), commande.get_long_about(), commande.get_after_help()].map(dite);
    let commande = if let Some(courte) = courte { commande.about(courte) } else { commande };
    let commande = if let Some(longue) = longue { commande.long_about(longue) } else { commande };
    if let Some(suite) = suite { commande.after_help(suite) } else { commande }
}

/// The possible values in the help, without clap's English heading for them.
fn enumerer(argument: clap::Arg) -> clap::Arg {
    let noms: Vec<String> = argument.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    if !argument.get_action().takes_values() {
        return argument;
    }
    let aide = argument.get_help().map(ToString::to_string).unwrap_or_default();
    argument.hide_possible_values(true).help(format!("{aide}\u{a0}: {}", noms.join(", ")))
}

/// Reads the command line.
pub fn lire(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let correspondances = commande_clap().try_get_matches_from(montants_negatifs(arguments))?;
    Cli::from_arg_matches(&correspondances)
}

/// `pourquoi -183,07`: no option, but an amount, which then bears the sign that papers print.
fn montants_negatifs(arguments: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut apres_pourquoi = false;
    arguments.into_iter().map(move |argument| {
        let montant = argument.to_str().filter(|_| apres_pourquoi).and_then(|texte| texte.strip_prefix('-'));
        apres_pourquoi |= argument == "pourquoi";
        match montant.filter(|montant| montant.starts_with(|c: char| c.is_ascii_digit())) {
            Some(montant) => format!("−{montant}").into(),
            None => argument,
        }
    })
}

/// `2024-11-07`.
pub fn lire_date(texte: &str) -> Result<Date, String> {
    let exacte = texte.len() == 10
        && texte.bytes().enumerate().all(|(rang, o)| if matches!(rang, 4 | 7) { o == b'-' } else { o.is_ascii_digit() });
    Date::parse_from_str(texte, "%Y-%m-%d")
        .ok()
        .filter(|_| exacte)
        .ok_or_else(|| "une date s’écrit année-mois-jour : 2024-11-07".to_owned())
}
