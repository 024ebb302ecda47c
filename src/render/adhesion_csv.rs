//! `adhesion --format csv`: one line a class, then one line a component of the fee.

use super::tableur::{cellule, euros, tableur};
use crate::calcul::Cotisation;
use crate::etat::adhesion::Adhesion;

const COLONNES: [&str; 10] =
    ["bloc", "cle", "libelle", "enseignants", "eleves", "autres_adultes", "quantite", "prix_unitaire", "montant", "raison"];

/// Columns: those of `COLONNES`; `quantite` of a class is its coopérateurs.
pub fn adhesion_csv(adhesion: &Adhesion, cotisation: &Cotisation) -> String {
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
    tableur([COLONNES.map(str::to_owned)].into_iter().chain(classes).chain(lignes).chain(totaux))
}
