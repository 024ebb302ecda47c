//! `controle.toml`: the control commission and its quitus.

use crate::coop::{Commission, Qualite, Verificateur};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "controle.toml",
    cles: &[
        cle("date", Genre::Date, "non datée", "le jour de la réunion"),
        cle("verificateur", Genre::Tables(&VERIFICATEUR), "personne", "un vérificateur"),
        cle("quitus", Genre::Table(&QUITUS), "pas encore donné", "la décision"),
    ],
};

static VERIFICATEUR: Forme = Forme {
    nom: "ce vérificateur",
    cles: &[requise("nom", Genre::Texte, "prénom et nom"), requise("qualite", Genre::Choix(Qualite::NOMS), "à quel titre")],
};

static QUITUS: Forme = Forme {
    nom: "[quitus]",
    cles: &[
        cle("donne", Genre::Booleen, "pas encore décidé", "le quitus est-il donné ?"),
        cle("reserves", Genre::Texte, "sans réserve", "les réserves"),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Commission> {
    fichier::lire(fichier, texte, &FORME, |racine| {
        let quitus = racine.table("quitus");
        Commission {
            fichier,
            date: racine.date("date"),
            verificateurs: racine
                .tables("verificateur")
                .map(|v| Verificateur {
                    nom: v.texte_ou_vide("nom"),
                    qualite: v.texte("qualite").and_then(|nom| Qualite::from_nom(&nom)),
                    span: v.span(),
                })
                .collect(),
            quitus_donne: quitus.and_then(|q| q.booleen("donne")),
            reserves: quitus.map_or_else(Default::default, |q| q.texte_ou_vide("reserves")),
        }
    })
}
