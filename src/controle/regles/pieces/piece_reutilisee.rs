//! P002 — piece-reutilisee. Several entries of one piece share its date or its label; otherwise the number was given twice.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, Manques};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P002"),
    nom: "piece-reutilisee",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un même numéro de pièce sert à des écritures sans date ni libellé communs",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let lisibles = vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::DATE.et(Manques::LIBELLE)));
    let mut par_piece: Vec<&Ecriture> = lisibles.filter(|e| !e.numero().is_empty()).collect();
    // Mostly in this order already. Stable: the entries of one piece stay in theirs.
    par_piece.sort_by_key(|e| e.numero_de_piece());
    for ecritures in par_piece.chunk_by(|a, b| a.numero_de_piece() == b.numero_de_piece()).filter(|ecritures| ecritures.len() > 1) {
        let piece = ecritures[0].numero();
        let mut dates = HashSet::new();
        let mut libelles = HashSet::new();
        for ecriture in ecritures {
            let date_connue = !dates.insert(ecriture.date.map(|d| d.valeur));
            let libelle_connu = !libelles.insert(ecriture.libelle.as_str());
            if date_connue || libelle_connu || std::ptr::eq(*ecriture, ecritures[0]) {
                continue;
            }
            let lieu = ecriture.piece.as_ref().map_or(ecriture.span, |p| p.span);
            let premiere = ecritures[0].piece.as_ref().map_or(ecritures[0].span, |p| p.span);
            constats.push(
                Constat::new(REGLE.code, ecriture.lieu(lieu), format!("le numéro de pièce {piece} sert à deux opérations différentes"))
                    .etiquette("déjà donné")
                    .lien(ecritures[0].lieu(premiere), format!("d’abord ici : {}", ecritures[0].libelle.valeur))
                    .aide("donnez un autre numéro à l’une des deux ; les lignes d’une même pièce ont la même date ou le même libellé")
                    .piece(Some(piece))
                    .sujet(ecriture.libelle.as_str()),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Plusieurs lignes peuvent partager un numéro de pièce si elles partagent aussi leur date ou leur libellé : elles décrivent \
           alors la même opération. Sinon, le numéro a été donné deux fois.",
    pourquoi: "Deux justificatifs sous un seul numéro, et l’on ne sait plus lequel prouve quoi.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "05"     # déjà celle du goûter des CP
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Donnez à la seconde écriture le premier numéro libre, et corrigez-le sur son justificatif.",
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
    reference: "Le cahier de comptes de l’OCCE : un numéro, une pièce.",
};
