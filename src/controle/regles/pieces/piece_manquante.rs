//! P001 — piece-manquante. An empty number is a missing one.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{CahierDeClasse, Manques};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P001"),
    nom: "piece-manquante",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "une écriture, ou un cahier de classe, n’a pas de numéro de pièce",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for ecriture in &vue.exercice.ecritures {
        let sans_numero = ecriture.numero().is_empty() && !ecriture.manques.touche(Manques::PIECE.et(Manques::TOUTE_CLE));
        if sans_numero {
            let jour = ecriture.date.map_or_else(String::new, |d| d.valeur.to_string());
            constats.push(
                Constat::new(REGLE.code, ecriture.lieu(ecriture.piece.as_ref().map_or(ecriture.span, |p| p.span)), "l’écriture n’a pas de numéro de pièce")
                    .etiquette("pièce sans numéro")
                    .aide("donnez-lui son numéro d’ordre, et reportez-le sur le justificatif : `piece = \"05\"`")
                    .sujet(format!("{jour} {}", ecriture.libelle.valeur)),
            );
        }
    }
    let sans_numero = |cahier: &&CahierDeClasse| cahier.piece.trim().is_empty() && !cahier.manques.touche(Manques::PIECE);
    for cahier in vue.exercice.cahiers_de_classe.iter().filter(sans_numero) {
        constats.push(
            Constat::new(REGLE.code, cahier.lieu(cahier.piece.span), "le cahier de classe n’a pas de numéro de pièce")
                .etiquette("pièce sans numéro")
                .aide("donnez-lui le numéro de la pièce qu’il devient dans le cahier de la coopérative : `piece = \"27\"`")
                .sujet(cahier.classe.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque écriture porte un numéro de pièce ; chaque cahier de classe, celui de la pièce qu’il devient.",
    pourquoi: "Le numéro relie la ligne du cahier au justificatif qui la prouve : sans lui, le vérificateur qui tire une facture du \
               classeur ne retrouve pas son écriture, ni l’inverse.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Donnez à l’écriture le numéro suivant, et reportez-le sur le justificatif.",
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
    reference: "Le cahier de comptes de l’OCCE : les pièces se numérotent à partir de 1 dans chaque exercice.",
};
