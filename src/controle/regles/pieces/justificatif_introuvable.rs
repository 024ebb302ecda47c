//! P004 — justificatif-introuvable. Paths are relative to the exercice's folder; letter case counts, as it does on most servers.

use std::collections::HashSet;

use crate::controle::justificatifs;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::la_plus_proche;

pub static REGLE: Regle = Regle {
    code: Code("P004"),
    nom: "justificatif-introuvable",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un justificatif nommé n’est pas dans le dossier",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let presents: HashSet<&str> = vue.exercice.annexes.iter().map(|a| a.chemin.as_str()).collect();
    for justificatif in justificatifs::nommes(vue.exercice).filter(|j| j.is_recu) {
        // A path that leaves the folder is L008.
        let Some(chemin) = justificatif.chemin_relatif() else { continue };
        if presents.contains(chemin.as_str()) {
            continue;
        }
        let proche = la_plus_proche(&chemin, presents.iter().copied()).map(|p| format!(" ; vouliez-vous dire `{p}` ?")).unwrap_or_default();
        constats.push(
            Constat::new(REGLE.code, justificatif.lieu, format!("le justificatif `{chemin}` est introuvable"))
                .etiquette("aucun fichier à ce nom")
                .aide(format!("mettez le fichier à cet endroit, ou corrigez son nom (majuscules comprises){proche}"))
                .donnee("trouve", chemin.clone())
                .piece(justificatif.piece)
                .sujet(chemin),
        );
    }
}
