//! Q003 — parent-absent. Where the department asks for a parent; a commission of nobody is Q001.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, Qualite};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("Q003"),
    nom: "parent-absent",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Commission],
    resume: "aucun vérificateur n’est un parent, alors que le département en demande un",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(commission) = &vue.exercice.commission else { return };
    let parent = commission.verificateurs.iter().any(|v| v.qualite == Some(Qualite::Parent));
    let Some(premier) = commission.verificateurs.first().filter(|_| !parent) else { return };
    if !vue.departement().commission.parent_obligatoire {
        return;
    }
    constats.push(
        Constat::new(REGLE.code, commission.lieu(premier.span), "aucun parent d’élève ne vérifie les comptes")
            .etiquette("le premier des vérificateurs")
            .aide("ajoutez un parent à la commission ; si l’un d’eux l’est déjà, écrivez `qualite = \"parent\"`")
            .donnee("attendu", "parent")
            .sujet("parent"),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "Là où le département le demande, l’un au moins des vérificateurs est un parent d’élève : `qualite = \"parent\"`.",
    pourquoi: "L’argent de la coopérative vient d’abord des familles. Un parent qui a vu les comptes peut en répondre devant les autres.",
    exemple: &[Extrait::Fichier(
        "2024-2025/controle.toml",
        r#"
date = 2025-09-11

[[verificateur]]
nom     = "Thibaut Cazelmont"
qualite = "enseignant"

[[verificateur]]
nom     = "Irène Falgoux"
qualite = "enseignant"
"#,
    )],
    corriger: "Proposez la vérification à un parent élu au conseil d’école. Si l’un des vérificateurs est déjà un parent, corrigez sa `qualite`.",
    correction: &[Extrait::Fichier(
        "2024-2025/controle.toml",
        r#"
date = 2025-09-11

[[verificateur]]
nom     = "Mehdi Larroquin"
qualite = "parent"

[[verificateur]]
nom     = "Irène Falgoux"
qualite = "enseignant"
"#,
    )],
    reference: "La page « Commission de contrôle des comptes » du guide de l’OCCE. Tous les départements ne le demandent pas : \
                `[controle]`, `parent_obligatoire`, dans `departement.toml`.",
};
