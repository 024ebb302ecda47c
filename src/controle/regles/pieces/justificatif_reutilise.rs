//! P006 — justificatif-reutilise. By content, so that a copy under another name is seen; a receipt of several lines of one piece is fine.

use std::collections::{HashMap, HashSet};

use crate::controle::justificatifs;
use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P006"),
    nom: "justificatif-reutilise",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un même document justifie deux pièces",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let empreintes: HashMap<&str, &str> =
        vue.exercice.annexes.iter().map(|a| (a.chemin.as_str(), a.empreinte.as_deref().unwrap_or(&a.chemin))).collect();
    let mut premiers: HashMap<&str, justificatifs::Justificatif> = HashMap::new();
    let mut dits = HashSet::new();
    for justificatif in justificatifs::nommes(vue.exercice) {
        let (Some(chemin), Some(piece)) = (justificatif.chemin_relatif(), justificatif.piece) else { continue };
        let Some(&empreinte) = empreintes.get(chemin.as_str()) else { continue };
        let premier = *premiers.entry(empreinte).or_insert(justificatif);
        if premier.piece == Some(piece) || !dits.insert((empreinte, piece)) {
            continue;
        }
        let autre = premier.piece.unwrap_or_default();
        constats.push(
            Constat::new(REGLE.code, justificatif.lieu, format!("le même document justifie les pièces {autre} et {piece}"))
                .etiquette("déjà produit")
                .lien(premier.lieu, format!("pour la pièce {autre}"))
                .aide("chaque pièce a son propre justificatif : remplacez l’un des deux, ou réunissez les écritures sous une seule pièce")
                .piece(Some(piece))
                .sujet(chemin),
        );
    }
}
