//! `classes/*.toml`: the simplified ledger of one class.

use super::{Contexte, texte_requis};
use crate::coop::{CahierDeClasse, Manques, OperationDeClasse};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "ce cahier de classe",
    cles: &[requise("classe", Genre::Texte), requise("piece", Genre::Texte), cle("operation", Genre::Tables(&OPERATION))],
};

static OPERATION: Forme = Forme {
    nom: "cette opération",
    cles: &[
        cle("numero", Genre::Texte),
        requise("date", Genre::Date),
        requise("libelle", Genre::Texte),
        cle("entree", Genre::Table(&MOYENS)),
        cle("sortie", Genre::Table(&MOYENS)),
        requise("compte", Genre::Texte),
    ],
};

static MOYENS: Forme = Forme {
    nom: "ce mouvement",
    cles: &[cle("especes", Genre::MontantPositif), cle("cheque", Genre::MontantPositif), cle("carte", Genre::MontantPositif)],
};

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<CahierDeClasse> {
    fichier::lire(contexte.fichier, texte, &FORME, |racine| CahierDeClasse {
        fichier: contexte.fichier,
        classe: texte_requis(&racine, "classe"),
        piece: texte_requis(&racine, "piece"),
        operations: racine.tables("operation").map(|t| operation(contexte, t)).collect(),
        manques: if racine.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    })
}

fn operation(contexte: Contexte, table: Table) -> OperationDeClasse {
    let total = |cle| {
        let montants = table.table(cle).into_iter().flat_map(|t| t.entrees());
        montants.filter_map(|e| e.montant()).map(|m| m.valeur).sum()
    };
    let compte = texte_requis(&table, "compte");
    OperationDeClasse {
        span: table.span(),
        numero: table.texte_ou_vide("numero"),
        date: table.date("date"),
        libelle: texte_requis(&table, "libelle"),
        entrees: total("entree"),
        sorties: total("sortie"),
        compte: Spanned::new(contexte.compte(&compte), compte.span),
        manques: if table.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}
