//! `retkoop cloturer`: every reason to refuse at once, or the seal, the closing report and the next exercice.

use clap::Args;

use super::ecrire_ou_montrer;
use crate::cli::{Charge, Communs, Console, Echec, Issue, charger, empreintes_des_annexes};
use crate::controle::{Controle, DossierControle, FAMILLES};
use crate::coop::{Exercice, date};
use crate::diagnostic::formats::dessins;
use crate::diagnostic::{Diagnostic, francaise, pluriel};
use crate::etat::cloture::RapportDeCloture;
use crate::etat::sceau::Sceau;
use crate::proposition::exercice_suivant::{Suite, suivre};
use crate::render::cloture_texte::cloture_texte;
use crate::render::cloture_toml::cloture_toml;
use crate::render::suite_texte::{changement_texte, refus_texte};

/// Clôturer un exercice : toutes les raisons de refus, ou le sceau et l’exercice suivant
#[derive(Debug, Args)]
pub struct Cloturer {
    /// Dire seulement ce qui manque encore, n’importe quel jour de l’année
    #[arg(long)]
    essai: bool,
}

pub fn executer(commande: &Cloturer, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    if let Some(raison) = deja_scelle(&charge, exercice) {
        console.echec(&raison);
        return Ok(Issue::Constats);
    }
    let controle = Controle::pour_cloturer(&charge.dossier, charge.jour, &exercice.nom);
    let preuve = match DossierControle::prouver_la_cloture(&controle, &exercice.nom) {
        Ok(preuve) => preuve,
        Err(raisons) => {
            let texte = refus(&controle, exercice, &raisons, console);
            if commande.essai {
                console.sortie(&texte)?
            } else {
                console.erreurs(&texte)
            }
            return Ok(Issue::Constats);
        }
    };
    let Suite { exercice: suivant, mut textes, changements } = match suivre(&controle, preuve.comptes()) {
        Ok(suite) => suite,
        Err(refus) => {
            let (message, aide) = refus_texte(&refus, exercice);
            console.echec(&Echec::new(message, aide));
            return Ok(Issue::Constats);
        }
    };
    if commande.essai {
        console.ligne(&format!("rien ne manque\u{a0}: l’exercice {} peut être clôturé", exercice.nom))?;
        return Ok(Issue::Reussite);
    }
    if let Some((chemin, _)) = textes.iter().find(|(chemin, _)| charge.dossier.source(chemin).is_none()) {
        console.detail(&format!("`{chemin}` sera créé"));
    }
    let annexes = empreintes_des_annexes(&charge, exercice)?;
    let sceau = Sceau::etablir(&controle, &preuve, &annexes)
        .map_err(|chemin| Echec::new(format!("`{chemin}` ne peut pas être scellé"), "remplacez-le par un fichier ordinaire"))?;
    // The seal is written last: until it stands, the exercice is open.
    textes.push((format!("{}/cloture.toml", exercice.nom), cloture_toml(&sceau)));
    if ecrire_ou_montrer(&charge, &textes, console)? == Issue::Constats {
        return Ok(Issue::Constats);
    }
    console.sortie(&rapport(communs, &exercice.nom, console)?)?;
    for changement in &changements {
        console.note(&format!("{suivant}/exercice.toml : {}", changement_texte(changement)));
    }
    let ecrits: Vec<&str> = textes.iter().map(|(chemin, _)| chemin.as_str()).collect();
    console.note(&format!("écrit : {} ; l’exercice {suivant} reprend cette clôture", ecrits.join(", ")));
    console.note("notez l’empreinte du sceau sur les papiers signés : `retkoop imprimer` les prépare");
    Ok(Issue::Reussite)
}

/// The report is that of the files as they stand now, read again.
fn rapport(communs: &Communs, exercice: &str, console: &Console) -> Result<String, Echec> {
    let charge = charger(communs)?;
    let controle = Controle::new(&charge.dossier, charge.jour);
    let rapport = DossierControle::prouver(&controle, exercice).ok().map(|preuve| RapportDeCloture::etablir(&preuve));
    rapport
        .filter(|rapport| rapport.sceau.is_some())
        .map(|rapport| cloture_texte(&rapport, console.style()))
        .ok_or_else(|| Echec::new(format!("l’exercice {exercice} a changé pendant sa clôture"), "`retkoop attester` dit quoi"))
}

/// Sealed itself, or followed by a seal that would follow nothing any more.
fn deja_scelle(charge: &Charge, exercice: &Exercice) -> Option<Echec> {
    if exercice.scelle {
        let quand = exercice.cloture.as_ref().map_or_else(String::new, |c| format!(" depuis le {}", date::en_chiffres(c.date)));
        return Some(Echec::new(
            format!("l’exercice {} est déjà clôturé{quand}", exercice.nom),
            format!(
                "`retkoop attester` vérifie son sceau ; `retkoop rouvrir --exercice {} --motif \"…\"` le rouvre",
                exercice.nom
            ),
        ));
    }
    let suivant = charge.dossier.exercices.iter().find(|e| e.debut > exercice.debut && e.scelle)?;
    Some(Echec::new(
        format!("l’exercice {} est clôturé : {} ne peut plus l’être avant lui", suivant.nom, exercice.nom),
        format!("rouvrez-le d’abord : `retkoop rouvrir --exercice {} --motif \"…\"`", suivant.nom),
    ))
}

/// Every reason, family by family.
fn refus(controle: &Controle, exercice: &Exercice, raisons: &[&Diagnostic], console: &Console) -> String {
    let mut texte = format!("Clôture de {} refusée\u{a0}: {}.\n", exercice.nom, pluriel(raisons.len(), "raison"));
    // Asked for by chance, the year that has begun: the one that is over is meant.
    let a_cloturer = |e: &&Exercice| !e.scelle && e.debut < exercice.debut && e.est_termine(controle.jour);
    if let Some(autre) = controle.dossier.exercices.iter().find(a_cloturer).filter(|_| !exercice.est_termine(controle.jour)) {
        texte += &francaise(&format!("Pour clôturer {0}, qui est terminé : `retkoop cloturer --exercice {0}`.\n", autre.nom));
    }
    let style = console.style_erreurs();
    for famille in FAMILLES {
        let rapport = controle.rapport_de(raisons.iter().copied().filter(|d| d.code.0.starts_with(famille.lettre)));
        if !rapport.diagnostics.is_empty() {
            texte += &format!("\n{}\n\n{}", style.titre(famille.titre), dessins(&[rapport], console.rendu_erreurs()));
        }
    }
    texte
}
