//! P006 — justificatif-reutilise. By content, so that a copy under another name is seen; a receipt of several lines of one piece
//! is fine.

use std::collections::{HashMap, HashSet};

use crate::controle::justificatifs;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{AnnexeDExercice, NumeroDePiece};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::EMPREINTE_DU_VIDE;

pub static REGLE: Regle = Regle {
    code: Code("P006"),
    nom: "justificatif-reutilise",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un même document justifie deux pièces",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let empreintes: HashMap<_, &str> = vue.exercice.annexes.iter().map(|a| (a.nom_compare(), contenu(a))).collect();
    let mut premiers: HashMap<&str, justificatifs::Justificatif> = HashMap::new();
    let mut dits = HashSet::new();
    for justificatif in justificatifs::nommes(vue.exercice) {
        // Without a number (P001), nobody knows which piece it is.
        let piece = justificatif.piece.filter(|piece| !piece.is_empty());
        let (Some(chemin), Some(piece)) = (justificatif.chemin_relatif(), piece) else { continue };
        let Some(&empreinte) = empreintes.get(chemin.as_str()) else { continue };
        let premier = *premiers.entry(empreinte).or_insert(justificatif);
        let numero = NumeroDePiece::new(piece);
        if premier.piece.map(NumeroDePiece::new) == Some(numero) || !dits.insert((empreinte, numero)) {
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

/// What tells contents apart. Two empty files are no copy of one receipt.
fn contenu(annexe: &AnnexeDExercice) -> &str {
    annexe.empreinte.as_deref().filter(|empreinte| *empreinte != EMPREINTE_DU_VIDE).unwrap_or(&annexe.chemin)
}

const EXPLICATION: Explication = Explication {
    quoi: "Un même document ne justifie pas deux pièces. La comparaison porte sur le contenu : une copie sous un autre nom est reconnue. \
           Plusieurs lignes d’une même pièce, elles, partagent leur justificatif.",
    pourquoi: "Une facture produite deux fois peut cacher une dépense comptée deux fois, ou une autre facture qui manque.",
    exemple: &[
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

[[ecriture]]
piece   = "07"
date    = 2025-06-12
libelle = "Papeterie Beaulac, gouaches"
cheque  = "2200104"
sortie.banque    = 18.00
ventilation.6181 = 18.00
justificatifs = ["pieces/07-beaulac.pdf"]
"#,
        ),
        Extrait::Recu("2024-2025/pieces/06-beaulac.pdf", "Facture 2025-118, cahiers et feutres : 45,90 €"),
        Extrait::Recu("2024-2025/pieces/07-beaulac.pdf", "Facture 2025-118, cahiers et feutres : 45,90 €"),
    ],
    corriger: "Remplacez le document par celui de la seconde dépense. Si une seule facture couvre les deux lignes, donnez-leur le même \
               numéro de pièce.",
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

[[ecriture]]
piece   = "07"
date    = 2025-06-12
libelle = "Papeterie Beaulac, gouaches"
cheque  = "2200104"
sortie.banque    = 18.00
ventilation.6181 = 18.00
justificatifs = ["pieces/07-beaulac.pdf"]
"#,
        ),
        Extrait::Recu("2024-2025/pieces/06-beaulac.pdf", "Facture 2025-118, cahiers et feutres : 45,90 €"),
        Extrait::Recu("2024-2025/pieces/07-beaulac.pdf", "Facture 2025-131, gouaches : 18,00 €"),
    ],
    reference: "Une précaution : à chaque pièce sa preuve.",
};
