//! `cahier --format json`, version 1; its schema is `schemas/cahier.schema.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::coop::{Date, Montant, Moyen};
use crate::etat::cahier::{Cahier, MouvementEtSolde};
use crate::etat::consultation::{Consultation, LigneConsultee, Source, Vue};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    criteres: &'a [String],
    tresorerie: Vec<Tresorerie<'a>>,
    reports: Vec<Report<'a>>,
    lignes: Vec<Ligne<'a>>,
    totaux: Totaux,
}

#[derive(Serialize)]
struct Tresorerie<'a> {
    compte: &'a str,
    nom: &'a str,
    ouverture: String,
    cloture: String,
}

#[derive(Serialize)]
struct Report<'a> {
    date: Date,
    libelle: &'a str,
    cheque: &'a str,
    mouvements: Vec<Mouvement<'a>>,
    pointage: Option<Date>,
    pointages: BTreeMap<&'a str, Option<Date>>,
    annulation: Option<&'a str>,
}

#[derive(Serialize)]
struct Ligne<'a> {
    genre: &'static str,
    piece: &'a str,
    date: Option<Date>,
    libelle: &'a str,
    moyen: &'a str,
    cheque: &'a str,
    action_a: &'a str,
    action_b: &'a str,
    mouvements: Vec<Mouvement<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    regie: Option<Regie<'a>>,
    ventilation: Vec<Ventilation>,
    /// After this line, in the whole ledger.
    soldes: BTreeMap<&'a str, String>,
    /// The last statement that shows it; `None` while a bank has not shown its own movement.
    pointage: Option<Date>,
    /// Of each bank that it moves.
    pointages: BTreeMap<&'a str, Option<Date>>,
    annulation: Option<&'a str>,
    justificatifs: Vec<&'a str>,
}

#[derive(Serialize)]
struct Mouvement<'a> {
    tresorerie: &'a str,
    entree: String,
    sortie: String,
}

#[derive(Serialize)]
struct Regie<'a> {
    classe: &'a str,
    versee: String,
    retournee: String,
    expliquee: String,
}

#[derive(Serialize)]
struct Ventilation {
    compte: String,
    montant: String,
}

#[derive(Serialize)]
struct Totaux {
    entrees: String,
    sorties: String,
    charges: String,
    produits: String,
}

pub fn cahier_json(consultation: &Consultation) -> String {
    let cahier = &consultation.cahier;
    let [entrees, sorties] = consultation.totaux(&Vue::Tresorerie((0..cahier.tresoreries.len()).collect()));
    let [charges, produits] = consultation.totaux(&Vue::Depenses);
    let document = Document {
        version: 1,
        exercice: &consultation.exercice.nom,
        criteres: &consultation.criteres,
        tresorerie: cahier
            .tresoreries
            .iter()
            .map(|t| Tresorerie { compte: t.compte, nom: &t.nom, ouverture: t.ouverture.decimal(), cloture: t.cloture.decimal() })
            .collect(),
        reports: consultation
            .reports
            .iter()
            .map(|r| {
                let cases = r.mouvements.iter().map(|&montant| match montant.is_negative() {
                    true => MouvementEtSolde { sortie: -montant, ..MouvementEtSolde::default() },
                    false => MouvementEtSolde { entree: montant, ..MouvementEtSolde::default() },
                });
                let mouvements = mouvements(cahier, cases);
                Report {
                    date: r.date,
                    libelle: &r.libelle,
                    cheque: &r.cheque,
                    mouvements,
                    pointage: r.pointage,
                    pointages: r.pointages.iter().map(|(rang, jour)| (cahier.tresoreries[*rang].nom.as_str(), *jour)).collect(),
                    annulation: r.annulation.as_deref(),
                }
            })
            .collect(),
        lignes: consultation.lignes.iter().map(|l| ligne(cahier, l)).collect(),
        totaux: Totaux {
            entrees: entrees.decimal(),
            sorties: sorties.decimal(),
            charges: charges.decimal(),
            produits: produits.decimal(),
        },
    };
    texte_json(&document)
}

fn ligne<'a>(cahier: &'a Cahier, l: &'a LigneConsultee) -> Ligne<'a> {
    let (genre, ecriture) = match l.source {
        Source::Ecriture(ecriture) => ("ecriture", Some(ecriture)),
        Source::CahierDeClasse(_) => ("cahier-de-classe", None),
    };
    let ligne = &l.ligne;
    let [versee, retournee, expliquee] = ligne.regie;
    let a_une_regie = !ligne.regie.iter().all(|m| m.is_zero());
    let montant = |m: Montant| m.decimal();
    Ligne {
        genre,
        piece: &ligne.piece,
        date: ligne.date,
        libelle: &ligne.libelle,
        moyen: ecriture.and_then(|e| e.moyen).map_or("", Moyen::nom),
        cheque: ecriture.and_then(|e| e.cheque.as_ref()).map_or("", |c| c.valeur.as_str()),
        action_a: ecriture.map_or("", |e| e.action_a.as_str()),
        action_b: ecriture.map_or("", |e| e.action_b.as_str()),
        mouvements: mouvements(cahier, ligne.tresorerie.iter().copied()),
        regie: a_une_regie.then(|| Regie {
            classe: l.classe(),
            versee: montant(versee),
            retournee: montant(retournee),
            expliquee: montant(expliquee),
        }),
        ventilation: ligne
            .ventilation
            .iter()
            .map(|(rang, m)| Ventilation { compte: cahier.comptes[*rang].compte.to_string(), montant: montant(*m) })
            .collect(),
        soldes: cahier.tresoreries.iter().zip(&ligne.tresorerie).map(|(t, case)| (t.nom.as_str(), montant(case.solde))).collect(),
        pointage: ligne.pointage,
        pointages: cahier
            .tresoreries
            .iter()
            .zip(&ligne.tresorerie)
            .filter(|(t, case)| t.is_banque && case.a_bouge())
            .map(|(t, case)| (t.nom.as_str(), case.pointage))
            .collect(),
        annulation: ligne.annulation.as_deref(),
        justificatifs: ecriture.map_or(&[][..], |e| &e.justificatifs).iter().map(|j| j.valeur.as_str()).collect(),
    }
}

/// Accounts that move.
fn mouvements<'a>(cahier: &'a Cahier, cases: impl Iterator<Item = MouvementEtSolde>) -> Vec<Mouvement<'a>> {
    let mouvements = cahier.tresoreries.iter().zip(cases).filter(|(_, case)| !case.entree.is_zero() || !case.sortie.is_zero());
    mouvements
        .map(|(t, case)| Mouvement { tresorerie: &t.nom, entree: case.entree.decimal(), sortie: case.sortie.decimal() })
        .collect()
}
