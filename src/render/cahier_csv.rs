//! `cahier --format csv`: a line an entry, a column for each amount of each account, for a spreadsheet. Separator `;`, amounts
//! with a decimal comma, dates ISO; UTF-8.

use super::tableur::cellule;
use crate::coop::{Montant, Moyen};
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

/// Then `entree.<nom>`, `sortie.<nom>`, `solde.<nom>` of each treasury account, and one column an account of the chart.
pub fn cahier_csv(consultation: &Consultation) -> String {
    let cahier = &consultation.cahier;
    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut ecrire = |champs: &[String]| redacteur.write_record(champs).expect("a Vec takes every byte");
    let mut titres: Vec<String> = COLONNES.map(str::to_owned).to_vec();
    for tresorerie in &cahier.tresoreries {
        titres.extend(["entree", "sortie", "solde"].map(|quoi| cellule(&format!("{quoi}.{}", tresorerie.nom))));
    }
    titres.extend(cahier.comptes.iter().map(|colonne| colonne.compte.to_string()));
    ecrire(&titres);
    // Sums of the entries alone are those of the ledger: what is carried over is told where it is asked for.
    let reports = consultation.reports.iter().filter(|_| consultation.non_pointees);
    for report in reports {
        let mut champs = vec![String::new(); titres.len()];
        champs[0] = "report".to_owned();
        champs[2] = report.date.to_string();
        champs[3] = cellule(&report.libelle);
        champs[5] = cellule(&report.cheque);
        champs[12] = report.pointage.map_or_else(String::new, |jour| jour.to_string());
        for (rang, montant) in report.mouvements.iter().enumerate() {
            let colonne = COLONNES.len() + 3 * rang + usize::from(montant.is_negative());
            champs[colonne] = ou_rien(montant.abs());
        }
        ecrire(&champs);
    }
    for ligne in &consultation.lignes {
        ecrire(&champs(ligne, cahier.comptes.len()));
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

fn champs(l: &LigneConsultee, comptes: usize) -> Vec<String> {
    let ligne = &l.ligne;
    let iso = |date: Option<crate::coop::Date>| date.map_or_else(String::new, |jour| jour.to_string());
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
    let mut ventiles = vec![String::new(); comptes];
    for (rang, montant) in &ligne.ventilation {
        ventiles[*rang] = virgule(*montant);
    }
    champs.extend(ventiles);
    champs
}

fn virgule(montant: Montant) -> String {
    montant.decimal().replace('.', ",")
}

fn ou_rien(montant: Montant) -> String {
    if montant.is_zero() { String::new() } else { virgule(montant) }
}
