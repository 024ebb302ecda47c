//! `exercice.toml`: bounds, opening balances, operations carried over from the previous year.

use super::Contexte;
use super::cahier::{MOUVEMENTS, POINTAGE};
use crate::coop::{Date, Lignes, Manques, Ouverture, Report};
use crate::diagnostic::{Constat, abrege, code};
use crate::parse::fichier::{self, FichierLu};
use crate::parse::forme::{Forme, Genre, cle, requise};
use crate::parse::lecture::{Entree, Table};
use crate::source::{Lieu, Spanned};

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
    let mut constats = Vec::new();
    let mut lu = fichier::lire(contexte.fichier, texte, &FORME, |racine| {
        let melees =
            racine.table("ouverture").into_iter().flat_map(|t| t.entrees()).filter_map(|e| type_de_l_ouverture(contexte, e));
        constats.extend(melees);
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
    });
    lu.valeur.ouverture_illisible |= !constats.is_empty();
    lu.constats.extend(constats);
    lu
}

/// `regies` holds the amounts of the classes; every other key is one amount.
fn type_de_l_ouverture(contexte: Contexte, entree: Entree) -> Option<Constat> {
    let classes = entree.cle() == "regies";
    let (message, aide) = match (classes, entree.table().is_some(), entree.montant().is_some()) {
        (true, _, true) => (
            "`regies` attend une table, pas un nombre".to_owned(),
            "donnez le montant de chaque classe : `regies = { CP = 12.00 }`".to_owned(),
        ),
        (false, true, _) => {
            let cle = abrege(entree.cle());
            (format!("`{cle}` attend un montant, pas une table"), format!("écrivez `{cle} = 45.90`"))
        }
        _ => return None,
    };
    let lieu = Lieu { fichier: contexte.fichier, span: entree.span_cle() };
    Some(Constat::new(code::TYPE_INATTENDU, lieu, message).etiquette("existence au premier jour").aide(aide).sujet(entree.cle()))
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
        libelle: table.texte_ou_vide("libelle"),
        cheque: table.texte_ou_vide("cheque"),
        piece: table.texte_ou_vide("piece"),
        mouvements,
        pointages: table.entree("pointage").map(|e| contexte.pointages(e)).unwrap_or_default(),
        manques: if table.a_un_defaut() { Manques::TOUT } else { Manques::AUCUN },
    }
}
