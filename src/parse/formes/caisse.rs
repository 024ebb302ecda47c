//! `caisse/*.toml`: arrêtés de caisse.

use super::{Contexte, texte_requis};
use crate::coop::{ArreteDeCaisse, COUPURES, Coupure, Manques, Montant};
use crate::parse::arbre::Valeur;
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::{Entree, Table};
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "cet arrêté de caisse",
    cles: &[
        requise("date", Genre::Date, "le jour du comptage, au soir"),
        requise("tresorerie", Genre::Texte, "le nom de la caisse comptée"),
        cle("comptee_par", Genre::Liste(&Genre::Texte), "personne n’est nommé", "qui a compté"),
        requise("coupures", Genre::Coupures, "les coupures, **entre guillemets**, et leur nombre"),
    ],
};

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<Option<ArreteDeCaisse>> {
    fichier::lire(contexte.fichier, texte, &FORME, |racine| arrete(contexte, racine))
}

fn arrete(contexte: Contexte, racine: Table) -> Option<ArreteDeCaisse> {
    let date = racine.date("date")?;
    let tresorerie = texte_requis(&racine, "tresorerie");
    Some(ArreteDeCaisse {
        fichier: contexte.fichier,
        span: racine.span(),
        date,
        tresorerie: Spanned::new(contexte.tresorerie(&tresorerie), tresorerie.span),
        comptee_par: racine.textes("comptee_par").into_iter().map(|t| t.valeur).collect(),
        coupures: racine.table("coupures").into_iter().flat_map(|t| t.entrees()).filter_map(coupure).collect(),
        manques: if racine.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    })
}

/// `None` when the count could not be read, which was reported.
fn coupure(entree: Entree) -> Option<Coupure> {
    let Valeur::Entier(nombre) = *entree.valeur() else { return None };
    let valeur = Montant::parse(entree.cle()).ok().filter(|valeur| COUPURES.contains(valeur));
    Some(Coupure { valeur, ecrite: entree.cle().into(), nombre, span: entree.span_cle().union(entree.span()) })
}
