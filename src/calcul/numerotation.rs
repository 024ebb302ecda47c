//! Piece numbers by series (01…, D1…, R1…): what a number is, and the one that comes next.

use std::collections::BTreeMap;

use crate::coop::{Exercice, serie_et_chiffres};

/// Longer is no number that anyone wrote on a receipt.
const LONGUEUR_MAX: usize = 40;
/// Zero-padded: 01…99, or 001… beyond (domain.md, « Chart of accounts »).
const LARGEUR: usize = 2;

/// A number within a series.
#[derive(Debug, Clone, Copy)]
pub struct Rang<'a> {
    pub serie: &'a str,
    pub numero: u64,
    /// How many digits were written, zeros included.
    pub largeur: usize,
}

/// `D12` is number 12 of the series `D`. A piece without a number at its end belongs to no series.
pub fn rang_dans_sa_serie(piece: &str) -> Option<Rang<'_>> {
    if piece.len() > LONGUEUR_MAX {
        return None;
    }
    let (serie, chiffres) = serie_et_chiffres(piece);
    Some(Rang { serie, numero: chiffres.parse().ok()?, largeur: chiffres.len() })
}

/// The number after the last one of the series that the ledger uses: the plain one, else that of expenses (`D`) or receipts
/// (`R`), else the one most used. The pieces that class ledgers become count.
pub fn piece_suivante(exercice: &Exercice, depense: bool) -> String {
    pieces_suivantes(exercice, depense).next().unwrap_or_default()
}

/// That number, and those after it.
pub fn pieces_suivantes(exercice: &Exercice, depense: bool) -> impl Iterator<Item = String> {
    let ecritures = exercice.ecritures.iter().map(|e| e.numero().trim());
    let pieces = ecritures.chain(exercice.cahiers_de_classe.iter().map(|c| c.piece.trim()));
    // By series: how many, the last number, its width.
    let mut series: BTreeMap<&str, (usize, u64, usize)> = BTreeMap::new();
    for piece in pieces {
        let Some(Rang { serie, numero, largeur }) = rang_dans_sa_serie(piece) else { continue };
        let connue = series.entry(serie).or_default();
        connue.0 += 1;
        if numero >= connue.1 {
            (connue.1, connue.2) = (numero, largeur);
        }
    }
    let lettre = if depense { "D" } else { "R" };
    let choisie = [""].into_iter().chain([lettre]).find(|serie| series.contains_key(serie));
    let choisie = choisie.or_else(|| series.iter().max_by_key(|(_, (nombre, ..))| *nombre).map(|(serie, _)| *serie));
    let (serie, dernier, largeur) = match choisie.and_then(|serie| Some((serie, series.get(serie)?))) {
        Some((serie, (_, dernier, largeur))) => {
            (serie.to_owned(), *dernier, if serie.is_empty() { *largeur.max(&LARGEUR) } else { *largeur })
        }
        None => (String::new(), 0, LARGEUR),
    };
    (dernier.saturating_add(1)..=u64::MAX).map(move |numero| format!("{serie}{numero:0largeur$}"))
}
