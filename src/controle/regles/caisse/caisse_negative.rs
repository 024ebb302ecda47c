//! C002 — caisse-negative. A cash box cannot hold less than nothing (domain.md, E2). One finding for each period, at its first day.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("C002"),
    nom: "caisse-negative",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture],
    resume: "une caisse est négative à la fin d’une journée",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for caisse in vue.comptes.caisses().filter(|&c| vue.exercice.lacunes.solde_connu(c)) {
        let nom = &vue.dossier.cooperative.tresorerie(caisse).nom;
        for (jour, _) in vue.comptes.chronique(caisse).periodes_negatives(vue.exercice.debut) {
            let solde = vue.comptes.solde(caisse, jour);
            constats.push(
                Constat::new(REGLE.code, vue.lieu_du_mouvement(caisse, jour), format!("le compte `{nom}` aurait {solde} le {}", date::en_chiffres(jour)))
                    .etiquette("on ne sort pas plus d’espèces qu’il n’y en a")
                    .aide("vérifiez les dates et les montants d’espèces : une recette est peut-être datée trop tard, ou une dépense payée autrement")
                    .donnee("trouve", solde.decimal())
                    .sujet(format!("{nom} {jour}")),
            );
        }
    }
}
