//! T004 — decouvert. One finding for each period below zero, at its first day.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("T004"),
    nom: "decouvert",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture],
    resume: "un compte bancaire est à découvert à la fin d’une journée",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for banque in vue.comptes.banques().filter(|&b| vue.exercice.lacunes.solde_connu(b)) {
        let nom = &vue.dossier.cooperative.tresorerie(banque).nom;
        for (jour, (pire_jour, pire)) in vue.comptes.chronique(banque).periodes_negatives(vue.exercice.debut) {
            let solde = vue.comptes.solde(banque, jour);
            let lieu = vue.lieu_du_mouvement(banque, jour);
            let creux = if pire < solde { format!(", jusqu’à {pire} le {}", date::en_chiffres(pire_jour)) } else { String::new() };
            constats.push(
                Constat::new(REGLE.code, lieu, format!("le compte `{nom}` est à découvert de {} le {}{creux}", solde.abs(), date::en_chiffres(jour)))
                    .etiquette("le solde passe sous zéro")
                    .aide("vérifiez les dates et les montants ; une coopérative n’a pas droit au découvert")
                    .donnee("trouve", solde.decimal())
                    .sujet(format!("{nom} {jour}")),
            );
        }
    }
}
