//! Whether the figures that a printed CRF carries balance: every sum done again.

use serde_json::Value;

use super::papier_atteste::Point;
use crate::coop::Montant;

/// The sums of the CRF, done again (domain.md, E3 and E4), and those of the entries.
pub fn point_des_sommes(chiffres: &Value, ecritures: &[u8]) -> Point {
    let montant = |valeur: &Value| valeur.as_str().and_then(Montant::relire).map_or(0, Montant::centimes);
    let somme = |lignes: &Value| -> i128 {
        lignes.as_array().into_iter().flatten().map(|ligne| i128::from(montant(&ligne["montant"]))).sum()
    };
    let lu = |valeur: &Value| i128::from(montant(valeur));
    let d_une_annee = |chiffres: &Value| {
        let bilan = &chiffres["bilan"];
        [
            ("total des charges", lu(&chiffres["total_charges"]), somme(&chiffres["charges"])),
            ("total des produits", lu(&chiffres["total_produits"]), somme(&chiffres["produits"])),
            ("résultat", lu(&chiffres["resultat"]), somme(&chiffres["produits"]) - somme(&chiffres["charges"])),
            ("total de l’actif", lu(&bilan["total_actif"]), somme(&bilan["actif"]) + lu(&bilan["regies"])),
            ("total du passif", lu(&bilan["total_passif"]), lu(&bilan["report_a_nouveau"]) + lu(&bilan["resultat"])),
            ("actif et passif", lu(&bilan["total_actif"]), lu(&bilan["total_passif"])),
        ]
    };
    let (charges_du_csv, produits_du_csv) = totaux_des_ecritures(ecritures);
    let des_ecritures = [
        ("charges des écritures jointes", charges_du_csv, somme(&chiffres["charges"])),
        ("produits des écritures jointes", produits_du_csv, somme(&chiffres["produits"])),
    ];
    let ecrire = |centimes: i128| Montant::from_centimes(i64::try_from(centimes).unwrap_or(i64::MAX)).to_string();
    let dire = |annee: &str, (nom, dit, refait): (&str, i128, i128)| {
        let phrase = || format!("{nom}{annee} : {} dans le papier, {} en refaisant la somme", ecrire(dit), ecrire(refait));
        (dit != refait).then(phrase)
    };
    let mut details: Vec<String> =
        d_une_annee(chiffres).into_iter().chain(des_ecritures).filter_map(|somme| dire("", somme)).collect();
    if let Some(precedent) = chiffres.get("precedent") {
        let annee = format!(" de {}", precedent["exercice"].as_str().unwrap_or("l’exercice précédent"));
        details.extend(d_une_annee(precedent).into_iter().filter_map(|somme| dire(&annee, somme)));
    }
    if details.is_empty() {
        Point::juste("somme", "ils s’équilibrent, sommes refaites")
    } else {
        Point::faux("somme", "ils ne s’équilibrent pas", details)
    }
}

/// Charges, then produits.
fn totaux_des_ecritures(ecritures: &[u8]) -> (i128, i128) {
    let mut lecteur = csv::ReaderBuilder::new().flexible(true).from_reader(ecritures);
    let colonnes = lecteur.headers().cloned().unwrap_or_default();
    let rang = |nom: &str| colonnes.iter().position(|colonne| colonne == nom);
    let (charge, produit) = (rang("charge"), rang("produit"));
    let mut totaux = (0, 0);
    for ligne in lecteur.records().flatten() {
        let montant = |rang: Option<usize>| {
            rang.and_then(|rang| Montant::relire(ligne.get(rang)?)).map_or(0, |montant| i128::from(montant.centimes()))
        };
        totaux.0 += montant(charge);
        totaux.1 += montant(produit);
    }
    totaux
}
