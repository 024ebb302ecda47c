//! `reouvertures.toml`: the seals of an exercice that were opened again, written by `retkoop rouvrir` only. It stands under the
//! next seal, so that no reopening is forgotten.

use crate::coop::Reouverture;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
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
        cle(
            "differences",
            Genre::Liste(&Genre::Texte),
            "aucune",
            "les fichiers qui n’étaient déjà plus ce que ce sceau disait, depuis le dossier de l’exercice",
        ),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Vec<Reouverture>> {
    fichier::lire(fichier, texte, &FORME, lues)
}

/// Of a table that holds `[[reouverture]]`.
pub(super) fn lues(table: Table) -> Vec<Reouverture> {
    let reouvertures = table.tables("reouverture").filter_map(|t| {
        Some(Reouverture {
            date: t.date("date")?.valeur,
            motif: t.texte_ou_vide("motif"),
            sceau: t.texte_ou_vide("sceau"),
            differences: t.textes("differences").into_iter().map(|fichier| fichier.valeur).collect(),
        })
    });
    reouvertures.collect()
}
