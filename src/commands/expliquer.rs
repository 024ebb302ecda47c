//! `retkoop expliquer`: a rule told in full, or the list of all.

use clap::Args;

use crate::cli::{Console, Echec, Issue};
use crate::controle::{Famille, regle_nommee, regle_proche};
use crate::diagnostic::abrege;
use crate::render::explication_texte::{explication_texte, regles_texte};

/// Expliquer une règle : ce qu’elle vérifie, pourquoi, un exemple, comment corriger
#[derive(Debug, Args)]
pub struct Expliquer {
    /// Code ou nom de la règle, comme E001 [par défaut : la liste de toutes]
    #[arg(value_name = "CODE")]
    regle: Option<String>,
}

pub fn executer(commande: &Expliquer, console: &Console) -> Result<Issue, Echec> {
    let texte = match &commande.regle {
        None => regles_texte(console.style()),
        Some(ecrit) => {
            let regle = regle_nommee(ecrit).ok_or_else(|| inconnue(ecrit))?;
            explication_texte(regle, console.style())
        }
    };
    console.sortie(&texte)?;
    Ok(Issue::Reussite)
}

fn inconnue(ecrit: &str) -> Echec {
    let famille = Famille::de_code(ecrit);
    let aide = match (famille, regle_proche(ecrit)) {
        (Some(famille), _) => {
            let codes: Vec<&str> = famille.regles().iter().map(|regle| regle.code.0).collect();
            format!("{} : {}", famille.titre, codes.join(", "))
        }
        (None, Some(proche)) => format!("vouliez-vous dire `{proche}` ?"),
        (None, None) => "`retkoop expliquer`, sans rien d’autre, en donne la liste".to_owned(),
    };
    Echec::new(format!("règle inconnue : `{}`", abrege(ecrit)), aide)
}
