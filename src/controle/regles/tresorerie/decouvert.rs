//! T004 — decouvert. One finding for each period below zero, at its first day.

use crate::controle::explication::{Explication, Extrait};
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
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for banque in vue.comptes.banques().filter(|&b| vue.exercice.lacunes.solde_connu(b)) {
        let nom = &vue.comptes.cooperative.tresorerie(banque).nom;
        for (jour, (pire_jour, pire)) in vue.comptes.periodes_negatives(vue.comptes.chronique(banque)) {
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

const EXPLICATION: Explication = Explication {
    quoi: "Le solde du cahier d’un compte bancaire ne descend pas sous zéro à la fin d’une journée.",
    pourquoi: "Une coopérative ne dépense que ce qu’elle a ; le compte est celui de l’association départementale, qui répond du \
               découvert. Souvent, c’est une recette datée trop tard, ou un montant de trop.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Autocars Belleroche, trois voyages"
cheque  = "2200103"
sortie.banque    = 1045.00
ventilation.6181 = 1045.00
"#,
    )],
    corriger: "Vérifiez les montants et les dates autour de ce jour. Si le découvert est réel, attendez une recette avant de payer, et \
               prévenez votre association départementale.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Autocars Belleroche, trois voyages"
cheque  = "2200103"
sortie.banque    = 104.50
ventilation.6181 = 104.50
"#,
    )],
    reference: "Une précaution : le compte bancaire est ouvert au nom de l’association départementale de l’OCCE.",
};
