//! `subventions.toml`: the subsidies received.

use super::{Contexte, texte_requis};
use crate::coop::{Manques, Montant, Subvention};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "subventions.toml",
    cles: &[cle("subvention", Genre::Tables(&SUBVENTION), "aucune subvention", "une subvention")],
};

static SUBVENTION: Forme = Forme {
    nom: "cette subvention",
    cles: &[
        requise("origine", Genre::Texte, "qui la donne"),
        requise("montant", Genre::MontantPositif, "combien"),
        requise("date", Genre::Date, "la date du versement"),
        cle("designation", Genre::Texte, "vide", "pour quoi"),
        cle("reste_a_depenser", Genre::Montant, "0", "ce qui n’est pas encore dépensé au dernier jour : de 0 au montant (S003)"),
        cle("piece", Genre::Texte, "non rattachée", "l’écriture qui l’a reçue"),
        cle(
            "justificatif",
            Genre::Texte,
            "sans preuve : bloquant une fois l’exercice fini (S002)",
            "le fichier qui la prouve, depuis le dossier de l’exercice",
        ),
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
