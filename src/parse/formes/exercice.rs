//! `exercice.toml`: bounds, opening balances, operations carried over from the previous year.

use super::cahier::{MOUVEMENTS, POINTAGE};
use super::{Contexte, texte_requis};
use crate::coop::{Date, Lignes, Manques, Ouverture, Report};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Cle, Forme, Genre, cle, requise};
use crate::parse::lecture::Table;
use crate::source::Spanned;

pub static FORME: Forme = Forme {
    nom: "exercice.toml",
    cles: &[
        requise("exercice", Genre::Table(&EXERCICE), "les bornes"),
        cle(
            "ouverture",
            Genre::CarteAvec(&REGIES, "trésorerie", &Genre::Montant),
            "la clôture de l’exercice précédent ; zéro dans le premier",
            "ce qu’il y avait au matin du premier jour : le solde du cahier, compte par compte. Un report y est déjà compté : un chèque fait en juillet en est retiré",
        ),
        cle(
            "report",
            Genre::Tables(&REPORT),
            "aucun ; sans `[ouverture]` non plus, les opérations non pointées de l’année précédente",
            "une opération de l’année précédente qui n’était pas encore sur un relevé",
        ),
    ],
};

/// A table among amounts: one name of a treasury account that nobody may take.
static REGIES: Cle = cle("regies", Genre::Carte("classe", &Genre::Montant), "rien", "ce que chaque classe détenait déjà");

static EXERCICE: Forme = Forme {
    nom: "[exercice]",
    cles: &[
        requise("debut", Genre::Date, "premier jour, en général le 1er septembre"),
        requise("fin", Genre::Date, "dernier jour, en général le 31 août de l’année suivante"),
    ],
};

static REPORT: Forme = Forme {
    nom: "ce report",
    cles: &[
        requise("date", Genre::Date, "sa date, dans l’année précédente"),
        requise("libelle", Genre::Texte, "à qui, pour quoi"),
        cle("piece", Genre::Texte, "vide", "son numéro de pièce de l’année précédente"),
        cle("cheque", Genre::Texte, "vide", "le numéro du chèque"),
        cle("entree", MOUVEMENTS, "0", "ce qui entrait"),
        cle("sortie", MOUVEMENTS, "0", "ce qui sortait"),
        cle("pointage", POINTAGE, "toujours en route", "la date du relevé qui le montre enfin"),
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
            // An unknown key may be a misspelt `ouverture`.
            ouverture_illisible: racine.is_abimee()
                || racine.entrees().any(|e| e.is_inconnue() || (e.cle() == "ouverture" && e.a_un_defaut())),
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
        }
    }
    ouverture
}

fn report(contexte: Contexte, table: Table) -> Report {
    let mut mouvements = Lignes::new();
    for (cle, sortie) in [("entree", false), ("sortie", true)] {
        if let Some(table) = table.table(cle) {
            contexte.mouvements(table, sortie, &mut mouvements);
        }
    }
    Report {
        fichier: contexte.fichier,
        span: table.span(),
        date: table.date("date").unwrap_or(Spanned::new(Date::default(), table.span())),
        libelle: texte_requis(&table, "libelle"),
        cheque: table.texte_ou_vide("cheque"),
        piece: table.texte_ou_vide("piece"),
        mouvements,
        pointages: table.entree("pointage").map(|e| contexte.pointages(e)).unwrap_or_default(),
        manques: if table.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}
