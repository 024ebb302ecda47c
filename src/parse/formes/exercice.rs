//! `exercice.toml`: bounds, opening balances, operations carried over from the previous year.

use super::Contexte;
use super::cahier::{MOUVEMENTS, POINTAGE};
use crate::coop::{Date, Manques, Ouverture, Report};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "exercice.toml",
    cles: &[
        requise("exercice", Genre::Table(&EXERCICE)),
        // `regies` is a table among amounts: one name of a treasury account that nobody may take.
        cle("ouverture", Genre::Carte(&Genre::Ou(&[Genre::Montant, Genre::Carte(&Genre::Montant)]))),
        cle("report", Genre::Tables(&REPORT)),
    ],
};

static EXERCICE: Forme = Forme { nom: "[exercice]", cles: &[requise("debut", Genre::Date), requise("fin", Genre::Date)] };

static REPORT: Forme = Forme {
    nom: "ce report",
    cles: &[
        requise("date", Genre::Date),
        requise("libelle", Genre::Texte),
        cle("piece", Genre::Texte),
        cle("cheque", Genre::Texte),
        cle("entree", MOUVEMENTS),
        cle("sortie", MOUVEMENTS),
        cle("pointage", POINTAGE),
    ],
};

/// What `exercice.toml` says, before the rest of its folder is read.
#[derive(Debug, Default)]
pub struct EnTete {
    pub debut: Option<Spanned<Date>>,
    pub fin: Option<Spanned<Date>>,
    pub ouverture: Option<Ouverture>,
    pub reports: Vec<Report>,
    pub ouverture_illisible: bool,
}

pub fn lire(contexte: Contexte, texte: &str) -> FichierLu<EnTete> {
    fichier::lire(contexte.fichier, texte, &FORME, |racine| {
        let bornes = racine.table("exercice");
        EnTete {
            debut: bornes.and_then(|b| b.date("debut")),
            fin: bornes.and_then(|b| b.date("fin")),
            ouverture: racine.table("ouverture").map(|t| ouverture(contexte, t)),
            reports: racine.tables("report").map(|t| report(contexte, t)).collect(),
            ouverture_illisible: racine.is_abimee() || racine.entree("ouverture").is_some_and(|e| e.a_un_defaut()),
        }
    })
}

fn ouverture(contexte: Contexte, table: Table) -> Ouverture {
    let mut ouverture = Ouverture { span: table.span(), ..Ouverture::default() };
    for entree in table.entrees() {
        let span = entree.span_cle().union(entree.span());
        if entree.cle() == "regies" {
            let classes =
                entree.elements().filter_map(|e| Some((e.cle().into(), e.montant()?.valeur, e.span_cle().union(e.span()))));
            ouverture.regies.extend(classes);
        } else if let Some(montant) = entree.montant() {
            match contexte.cooperative.trouver_tresorerie(entree.cle()) {
                Some(id) => ouverture.soldes.push((id, montant.valeur, span)),
                None => ouverture.inconnues.push((entree.cle().into(), entree.span_cle())),
            }
        } else if entree.table().is_some() {
            ouverture.inconnues.push((entree.cle().into(), entree.span_cle()));
        }
    }
    ouverture
}

fn report(contexte: Contexte, table: Table) -> Report {
    let mut mouvements = Vec::new();
    for (cle, sortie) in [("entree", false), ("sortie", true)] {
        if let Some(table) = table.table(cle) {
            contexte.mouvements(table, sortie, &mut mouvements);
        }
    }
    Report {
        fichier: contexte.fichier,
        span: table.span(),
        date: table.date("date").map(|d| d.valeur).unwrap_or_default(),
        libelle: table.texte_ou_vide("libelle"),
        cheque: table.texte_ou_vide("cheque"),
        piece: table.texte_ou_vide("piece"),
        mouvements,
        pointages: table.entree("pointage").map(|e| contexte.pointages(e)).unwrap_or_default(),
        manques: if table.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}
