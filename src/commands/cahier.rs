//! `retkoop cahier`: the ledger in the terminal, or for a program.

use clap::Args;

use crate::cli::{Communs, Console, Echec, FormatDeTableau, Issue, charger, lire_date};
use crate::controle::Controle;
use crate::coop::Date;
use crate::diagnostic::quelques;
use crate::etat::consultation::{Consultation, Filtre, Inconnu};
use crate::render::{cahier_csv, cahier_json, cahier_texte};

/// Montrer le cahier : les écritures, et les soldes après chacune
#[derive(Debug, Args)]
pub struct Cahier {
    /// Seulement ce compte : 6181, 7410… ou une trésorerie, par son nom ou son numéro (banque, 530)
    #[arg(long, value_name = "COMPTE")]
    compte: Option<String>,
    /// Seulement cette action, ou ce projet
    #[arg(long, value_name = "NOM")]
    action: Option<String>,
    /// Seulement cette classe, ou ce groupe
    #[arg(long, value_name = "NOM")]
    classe: Option<String>,
    /// À partir de ce jour
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = lire_date)]
    du: Option<Date>,
    /// Jusqu’à ce jour
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = lire_date)]
    au: Option<Date>,
    /// Seulement ce que la banque n’a pas montré au dernier jour de l’exercice
    #[arg(long)]
    non_pointees: bool,
    /// Seulement les écritures où se lit ce texte, ou ce montant
    #[arg(long, value_name = "TEXTE")]
    cherche: Option<String>,
    /// Forme du cahier
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: FormatDeTableau,
}

pub fn executer(commande: &Cahier, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?.nom.clone();
    let controle = Controle::new(&charge.dossier, charge.jour);
    let filtre = Filtre {
        compte: commande.compte.clone(),
        action: commande.action.clone(),
        classe: commande.classe.clone(),
        du: commande.du,
        au: commande.au,
        non_pointees: commande.non_pointees,
        cherche: commande.cherche.clone().filter(|texte| !texte.trim().is_empty()),
    };
    if let Some(consultation) = Consultation::etablir(&controle, &exercice, &filtre) {
        let consultation = consultation.map_err(inconnu)?;
        console.sortie(&match commande.format {
            FormatDeTableau::Texte => cahier_texte::cahier_texte(&consultation, console.style()),
            FormatDeTableau::Csv => cahier_csv::cahier_csv(&consultation),
            FormatDeTableau::Json => cahier_json::cahier_json(&consultation),
        })?;
    }
    Ok(Issue::selon(super::prouver(&controle, &exercice, console).is_none()))
}

fn inconnu(inconnu: Inconnu) -> Echec {
    let Inconnu { quoi, ecrit, proche, connus } = inconnu;
    let aide = match proche {
        Some(proche) => format!("vouliez-vous dire « {proche} » ?"),
        None if connus.is_empty() => format!("le cahier ne nomme aucune {quoi}"),
        None => format!("ce que le cahier connaît : {}", quelques(&connus.iter().map(AsRef::as_ref).collect::<Vec<&str>>())),
    };
    Echec::new(format!("{quoi} inconnu{} : « {ecrit} »", if quoi == "compte" { "" } else { "e" }), aide)
}
