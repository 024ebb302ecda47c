//! C004 — coupure-inconnue. Notes 500 to 5, coins 2 to 0,01 (domain.md, E7).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{COUPURES, Manques, Montant};
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("C004"),
    nom: "coupure-inconnue",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une coupure n’est pas un billet ou une pièce en euros, ou son nombre est négatif",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for arrete in &vue.exercice.arretes {
        for (rang, coupure) in arrete.coupures.iter().enumerate() {
            let (message, aide) = if coupure.valeur.is_none() {
                (
                    format!("`{}` n’est pas une coupure en euros", abrege(&coupure.ecrite)),
                    "les billets : 500, 200, 100, 50, 20, 10, 5 ; les pièces : 2, 1, 0.50, 0.20, 0.10, 0.05, 0.02, 0.01".to_owned(),
                )
            } else if coupure.nombre < 0 {
                (format!("un nombre de coupures négatif : {}", coupure.nombre), "écrivez combien il y en a dans la caisse : 0 ou plus".to_owned())
            } else if let Some(premiere) = arrete.coupures[..rang.min(COUPURES.len())].iter().find(|c| c.valeur == coupure.valeur) {
                (
                    format!("la coupure `{}` est écrite deux fois", coupure.ecrite),
                    format!("gardez une seule ligne : `\"{}\"` et `\"{}\"` sont la même coupure", premiere.ecrite, coupure.ecrite),
                )
            } else {
                continue;
            };
            constats.push(
                Constat::new(REGLE.code, arrete.lieu(coupure.span), message)
                    .etiquette("coupure refusée")
                    .aide(aide)
                    .sujet(format!("{} {}", arrete.date.valeur, coupure.ecrite)),
            );
        }
        let lisible = arrete.coupures.iter().all(|c| c.valeur.is_some() && c.nombre >= 0) && !arrete.manques.touche(Manques::TOUT);
        if lisible && arrete.compte().is_none() {
            constats.push(
                Constat::new(REGLE.code, arrete.lieu(arrete.date.span), "le total compté est démesuré")
                    .etiquette("arrêté impossible")
                    .aide(format!("un arrêté ne peut pas dépasser {} : vérifiez les nombres de coupures", Montant::MAX_SAISI))
                    .sujet(arrete.date.valeur.to_string()),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un arrêté compte des billets (500, 200, 100, 50, 20, 10, 5) et des pièces (2, 1, 0.50, 0.20, 0.10, 0.05, 0.02, 0.01). Chaque \
           coupure n’y figure qu’une fois, avec un nombre positif.",
    pourquoi: "Une coupure qui n’existe pas est une erreur de saisie, qui fausse le total compté.",
    exemple: &[Extrait::Fichier(
        "2024-2025/caisse/2025-07-03.toml",
        r#"
date        = 2025-07-03
tresorerie  = "caisse"

[coupures]
"30" = 1     # il n’y a pas de billet de 30
"#,
    )],
    corriger: "Corrigez la valeur de la coupure, à gauche du signe `=`, ou le nombre, à droite.",
    correction: &[Extrait::Fichier(
        "2024-2025/caisse/2025-07-03.toml",
        r#"
date        = 2025-07-03
tresorerie  = "caisse"

[coupures]
"20" = 1
"10" = 1
"#,
    )],
    reference: "Les billets et les pièces en euros.",
};
