//! The ledger on paper, as the paper book: a cover with last year's outstanding operations, then sheets of two pages, treasury
//! on the left and ventilation on the right, whose rows face each other; class ledgers behind. An empty ledger is a sheet to be
//! filled in by hand.
//!
//! In: the model [`Cahier`]. Out: what `modeles/cahier.typ` reads. Its `rangees` are cut into `feuillets` here, the pages of a
//! sheet are its `vues`, each of some `colonnes` under their `titres`, its rows made of `cellules`: a long ledger laid out row by
//! row in one table takes far more time and memory.

mod cellules;
mod classes;
mod colonnes;
mod feuillets;
mod rangees;
mod titres;
mod vues;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::liste::liste;
use super::typographie::{cumuls, en_colonne, euros, euros_ou_rien};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, date};
use crate::diagnostic::pluriel;
use crate::etat::cahier::{Cahier, ColonneDeCompte, ColonneDeTresorerie, OperationReportee};
use crate::parse::Dossier;
use vues::Vues;

/// Pages of one file, about: beyond, the ledger is bound in several volumes, which keeps the memory of each bounded.
const PAGES_PAR_TOME: usize = 64;

/// Last year's operations that the cover has room for; beyond, they have their own pages behind it.
const REPORTS_EN_COUVERTURE: usize = 25;

pub fn emission(_: &Dossier, _: &Comptes, _: Date) -> Emission {
    Emission::Remplie
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let cahier = Cahier::etablir(controle);
    let identite = cahier.identite.clone();
    let au = controle.exercice().avancement().arrete_au(date);
    let vues = Vues::new(&cahier);
    let feuillets = feuillets::composer(&cahier, &vues);
    let nombre = (feuillets.len() * 2 * vues.droites.len()).div_ceil(PAGES_PAR_TOME);
    let tomes = feuillets.chunks(feuillets.len().div_ceil(nombre));
    // Whole sheets: there may be fewer volumes than pages asked for.
    let nombre = tomes.len();
    let tome = |(rang, feuillets): (usize, &[Value])| {
        let numero = if nombre == 1 { String::new() } else { format!("Tome {} sur {nombre}", rang + 1) };
        let donnees = json!({
            "tome": numero,
            "couverture": if rang == 0 { couverture(&cahier, au) } else { Value::Null },
            "vues": vues.donnees(),
            "feuillets": feuillets,
            "classes": if rang + 1 == nombre { cahier.classes.iter().map(classes::donnees).collect() } else { vec![] },
        });
        let papier = Papier::new(Modele::Cahier, &identite, date, donnees);
        if nombre == 1 {
            papier
        } else {
            Papier {
                sujet: format!("tome {}", rang + 1),
                pied: format!("{} · {}", papier.pied, numero.to_lowercase()),
                titre: format!("{}, {}", papier.titre, numero.to_lowercase()),
                ..papier
            }
        }
    };
    tomes.enumerate().map(tome).collect()
}

/// `au`: the day of the balances.
fn couverture(cahier: &Cahier, au: Date) -> Value {
    // What a hand is to write is left blank: all but what was there at the beginning.
    let vierge = cahier.lignes.is_empty();
    let calcule = |montant: Montant| if vierge { String::new() } else { euros(montant) };
    let tresorerie = |t: &ColonneDeTresorerie| json!([t.compte, t.intitule, euros(t.ouverture), calcule(t.cloture)]);
    let compte = |c: &ColonneDeCompte| json!([c.compte.to_string(), c.libelle, calcule(c.total)]);
    let cote = |charges: bool| {
        let comptes: Vec<&ColonneDeCompte> =
            cahier.comptes.iter().filter(|c| (c.compte.sens() == crate::coop::Sens::Charge) == charges).collect();
        json!({
            "lignes": comptes.iter().map(|c| compte(c)).collect::<Vec<_>>(),
            "cumuls": cumuls(comptes.iter().map(|c| [c.total])),
        })
    };
    // What classes hold stands beside the treasury: their sum is what the bilan says.
    let detenu = [cahier.detenu_a_l_ouverture, cahier.detenu_a_la_cloture];
    let detenu = (!detenu.iter().all(|m| m.is_zero())).then_some(detenu);
    let lignes = cahier.tresoreries.iter().map(tresorerie);
    let lignes = lignes.chain(detenu.map(|[avant, apres]| json!(["", "Détenu par les classes", euros(avant), calcule(apres)])));
    // Where no piece is known, labels have its column.
    let sans_piece = usize::from(cahier.reports.iter().all(|report| report.piece.is_empty()));
    let reports: Vec<Vec<String>> = cahier.reports.iter().map(|r| report(r).into_iter().skip(sans_piece).collect()).collect();
    let en_couverture = reports.len() <= REPORTS_EN_COUVERTURE;
    // Pièce, date, libellé, chèque, pointage, sortie, entrée: in a box on half the page, or across it.
    let mut colonnes = if en_couverture {
        [11_500, 16_500, 30_500, 16_500, 17_500, 17_000, 17_000]
    } else {
        [19_000, 19_000, 131_000, 25_000, 25_000, 25_000, 25_000]
    };
    colonnes[2] += colonnes[0] * sans_piece as u64;
    json!({
        "debut": date::en_toutes_lettres(cahier.identite.debut),
        "fin": date::en_toutes_lettres(au),
        "tresorerie": lignes.collect::<Vec<_>>(),
        "cumuls": cumuls(cahier.tresoreries.iter().map(|t| [t.ouverture, t.cloture]).chain(detenu)),
        "vierge": vierge,
        "reports": liste(&colonnes[sans_piece..], &reports, cahier.reports.iter().map(sorties_et_entrees)),
        "reports_a_part": (!en_couverture).then(|| {
            format!("La banque n’avait pas encore vu {}\u{a0}: leur liste suit cette couverture.", pluriel(reports.len(), "opération"))
        }),
        "charges": cote(true),
        "produits": cote(false),
    })
}

fn sorties_et_entrees(report: &OperationReportee) -> [Montant; 2] {
    let somme = |sorties: bool| report.mouvements.iter().filter(|m| m.is_negative() == sorties).copied().sum::<Montant>();
    [-somme(true), somme(false)]
}

fn report(report: &OperationReportee) -> [String; 7] {
    let [sortie, entree] = sorties_et_entrees(report);
    // Two banks may have shown it on two statements.
    let pointages: BTreeSet<Option<Date>> = report.pointages.iter().map(|(_, jour)| *jour).collect();
    let en_clair = |jour: Option<Date>| jour.map_or_else(|| "non pointée".to_owned(), date::en_chiffres);
    let pointage = pointages.into_iter().map(en_clair).collect::<Vec<_>>().join(", ");
    let pointage = report.annulation.clone().unwrap_or(pointage);
    [
        en_colonne(&report.piece),
        date::en_chiffres(report.date),
        report.libelle.clone(),
        en_colonne(&report.cheque),
        pointage,
        euros_ou_rien(sortie),
        euros_ou_rien(entree),
    ]
}
