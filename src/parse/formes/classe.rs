//! `classes/*.toml`: the simplified ledger of one class.

use super::{Contexte, texte_requis};
use crate::coop::{CahierDeClasse, Manques, Montant, OperationDeClasse, ParMoyen};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise, requise_par};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "ce cahier de classe",
    cles: &[
        requise("classe", Genre::Texte, "la classe, par son nom ou par celui de son cahier dans `adhesion.toml` (sinon K002)"),
        requise_par("P001", "piece", Genre::Texte, "le numéro de pièce qu’il prend ; aucune écriture ne le porte (K003)"),
        cle("operation", Genre::Tables(&OPERATION), "cahier vide", "une opération"),
    ],
};

static OPERATION: Forme = Forme {
    nom: "cette opération",
    cles: &[
        cle("numero", Genre::Texte, "vide", "son numéro dans le cahier de la classe"),
        requise("date", Genre::Date, "le jour de l’opération, dans l’exercice (E002)"),
        requise("libelle", Genre::Texte, "ce que c’est"),
        cle("entree", Genre::Table(&MOYENS), "rien n’entre", "ce qui entre"),
        cle("sortie", Genre::Table(&MOYENS), "rien ne sort", "ce qui sort"),
        requise("compte", Genre::Texte, "un seul compte par opération, en 6 ou en 7"),
    ],
};

static MOYENS: Forme = Forme {
    nom: "ce mouvement",
    cles: &[
        cle("especes", Genre::MontantPositif, "0", "en espèces"),
        cle("cheque", Genre::MontantPositif, "0", "par chèque"),
        cle("carte", Genre::MontantPositif, "0", "par carte"),
    ],
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
    let par_moyen = |cle| {
        let mouvement = table.table(cle);
        let montant = |moyen| mouvement.as_ref().map_or(Montant::ZERO, |t| t.montant_ou_zero(moyen));
        ParMoyen { especes: montant("especes"), cheque: montant("cheque"), carte: montant("carte") }
    };
    let compte = texte_requis(&table, "compte");
    OperationDeClasse {
        span: table.span(),
        numero: table.texte_ou_vide("numero"),
        date: table.date("date"),
        libelle: texte_requis(&table, "libelle"),
        entrees: par_moyen("entree"),
        sorties: par_moyen("sortie"),
        compte: Spanned::new(contexte.compte(&compte), compte.span),
        manques: if table.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}
