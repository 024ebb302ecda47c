//! What `imprimer` says beside the papers: what is blank, waits or is a draft, and the signs that no font draws.

use std::collections::BTreeSet;

use crate::cli::{Console, Echec};
use crate::coop::date::{self, DateDuPapier};
use crate::coop::{Date, Exercice};
use crate::diagnostic::{enumeration, pluriel, quelques};
use crate::render::pdf::{Choix, Rendu};

/// `reste`: what the accounts still have to settle, that is no error.
pub fn annonce_du_brouillon(erreurs: usize, reste: Option<String>) -> String {
    match (erreurs, reste) {
        (0, None) => "brouillon : les comptes n’ont rien à corriger".to_owned(),
        (0, Some(reste)) => format!("brouillon : aucune erreur, mais {reste}"),
        (n, _) => format!("brouillon : {}, que chaque page rappelle", pluriel(n, "erreur")),
    }
}

/// Once for all the papers of the run, and no more than one reads.
pub fn annoncer_les_signes_remplaces(rendus: &[Rendu], console: &Console) {
    let signes: BTreeSet<char> = rendus.iter().flat_map(|rendu| &rendu.caracteres_remplaces).copied().collect();
    if signes.is_empty() {
        return;
    }
    let signes: Vec<String> = signes.iter().map(|c| format!("{c} (U+{:04X})", *c as u32)).collect();
    let montres = quelques(&signes.iter().map(String::as_str).collect::<Vec<_>>());
    console.note(&format!("remplacés par « □ », que la police ne dessine pas : {montres}"));
}

/// Says which papers are blank, and which wait for something; `false`: nothing is to be printed.
pub fn annoncer(choix: &Choix, console: &Console) -> bool {
    if !choix.refus.is_empty() {
        for attente in &choix.refus {
            console.echec(&Echec::new(format!("`{}` attend {}", attente.modele.nom(), attente.attendu), attente.aide));
        }
        if !choix.modeles.is_empty() {
            let autres: Vec<String> = choix.modeles.iter().map(|modele| format!("`{}`", modele.nom())).collect();
            console.note(&format!("rien n’est imprimé ; à demander à part : {}", enumeration(autres)));
        }
        return false;
    }
    for modele in &choix.vierges {
        console.note(&format!("{} : rien à y inscrire, imprimé avec ses cases vides", modele.nom()));
    }
    for attente in &choix.attentes {
        console.note(&format!("`{}` n’est pas imprimé : il attend {}", attente.modele.nom(), attente.attendu));
    }
    true
}

/// The year is not over: its papers speak of its last day, and others may be wanted then. Or they are dated before what they
/// tell.
pub fn annoncer_les_dates(choix: &Choix, exercice: &Exercice, jour: Date, date: DateDuPapier, console: &Console) {
    if !choix.modeles.iter().any(|modele| modele.arrete_les_comptes()) {
        return;
    }
    if !exercice.est_termine(jour) {
        console.note(&format!(
            "l’exercice {} court encore jusqu’au {} : ces papiers le disent tel qu’il est écrit aujourd’hui",
            exercice.nom,
            date::en_toutes_lettres(exercice.fin),
        ));
    }
    let connu = exercice.avancement().connu_jusqu_au;
    if date.jour() < connu {
        console.note(&format!(
            "datés du {}, ces papiers disent aussi ce qui est écrit ensuite, jusqu’au {}",
            date::en_toutes_lettres(date.jour()),
            date::en_toutes_lettres(connu),
        ));
    }
}
