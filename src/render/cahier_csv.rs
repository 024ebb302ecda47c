//! `cahier --format csv`: a line an entry, a column for each amount of each account, for a spreadsheet. Separator `;`, amounts
//! with a decimal comma, dates ISO; UTF-8.

use super::tableur::cellule;
use crate::coop::{Date, Montant, Moyen};
use crate::etat::cahier::{Cahier, ColonneDeTresorerie};
use crate::etat::consultation::{Consultation, LigneConsultee, Source};

/// What is known of every line, before its amounts.
const COLONNES: [&str; 14] = [
    "genre",
    "piece",
    "date",
    "libelle",
    "moyen",
    "cheque",
    "action_a",
    "action_b",
    "classe",
    "regie_versee",
    "regie_retournee",
    "regie_expliquee",
    "pointage",
    "justificatifs",
];

/// Then `entree.<nom>`, `sortie.<nom>`, `solde.<nom>` of each treasury account, one column an account of the chart, and
/// `pointage.<nom>` of each bank, last: who read the columns before them finds them where they were.
pub fn cahier_csv(consultation: &Consultation) -> String {
    let cahier = &consultation.cahier;
    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut ecrire = |champs: &[String]| redacteur.write_record(champs).expect("a Vec takes every byte");
    let mut titres: Vec<String> = COLONNES.map(str::to_owned).to_vec();
    for tresorerie in &cahier.tresoreries {
        titres.extend(["entree", "sortie", "solde"].map(|quoi| cellule(&format!("{quoi}.{}", tresorerie.nom))));
    }
    titres.extend(cahier.comptes.iter().map(|colonne| colonne.compte.to_string()));
    titres.extend(banques(cahier).map(|(_, banque)| cellule(&format!("pointage.{}", banque.nom))));
    ecrire(&titres);
    // Sums of the entries alone are those of the ledger: what is carried over is told where it is asked for.
    let reports = consultation.reports.iter().filter(|_| consultation.non_pointees);
    for report in reports {
        let mut champs = vec![String::new(); titres.len()];
        champs[0] = "report".to_owned();
        champs[2] = report.date.to_string();
        champs[3] = cellule(&report.libelle);
        champs[5] = cellule(&report.cheque);
        champs[12] = iso(report.pointage);
        for (rang, montant) in report.mouvements.iter().enumerate() {
            let colonne = COLONNES.len() + 3 * rang + usize::from(montant.is_negative());
            champs[colonne] = ou_rien(montant.abs());
        }
        let premiere = champs.len() - banques(cahier).count();
        for (colonne, (rang, _)) in banques(cahier).enumerate() {
            let jour = report.pointages.iter().find(|(banque, _)| *banque == rang).and_then(|(_, jour)| *jour);
            champs[premiere + colonne] = iso(jour);
        }
        ecrire(&champs);
    }
    for ligne in &consultation.lignes {
        ecrire(&champs(ligne, cahier));
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

/// With their ranks among treasury accounts.
fn banques(cahier: &Cahier) -> impl Iterator<Item = (usize, &ColonneDeTresorerie)> {
    cahier.tresoreries.iter().enumerate().filter(|(_, tresorerie)| tresorerie.is_banque)
}

fn champs(l: &LigneConsultee, cahier: &Cahier) -> Vec<String> {
    let ligne = &l.ligne;
    let (genre, ecriture) = match l.source {
        Source::Ecriture(ecriture) => ("ecriture", Some(ecriture)),
        Source::CahierDeClasse(_) => ("cahier-de-classe", None),
    };
    let texte = |de: fn(&crate::coop::Ecriture) -> &str| ecriture.map_or_else(String::new, |e| cellule(de(e)));
    let justificatifs = ecriture.map_or(&[][..], |e| &e.justificatifs);
    let mut champs = vec![
        genre.to_owned(),
        cellule(&ligne.piece),
        iso(ligne.date),
        cellule(&ligne.libelle),
        texte(|e| e.moyen.map_or("", Moyen::nom)),
        texte(|e| e.cheque.as_ref().map_or("", |c| c.valeur.as_str())),
        texte(|e| &e.action_a),
        texte(|e| &e.action_b),
        cellule(l.classe()),
        ou_rien(ligne.regie[0]),
        ou_rien(ligne.regie[1]),
        ou_rien(ligne.regie[2]),
        iso(ligne.pointage),
        cellule(&justificatifs.iter().map(|j| j.valeur.as_str()).collect::<Vec<_>>().join(", ")),
    ];
    for case in &ligne.tresorerie {
        champs.extend([ou_rien(case.entree), ou_rien(case.sortie), virgule(case.solde)]);
    }
    let mut ventiles = vec![String::new(); cahier.comptes.len()];
    for (rang, montant) in &ligne.ventilation {
        ventiles[*rang] = virgule(*montant);
    }
    champs.extend(ventiles);
    champs.extend(banques(cahier).map(|(rang, _)| iso(ligne.tresorerie[rang].pointage)));
    champs
}

fn iso(date: Option<Date>) -> String {
    date.map_or_else(String::new, |jour| jour.to_string())
}

fn virgule(montant: Montant) -> String {
    montant.decimal().replace('.', ",")
}

fn ou_rien(montant: Montant) -> String {
    if montant.is_zero() { String::new() } else { virgule(montant) }
}
