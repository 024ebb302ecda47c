//! C005 — arrete-sans-caisse. Ours: notes and coins counted under a bank's name prove nothing of the cash box.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("C005"),
    nom: "arrete-sans-caisse",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Identite],
    resume: "un arrêté de caisse porte sur un compte bancaire",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for arrete in &vue.exercice.arretes {
        let Some(tresorerie) = arrete.tresorerie.connue().map(|id| vue.comptes.cooperative.tresorerie(id)) else { continue };
        if !tresorerie.compte.is_banque() {
            continue;
        }
        constats.push(
            Constat::new(REGLE.code, arrete.lieu(arrete.tresorerie.span), format!("`{}` est une banque : on n’y compte pas d’espèces", tresorerie.nom))
                .etiquette(format!("compte {}", tresorerie.compte.numero()))
                .aide("nommez la caisse qui a été comptée (un compte 530 de retkoop.toml)")
                .sujet(arrete.date.valeur.to_string()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un arrêté de caisse porte sur une caisse (530), non sur un compte bancaire.",
    pourquoi: "On ne compte pas de billets dans une banque : cet arrêté ne serait comparé à rien, et la caisse resterait sans preuve.",
    exemple: &[Extrait::Fichier(
        "2024-2025/caisse/2025-07-04.toml",
        r#"
date        = 2025-07-04
tresorerie  = "banque"

[coupures]
"20" = 1
"10" = 1
"#,
    )],
    corriger: "Nommez la caisse que vous avez comptée. Le solde d’une banque s’écrit dans `releves/`.",
    correction: &[Extrait::Fichier(
        "2024-2025/caisse/2025-07-04.toml",
        r#"
date        = 2025-07-04
tresorerie  = "caisse"

[coupures]
"20" = 1
"10" = 1
"#,
    )],
    reference: "Une précaution : la banque se prouve par ses relevés.",
};
