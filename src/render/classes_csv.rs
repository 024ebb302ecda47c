//! `classes --format csv`: one line a class, for a spreadsheet. Separator `;`, amounts with a decimal comma, as French
//! spreadsheets read them; UTF-8.

use super::bilan_csv::cellule;
use crate::coop::Montant;
use crate::etat::classes::{EtatDeClasse, EtatDesClasses};

const COLONNES: [&str; 17] = [
    "classe",
    "enseignants",
    "eleves",
    "autres_adultes",
    "cooperateurs",
    "cahier",
    "fichier",
    "piece",
    "operations",
    "recettes",
    "depenses",
    "ouverture",
    "versee",
    "retournee",
    "expliquee",
    "detenu",
    "constats",
];

pub fn classes_csv(etat: &EtatDesClasses) -> String {
    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    redacteur.write_record(COLONNES).expect("a Vec takes every byte");
    for classe in &etat.classes {
        redacteur.write_record(ligne(classe)).expect("a Vec takes every byte");
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

/// What a class has not stays empty.
fn ligne(classe: &EtatDeClasse) -> [String; 17] {
    let (e, cahier, regie) = (classe.effectifs, classe.cahier.as_ref(), classe.regie);
    let euros = |montant: Option<Montant>| montant.map_or_else(String::new, |m| m.decimal().replace('.', ","));
    let noms: Vec<&str> = classe.enseignants.iter().map(|e| e.nom.as_str()).filter(|nom| !nom.is_empty()).collect();
    let constats: Vec<String> = classe.constats.iter().map(|d| format!("{} : {}", d.code.0, d.message)).collect();
    [
        cellule(&classe.nom),
        cellule(&noms.join(", ")),
        e.eleves.to_string(),
        e.autres_adultes.to_string(),
        e.cooperateurs().to_string(),
        cellule(&classe.nom_du_cahier),
        cahier.map_or_else(String::new, |c| cellule(&c.fichier)),
        cahier.map_or_else(String::new, |c| cellule(&c.piece)),
        cahier.map_or_else(String::new, |c| c.operations.to_string()),
        euros(cahier.map(|c| c.recettes)),
        euros(cahier.map(|c| c.depenses)),
        euros(regie.map(|r| r.ouverture)),
        euros(regie.map(|r| r.versee)),
        euros(regie.map(|r| r.retournee)),
        euros(regie.map(|r| r.expliquee)),
        euros(regie.map(|r| r.detenu)),
        cellule(&constats.join(" | ")),
    ]
}
