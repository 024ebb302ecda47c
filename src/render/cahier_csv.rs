//! `cahier --format csv`: a line an entry, a column for each amount of each account, for a spreadsheet. Separator `;`, amounts
//! with a decimal comma, dates ISO; UTF-8.

use super::tableur::cellule;
use crate::coop::{Date, Ecriture, Montant, Moyen};
use crate::etat::cahier::{Cahier, ColonneDeTresorerie, OperationReportee};
use crate::etat::consultation::{Consultation, LigneConsultee, Source};

/// What is known of every line, before its amounts.
#[derive(Debug, Default)]
struct Connue {
    genre: &'static str,
    piece: String,
    date: Option<Date>,
    libelle: String,
    moyen: Option<Moyen>,
    cheque: String,
    action_a: String,
    action_b: String,
    classe: String,
    regie: [Montant; 3],
    pointage: Option<Date>,
    justificatifs: String,
}

type Colonne = (&'static str, fn(&Connue) -> String);

const COLONNES: [Colonne; 14] = [
    ("genre", |l| l.genre.to_owned()),
    ("piece", |l| cellule(&l.piece)),
    ("date", |l| iso(l.date)),
    ("libelle", |l| cellule(&l.libelle)),
    ("moyen", |l| l.moyen.map_or("", Moyen::nom).to_owned()),
    ("cheque", |l| cellule(&l.cheque)),
    ("action_a", |l| cellule(&l.action_a)),
    ("action_b", |l| cellule(&l.action_b)),
    ("classe", |l| cellule(&l.classe)),
    ("regie_versee", |l| ou_rien(l.regie[0])),
    ("regie_retournee", |l| ou_rien(l.regie[1])),
    ("regie_expliquee", |l| ou_rien(l.regie[2])),
    ("pointage", |l| iso(l.pointage)),
    ("justificatifs", |l| cellule(&l.justificatifs)),
];

/// Then `entree.<nom>`, `sortie.<nom>`, `solde.<nom>` of each treasury account, one column an account of the chart, and
/// `pointage.<nom>` of each bank, last: who read the columns before them finds them where they were.
pub fn cahier_csv(consultation: &Consultation) -> String {
    let cahier = &consultation.cahier;
    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut ecrire = |champs: &[String]| redacteur.write_record(champs).expect("a Vec takes every byte");
    let mut titres: Vec<String> = COLONNES.map(|(titre, _)| titre.to_owned()).to_vec();
    for tresorerie in &cahier.tresoreries {
        titres.extend(["entree", "sortie", "solde"].map(|quoi| cellule(&format!("{quoi}.{}", tresorerie.nom))));
    }
    titres.extend(cahier.comptes.iter().map(|colonne| colonne.compte.to_string()));
    titres.extend(banques(cahier).map(|(_, banque)| cellule(&format!("pointage.{}", banque.nom))));
    ecrire(&titres);
    // Sums of the entries alone are those of the ledger: what is carried over is told where it is asked for.
    for report in consultation.reports.iter().filter(|_| consultation.non_pointees) {
        ecrire(&champs_du_report(report, cahier));
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

fn champs_du_report(report: &OperationReportee, cahier: &Cahier) -> Vec<String> {
    let connue = Connue {
        genre: "report",
        date: Some(report.date),
        libelle: report.libelle.clone(),
        cheque: report.cheque.clone(),
        pointage: report.pointage,
        ..Connue::default()
    };
    let mut champs = COLONNES.map(|(_, champ)| champ(&connue)).to_vec();
    for montant in &report.mouvements {
        let (entree, sortie) = ((*montant).max(Montant::ZERO), (-*montant).max(Montant::ZERO));
        // No balance: the opening counts it already.
        champs.extend([ou_rien(entree), ou_rien(sortie), String::new()]);
    }
    champs.extend(cahier.comptes.iter().map(|_| String::new()));
    let vu_par = |rang| report.pointages.iter().find(|(banque, _)| *banque == rang).and_then(|(_, jour)| *jour);
    champs.extend(banques(cahier).map(|(rang, _)| iso(vu_par(rang))));
    champs
}

fn champs(l: &LigneConsultee, cahier: &Cahier) -> Vec<String> {
    let ligne = &l.ligne;
    let connue = Connue {
        piece: ligne.piece.clone(),
        date: ligne.date,
        libelle: ligne.libelle.clone(),
        classe: l.classe().to_owned(),
        regie: ligne.regie,
        pointage: ligne.pointage,
        ..match l.source {
            Source::Ecriture(ecriture) => de_l_ecriture(ecriture),
            Source::CahierDeClasse(_) => Connue { genre: "cahier-de-classe", ..Connue::default() },
        }
    };
    let mut champs = COLONNES.map(|(_, champ)| champ(&connue)).to_vec();
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

fn de_l_ecriture(ecriture: &Ecriture) -> Connue {
    Connue {
        genre: "ecriture",
        moyen: ecriture.moyen,
        cheque: ecriture.cheque.as_ref().map_or_else(String::new, |cheque| cheque.valeur.to_string()),
        action_a: ecriture.action_a.to_string(),
        action_b: ecriture.action_b.to_string(),
        justificatifs: ecriture.justificatifs.iter().map(|j| j.valeur.as_str()).collect::<Vec<_>>().join(", "),
        ..Connue::default()
    }
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
