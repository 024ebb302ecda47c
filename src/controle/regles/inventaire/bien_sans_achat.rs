//! I002 — bien-sans-achat. A good of this exercice that no purchase of durable goods explains: a gift, or a wrong account.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{NumeroDePiece, Partie};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("I002"),
    nom: "bien-sans-achat",
    niveau: Niveau::Remarque,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Inventaire, Partie::Plan, Partie::Bornes, Partie::Cahier, Partie::Classes, Partie::Numerotation, Partie::Ventilation],
    resume: "un bien de l’inventaire n’a pas d’achat au compte des biens durables",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    // What a seal says of the goods of its year stands in no file of today.
    let biens = vue.dossier.inventaire_de(vue.exercice);
    if biens.is_empty() || !std::ptr::eq(biens, vue.dossier.inventaire.as_slice()) {
        return;
    }
    let compte = vue.departement().plan.biens_durables;
    // E001: what such an entry bought is not known.
    let desequilibrees: HashSet<NumeroDePiece> =
        vue.exercice.ecritures.iter().filter(|e| !e.est_equilibree()).map(|e| e.numero_de_piece()).collect();
    let achats: Vec<_> = vue.exercice.achats_au_compte(compte).collect();
    let pieces: HashSet<NumeroDePiece> = achats.iter().map(|a| NumeroDePiece::new(a.piece)).collect();
    let de_ce_prix: HashSet<_> = achats.iter().map(|a| a.montant).collect();
    for bien in biens {
        let trouve = match bien.piece_de(vue.exercice).map(NumeroDePiece::new) {
            Some(piece) => pieces.contains(&piece) || desequilibrees.contains(&piece),
            None if bien.piece.trim().is_empty() && vue.exercice.contient(bien.date) => {
                de_ce_prix.contains(&bien.valeur) || !desequilibrees.is_empty()
            }
            None => continue,
        };
        if trouve {
            continue;
        }
        let nom = abrege(&bien.designation);
        let message = match bien.piece_de(vue.exercice) {
            Some(piece) => format!("le bien « {nom} » nomme la pièce {piece}, qui n’achète rien au compte {compte}"),
            None => format!("le bien « {nom} » n’a pas d’achat au compte {compte} dans l’exercice {}", vue.exercice.nom),
        };
        constats.push(
            Constat::new(REGLE.code, Lieu { fichier: bien.fichier, span: bien.span }, message)
                .etiquette("achat introuvable")
                .aide(format!(
                    "nommez l’écriture de l’achat, ventilée au compte {compte} : `piece = \"{}/31\"` ; d’un don, il n’y a rien à écrire de plus",
                    vue.exercice.nom
                ))
                .sujet(format!("{nom} {}", bien.date)),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un bien de l’inventaire nomme une pièce de l’exercice qui n’achète rien au compte des biens durables (6800), ou ne nomme pas de pièce et aucun achat de l’exercice n’a sa valeur. Les biens d’exercices qui ne sont pas dans le dossier ne sont pas jugés.",
    pourquoi: "Ou bien l’achat est porté sur un autre compte, ou bien la pièce est mal recopiée. Un don est légitime : ce n’est qu’une remarque.",
    exemple: &[Extrait::Ajout("inventaire.toml", r#"
[[bien]]
designation = "Enceinte portable"
date   = 2025-05-22
valeur = 20.00
piece  = "2024-2025/05"
"#)],
    corriger: "Corrigez la pièce, ou portez l’achat au compte des biens durables. D’un don, il n’y a rien à écrire de plus : la remarque peut rester, ou s’acquitter avec son motif dans `retkoop.toml`.",
    correction: &[Extrait::Fichier("inventaire.toml", r#"
[[bien]]
designation = "Appareil photo, avec sa housse"
date   = 2025-03-13
valeur = 120.00
piece  = "2024-2025/04"
"#)],
    reference: "Plan comptable de l’OCCE : le compte 6800 va avec le cahier d’inventaire.",
};
