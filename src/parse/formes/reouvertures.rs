//! `reouvertures.toml`: the seals of an exercice that were opened again, written by `retkoop rouvrir` only. It stands under the
//! next seal, so that no reopening is forgotten.

use crate::coop::Reouverture;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "reouvertures.toml",
    cles: &[cle("reouverture", Genre::Tables(&REOUVERTURE), "jamais rouvert", "une réouverture")],
};

pub static REOUVERTURE: Forme = Forme {
    nom: "cette réouverture",
    cles: &[
        requise("date", Genre::Date, "le jour"),
        requise("motif", Genre::Texte, "la raison"),
        requise("sceau", Genre::Texte, "l’empreinte du sceau que l’on a rompu"),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Vec<Reouverture>> {
    fichier::lire(fichier, texte, &FORME, |racine| {
        let reouvertures = racine.tables("reouverture");
        reouvertures
            .filter_map(|t| {
                Some(Reouverture {
                    date: t.date("date")?.valeur,
                    motif: t.texte_ou_vide("motif"),
                    sceau: t.texte_ou_vide("sceau"),
                })
            })
            .collect()
    })
}
