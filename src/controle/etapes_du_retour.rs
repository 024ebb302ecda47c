//! The yearly return beside the accounts: which step may be noted on a day, and what became of the accounts since they were sent.
//!
//! Not here: the files of the return, which are read (`parse`) and written (`rewrite`) elsewhere.

use super::Controle;
use super::scelle::empreinte_des_comptes;
use crate::coop::{EtapeDuRetour, EtatDuRetour, Exercice, date};
use crate::diagnostic::Diagnostic;
use crate::parse::Dossier;

/// Why a return that was sent is no longer that of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peremption {
    ComptesChanges,
    /// The same accounts, and no seal any more.
    Ouvert,
    /// The same accounts, under another seal than the one that the quitus and the closing report bear.
    ClotureDeNouveau,
}

/// `None`: what was sent is what the folder holds, as far as the steps tell.
pub fn peremption(dossier: &Dossier, exercice: &Exercice) -> Option<Peremption> {
    let derniere = exercice.retour.last().filter(|e| e.etat != EtatDuRetour::EnConstruction)?;
    // What the department says of it afterwards does not change what it was made from.
    let mut depuis_le_debut = exercice.retour.iter().rev().take_while(|e| e.etat != EtatDuRetour::EnConstruction);
    let envoyee = depuis_le_debut.find(|e| est_fait_par_la_cooperative(e.etat)).unwrap_or(derniere);
    if !envoyee.comptes.is_empty() && envoyee.comptes != empreinte_des_comptes(dossier, exercice) {
        return Some(Peremption::ComptesChanges);
    }
    // What is asked for is sent again, whatever the seal.
    if derniere.etat == EtatDuRetour::ACompleter {
        return None;
    }
    if !exercice.scelle {
        return Some(Peremption::Ouvert);
    }
    let actuel = exercice.cloture.as_ref().filter(|cloture| cloture.authentique)?;
    let connu = envoyee.sceau.as_ref()?;
    (connu.valeur != actuel.empreinte).then_some(Peremption::ClotureDeNouveau)
}

/// The last step of the return, when the accounts are no longer those that were sent.
pub fn retour_depasse<'a>(dossier: &Dossier, exercice: &'a Exercice) -> Option<&'a EtapeDuRetour> {
    exercice.retour.last().filter(|_| peremption(dossier, exercice) == Some(Peremption::ComptesChanges))
}

/// The others are the department's.
pub fn est_fait_par_la_cooperative(etat: EtatDuRetour) -> bool {
    matches!(etat, EtatDuRetour::Saisi | EtatDuRetour::Valide)
}

/// Why the return cannot be in a state on a day.
#[derive(Debug)]
pub enum RefusDEtape<'a> {
    ExerciceEnCours(&'a Exercice),
    /// The last step is later.
    AvantLaDerniere(&'a Exercice, &'a EtapeDuRetour),
    Desordre {
        exercice: &'a Exercice,
        actuel: EtatDuRetour,
        voulu: EtatDuRetour,
    },
    PasCloture(&'a Exercice),
    /// Closed, and the seal proves nothing: the first reason, and how many others there are.
    SceauRompu(&'a Exercice, &'a Diagnostic, usize),
}

/// On the day of the check. `None`: it may be noted.
pub fn refus_d_etape<'a>(controle: &'a Controle, exercice: &'a Exercice, voulu: EtatDuRetour) -> Option<RefusDEtape<'a>> {
    let jour = controle.jour;
    if !exercice.est_termine(jour) {
        return Some(RefusDEtape::ExerciceEnCours(exercice));
    }
    let derniere = exercice.retour.last();
    if let Some(etape) = derniere.filter(|etape| jour < etape.date) {
        return Some(RefusDEtape::AvantLaDerniere(exercice, etape));
    }
    let actuel = derniere.map_or(EtatDuRetour::EnConstruction, |etape| etape.etat);
    if !peut_devenir(actuel, voulu) {
        return Some(RefusDEtape::Desordre { exercice, actuel, voulu });
    }
    // The returns are made from closed accounts (domain.md, « Closing »). What the department says of one is noted in any case:
    // it may be why the exercice was opened again.
    if !est_fait_par_la_cooperative(voulu) {
        return None;
    }
    if !exercice.scelle {
        return Some(RefusDEtape::PasCloture(exercice));
    }
    let ruptures = controle.ruptures_du_sceau(&exercice.nom);
    ruptures.split_first().map(|(premiere, autres)| RefusDEtape::SceauRompu(exercice, premiere, autres.len()))
}

/// What was never sent is not answered. A return that is sent again, because the accounts changed, begins again.
fn peut_devenir(actuel: EtatDuRetour, voulu: EtatDuRetour) -> bool {
    use EtatDuRetour::*;
    match voulu {
        EnConstruction | Saisi => true,
        ACompleter => matches!(actuel, Saisi | Valide | Accepte),
        Valide => matches!(actuel, Saisi | ACompleter),
        Accepte => matches!(actuel, Saisi | Valide),
    }
}

impl RefusDEtape<'_> {
    /// What is wrong, and what to do.
    pub fn phrases(&self) -> (String, String) {
        match self {
            RefusDEtape::ExerciceEnCours(e) => (
                format!("l’exercice {} court jusqu’au {} : il n’a pas encore de retour", e.nom, date::en_chiffres(e.fin)),
                "il se clôture d’abord".to_owned(),
            ),
            RefusDEtape::AvantLaDerniere(e, etape) => (
                format!(
                    "le retour de {} est noté « {} » le {}, après ce jour-là",
                    e.nom,
                    etape.etat.intitule(),
                    date::en_chiffres(etape.date)
                ),
                "`--date` donne le jour de l’étape".to_owned(),
            ),
            RefusDEtape::Desordre { exercice, actuel, voulu } => (
                format!(
                    "le retour de {} est « {} » : il ne peut pas devenir « {} »",
                    exercice.nom,
                    actuel.intitule(),
                    voulu.intitule()
                ),
                "dans l’ordre : saisi (envoyé), a-completer si le département demande, valide, accepte".to_owned(),
            ),
            RefusDEtape::PasCloture(e) => (
                format!("l’exercice {} n’est pas clôturé : son retour se fait avec des comptes qui ne changent plus", e.nom),
                format!("clôturez-le d’abord : `retkoop cloturer --exercice {}` ; `--essai` dit ce qui manque encore", e.nom),
            ),
            RefusDEtape::SceauRompu(e, constat, autres) => {
                let autres = match autres {
                    0 => None,
                    1 => Some("1\u{a0}autre raison".to_owned()),
                    n => Some(format!("{n}\u{a0}autres raisons")),
                };
                let suite = autres.map_or_else(String::new, |n| format!(" ; {n} : `retkoop verifier --exercice {}`", e.nom));
                (
                    format!("le sceau de l’exercice {} est rompu : {} ({})", e.nom, constat.message, constat.code.0),
                    format!("{}{suite}", constat.aide),
                )
            }
        }
    }
}
