//! `retkoop retour`: records where the yearly return stands, or shows it.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::ecrire_ou_montrer;
use crate::cli::{Charge, Communs, Console, Echec, Issue, charger, prevenir_d_un_jour_a_venir};
use crate::controle::etapes_du_retour::{Peremption, est_fait_par_la_cooperative, peremption, refus_d_etape};
use crate::controle::preuves_a_juger::preuves_contredites;
use crate::controle::scelle::empreinte_des_comptes;
use crate::controle::{Controle, DossierControle};
use crate::coop::{EtatDuRetour, Exercice, date};
use crate::diagnostic::{francaise, pluriel};
use crate::etat::envoi::{Envoi, reserve_du_sceau};
use crate::rewrite::{NouvelleEtape, ajouter_bloc};

/// Noter où en est le retour au département ; sans état, le montrer
#[derive(Debug, Args)]
pub struct Retour {
    /// Où il en est
    #[arg(value_name = "ÉTAT", value_parser = PossibleValuesParser::new(EtatDuRetour::NOMS))]
    etat: Option<String>,
    /// Ce que le département demande, ou ce dont il faut se souvenir
    #[arg(long, value_name = "TEXTE", requires = "etat")]
    note: Option<String>,
}

pub fn executer(commande: &Retour, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let Some(etat) = commande.etat.as_deref().and_then(EtatDuRetour::from_nom) else {
        let lignes = exercice.retour.iter().map(|e| {
            let note = if e.note.is_empty() { String::new() } else { format!("\u{a0}: {}", e.note) };
            format!("{}  {}{note}", date::en_chiffres(e.date), e.etat.intitule())
        });
        let lignes: Vec<String> = lignes.collect();
        let vide = vec![format!("retour {}\u{a0}: {}", exercice.nom, EtatDuRetour::EnConstruction.intitule())];
        (if lignes.is_empty() { vide } else { lignes }).iter().try_for_each(|ligne| console.ligne(ligne))?;
        if let Some(perime) = peremption(&charge.dossier, exercice) {
            console.ligne(&francaise(phrase(perime)))?;
        }
        return Ok(Issue::Reussite);
    };
    let cloture = exercice.cloture.as_ref().filter(|cloture| exercice.scelle && cloture.authentique);
    let etape = NouvelleEtape {
        etat,
        date: charge.jour,
        note: commande.note.as_deref().unwrap_or_default().trim().to_owned(),
        comptes: empreinte_des_comptes(&charge.dossier, exercice),
        sceau: cloture.map(|cloture| cloture.empreinte.to_string()),
    };
    // A command that was stopped is given again: the same step is noted once.
    if exercice.retour.last().is_some_and(|derniere| etape.est(derniere)) {
        console.ligne(&format!("retour {}\u{a0}: {}", exercice.nom, etat.intitule()))?;
        console.note("noté déjà ce jour-là : rien n’est à écrire");
        return Ok(Issue::Reussite);
    }
    let controle = Controle::new(&charge.dossier, charge.jour);
    if let Some(refus) = refus_d_etape(&controle, exercice, etat) {
        let (quoi, aide) = refus.phrases();
        console.echec(&Echec::new(quoi, aide));
        return Ok(Issue::Constats);
    }
    prevenir_d_un_jour_a_venir(communs, console);
    let chemin = format!("{}/retour/etat.toml", exercice.nom);
    let ancien = charge.dossier.source(&chemin).map_or("", |s| s.texte.as_str());
    let issue = ecrire_ou_montrer(&charge, &[(chemin, ajouter_bloc(ancien, &etape.bloc()))], console)?;
    if issue == Issue::Reussite {
        console.ligne(&format!("retour {}\u{a0}: {}", exercice.nom, etat.intitule()))?;
        if est_fait_par_la_cooperative(etat) {
            dire_ce_qui_contredit(&controle, exercice, console);
            dire_ce_qui_manque(&charge, &controle, exercice, console);
        } else if let Some(perime) = peremption(&charge.dossier, exercice) {
            console.note(phrase(perime));
        }
    }
    Ok(issue)
}

/// What the department answers is of what was sent.
fn phrase(perime: Peremption) -> &'static str {
    match perime {
        Peremption::ComptesChanges => "les comptes ont changé depuis l’envoi : le compte rendu envoyé n’est plus le leur",
        Peremption::Ouvert => "l’exercice n’est pas clôturé : le retour envoyé est à refaire après sa clôture",
        Peremption::ClotureDeNouveau => "clôturé de nouveau depuis l’envoi : les papiers envoyés portent un autre sceau",
    }
}

fn dire_ce_qui_contredit(controle: &Controle, exercice: &Exercice, console: &Console) {
    let contredites = preuves_contredites(controle, exercice);
    if let Some(reserve) = reserve_du_sceau(&exercice.nom, contredites.len()) {
        console.note(&format!("{reserve} :"));
        console.signaler(controle.rapport_de(contredites));
    }
}

/// It may have gone by post: the step is noted, and what the folder does not have is told.
fn dire_ce_qui_manque(charge: &Charge, controle: &Controle, exercice: &Exercice, console: &Console) {
    let preuve = match DossierControle::prouver(controle, &exercice.nom) {
        Ok(preuve) => preuve,
        Err(erreurs) => {
            console.note(&format!(
                "le dossier de {} ne s’imprime pas avant correction de {} :",
                exercice.nom,
                pluriel(erreurs.len(), "erreur")
            ));
            return console.signaler(controle.rapport_de(erreurs));
        }
    };
    let envoi = Envoi::etablir(&preuve, charge.jour, |chemin| charge.octets_d_annexe(exercice, chemin));
    let (refus, autres) = envoi.manques();
    let manquent: Vec<&str> = refus.into_iter().chain(autres).map(|e| e.quoi).collect();
    if !manquent.is_empty() {
        console.note(&format!(
            "il manque au dossier : {} ; si c’est parti sur papier, numérisez-le dans {}/retour/ ; `retkoop imprimer dossier` dit quoi",
            manquent.join(" ; "),
            exercice.nom
        ));
    }
}
