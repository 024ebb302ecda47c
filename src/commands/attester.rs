//! `retkoop attester`: whether the sealed exercices are what they were, or a printed CRF what it says, from the files alone.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{
    Communs, Console, Echec, Format, Issue, Perimetre, charger_si_l_on_y_est, jour_du_controle, lire_crf, sans_chiffres,
    sans_exercice,
};
use crate::controle::Controle;
use crate::etat::papier_atteste::PapierAtteste;
use crate::etat::sceaux::{Etat, SceauxDeCooperative};
use crate::parse::PapierImprime;
use crate::render::attestation_json::{attestation_json, sceaux_json};
use crate::render::attestation_texte::attestation_texte;
use crate::render::crf_d_aujourd_hui::{cahier_d_aujourd_hui, recomposer};
use crate::render::sceaux_texte::sceaux_texte;

/// Vérifier les sceaux de tous les exercices, et nommer ce qui a changé ; ou ce que prouve un CRF imprimé
#[derive(Debug, Args)]
pub struct Attester {
    /// CRF en PDF : ses pages, ses sommes, et le cahier d’aujourd’hui
    #[arg(value_name = "FICHIER.pdf")]
    papier: Option<PathBuf>,
    /// Forme de la réponse
    #[arg(long, value_name = "FORME", default_value = "texte", hide_default_value = true)]
    format: Format,
}

pub fn executer(commande: &Attester, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    match &commande.papier {
        Some(fichier) => papier(fichier, commande.format, communs, console),
        None => sceaux(commande.format, communs, console),
    }
}

/// Of a cooperative, or of all those of a department.
fn sceaux(format: Format, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let perimetre = Perimetre::viser(&[], communs, console)?;
    let caches = perimetre.comptes_caches();
    if perimetre.cooperatives.is_empty() {
        let vide = || {
            Echec::new(
                "il n’y a ici aucune coopérative à attester",
                "allez dans le dossier de l’une d’elles, ou nommez-le avec `-C DOSSIER`",
            )
        };
        return Err(caches.into_iter().next().unwrap_or_else(vide));
    }
    let (jour, seulement) = (jour_du_controle(communs)?, communs.exercice.as_deref());
    let mut cooperatives =
        perimetre.chacune(|dossier, chemin| SceauxDeCooperative::de(&Controle::new(&dossier, jour), chemin))?;
    let connus: Vec<String> = cooperatives.iter().flat_map(|c| &c.exercices).map(|sceau| sceau.exercice.clone()).collect();
    cooperatives.iter_mut().for_each(|c| c.garder(seulement));
    if seulement.is_some() && cooperatives.iter().all(|c| c.exercices.is_empty()) {
        return Err(sans_exercice(seulement, connus));
    }
    let a = |etat| cooperatives.iter().any(|c| c.a(etat));
    let demande_ouverte = seulement.is_some() && a(Etat::Ouvert);
    let issue = Issue::selon(demande_ouverte || !caches.is_empty() || a(Etat::Rompu) || a(Etat::Illisible));
    match format {
        Format::Texte if console.est_silencieuse() && issue == Issue::Reussite => {}
        Format::Texte => console.sortie(&sceaux_texte(&cooperatives, console.style()))?,
        Format::Json => console.sortie(&sceaux_json(&cooperatives))?,
    }
    caches.iter().for_each(|cache| console.echec(cache));
    Ok(issue)
}

fn papier(fichier: &Path, format: Format, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let (octets, lu) = lire_crf(fichier)?;
    let mut atteste = PapierAtteste::etablir(&octets, &lu, &recomposer(&lu)).ok_or_else(|| sans_chiffres(fichier))?;
    comparer_au_cahier(&mut atteste, &lu, communs, console)?;
    console.sortie(&match format {
        Format::Texte => attestation_texte(&atteste, console.style()),
        Format::Json => attestation_json(&atteste),
    })?;
    Ok(Issue::selon(!atteste.est_juste()))
}

/// With the folder named, or with the one that one stands in when the paper is its own.
fn comparer_au_cahier(
    atteste: &mut PapierAtteste,
    lu: &PapierImprime,
    communs: &Communs,
    console: &Console,
) -> Result<(), Echec> {
    let Some(charge) = charger_si_l_on_y_est(communs)? else {
        atteste.sans_cahier("ce dossier n’est pas celui d’une coopérative");
        return Ok(());
    };
    let nomme = communs.dossier.is_some();
    let cooperative = &charge.dossier.cooperative;
    if atteste.cooperative.as_ref().is_none_or(|(numero, _)| numero.as_str() != cooperative.numero.as_str()) {
        match nomme {
            true => atteste.d_une_autre_cooperative(&cooperative.numero, &cooperative.nom),
            false => atteste.sans_cahier("ce dossier est celui d’une autre coopérative"),
        }
        return Ok(());
    }
    if !nomme && charge.dossier.exercice(&atteste.exercice).is_none() {
        atteste.sans_cahier("ce dossier n’a pas cet exercice");
        return Ok(());
    }
    let exercice = charge.exercice(Some(&atteste.exercice))?.nom.clone();
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Some(preuve) = super::prouver(&controle, &exercice, console) else {
        atteste.cahier_en_erreur();
        return Ok(());
    };
    atteste.comparer(lu, &cahier_d_aujourd_hui(&preuve, atteste));
    Ok(())
}
