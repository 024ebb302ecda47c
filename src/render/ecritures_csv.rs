//! The entries behind the figures, one line for each account that they touch: attached to the CRF, so that the paper proves
//! itself, and so that its reconciliation and the receipts of an action can be done again from it. RFC 4180: separator `,`,
//! amounts with a decimal point, dates ISO.

use ecow::EcoString;

use super::tableur::cellule;
use crate::controle::DossierControle;
use crate::coop::{Compte, Date, Ecriture, Montant, Moyen, Operation, Sens};

/// What an entry does to one account, with what is said of the entry.
#[derive(Debug, Clone, Default)]
struct Ligne<'a> {
    piece: &'a str,
    date: Option<Date>,
    libelle: &'a str,
    compte: String,
    nom: EcoString,
    /// All positive, but for a correction; `regie`: what the class holds more.
    entree: Montant,
    sortie: Montant,
    charge: Montant,
    produit: Montant,
    regie: Montant,
    classe: &'a str,
    moyen: Option<Moyen>,
    cheque: &'a str,
    /// The statement that shows what a bank received or paid.
    pointage: Option<Date>,
    action_a: &'a str,
    action_b: &'a str,
    justificatifs: String,
    annule: &'a str,
}

/// A new one is the last: who reads those before it finds them where they were.
type Colonne = (&'static str, fn(&Ligne) -> String);

const COLONNES: [Colonne; 18] = [
    ("piece", |l| cellule(l.piece)),
    ("date", |l| jour(l.date)),
    ("libelle", |l| cellule(l.libelle)),
    ("compte", |l| l.compte.clone()),
    ("nom", |l| cellule(&l.nom)),
    ("entree", |l| ou_rien(l.entree)),
    ("sortie", |l| ou_rien(l.sortie)),
    ("charge", |l| ou_rien(l.charge)),
    ("produit", |l| ou_rien(l.produit)),
    ("regie", |l| ou_rien(l.regie)),
    ("classe", |l| cellule(l.classe)),
    ("moyen", |l| l.moyen.map_or("", Moyen::nom).to_owned()),
    ("cheque", |l| cellule(l.cheque)),
    ("pointage", |l| jour(l.pointage)),
    ("action_a", |l| cellule(l.action_a)),
    ("action_b", |l| cellule(l.action_b)),
    ("justificatifs", |l| cellule(&l.justificatifs)),
    ("annule", |l| cellule(l.annule)),
];

pub fn ecritures_csv(controle: &DossierControle) -> String {
    let mut redacteur = csv::Writer::from_writer(Vec::new());
    let mut ecrire = |champs: [String; 18]| redacteur.write_record(champs).expect("a Vec takes every byte");
    ecrire(COLONNES.map(|(titre, _)| titre.to_owned()));
    let lignes = controle.exercice().ecritures.iter().flat_map(|ecriture| de_l_ecriture(controle, ecriture));
    for ligne in lignes.chain(des_cahiers_de_classe(controle)) {
        ecrire(COLONNES.map(|(_, champ)| champ(&ligne)));
    }
    String::from_utf8(redacteur.into_inner().expect("a Vec takes every byte")).expect("made of strings")
}

fn de_l_ecriture<'a>(controle: &'a DossierControle, ecriture: &'a Ecriture) -> Vec<Ligne<'a>> {
    let cooperative = controle.comptes().cooperative;
    let commune = Ligne {
        piece: ecriture.numero(),
        date: ecriture.date.map(|date| date.valeur),
        libelle: &ecriture.libelle,
        moyen: ecriture.moyen,
        cheque: ecriture.cheque.as_ref().map_or("", |cheque| cheque.valeur.as_str()),
        action_a: &ecriture.action_a,
        action_b: &ecriture.action_b,
        justificatifs: ecriture.justificatifs.iter().map(|j| j.valeur.as_str()).collect::<Vec<_>>().join(", "),
        annule: ecriture.annule.as_ref().map_or("", |annule| annule.valeur.as_str()),
        ..Ligne::default()
    };
    let mouvements = ecriture.mouvements.iter().filter_map(|mouvement| {
        let id = mouvement.tresorerie.connue()?;
        let tresorerie = cooperative.tresorerie(id);
        Some(Ligne {
            compte: tresorerie.compte.numero().to_owned(),
            nom: tresorerie.nom.as_str().into(),
            entree: mouvement.montant.max(Montant::ZERO),
            sortie: (-mouvement.montant).max(Montant::ZERO),
            pointage: ecriture.pointage(id).filter(|_| tresorerie.compte.is_banque()),
            ..commune.clone()
        })
    });
    let ventilations = ecriture.ventilations.iter().filter_map(|ventilation| {
        let compte = ventilation.compte.connue()?;
        Some(au_compte(controle, compte, ventilation.montant, commune.clone()))
    });
    let regie = ecriture.regie.iter().map(|regie| Ligne {
        regie: regie.solde(),
        classe: regie.classe.as_ref().map_or("", |classe| classe.valeur.as_str()),
        ..commune.clone()
    });
    mouvements.chain(ventilations).chain(regie).collect()
}

fn des_cahiers_de_classe<'a>(controle: &'a DossierControle<'_>) -> impl Iterator<Item = Ligne<'a>> {
    let operations = controle.exercice().cahiers_de_classe.iter().flat_map(|c| c.operations.iter().map(move |o| (c, o)));
    operations.filter_map(|(cahier, operation)| {
        let (compte, montant) = operation.ventile()?;
        let ligne = Ligne {
            piece: &cahier.piece,
            date: operation.date.map(|date| date.valeur),
            libelle: &operation.libelle,
            regie: operation.solde(),
            classe: &cahier.classe,
            ..Ligne::default()
        };
        Some(au_compte(controle, compte, montant, ligne))
    })
}

/// On an account of the chart, in its own sense.
fn au_compte<'a>(controle: &'a DossierControle, compte: Compte, montant: Montant, ligne: Ligne<'a>) -> Ligne<'a> {
    let (charge, produit) = match compte.sens() {
        Sens::Charge => (montant, Montant::ZERO),
        Sens::Produit => (Montant::ZERO, montant),
    };
    Ligne { compte: compte.to_string(), nom: controle.departement().plan.libelle(compte), charge, produit, ..ligne }
}

fn jour(date: Option<Date>) -> String {
    date.map_or_else(String::new, |jour| jour.to_string())
}

fn ou_rien(montant: Montant) -> String {
    if montant.is_zero() { String::new() } else { montant.decimal() }
}
