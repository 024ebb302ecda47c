//! `controle.toml`: the control commission and its quitus.

use crate::coop::{Commission, Verificateur};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "controle.toml",
    cles: &[cle("date", Genre::Date), cle("verificateur", Genre::Tables(&VERIFICATEUR)), cle("quitus", Genre::Table(&QUITUS))],
};

static VERIFICATEUR: Forme = Forme {
    nom: "ce vérificateur",
    cles: &[requise("nom", Genre::Texte), requise("qualite", Genre::Choix(&["parent", "enseignant", "autre"]))],
};

static QUITUS: Forme = Forme { nom: "[quitus]", cles: &[cle("donne", Genre::Booleen), cle("reserves", Genre::Texte)] };

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Commission> {
    fichier::lire(fichier, texte, &FORME, |racine| {
        let quitus = racine.table("quitus");
        Commission {
            fichier,
            date: racine.date("date").map(|d| d.valeur),
            verificateurs: racine
                .tables("verificateur")
                .map(|v| Verificateur { nom: v.texte_ou_vide("nom"), qualite: v.texte_ou_vide("qualite"), span: v.span() })
                .collect(),
            quitus_donne: quitus.and_then(|q| q.booleen("donne")),
            reserves: quitus.map_or_else(Default::default, |q| q.texte_ou_vide("reserves")),
        }
    })
}
