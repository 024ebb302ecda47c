//! E003 — ecriture-vide. Zeros everywhere are no amount.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Manques;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("E003"),
    nom: "ecriture-vide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une écriture, un report ou une opération de classe n’a aucun montant",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for ecriture in &vue.exercice.ecritures {
        if !ecriture.manques.touche(Manques::MONTANTS.et(Manques::TOUTE_CLE)) && ecriture.est_vide() {
            constats.push(
                Constat::new(REGLE.code, ecriture.lieu(ecriture.span), "l’écriture n’a aucun montant")
                    .etiquette("rien n’entre, rien ne sort, rien n’est ventilé")
                    .aide("ajoutez ce qui est entré ou sorti (`sortie.banque = 45.90`) et sa ventilation, ou enlevez l’écriture")
                    .piece(Some(ecriture.numero())),
            );
        }
    }
    for report in vue.exercice.reports.iter().filter(|r| r.manques.is_aucun() && r.est_vide()) {
        constats.push(
            Constat::new(REGLE.code, vue.exercice.lieu(report.span), "le report n’a aucun montant")
                .etiquette("rien n’entrait, rien ne sortait")
                .aide("recopiez le montant de l’année précédente (`sortie.banque = 45.90`), ou enlevez ce report")
                .sujet(report.libelle.as_str()),
        );
    }
    for cahier in &vue.exercice.cahiers_de_classe {
        for operation in cahier.operations.iter().filter(|o| o.manques.is_aucun() && o.est_vide()) {
            constats.push(
                Constat::new(REGLE.code, cahier.lieu(operation.span), "l’opération de classe n’a aucun montant")
                    .etiquette("rien n’entre, rien ne sort")
                    .aide("ajoutez ce qui est entré ou sorti (`sortie.especes = 12.50`), ou enlevez l’opération")
                    .piece(Some(cahier.piece.as_str()))
                    .sujet(operation.numero.as_str()),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une écriture, un report ou une opération de classe doit porter au moins un montant qui ne soit pas nul.",
    pourquoi: "Une écriture sans montant est le plus souvent une écriture que l’on a commencée, puis oubliée : la dépense, elle, a bien \
               eu lieu.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 0.00
ventilation.6181 = 0.00
"#,
    )],
    corriger: "Complétez les montants d’après le justificatif, ou enlevez l’écriture. Un chèque annulé avant d’avoir servi n’a pas \
               besoin d’écriture.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Une précaution : une ligne du cahier décrit un mouvement.",
};
