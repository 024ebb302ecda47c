//! `adhesion --format csv`: one line a class, then one line a component of the fee, for a spreadsheet. Separator `;`, amounts
//! with a decimal comma, as French spreadsheets read them; UTF-8.

use super::bilan_csv::cellule;
use crate::calcul::Cotisation;
use crate::coop::Montant;
use crate::etat::adhesion::Adhesion;

const COLONNES: [&str; 10] =
    ["bloc", "cle", "libelle", "enseignants", "eleves", "autres_adultes", "quantite", "prix_unitaire", "montant", "raison"];

/// Columns: those of `COLONNES`; `quantite` of a class is its coopérateurs.
pub fn adhesion_csv(adhesion: &Adhesion, cotisation: &Cotisation) -> String {
    let euros = |montant: Montant| montant.decimal().replace('.', ",");
    let vide = String::new;
    let classes = adhesion.classes.iter().map(|c| {
        let noms: Vec<&str> = c.enseignants.iter().map(|e| e.nom.as_str()).collect();
        [
            "classe".to_owned(),
            cellule(&c.nom),
            cellule(&noms.join(", ")),
            c.effectifs.enseignants.to_string(),
            c.effectifs.eleves.to_string(),
            c.effectifs.autres_adultes.to_string(),
            c.effectifs.cooperateurs().to_string(),
            vide(),
            vide(),
            vide(),
        ]
    });
    let lignes = cotisation.lignes.iter().map(|l| {
        let bloc = if l.composant.is_assurance() { "assurance" } else { "adhesion" };
        let sans_tetes = [vide(), vide(), vide()];
        let [a, b, c] = sans_tetes;
        let (cle, libelle) = (cellule(&l.composant.cle()), cellule(&l.libelle));
        let (prix, montant) = (euros(l.prix_unitaire), euros(l.montant));
        [bloc.to_owned(), cle, libelle, a, b, c, l.quantite.to_string(), prix, montant, cellule(&l.raison)]
    });
    let totaux = [
        ("adhesion", "Total de l’adhésion", cotisation.total_adhesion),
        ("assurance", "Total de l’assurance", cotisation.total_assurance),
        ("total", "Total à payer", cotisation.total),
    ]
    .map(|(bloc, libelle, montant)| {
        [bloc.to_owned(), vide(), libelle.to_owned(), vide(), vide(), vide(), vide(), vide(), euros(montant), vide()]
    });
    let mut redacteur = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    redacteur.write_record(COLONNES).expect("a Vec takes every byte");
    for champs in classes.chain(lignes).chain(totaux) {
        redacteur.write_record(champs).expect("a Vec takes every byte");
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}
