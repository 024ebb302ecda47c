//! `retkoop adhesion`: classes, head counts, the fees line by line; `--ecriture` posts them, `valider` records what the
//! department received.

mod ecriture;
mod valider;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::{Charge, Communs, Console, Echec, FormatDeTableau, Issue, charger};
use crate::controle::Controle;
use crate::coop::{Exercice, Partie};
use crate::etat::adhesion::{Adhesion as Etat, OrdreDesClasses};
use crate::render::{adhesion_csv, adhesion_json, adhesion_texte};

/// Calculer la cotisation de l’année : classes, effectifs, frais ligne par ligne
#[derive(Debug, Args)]
#[command(subcommand_value_name = "COMMANDE", subcommand_help_heading = "Commandes\u{a0}")]
pub struct Adhesion {
    /// Forme des chiffres
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: FormatDeTableau,
    /// Ordre des classes
    #[arg(long, value_name = "ORDRE", default_value = "saisie", hide_default_value = true)]
    ordre: Ordre,
    /// Écrire la cotisation dans le cahier, si elle n’y est pas
    #[arg(long)]
    ecriture: bool,
    /// Banque qui la paie, quand il y a plusieurs banques
    #[arg(long, value_name = "NOM", requires = "ecriture")]
    tresorerie: Option<String>,
    /// Numéro du chèque qui la paie
    #[arg(long, value_name = "NUMÉRO", requires = "ecriture", value_parser = une_ligne)]
    cheque: Option<String>,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    Valider(valider::Valider),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ordre {
    /// Celui d’adhesion.toml
    Saisie,
    /// Par nom
    Nom,
}

pub fn executer(commande: &Adhesion, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    if exercice.adhesion.is_none() {
        return illisible_ou_absente(&charge, exercice, console);
    }
    if let Some(Action::Valider(valider)) = &commande.action {
        if commande.ecriture || commande.format != FormatDeTableau::Texte {
            let option = if commande.ecriture { "--ecriture" } else { "--format" };
            return Err(Echec::new(format!("`{option}` ne va pas avec `valider`"), "faites l’un, puis l’autre"));
        }
        return valider::executer(valider, &charge, exercice, console);
    }
    if commande.ecriture && commande.format != FormatDeTableau::Texte {
        return Err(Echec::new(
            "`--ecriture` ne rend compte qu’en texte",
            "enlevez `--format` ; ensuite, `retkoop adhesion --format json` donne les chiffres",
        ));
    }
    let controle = Controle::avec_cotisation(&charge.dossier, charge.jour, &exercice.nom);
    let preuve = super::prouver(&controle, &exercice.nom, console);
    if commande.ecriture {
        let Some(preuve) = &preuve else { return Ok(Issue::Constats) };
        return ecriture::executer(commande, &charge, preuve, console);
    }
    let ordre = match commande.ordre {
        Ordre::Saisie => OrdreDesClasses::Saisie,
        Ordre::Nom => OrdreDesClasses::Nom,
    };
    // To look only needs what can be read; for programs, fees are all or nothing.
    let etat = Etat::consulter(&controle, &exercice.nom, ordre).ok_or_else(|| sans_adhesion(&exercice.nom))?;
    let texte = match (commande.format, &etat.cotisation) {
        (FormatDeTableau::Texte, _) => adhesion_texte::adhesion_texte(&etat, console.style()),
        (FormatDeTableau::Csv, Some(cotisation)) => adhesion_csv::adhesion_csv(&etat, cotisation),
        (FormatDeTableau::Json, Some(cotisation)) => adhesion_json::adhesion_json(&etat, cotisation),
        (_, None) if preuve.is_some() => return Err(sans_bareme(&exercice.nom)),
        (_, None) => String::new(),
    };
    console.sortie(&texte)?;
    Ok(Issue::selon(preuve.is_none()))
}

/// Something, on one line.
fn une_ligne(texte: &str) -> Result<String, String> {
    let texte = texte.trim();
    if texte.is_empty() || texte.chars().any(char::is_control) {
        return Err("ce texte s’écrit sur une ligne, et n’est pas vide".to_owned());
    }
    Ok(texte.to_owned())
}

/// A file that cannot be read at all is not one that is missing.
fn illisible_ou_absente(charge: &Charge, exercice: &Exercice, console: &Console) -> Result<Issue, Echec> {
    if !exercice.lacunes.manque(Partie::Adhesion) {
        return Err(sans_adhesion(&exercice.nom));
    }
    super::prouver(&Controle::new(&charge.dossier, charge.jour), &exercice.nom, console);
    Ok(Issue::Constats)
}

fn sans_adhesion(exercice: &str) -> Echec {
    Echec::new(
        format!("l’exercice {exercice} n’a pas d’adhésion"),
        format!("écrivez {exercice}/adhesion.toml : `date`, puis un bloc `[[classe]]` par classe"),
    )
}

/// A department may have silenced A004: there is nothing to compute all the same.
fn sans_bareme(exercice: &str) -> Echec {
    Echec::new(format!("aucun barème pour l’exercice {exercice}"), "ajoutez-le à departement.toml : `[[bareme]]`")
}
