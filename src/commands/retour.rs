//! `retkoop retour`: records where the yearly return stands, or shows it.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::ecrire_ou_montrer;
use crate::cli::{Charge, Communs, Console, Echec, Issue, charger, prevenir_d_un_jour_a_venir};
use crate::controle::scelle::{empreinte_des_comptes, retour_depasse};
use crate::controle::{Controle, DossierControle};
use crate::coop::{Date, EtatDuRetour, Exercice, date};
use crate::etat::envoi::Envoi;
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
        if retour_depasse(&charge.dossier, exercice).is_some() {
            console.ligne("les comptes ont changé depuis\u{a0}: le compte rendu envoyé n’est plus le leur")?;
        }
        return Ok(Issue::Reussite);
    };
    if let Some(refus) = refus(exercice, etat, charge.jour) {
        console.echec(&refus);
        return Ok(Issue::Constats);
    }
    prevenir_d_un_jour_a_venir(communs, console);
    let chemin = format!("{}/retour/etat.toml", exercice.nom);
    let ancien = charge.dossier.source(&chemin).map_or("", |s| s.texte.as_str());
    let cloture = exercice.cloture.as_ref().filter(|cloture| exercice.scelle && cloture.authentique);
    let etape = NouvelleEtape {
        etat,
        date: charge.jour,
        note: commande.note.as_deref().unwrap_or_default().trim().to_owned(),
        comptes: empreinte_des_comptes(&charge.dossier, exercice),
        sceau: cloture.map(|cloture| cloture.empreinte.to_string()),
    };
    let issue = ecrire_ou_montrer(&charge, &[(chemin, ajouter_bloc(ancien, &etape.bloc()))], console)?;
    if issue == Issue::Reussite {
        console.ligne(&format!("retour {}\u{a0}: {}", exercice.nom, etat.intitule()))?;
        if est_fait_par_la_cooperative(etat) {
            dire_ce_qui_manque(&charge, exercice, console);
        }
    }
    Ok(issue)
}

fn est_fait_par_la_cooperative(etat: EtatDuRetour) -> bool {
    matches!(etat, EtatDuRetour::Saisi | EtatDuRetour::Valide)
}

/// It may have gone by post: the step is noted, and what the folder does not have is told.
fn dire_ce_qui_manque(charge: &Charge, exercice: &Exercice, console: &Console) {
    let controle = Controle::new(&charge.dossier, charge.jour);
    let Ok(preuve) = DossierControle::prouver(&controle, &exercice.nom) else { return };
    let envoi = Envoi::etablir(&preuve, |chemin| charge.debut_d_annexe(exercice, chemin));
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

/// Why the return cannot be there on that day.
fn refus(exercice: &Exercice, etat: EtatDuRetour, jour: Date) -> Option<Echec> {
    let (nom, fin) = (&exercice.nom, date::en_chiffres(exercice.fin));
    if !exercice.est_termine(jour) {
        return Some(Echec::new(
            format!("l’exercice {nom} court jusqu’au {fin} : il n’a pas encore de retour"),
            "il se clôture d’abord",
        ));
    }
    let derniere = exercice.retour.last();
    if let Some(etape) = derniere.filter(|etape| jour < etape.date) {
        let quand = date::en_chiffres(etape.date);
        return Some(Echec::new(
            format!("le retour de {nom} est noté « {} » le {quand}, après ce jour-là", etape.etat.intitule()),
            "`--date` donne le jour de l’étape",
        ));
    }
    let actuel = derniere.map_or(EtatDuRetour::EnConstruction, |etape| etape.etat);
    if !actuel.peut_devenir(etat) {
        return Some(Echec::new(
            format!("le retour de {nom} est « {} » : il ne peut pas devenir « {} »", actuel.intitule(), etat.intitule()),
            "dans l’ordre : saisi (envoyé), a-completer si le département demande, valide, accepte",
        ));
    }
    // The returns are made from closed accounts (domain.md, « Closing »). What the department says of one is noted in any case:
    // it may be why the exercice was opened again.
    (est_fait_par_la_cooperative(etat) && !exercice.scelle).then(|| {
        Echec::new(
            format!("l’exercice {nom} n’est pas clôturé : son retour se fait avec des comptes qui ne changent plus"),
            format!("clôturez-le d’abord : `retkoop cloturer --exercice {nom}` ; `--essai` dit ce qui manque encore"),
        )
    })
}
