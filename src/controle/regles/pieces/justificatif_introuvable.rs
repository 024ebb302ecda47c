//! P004 — justificatif-introuvable. Paths are relative to the exercice's folder; letter case counts, as it does on most servers.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::justificatifs;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::scelle::retires;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P004"),
    nom: "justificatif-introuvable",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un justificatif nommé n’est pas dans le dossier",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let introuvables = justificatifs::introuvables(vue.exercice);
    // A receipt that was sealed and is gone is X002.
    let perdus = if introuvables.is_empty() { HashSet::new() } else { retires(vue.dossier, vue.exercice) };
    for justificatif in justificatifs::nommes(vue.exercice).filter(|j| j.is_recu) {
        // A path that leaves the folder is L008.
        let Some(chemin) = justificatif.chemin_relatif() else { continue };
        let Some(proche) = introuvables.get(&chemin).filter(|_| !perdus.contains(chemin.as_str())) else { continue };
        let proche = proche.map(|p| format!(" ; vouliez-vous dire `{p}` ?")).unwrap_or_default();
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

const EXPLICATION: Explication = Explication {
    quoi: "Chaque justificatif nommé par une écriture ou par le tableau des subventions doit se trouver dans le dossier de l’exercice, \
           sous ce nom exactement, majuscules et accents compris.",
    pourquoi: "Une dépense dont on ne retrouve pas la facture n’est pas prouvée. C’est ce que regardent d’abord les vérificateurs, puis \
               le commissaire aux comptes de l’association départementale.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
justificatifs = ["pieces/06-beaulac.pdf"]
"#,
    )],
    corriger: "Rangez le fichier dans le dossier `pieces/` de l’exercice, ou corrigez le nom écrit dans le cahier. Si la facture est \
               perdue, demandez-en un duplicata.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
justificatifs = ["pieces/06-beaulac.pdf"]
"#,
        ),
        Extrait::Recu("2024-2025/pieces/06-beaulac.pdf", "Facture 2025-118, cahiers et feutres : 45,90 €"),
    ],
    reference: "La conservation des pièces : dix ans, comme tous les documents de la coopérative.",
};
