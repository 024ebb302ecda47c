//! `retkoop imprimer`: papers as PDF, from accounts without errors — or as drafts that say so.

mod annonces;
mod dossier;

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use crate::cli::{Communs, Console, Echec, Issue, charger, dossier_des_papiers, ecrire};
use crate::controle::{Brouillon, Controle};
use crate::diagnostic::formats::reste_en_une_phrase;
use crate::diagnostic::quelques;
use crate::parse::la_plus_proche;
use crate::render::impressions_texte::{Impression, impressions_texte};
use crate::render::pdf::{self, Choix, Modele, Papier};

/// Imprimer des papiers en PDF ; sans nom, en donner la liste
#[derive(Debug, Args)]
pub struct Imprimer {
    /// Papiers à imprimer ; tout, ceux qui ont quelque chose à dire
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// Dossier où écrire [par défaut : documents/ dans la coopérative]
    #[arg(long, value_name = "DOSSIER")]
    sortie: Option<PathBuf>,
    /// Pour `action` : la seule à imprimer
    #[arg(long, value_name = "NOM")]
    action: Option<String>,
    /// Imprimer malgré des erreurs : « BROUILLON » et leur liste sur chaque page, les premières s’il y en a trop
    #[arg(long)]
    brouillon: bool,
}

/// Stands for the bundle that is sent with the returns.
const DOSSIER: &str = "dossier";

/// Every paper that has something to say.
const TOUT: &str = "tout";

pub fn executer(commande: &Imprimer, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    if commande.documents.is_empty() {
        console.sortie(&liste())?;
        return Ok(Issue::Reussite);
    }
    if commande.documents.iter().any(|nom| nom == DOSSIER) {
        return dossier_a_envoyer(commande, communs, console);
    }
    let tout = commande.documents.iter().any(|nom| nom == TOUT);
    let nommes = commande.documents.iter().filter(|nom| *nom != TOUT).map(|nom| modele(nom)).collect::<Result<Vec<_>, _>>()?;
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let date = exercice.date_des_papiers(communs.date, charge.jour);
    let controle = if nommes.iter().any(|m| m.demande_la_cotisation()) {
        Controle::avec_cotisation(&charge.dossier, charge.jour, &exercice.nom)
    } else {
        Controle::new(&charge.dossier, charge.jour)
    };
    let Some(comptes) = controle.comptes_de(&exercice.nom) else { return Ok(Issue::Constats) };
    let choix = Choix::new(&nommes, tout, &charge.dossier, comptes, date);
    let preuve = if commande.brouillon { None } else { super::prouver(&controle, &exercice.nom, console) };
    if (preuve.is_none() && !commande.brouillon) || !annonces::annoncer(&choix, console) {
        return Ok(Issue::Constats);
    }
    annonces::annoncer_les_dates(&choix, exercice, charge.jour, date, console);
    let mut papiers = match &preuve {
        Some(preuve) => choix.etablir(preuve, date),
        None => {
            let brouillon = Brouillon::etablir(&controle, &exercice.nom, |c| choix.etablir(c, date));
            let Some(brouillon) = brouillon else { return Ok(Issue::Constats) };
            console.note(&annonces::annonce_du_brouillon(
                brouillon.nombre_d_erreurs(),
                reste_en_une_phrase(controle.resume(&exercice.nom)),
            ));
            brouillon.estampiller()
        }
    };
    let mut noms = Papier::noms_des_fichiers(&papiers, &charge.dossier.cooperative.numero, &exercice.nom);
    if let Some(nom) = &commande.action {
        garder_l_action(&mut papiers, &mut noms, nom)?;
    }
    // Everything is laid out before anything is written.
    let rendus = imprimer(&papiers)?;
    let dossier = dossier_des_papiers(&charge, commande.sortie.as_deref())?;
    let mut faits: Vec<Impression> = Vec::new();
    for ((fichier, objet), rendu) in noms.into_iter().zip(&rendus) {
        ecrire(&dossier.join(&fichier), &rendu.octets)?;
        faits.push(Impression { fichier, objet, pages: rendu.pages, empreinte: rendu.empreinte() });
    }
    annonces::annoncer_les_signes_remplaces(&rendus, console);
    if !console.est_silencieuse() {
        console.sortie(&impressions_texte(&dossier, &faits, console.style_entier()))?;
    }
    Ok(Issue::Reussite)
}

/// The bundle is whole: it goes with no other paper, and never as a draft.
fn dossier_a_envoyer(commande: &Imprimer, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    if commande.documents.len() > 1 || commande.brouillon {
        return Err(Echec::new("`dossier` s’imprime seul, et pas en brouillon", "il contient déjà tous les papiers attendus"));
    }
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let date = exercice.date_des_papiers(communs.date, charge.jour);
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Some(preuve) = super::prouver(&controle, &exercice.nom, console) else { return Ok(Issue::Constats) };
    dossier::executer(&charge, &preuve, commande.sortie.as_deref(), date, console)
}

fn imprimer(papiers: &[Papier]) -> Result<Vec<pdf::Rendu>, Echec> {
    let echec = |e: pdf::ErreurDImpression| Echec::new(e.to_string(), "c’est un défaut de retkoop : signalez-le avec ce message");
    pdf::imprimer_tous(papiers, std::thread::available_parallelism().map_or(1, NonZero::get)).map_err(echec)
}

/// Keeps, of the statements of actions, those of that name, under the names of files that they have among all.
fn garder_l_action(papiers: &mut Vec<Papier>, noms: &mut Vec<(String, Option<String>)>, nom: &str) -> Result<(), Echec> {
    let sujets: Vec<&str> = papiers.iter().filter(|p| p.modele == Modele::Action).map(|p| p.sujet.as_str()).collect();
    if sujets.is_empty() {
        return Err(Echec::new(
            "`--action` choisit parmi les bilans d’actions, et aucun n’est demandé",
            format!("`retkoop imprimer action --action \"{nom}\"`"),
        ));
    }
    if !sujets.contains(&nom) {
        let aide = match la_plus_proche(nom, sujets.iter().copied()) {
            Some(proche) => format!("vouliez-vous dire « {proche} » ?"),
            None => format!("les actions de cet exercice : {}", quelques(&sujets)),
        };
        return Err(Echec::new(format!("aucune écriture n’est de l’action « {nom} »"), aide));
    }
    let est_gardee = |papier: &Papier| papier.modele != Modele::Action || papier.sujet == nom;
    let mut gardees = papiers.iter().map(est_gardee).collect::<Vec<_>>().into_iter();
    noms.retain(|_| gardees.next() == Some(true));
    papiers.retain(est_gardee);
    Ok(())
}

fn liste() -> String {
    let lignes = Modele::TOUS.iter().map(|modele| format!("  {:<24}{}\n", modele.nom(), modele.intitule()));
    let tout = format!("  {TOUT:<24}Tous ceux qui ont quelque chose à dire\n");
    let dossier = format!("  {DOSSIER:<24}Dossier à envoyer\u{a0}: papiers, pièces, liste, archive\n");
    format!("Papiers que retkoop imprime\u{a0}:\n\n{}\n{tout}{dossier}", lignes.collect::<String>())
}

fn modele(nom: &str) -> Result<Modele, Echec> {
    Modele::from_nom(nom).ok_or_else(|| {
        let aide = match la_plus_proche(nom, Modele::TOUS.iter().map(|m| m.nom()).chain([TOUT])) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None => "`retkoop imprimer` en donne la liste".to_owned(),
        };
        Echec::new(format!("papier inconnu : `{nom}`"), aide)
    })
}
