//! `subventions.toml`: the subsidies received.

use super::{Contexte, texte_requis};
use crate::coop::{Manques, Montant, Subvention};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme { nom: "subventions.toml", cles: &[cle("subvention", Genre::Tables(&SUBVENTION))] };

static SUBVENTION: Forme = Forme {
    nom: "cette subvention",
    cles: &[
        requise("origine", Genre::Texte),
        requise("montant", Genre::MontantPositif),
        requise("date", Genre::Date),
        cle("designation", Genre::Texte),
        cle("reste_a_depenser", Genre::Montant),
        cle("piece", Genre::Texte),
        cle("justificatif", Genre::Texte),
    ],
};

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<Vec<Subvention>> {
    fichier::lire(contexte.fichier, texte, &FORME, |racine| {
        racine.tables("subvention").map(|t| subvention(contexte, t)).collect()
    })
}

fn subvention(contexte: Contexte, table: Table) -> Subvention {
    let montant = |cle| table.montant(cle).unwrap_or(Spanned::new(Montant::ZERO, table.span()));
    Subvention {
        fichier: contexte.fichier,
        span: table.span(),
        origine: texte_requis(&table, "origine").valeur,
        montant: montant("montant"),
        date: table.date("date").map(|d| d.valeur).unwrap_or_default(),
        designation: table.texte_ou_vide("designation"),
        reste_a_depenser: montant("reste_a_depenser"),
        piece: table.texte("piece"),
        justificatif: table.texte("justificatif"),
        manques: if table.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}
