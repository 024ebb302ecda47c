//! `classes --format csv`: one line a class.

use super::tableur::{cellule, euros, tableur};
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
    tableur([COLONNES.map(str::to_owned)].into_iter().chain(etat.classes.iter().map(ligne)))
}

/// What a class has not stays empty.
fn ligne(classe: &EtatDeClasse) -> [String; 17] {
    let (e, cahier, regie) = (classe.effectifs, classe.cahier.as_ref(), classe.regie);
    let euros = |montant: Option<Montant>| montant.map(euros).unwrap_or_default();
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
