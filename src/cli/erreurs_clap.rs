//! The words of clap in French: its errors are English sentences, but their kind and their context are data.

use std::io::Write;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::echec::Issue;
use crate::diagnostic::francaise;
use crate::source::sans_controle;

/// Shows the help, the version, or a usage error, and gives the exit status.
pub fn montrer(erreur: &clap::Error) -> ExitCode {
    match erreur.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe (`--aide | head`) is no failure.
            let _ = erreur.print();
            Issue::Reussite.code()
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = std::io::stderr().lock().write_all(erreur.to_string().as_bytes());
            Issue::Impossible.code()
        }
        _ => {
            let _ = std::io::stderr().lock().write_all(francaise(&en_francais(erreur)).as_bytes());
            Issue::Impossible.code()
        }
    }
}

fn en_francais(erreur: &clap::Error) -> String {
    let texte = |genre: ContextKind| match erreur.get(genre) {
        Some(ContextValue::String(texte)) => sans_controle(texte).into_owned(),
        Some(ContextValue::Strings(textes)) => sans_controle(&textes.join(", ")).into_owned(),
        Some(ContextValue::StyledStr(texte)) => sans_controle(&texte.to_string()).into_owned(),
        _ => String::new(),
    };
    let argument = texte(ContextKind::InvalidArg);
    let valeur = texte(ContextKind::InvalidValue);
    let message = match erreur.kind() {
        ErrorKind::UnknownArgument => format!("option ou argument inconnu : `{argument}`"),
        ErrorKind::InvalidSubcommand => format!("commande inconnue : `{}`", texte(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "il manque une commande".to_owned(),
        ErrorKind::InvalidValue if valeur.is_empty() => format!("il manque une valeur à `{argument}`"),
        ErrorKind::InvalidValue => format!("`{valeur}` n’est pas une valeur de `{argument}`"),
        ErrorKind::ValueValidation => {
            let pourquoi = std::error::Error::source(erreur).map(|e| format!(" : {e}")).unwrap_or_default();
            format!("`{valeur}` ne convient pas à `{argument}`{pourquoi}")
        }
        ErrorKind::MissingRequiredArgument => format!("il manque `{argument}`"),
        ErrorKind::ArgumentConflict => format!("`{argument}` ne va pas avec `{}`", texte(ContextKind::PriorArg)),
        ErrorKind::NoEquals => format!("`{argument}` demande un signe `=`"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("nombre de valeurs inattendu pour `{argument}`")
        }
        ErrorKind::InvalidUtf8 => "un argument n’est pas du texte UTF-8".to_owned(),
        _ => "ligne de commande incomprise".to_owned(),
    };
    let mut aide = String::new();
    let possibles = texte(ContextKind::ValidValue);
    // clap sorts its suggestions: the likeliest is the last.
    let proche = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .filter_map(|genre| match erreur.get(genre)? {
            ContextValue::String(mot) => Some(sans_controle(mot)),
            ContextValue::Strings(mots) => mots.last().map(|mot| sans_controle(mot)),
            _ => None,
        })
        .next_back();
    if let Some(proche) = proche {
        aide.push_str(&format!("   aide : vouliez-vous dire `{proche}` ?\n"));
    } else if !possibles.is_empty() {
        aide.push_str(&format!("   aide : les valeurs possibles sont {possibles}\n"));
    }
    format!("impossible : {message}\n{aide}   aide : `retkoop --aide` montre les commandes et leurs options\n")
}
