//! `retkoop rouvrir`: opens a sealed exercice again, and leaves a trace that every later seal holds.

use clap::Args;

use crate::cli::{
    Communs, Console, Echec, Issue, charger, oter_le_sceau, prevenir_d_un_jour_a_venir, prevenir_d_un_jour_anterieur,
    rompre_le_sceau,
};
use crate::controle::Controle;
use crate::controle::contradictions::examiner;
use crate::coop::{Exercice, Reouverture};
use crate::diagnostic::pluriel;
use crate::source::empreinte;

/// Rouvrir un exercice clôturé ; la raison reste dans tous les sceaux suivants
#[derive(Debug, Args)]
pub struct Rouvrir {
    /// Pourquoi
    #[arg(long, value_name = "TEXTE")]
    motif: String,
}

pub fn executer(commande: &Rouvrir, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let motif = commande.motif.trim();
    if motif.is_empty() {
        return Err(Echec::new("une réouverture a une raison", "`--motif \"ce qui doit être corrigé\"`"));
    }
    let charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?;
    let exercices = &charge.dossier.exercices;
    if exercice.sceau_annule {
        oter_le_sceau(&charge, &exercice.nom)?;
        console.ligne(&format!("l’exercice {} était déjà rouvert\u{a0}; son sceau annulé est enlevé", exercice.nom))?;
        return Ok(Issue::Reussite);
    }
    if !exercice.scelle {
        let dernier = exercices.iter().rfind(|e| e.scelle);
        let aide = dernier.map_or_else(String::new, |e| {
            format!("pour rouvrir le dernier clôturé : `retkoop rouvrir --exercice {} --motif \"…\"`", e.nom)
        });
        console.echec(&Echec::new(format!("l’exercice {} n’est pas clôturé", exercice.nom), aide));
        return Ok(Issue::Constats);
    }
    if let Some(suivant) = exercices.iter().rfind(|e| e.debut > exercice.debut && e.scelle) {
        console.echec(&Echec::new(
            format!("l’exercice {}, qui vient après {}, est clôturé : leurs sceaux se suivent", suivant.nom, exercice.nom),
            format!("rouvrez d’abord le dernier : `retkoop rouvrir --exercice {} --motif \"…\"`", suivant.nom),
        ));
        return Ok(Issue::Constats);
    }
    let controle = Controle::new(&charge.dossier, charge.jour);
    let examen = controle.comptes_de(&exercice.nom).map(|comptes| examiner(&charge.dossier, comptes)).unwrap_or_default();
    if let Some((chemin, cause)) = examen.illisible() {
        return Err(Echec::new(
            format!(
                "`{chemin}` ne se lit pas ({cause}) : la trace d’une réouverture nomme le sceau qu’elle retire, et les fichiers \
                 qui ont changé sous lui"
            ),
            "rendez-le lisible (ses droits, ou le disque), ou reprenez-le dans une sauvegarde, puis recommencez",
        ));
    }
    if let Some(cloture) = &exercice.cloture {
        prevenir_d_un_jour_anterieur(charge.jour, cloture.date, "sa clôture", console);
    }
    prevenir_d_un_jour_a_venir(communs, console);
    let differents = examen.fichiers(&exercice.nom);
    let texte = |nom: &str| {
        let chemin = format!("{}/{nom}", exercice.nom);
        charge.dossier.source(&chemin).map_or("", |s| s.texte.as_str())
    };
    let reouverture = Reouverture {
        date: charge.jour,
        motif: motif.into(),
        sceau: sceau(exercice, texte("cloture.toml")).into(),
        differences: differents.iter().map(Into::into).collect(),
    };
    rompre_le_sceau(&charge, &exercice.nom, &reouverture.noter(texte("reouvertures.toml")))?;
    console.ligne(&format!("l’exercice {} est rouvert\u{a0}; la raison est dans {0}/reouvertures.toml", exercice.nom))?;
    if !differents.is_empty() {
        let combien = pluriel(differents.len(), "fichier");
        console.note(&format!(
            "ce sceau était déjà rompu ({combien}) : {} ; la trace le garde, et les sceaux suivants aussi",
            differents.join(", ")
        ));
    }
    console.note(&format!("corrigez, puis clôturez de nouveau : `retkoop cloturer --exercice {}`", exercice.nom));
    Ok(Issue::Reussite)
}

/// What names the seal: its own fingerprint; that of its text, when it was changed and says nothing sure.
fn sceau(exercice: &Exercice, texte: &str) -> String {
    match exercice.cloture.as_ref().filter(|c| c.authentique) {
        Some(cloture) => cloture.empreinte.to_string(),
        None => empreinte(texte.as_bytes()),
    }
}
