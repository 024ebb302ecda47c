//! I001 — bien-non-inventorie. What is booked as a durable good also stands in the inventory (domain.md, chart of accounts).

use std::collections::HashSet;

use crate::calcul::Origine;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{NumeroDePiece, Partie};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("I001"),
    nom: "bien-non-inventorie",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Inventaire, Partie::Plan],
    resume: "un achat de bien durable n’a pas sa ligne dans l’inventaire",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let compte = vue.departement().plan.biens_durables;
    if vue.comptes.total_du_compte(compte).is_zero() {
        return;
    }
    let biens = vue.dossier.inventaire_de(vue.exercice);
    let inventories = biens.iter().filter_map(|b| b.piece_de(vue.exercice)).map(NumeroDePiece::new);
    let inventories: HashSet<NumeroDePiece> = inventories.collect();
    // A good that names no piece is recognised by its price: its day may be the invoice's, not the cheque's.
    let sans_piece = biens.iter().filter(|b| b.piece.trim().is_empty() && vue.exercice.contient(b.date));
    let sans_piece: HashSet<_> = sans_piece.map(|b| b.valeur).collect();
    // A cheque never presented bought nothing.
    let annulees = vue.comptes.annulations().filter_map(|(_, visee)| match visee {
        Origine::Ecriture(ecriture) => Some(NumeroDePiece::new(ecriture.numero())),
        Origine::Report(_) => None,
    });
    let annulees: HashSet<NumeroDePiece> = annulees.collect();
    for achat in vue.exercice.achats_au_compte(compte) {
        let numero = NumeroDePiece::new(achat.piece);
        // Without its number (P001), it may be any of those that the inventory names.
        if numero.est_vide() && !inventories.is_empty() {
            continue;
        }
        if inventories.contains(&numero) || annulees.contains(&numero) || sans_piece.contains(&achat.montant) {
            continue;
        }
        let exercice = &vue.exercice.nom;
        let date = achat.date.map_or_else(String::new, |d| format!("`date = {d}`, "));
        constats.push(
            Constat::new(
                REGLE.code,
                achat.lieu,
                format!("un achat de {} au compte {compte} n’a pas sa ligne dans l’inventaire", achat.montant),
            )
            .etiquette("bien durable non inventorié")
            .aide(format!(
                "ajoutez à inventaire.toml : `[[bien]]`, `designation = \"…\"`, {date}`valeur = {}`, `piece = \"{exercice}/{}\"` ; si ce n’est pas un bien durable, changez le compte",
                achat.montant.decimal(),
                achat.piece
            ))
            .donnee("montant", achat.montant.decimal())
            .piece(Some(achat.piece)),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un achat est porté au compte des biens durables (6800, sauf choix du département), et aucune ligne de `inventaire.toml` ne nomme sa pièce.",
    pourquoi: "Ce que la coopérative possède doit se retrouver d’une année à l’autre : au changement de mandataire, pour l’assurance, et pour les vérificateurs, qui comparent l’inventaire aux achats.",
    exemple: &[Extrait::Absent("inventaire.toml")],
    corriger: "Ajoutez le bien à `inventaire.toml`, avec la pièce de son achat. Si ce n’est pas un bien durable, changez le compte de l’écriture.",
    correction: &[Extrait::Fichier("inventaire.toml", r#"
[[bien]]
designation = "Appareil photo"
date   = 2025-03-13
valeur = 120.00
piece  = "2024-2025/04"
"#)],
    reference: "Plan comptable de l’OCCE : le compte 6800 va avec le cahier d’inventaire.",
};
