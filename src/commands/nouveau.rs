//! `retkoop nouveau DIR`: a commented cooperative (or department) that verifies clean.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

mod modele;

use self::modele::{COOPERATIVE, DEPARTEMENT, DEPOT, Modele, Reponses};
use super::schema;
use crate::cli::{Communs, Console, Echec, Issue, creer_dossier, ecrire, est_sous_un_depot, jour_du_controle};
use crate::coop::{Date, annee_scolaire, annees_du_nom, de_la_rentree_a_l_ete, nom_d_exercice};
use crate::parse::FICHIERS;
use crate::rewrite::chaine;

/// Créer une coopérative commentée, prête à tenir
#[derive(Debug, Args)]
pub struct Nouveau {
    /// Dossier à créer
    #[arg(value_name = "DOSSIER")]
    destination: PathBuf,
    /// Nom de la coopérative (ou du département)
    #[arg(long, value_name = "NOM")]
    nom: Option<String>,
    /// Numéro dans le département, comme 046-0410
    #[arg(long, value_name = "NUMÉRO")]
    numero: Option<String>,
    /// Code UAI de l’école, comme 0460410W
    #[arg(long, value_name = "UAI")]
    uai: Option<String>,
    /// Commune de l’école
    #[arg(long, value_name = "COMMUNE")]
    commune: Option<String>,
    /// Nom du mandataire
    #[arg(long, value_name = "NOM")]
    mandataire: Option<String>,
    /// Créer les réglages d’un département plutôt qu’une coopérative
    #[arg(long)]
    departement: bool,
}

pub fn executer(commande: &Nouveau, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let base = communs.dossier.clone().unwrap_or_default();
    let destination = base.join(&commande.destination);
    refuser_si_occupe(&destination)?;
    let (debut, fin) = match &communs.exercice {
        Some(nom) => annee_nommee(nom)?,
        None => annee_scolaire(jour_du_controle(communs)?),
    };
    let reponses = demander(commande, &destination, console, debut, fin)?;
    // Those files are for the top of a repository: in one, they are there, or chosen not to be.
    let depot = if est_sous_un_depot(&destination) { &[] } else { DEPOT };
    creer_dossier(&destination)?;
    for Modele { chemin, texte } in if commande.departement { DEPARTEMENT } else { COOPERATIVE }.iter().chain(depot) {
        let chemin = reponses.remplir(chemin);
        let fichier = destination.join(&chemin);
        creer_dossier(fichier.parent().unwrap_or(&destination))?;
        ecrire(&fichier, (schema::en_tete(&chemin) + &reponses.remplir_aligne(texte)).as_bytes())?;
    }
    schema::ecrire_tous(&destination.join(schema::DOSSIER), FICHIERS)?;
    if !commande.departement {
        creer_dossier(&destination.join(&reponses.exercice).join("pieces"))?;
    }
    let chemin = destination.display();
    let suite = if commande.departement {
        format!("Créez-y les coopératives\u{a0}: retkoop nouveau {chemin}/ma-cooperative")
    } else {
        format!("Lisez {chemin}/{}/cahier, puis\u{a0}: retkoop -C {chemin} verifier", reponses.exercice)
    };
    console.ligne(&format!("{chemin} est prêt."))?;
    console.ligne(&suite)?;
    Ok(Issue::Reussite)
}

/// An existing folder may only be empty, or hold what git puts there.
fn refuser_si_occupe(destination: &Path) -> Result<(), Echec> {
    let occupe = match destination.read_dir() {
        Ok(elements) => elements.flatten().any(|e| e.file_name() != ".git"),
        Err(erreur) if erreur.kind() == io::ErrorKind::NotFound => false,
        Err(erreur) => return Err(Echec::es(&destination.display().to_string(), &erreur)),
    };
    if occupe {
        return Err(Echec::new(
            format!("`{}` existe et n’est pas vide", destination.display()),
            "choisissez un dossier à créer : rien n’est jamais écrasé",
        ));
    }
    Ok(())
}

/// The school year of a name like `2026-2027`.
fn annee_nommee(nom: &str) -> Result<(Date, Date), Echec> {
    let annees = annees_du_nom(nom).filter(|(premiere, seconde)| premiere + 1 == *seconde);
    annees.map(de_la_rentree_a_l_ete).ok_or_else(|| {
        Echec::new(format!("`{nom}` n’est pas une année scolaire"), "écrivez ses deux années, comme `--exercice 2026-2027`")
    })
}

fn demander(commande: &Nouveau, destination: &Path, console: &Console, debut: Date, fin: Date) -> Result<Reponses, Echec> {
    let dossier = destination.file_name().map_or_else(|| "cooperative".to_owned(), |n| n.to_string_lossy().into_owned());
    let (nom_par_defaut, numero_par_defaut) = if commande.departement {
        ("OCCE de mon département".to_owned(), "000")
    } else {
        (format!("Coopérative scolaire {dossier}"), "000-0000")
    };
    let question = |donnee: &Option<String>, question: &str, defaut: &str| -> Result<String, Echec> {
        let reponse = match donnee {
            Some(donnee) => donnee.clone(),
            None if console.est_interactif() => poser(console, question, defaut)?,
            None => defaut.to_owned(),
        };
        Ok(reponse.trim().to_owned())
    };
    let obligatoire = |nom: &str, reponse: String| {
        if reponse.is_empty() {
            return Err(Echec::new(
                format!("{nom} ne peut pas être vide"),
                "donnez-lui une valeur, ou n’en donnez pas : une autre sera proposée",
            ));
        }
        Ok(chaine(&reponse))
    };
    let cooperative = !commande.departement;
    Ok(Reponses {
        nom: obligatoire("le nom", question(&commande.nom, "Nom", &nom_par_defaut)?)?,
        numero: obligatoire("le numéro", question(&commande.numero, "Numéro", numero_par_defaut)?)?,
        commune: chaine(&question(&commande.commune, "Commune", "")?),
        uai: if cooperative { chaine(&question(&commande.uai, "Code UAI de l’école (facultatif)", "")?) } else { chaine("") },
        mandataire: if cooperative {
            chaine(&question(&commande.mandataire, "Nom du mandataire (facultatif)", "")?)
        } else {
            chaine("")
        },
        exercice: nom_d_exercice(debut, fin),
        debut,
        fin,
    })
}

fn poser(console: &Console, question: &str, defaut: &str) -> Result<String, Echec> {
    let rappel = if defaut.is_empty() { String::new() } else { format!(" [{defaut}]") };
    let reponse = console.demander(&format!("{question}{rappel} : "))?;
    Ok(if reponse.is_empty() { defaut.to_owned() } else { reponse })
}
