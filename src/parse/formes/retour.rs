//! `retour/etat.toml`: the steps of the yearly return, recorded by `retkoop retour`.

use crate::coop::{EtapeDuRetour, EtatDuRetour};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::source::FichierId;

pub static FORME: Forme = Forme {
    nom: "retour/etat.toml",
    cles: &[cle("etape", Genre::Tables(&ETAPE), "en construction", "une étape ; la dernière est celle où l’on en est")],
};

static ETAPE: Forme = Forme {
    nom: "cette étape",
    cles: &[
        requise("etat", Genre::Choix(EtatDuRetour::NOMS), "où en est le retour"),
        requise("date", Genre::Date, "depuis quand"),
        cle("note", Genre::Texte, "vide", "ce que le département demande, par exemple"),
        cle(
            "comptes",
            Genre::Texte,
            "inconnue",
            "l’empreinte des comptes ce jour-là : s’ils changent ensuite, `retkoop etat` le dit",
        ),
        cle(
            "sceau",
            Genre::Texte,
            "exercice ouvert",
            "l’empreinte du sceau ce jour-là : s’il disparaît sans réouverture écrite, `retkoop verifier` le dit",
        ),
    ],
};

pub fn lire(fichier: FichierId, texte: &str) -> FichierLu<Vec<EtapeDuRetour>> {
    fichier::lire(fichier, texte, &FORME, |racine| {
        let etapes = racine.tables("etape").filter_map(|t| {
            let date = t.date("date")?;
            Some(EtapeDuRetour {
                etat: EtatDuRetour::from_nom(&t.texte("etat")?)?,
                date: date.valeur,
                span: date.span,
                note: t.texte_ou_vide("note"),
                comptes: t.texte_ou_vide("comptes"),
                sceau: t.texte("sceau"),
                fichier,
            })
        });
        etapes.collect()
    })
}
