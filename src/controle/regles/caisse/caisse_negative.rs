//! C002 — caisse-negative. A cash box cannot hold less than nothing (domain.md, E2). One finding for each period, at its first
//! day.

use crate::controle::explication::{Explication, Extrait};
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
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for caisse in vue.comptes.caisses().filter(|&c| vue.exercice.lacunes.solde_connu(c)) {
        let nom = &vue.comptes.cooperative.tresorerie(caisse).nom;
        for (jour, _) in vue.comptes.periodes_negatives(vue.comptes.chronique(caisse)) {
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

const EXPLICATION: Explication = Explication {
    quoi: "Le solde d’une caisse ne descend pas sous zéro à la fin d’une journée. Chaque période négative est dite une fois, à son \
           premier jour.",
    pourquoi: "On ne sort pas d’une boîte plus d’argent qu’il n’y en a. C’est donc le cahier qui se trompe : une recette datée trop \
               tard, une dépense payée autrement, un montant de trop.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.caisse    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "07"
date    = 2025-06-12
libelle = "Vente de gâteaux"
entree.caisse    = 45.90
ventilation.7080 = 45.90
"#,
    )],
    corriger: "Remettez les dates dans l’ordre où les choses se sont passées. Si une personne a avancé l’argent, la dépense se date du \
               jour où la caisse l’a remboursée.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-12
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.caisse    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "07"
date    = 2025-06-12
libelle = "Vente de gâteaux"
entree.caisse    = 45.90
ventilation.7080 = 45.90
"#,
    )],
    reference: "Le solde d’une caisse : existence au début, plus les entrées, moins les sorties, jour après jour.",
};
