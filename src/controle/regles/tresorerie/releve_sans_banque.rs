//! T009 — releve-sans-banque. Ours: a statement of a cash box would be compared with nothing, silently.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("T009"),
    nom: "releve-sans-banque",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Identite],
    resume: "un relevé est celui d’une caisse, qui n’en reçoit pas",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for releve in &vue.exercice.releves {
        let Some(tresorerie) = releve.tresorerie.connue().map(|id| vue.comptes.cooperative.tresorerie(id)) else { continue };
        if tresorerie.compte.is_banque() {
            continue;
        }
        constats.push(
            Constat::new(REGLE.code, releve.lieu(releve.tresorerie.span), format!("`{}` est une caisse : elle n’a pas de relevé", tresorerie.nom))
                .etiquette("compte 530")
                .aide("nommez le compte bancaire de ce relevé, ou écrivez un arrêté de caisse dans `caisse/`")
                .sujet(releve.date.valeur.to_string()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un relevé porte sur un compte bancaire (512 ou 514), non sur une caisse (530).",
    pourquoi: "Une caisse n’a pas de relevé : ce fichier ne serait comparé à rien, et l’on croirait le solde vérifié.",
    exemple: &[Extrait::Fichier(
        "2024-2025/releves/2025-06-30.toml",
        r#"
tresorerie = "caisse"
date  = 2025-06-30
solde = 30.00
"#,
    )],
    corriger: "Nommez le compte bancaire du relevé. Si vous avez compté la caisse, écrivez un arrêté dans `caisse/`, coupure par coupure.",
    correction: &[Extrait::Fichier(
        "2024-2025/caisse/2025-06-30.toml",
        r#"
date        = 2025-06-30
tresorerie  = "caisse"

[coupures]
"20" = 1
"10" = 1
"#,
    )],
    reference: "Une précaution : la caisse se prouve par son arrêté.",
};
