//! `retkoop classes creer`: the ledgers that the membership names.

use std::collections::HashSet;

use clap::Args;

use crate::calcul::numerotation::pieces_suivantes;
use crate::cli::{Charge, Console, Echec, Issue};
use crate::commands::{ecrire_ou_montrer, prouver};
use crate::controle::Controle;
use crate::coop::{Classe, Exercice, NOM_DE_CAHIER_MAX, Partie};
use crate::diagnostic::formats::complet;
use crate::diagnostic::{Diagnostic, quelques};
use crate::parse::Dossier;
use crate::rewrite::NouveauCahierDeClasse;
use crate::source::{Span, chemin_confondu, nom_de_fichier};

/// Créer les cahiers de classe que nomme l’adhésion
#[derive(Debug, Args)]
pub struct Creer {
    /// Classes dont créer le cahier [par défaut : toutes celles dont l’adhésion nomme un cahier]
    #[arg(value_name = "CLASSES")]
    classes: Vec<String>,
}

pub fn executer(
    creer: &Creer,
    charge: &Charge,
    controle: &Controle,
    exercice: &Exercice,
    console: &Console,
) -> Result<Issue, Echec> {
    if exercice.adhesion.is_none() && exercice.lacunes.manque(Partie::Adhesion) {
        prouver(controle, &exercice.nom, console);
        return Ok(Issue::Constats);
    }
    let voulues = voulues(exercice, &creer.classes)?;
    let cahiers = exercice.cahiers_par_classe();
    let a_creer: Vec<&Classe> = voulues.into_iter().filter(|c| !cahiers.contains_key(exercice.nom_de_classe(&c.nom))).collect();
    if a_creer.is_empty() {
        console.ligne("Rien à créer\u{a0}: chaque classe dont l’adhésion nomme un cahier a le sien.")?;
        return Ok(Issue::Reussite);
    }
    let refus = refus(controle, exercice, &a_creer);
    if !refus.is_empty() {
        console.erreurs(&complet(&[controle.rapport_de(refus)], console.rendu_erreurs()));
        console.note("rien n’a été créé : corrigez d’abord le nom du cahier");
        return Ok(Issue::Constats);
    }
    let mut chemins = Chemins::de(&charge.dossier);
    let mut textes = Vec::new();
    for (classe, piece) in a_creer.iter().zip(pieces_suivantes(exercice, true)) {
        let nouveau = NouveauCahierDeClasse { classe: classe.nom.to_string(), piece, debut: exercice.debut };
        textes.push((chemins.prendre(exercice, classe), nouveau.texte()));
    }
    let issue = ecrire_ou_montrer(charge, &textes, console)?;
    if issue == Issue::Reussite {
        for ((chemin, _), classe) in textes.iter().zip(&a_creer) {
            console.ligne(&format!("{chemin}\u{a0}: cahier de la classe {}", classe.nom.valeur))?;
        }
    }
    Ok(issue)
}

/// What is wrong with the names of these ledgers (K001).
fn refus<'a>(controle: &'a Controle, exercice: &Exercice, a_creer: &[&Classe]) -> Vec<&'a Diagnostic> {
    let Some(adhesion) = &exercice.adhesion else { return Vec::new() };
    let fichier = &controle.dossier.sources[adhesion.fichier.0 as usize].chemin;
    let noms: HashSet<Span> = a_creer.iter().filter_map(|classe| Some(classe.cahier.as_ref()?.span)).collect();
    let erreurs = controle.erreurs();
    let concernes = erreurs.filter(|d| {
        let mut places = std::iter::once(&d.place).chain(d.liens.iter().map(|(place, _)| place));
        places.any(|place| place.fichier == *fichier && noms.contains(&place.octets))
    });
    concernes.collect()
}

/// The classes named on the command line, else all those for which the membership names a ledger.
fn voulues<'a>(exercice: &'a Exercice, noms: &[String]) -> Result<Vec<&'a Classe>, Echec> {
    let Some(adhesion) = &exercice.adhesion else {
        return Err(Echec::new(
            format!("l’exercice {} n’a pas d’adhésion", exercice.nom),
            format!("un cahier de classe se crée depuis sa classe : écrivez d’abord {}/adhesion.toml", exercice.nom),
        ));
    };
    if noms.is_empty() {
        return Ok(adhesion.classes.iter().filter(|c| c.cahier.is_some()).collect());
    }
    let trouver = |nom: &String| match adhesion.classe(nom) {
        Some(classe) if classe.cahier.is_some() => Ok(classe),
        Some(_) => Err(Echec::new(
            format!("la classe « {nom} » n’a pas de cahier dans l’adhésion"),
            format!("ajoutez à sa `[[classe]]` : `cahier = \"{}\"`", nom.chars().take(NOM_DE_CAHIER_MAX).collect::<String>()),
        )),
        None => Err(Echec::new(
            format!("l’adhésion n’a pas de classe « {nom} »"),
            format!("ses classes : {}", quelques(&adhesion.classes.iter().map(|c| c.nom.as_str()).collect::<Vec<_>>())),
        )),
    };
    noms.iter().map(trouver).collect()
}

/// The paths that are taken, as a disk that tells no case apart reads them.
struct Chemins(HashSet<String>);

impl Chemins {
    fn de(dossier: &Dossier) -> Chemins {
        Chemins(dossier.sources.iter().map(|source| chemin_confondu(&source.chemin)).collect())
    }

    /// A path that no file has yet, taken from now on.
    fn prendre(&mut self, exercice: &Exercice, classe: &Classe) -> String {
        let nom = classe.cahier.as_ref().map_or(classe.nom.as_str(), |c| c.as_str());
        let nom = nom_de_fichier(nom, "sans-nom");
        let premier = format!("{}/classes/{nom}.toml", exercice.nom);
        let suites = (2..).map(|n| format!("{}/classes/{nom}-{n}.toml", exercice.nom));
        let mut libres = std::iter::once(premier).chain(suites).filter(|chemin| self.0.insert(chemin_confondu(chemin)));
        libres.next().expect("there is always a name that is free")
    }
}
