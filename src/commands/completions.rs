//! `retkoop completions` and `retkoop manuel`: what shells and `man` need, made from the command line itself.

use clap::Args;
use clap_complete::Shell;

use crate::cli::{Console, Echec, Issue, commande_clap};

/// Écrire les complétions d’un interpréteur de commandes
#[derive(Debug, Args)]
pub struct Completions {
    /// Interpréteur de commandes
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub fn executer(commande: &Completions, console: &Console) -> Result<Issue, Echec> {
    let mut octets = Vec::new();
    clap_complete::generate(commande.shell, &mut commande_clap(), "retkoop", &mut octets);
    console.sortie(&String::from_utf8_lossy(&octets))?;
    Ok(Issue::Reussite)
}

/// The headings of clap_mangen are English, and it names pages of sub-commands that do not exist.
const EN_FRANCAIS: &[(&str, &str)] = &[
    (".SH NAME\n", ".SH NOM\n"),
    (".SH SUBCOMMANDS\n", ".SH COMMANDES\n"),
    (".SH EXTRA\n", ".SH \"CODES DE SORTIE\"\n"),
    ("retkoop\\-", "retkoop "),
    ("(1)\n", "\n"),
];

pub fn manuel(console: &Console) -> Result<Issue, Echec> {
    let mut octets = Vec::new();
    clap_mangen::Man::new(commande_clap()).render(&mut octets).map_err(|e| Echec::es("manuel", &e))?;
    let page = String::from_utf8_lossy(&octets).into_owned();
    console.sortie(&EN_FRANCAIS.iter().fold(page, |page, (anglais, francais)| page.replace(anglais, francais)))?;
    Ok(Issue::Reussite)
}
