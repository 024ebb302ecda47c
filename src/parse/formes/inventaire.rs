//! `inventaire.toml`: the durable goods, across the years.

use crate::coop::Bien;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "inventaire.toml",
    cles: &[cle("bien", Genre::Tables(&BIEN), "pas d’inventaire", "un bien, ou plusieurs achetés ensemble")],
};

static BIEN: Forme = Forme {
    nom: "ce bien",
    cles: &[
        requise("designation", Genre::Texte, "ce que c’est"),
        requise("date", Genre::Date, "la date d’achat"),
        requise("valeur", Genre::MontantPositif, "le prix payé, pour toute la ligne"),
        cle("piece", Genre::Texte, "vide", "l’écriture d’achat, avec son exercice"),
        cle("quantite", Genre::Nombre, "1", "combien"),
        cle("lieu", Genre::Texte, "vide", "où il est rangé"),
        cle("cession", Genre::Table(&CESSION), "toujours là", "sa sortie de l’inventaire"),
    ],
};

static CESSION: Forme = Forme {
    nom: "cette cession",
    cles: &[requise("date", Genre::Date, "le jour"), cle("motif", Genre::Texte, "vide", "vendu, donné, hors d’usage…")],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Vec<Bien>> {
    fichier::lire(fichier, texte, &FORME, |racine| racine.tables("bien").filter_map(|t| bien(fichier, t)).collect())
}

fn bien(fichier: FichierId, table: Table) -> Option<Bien> {
    Some(Bien {
        fichier,
        span: table.span(),
        designation: table.texte_ou_vide("designation"),
        date: table.date("date")?.valeur,
        valeur: table.montant("valeur")?.valeur,
        piece: table.texte_ou_vide("piece"),
        quantite: table.entier("quantite").unwrap_or(1),
        lieu: table.texte_ou_vide("lieu"),
        cession: table.table("cession").and_then(|c| Some((c.date("date")?.valeur, c.texte_ou_vide("motif")))),
    })
}
