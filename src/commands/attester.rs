//! `retkoop attester`: whether the sealed exercices are what they were, or a printed CRF what it says, from the files alone.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Communs, Console, Echec, Issue, charger, lire_document};
use crate::controle::Controle;
use crate::etat::crf::Crf;
use crate::etat::papier_atteste::PapierAtteste;
use crate::etat::sceaux::{Etat, EtatDuSceau};
use crate::parse::{Illisible, PapierImprime};
use crate::render::attestation_texte::attestation_texte;
use crate::render::bilan_json::bilan_json;
use crate::render::ecritures_csv::ecritures_csv;
use crate::render::sceaux_texte::sceaux_texte;

/// Vérifier les sceaux de tous les exercices, et nommer ce qui a changé ; ou ce que prouve un CRF imprimé
#[derive(Debug, Args)]
pub struct Attester {
    /// CRF en PDF ; avec `-C DOSSIER`, comparé au cahier d’aujourd’hui
    #[arg(value_name = "FICHIER.pdf")]
    papier: Option<PathBuf>,
}

pub fn executer(commande: &Attester, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    match &commande.papier {
        Some(fichier) => papier(fichier, communs, console),
        None => sceaux(communs, console),
    }
}

fn sceaux(communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    if communs.exercice.is_some() {
        charge.exercice(communs.exercice.as_deref())?;
    }
    let controle = Controle::new(&charge.dossier, charge.jour);
    let sceaux: Vec<EtatDuSceau> = EtatDuSceau::de_tous(&controle)
        .into_iter()
        .filter(|a| communs.exercice.as_ref().is_none_or(|e| *e == a.exercice))
        .collect();
    console.sortie(&sceaux_texte(&sceaux, console.style()))?;
    let demande_ouverte = communs.exercice.is_some() && sceaux.iter().any(|a| a.etat == Etat::Ouvert);
    Ok(Issue::selon(demande_ouverte || sceaux.iter().any(|a| a.etat == Etat::Rompu)))
}

fn papier(fichier: &Path, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let nom = fichier.display();
    let sans_chiffres = || {
        Echec::new(
            format!("`{nom}` ne porte pas les chiffres d’un compte rendu financier"),
            "seul le CRF les porte, tel que `retkoop imprimer crf` l’écrit : ni brouillon, ni numérisation, ni autre papier",
        )
    };
    let lu = PapierImprime::lire(&lire_document(fichier)?).map_err(|pourquoi| match pourquoi {
        Illisible::PasUnPdf => Echec::new(format!("`{nom}` n’est pas un PDF qui se lise"), "donnez le fichier d’un CRF imprimé"),
        Illisible::SansChiffres => sans_chiffres(),
    })?;
    let mut atteste = PapierAtteste::etablir(&lu).ok_or_else(sans_chiffres)?;
    if communs.dossier.is_some() {
        let charge = charger(communs)?;
        let exercice = charge.exercice(Some(&atteste.exercice))?.nom.clone();
        let controle = Controle::new(&charge.dossier, charge.jour);
        let Some(preuve) = super::prouver(&controle, &exercice, console) else {
            console.sortie(&attestation_texte(&atteste, console.style()))?;
            console.note("le cahier a des erreurs : le papier ne lui est pas comparé");
            return Ok(Issue::Constats);
        };
        let mut crf = Crf::etablir(&preuve);
        // The year before may have come into the folder since, or the paper be older than its place on the return.
        crf.precedent = crf.precedent.filter(|_| atteste.porte_le_precedent);
        atteste.comparer(&lu, &bilan_json(&crf), &ecritures_csv(&preuve));
    }
    console.sortie(&attestation_texte(&atteste, console.style()))?;
    Ok(Issue::selon(!atteste.est_juste()))
}
