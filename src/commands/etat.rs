//! `retkoop etat`, and `retkoop` alone: the home page of a cooperative, or of a department.

use clap::Args;

use crate::cli::{Communs, Console, Echec, Format, Issue, Perimetre, SansExercice, charger, jour_du_controle};
use crate::controle::Controle;
use crate::diagnostic::formats::concis;
use crate::etat::accueil::Accueil;
use crate::etat::departement::{AccueilDeDepartement, Suivi};
use crate::render::accueil_json::accueil_json;
use crate::render::accueil_texte::accueil_texte;
use crate::render::departement_json::departement_json;
use crate::render::departement_texte::departement_texte;

/// Montrer où en est la coopérative, ce qui est attendu et quoi faire ; ou où en est chacune de celles d’un département
#[derive(Debug, Default, Args)]
pub struct Etat {
    /// Forme de la page
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: Format,
}

pub fn executer(commande: &Etat, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let perimetre = Perimetre::viser(&[], communs, console)?;
    if !perimetre.departements.is_empty() {
        return departement(&perimetre, commande.format, communs, console);
    }
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let controle = Controle::new(&charge.dossier, charge.jour);
    if let Some(accueil) = Accueil::etablir(&controle, &exercice.nom) {
        console.sortie(&match commande.format {
            Format::Texte => accueil_texte(&accueil, console.style()),
            Format::Json => accueil_json(&accueil),
        })?;
    }
    if controle.erreurs().next().is_none() {
        return Ok(Issue::Reussite);
    }
    // The page is short: so is what it could not count on.
    console.erreurs(&concis(&[controle.rapport_de(controle.erreurs())], console.rendu_erreurs()));
    Ok(Issue::Constats)
}

fn departement(perimetre: &Perimetre, format: Format, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let (jour, nomme) = (jour_du_controle(communs)?, communs.exercice.as_deref());
    let suivis = perimetre.chacune(|dossier, chemin| {
        Suivi::de(&Controle::new(&dossier, jour), chemin, nomme).ok_or_else(|| SansExercice::de(&dossier, chemin))
    })?;
    let suivis = super::garder_ceux_qui_l_ont(suivis, nomme, console)?;
    let (lu, reglages) = perimetre.reglages(jour);
    let accueil = AccueilDeDepartement::new(lu.departement(), jour, reglages, suivis);
    console.sortie(&match format {
        Format::Texte => departement_texte(&accueil, console.style()),
        Format::Json => departement_json(&accueil),
    })?;
    Ok(Issue::selon(accueil.a_des_erreurs()))
}
