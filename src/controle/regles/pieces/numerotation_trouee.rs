//! P003 — numerotation-trouee. By series (01…, D1…, R1…), from 1; the pieces that class ledgers become count (domain.md: pieces restart at 1 every exercice).

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("P003"),
    nom: "numerotation-trouee",
    niveau: Niveau::Remarque,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Numerotation, Partie::Cahier],
    resume: "il manque un numéro dans une série de pièces",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

/// Longer is no number that anyone wrote on a receipt.
const LONGUEUR_MAX: usize = 40;

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let entrees = vue.exercice.ecritures.iter().filter_map(|e| Some((e.numero(), e.lieu(e.piece.as_ref()?.span))));
    let classes = vue.exercice.cahiers_de_classe.iter().map(|c| (c.piece.as_str(), c.lieu(c.piece.span)));
    let mut numerotees: Vec<(&str, u64, &str, Lieu)> = entrees
        .chain(classes)
        .filter_map(|(piece, lieu)| {
            let (serie, numero) = serie_et_numero(piece)?;
            Some((serie, numero, piece, lieu))
        })
        .collect();
    numerotees.sort_by_key(|&(serie, numero, ..)| (serie, numero));
    for numeros in numerotees.chunk_by(|a, b| a.0 == b.0) {
        let mut precedent = 0;
        for &(serie, numero, piece, lieu) in numeros {
            if numero > precedent + 1 {
                let largeur = piece.len() - serie.len();
                let nom = |n: u64| format!("{serie}{n:0largeur$}");
                let manquants = if numero == precedent + 2 {
                    format!("la pièce {}", nom(numero - 1))
                } else {
                    let lien = if numero == precedent + 3 { "et" } else { "à" };
                    format!("les pièces {} {lien} {}", nom(precedent + 1), nom(numero - 1))
                };
                constats.push(
                    Constat::new(REGLE.code, lieu, format!("il manque {manquants} avant la pièce {piece}"))
                        .etiquette("la numérotation saute ici")
                        .aide("retrouvez l’écriture qui manque, ou renumérotez : les pièces se suivent depuis 1 dans chaque exercice")
                        .donnee("attendu", nom(precedent + 1))
                        .donnee("trouve", piece)
                        .piece(Some(piece))
                        .sujet(piece),
                );
            }
            precedent = numero;
        }
    }
}

/// `D12` is number 12 of the series `D`. A piece without a number at its end belongs to no series.
fn serie_et_numero(piece: &str) -> Option<(&str, u64)> {
    if piece.len() > LONGUEUR_MAX {
        return None;
    }
    let chiffres = piece.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (serie, numero) = piece.split_at(piece.len() - chiffres);
    Some((serie, numero.parse().ok()?))
}
