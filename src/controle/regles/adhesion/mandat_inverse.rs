//! A014 — mandat-inverse. Ours: a mandate that ends before it begins is on no day, and no paper names who held it.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::coop::date;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::Dossier;

pub static REGLE: Regle = Regle {
    code: Code("A014"),
    nom: "mandat-inverse",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un mandat finit avant de commencer",
    explication: EXPLICATION,
    verification: Verification::Cooperative(verifier),
};

fn verifier(dossier: &Dossier, constats: &mut Vec<Constat>) {
    for mandataire in &dossier.cooperative.mandataires {
        let (Some(depuis), Some(jusqu_au)) = (mandataire.depuis, mandataire.jusqu_au) else { continue };
        if depuis <= jusqu_au {
            continue;
        }
        constats.push(
            Constat::new(
                REGLE.code,
                dossier.cooperative.lieu(mandataire.span),
                format!("le mandat de {} va du {} au {} : il finit avant de commencer", mandataire.nom, date::en_chiffres(depuis), date::en_chiffres(jusqu_au)),
            )
            .etiquette("n’est en fonction aucun jour")
            .aide("corrigez `depuis` ou `jusqu_au` : sans cela, aucun papier ne nomme cette personne")
            .donnee("attendu", depuis.to_string())
            .donnee("trouve", jusqu_au.to_string())
            .sujet(mandataire.nom.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le dernier jour d’un mandataire ou d’un signataire (`jusqu_au`) ne vient pas avant le premier (`depuis`).",
    pourquoi: "Les papiers d’une année nomment ceux qui étaient en fonction ce jour-là. Un mandat à l’envers ne contient aucun jour : le quitus \
               et l’attestation laisseraient la place vide, et un vérificateur pourrait contrôler ses propres comptes sans que rien ne le dise.",
    exemple: &[Extrait::Ajout(
        "retkoop.toml",
        r#"
[[mandataire]]
nom      = "Thibaut Cazelmont"
role     = "signataire"
depuis   = 2025-09-01
jusqu_au = 2024-08-31     # l’année de trop peu
"#,
    )],
    corriger: "Corrigez l’une des deux dates. Un mandat qui dure encore n’a pas de `jusqu_au`.",
    correction: &[Extrait::Ajout(
        "retkoop.toml",
        r#"
[[mandataire]]
nom      = "Thibaut Cazelmont"
role     = "signataire"
depuis   = 2025-09-01
jusqu_au = 2026-08-31
"#,
    )],
    reference: "Les papiers de l’OCCE portent le nom du mandataire de l’année ; un changement a son propre papier.",
};
