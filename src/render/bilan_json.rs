//! `bilan --format json`, version 1: the contract of cli.md; its schema is `schemas/bilan.schema.json`.

use serde::Serialize;

use super::rapprochement_json::RapprochementJson;
use crate::coop::{Date, Montant};
use crate::etat::crf::{self, Crf, LigneDeCompte};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    cooperative: Cooperative<'a>,
    #[serde(flatten)]
    annee: Annee<'a>,
    rapprochement: Vec<RapprochementJson<'a>>,
    arretes_de_caisse: Vec<Arrete<'a>>,
    subventions: Subventions,
    /// Absent when there is no year before.
    #[serde(skip_serializing_if = "Option::is_none")]
    precedent: Option<Precedent<'a>>,
}

/// Whose figures they are: two cooperatives may have the same.
#[derive(Serialize)]
struct Cooperative<'a> {
    numero: &'a str,
    nom: &'a str,
}

#[derive(Serialize)]
struct Precedent<'a> {
    exercice: &'a str,
    #[serde(flatten)]
    annee: Annee<'a>,
}

/// The accounts and the balance sheet of one exercice.
#[derive(Serialize)]
struct Annee<'a> {
    charges: Vec<Compte<'a>>,
    produits: Vec<Compte<'a>>,
    total_charges: String,
    total_produits: String,
    resultat: String,
    bilan: Bilan<'a>,
}

#[derive(Serialize)]
struct Compte<'a> {
    compte: String,
    libelle: &'a str,
    montant: String,
}

#[derive(Serialize)]
struct Bilan<'a> {
    actif: Vec<Tresorerie<'a>>,
    regies: String,
    total_actif: String,
    report_a_nouveau: String,
    resultat: String,
    total_passif: String,
}

#[derive(Serialize)]
struct Tresorerie<'a> {
    compte: &'a str,
    nom: &'a str,
    montant: String,
}

#[derive(Serialize)]
struct Arrete<'a> {
    tresorerie: &'a str,
    date: Date,
    compte: String,
    solde: String,
    ecart: String,
}

#[derive(Serialize)]
struct Subventions {
    total: String,
    compte_7410: String,
    ecart: String,
}

pub fn bilan_json(crf: &Crf) -> String {
    let document = Document {
        version: 1,
        exercice: &crf.identite.exercice,
        cooperative: Cooperative { numero: &crf.identite.numero, nom: &crf.identite.cooperative },
        annee: annee([&crf.charges, &crf.produits], [crf.total_charges, crf.total_produits, crf.resultat], &crf.bilan),
        rapprochement: crf.rapprochements.iter().map(RapprochementJson::de).collect(),
        arretes_de_caisse: crf
            .arretes
            .iter()
            .map(|a| Arrete {
                tresorerie: &a.tresorerie,
                date: a.date,
                compte: a.compte.decimal(),
                solde: a.solde.decimal(),
                ecart: a.ecart.decimal(),
            })
            .collect(),
        subventions: Subventions {
            total: crf.subventions.total.decimal(),
            compte_7410: crf.subventions.total_du_compte.decimal(),
            ecart: crf.subventions.ecart.decimal(),
        },
        precedent: crf.precedent.as_ref().map(|p| Precedent {
            exercice: &p.exercice,
            annee: annee([&p.charges, &p.produits], [p.total_charges, p.total_produits, p.resultat], &p.bilan),
        }),
    };
    texte_json(&document)
}

fn annee<'a>(comptes: [&'a [LigneDeCompte]; 2], totaux: [Montant; 3], bilan_de_l_annee: &'a crf::Bilan) -> Annee<'a> {
    let [charges, produits] = comptes.map(|lignes| lignes.iter().map(compte).collect());
    let [total_charges, total_produits, resultat] = totaux.map(Montant::decimal);
    Annee { charges, produits, total_charges, total_produits, resultat, bilan: bilan(bilan_de_l_annee) }
}

fn bilan(bilan: &crf::Bilan) -> Bilan<'_> {
    Bilan {
        actif: bilan.actif.iter().map(|l| Tresorerie { compte: l.compte, nom: &l.nom, montant: l.montant.decimal() }).collect(),
        regies: bilan.total_regies.decimal(),
        total_actif: bilan.total_actif.decimal(),
        report_a_nouveau: bilan.report_a_nouveau.decimal(),
        resultat: bilan.resultat.decimal(),
        total_passif: bilan.total_passif.decimal(),
    }
}

fn compte(ligne: &LigneDeCompte) -> Compte<'_> {
    Compte { compte: ligne.compte.to_string(), libelle: &ligne.libelle, montant: ligne.montant.decimal() }
}
