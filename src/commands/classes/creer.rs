//! `retkoop classes creer`: the ledgers that the membership names.

use clap::{Args, Subcommand};

use crate::calcul::numerotation::pieces_suivantes;
use crate::cli::{Communs, Console, Echec, Issue, charger};
use crate::coop::{Classe, Exercice};
use crate::parse::Dossier;
use crate::rewrite::NouveauCahierDeClasse;
use crate::source::nom_de_fichier;

/// Les cahiers de classe
#[derive(Debug, Args)]
#[command(subcommand_value_name = "COMMANDE", subcommand_help_heading = "Commandes\u{a0}")]
pub struct Classes {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Creer(Creer),
}

/// Créer les cahiers de classe que nomme l’adhésion
#[derive(Debug, Args)]
pub struct Creer {
    /// Classes dont créer le cahier [par défaut : toutes celles dont l’adhésion nomme un cahier]
    #[arg(value_name = "CLASSES")]
    classes: Vec<String>,
}

pub fn executer(commande: &Classes, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let Action::Creer(creer) = &commande.action;
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let voulues = voulues(exercice, &creer.classes)?;
    let cahiers = exercice.cahiers_par_classe();
    let a_creer: Vec<&Classe> = voulues.into_iter().filter(|c| !cahiers.contains_key(exercice.nom_de_classe(&c.nom))).collect();
    if a_creer.is_empty() {
        console.ligne("Rien à créer\u{a0}: chaque classe dont l’adhésion nomme un cahier a le sien.")?;
        return Ok(Issue::Reussite);
    }
    let mut textes = Vec::new();
    for (classe, piece) in a_creer.iter().zip(pieces_suivantes(exercice, true)) {
        let nouveau = NouveauCahierDeClasse { classe: classe.nom.to_string(), piece, debut: exercice.debut };
        textes.push((chemin(&charge.dossier, exercice, classe, &textes), nouveau.texte()));
    }
    let issue = super::ecrire_ou_montrer(&charge, &textes, console)?;
    if issue == Issue::Reussite {
        for ((chemin, _), classe) in textes.iter().zip(&a_creer) {
            console.ligne(&format!("{chemin}\u{a0}: cahier de la classe {}", classe.nom.valeur))?;
        }
    }
    Ok(issue)
}

/// The classes named on the command line, else all those for which the membership names a ledger.
fn voulues<'a>(exercice: &'a Exercice, noms: &[String]) -> Result<Vec<&'a Classe>, Echec> {
    let Some(adhesion) = &exercice.adhesion else {
        return Err(Echec::new(
            format!("l’exercice {} n’a pas d’adhésion", exercice.nom),
            "un cahier de classe se crée depuis sa classe : écrivez d’abord adhesion.toml",
        ));
    };
    if noms.is_empty() {
        return Ok(adhesion.classes.iter().filter(|c| c.cahier.is_some()).collect());
    }
    let trouver = |nom: &String| match adhesion.classe(nom) {
        Some(classe) if classe.cahier.is_some() => Ok(classe),
        Some(_) => Err(Echec::new(
            format!("la classe « {nom} » n’a pas de cahier dans l’adhésion"),
            format!("ajoutez à sa `[[classe]]` : `cahier = \"{}\"`", nom.chars().take(10).collect::<String>()),
        )),
        None => Err(Echec::new(
            format!("l’adhésion n’a pas de classe « {nom} »"),
            format!("ses classes : {}", adhesion.classes.iter().map(|c| c.nom.as_str()).collect::<Vec<_>>().join(", ")),
        )),
    };
    noms.iter().map(trouver).collect()
}

/// A path that no file has yet.
fn chemin(dossier: &Dossier, exercice: &Exercice, classe: &Classe, pris: &[(String, String)]) -> String {
    let nom = classe.cahier.as_ref().map_or(classe.nom.as_str(), |c| c.as_str());
    let nom = nom_de_fichier(nom, "sans-nom");
    let libre = |chemin: &String| !pris.iter().any(|(p, _)| p == chemin) && !dossier.sources.iter().any(|s| s.chemin == *chemin);
    let premier = format!("{}/classes/{nom}.toml", exercice.nom);
    let suites = (2..).map(|n| format!("{}/classes/{nom}-{n}.toml", exercice.nom));
    std::iter::once(premier).chain(suites).find(libre).expect("there is always a name that is free")
}
