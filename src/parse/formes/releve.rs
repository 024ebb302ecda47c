//! `releves/*.toml`: bank statements.

use super::{Contexte, texte_requis};
use crate::coop::{Manques, Releve};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, requise};
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "ce relevé",
    cles: &[
        requise("tresorerie", Genre::Texte, "le nom d’une banque déclarée dans `retkoop.toml` (compte 512 ou 514)"),
        requise("date", Genre::Date, "la date du solde"),
        requise("solde", Genre::Montant, "le solde imprimé sur le relevé ; négatif pour un découvert"),
    ],
};

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<Option<Releve>> {
    fichier::lire(contexte.fichier, texte, &FORME, |racine| {
        let tresorerie = texte_requis(&racine, "tresorerie");
        Some(Releve {
            fichier: contexte.fichier,
            tresorerie: Spanned::new(contexte.tresorerie(&tresorerie), tresorerie.span),
            date: racine.date("date")?,
            solde: racine.montant("solde")?,
            manques: if racine.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
        })
    })
}
