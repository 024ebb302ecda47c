//! `rapprochement --format json`, version 1; its schema is `schemas/rapprochement.schema.json`. Without its operations, an état
//! is also a block of `bilan --format json`.

use serde::Serialize;

use crate::coop::{Date, Montant};
use crate::etat::rapprochement::{OperationNonPointee, Rapprochement};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    rapprochement: Vec<RapprochementJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct RapprochementJson<'a> {
    tresorerie: &'a str,
    /// `null` when there is no statement.
    releve: Option<Releve>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operations: Option<Vec<Operation<'a>>>,
    sorties_non_pointees: String,
    entrees_non_pointees: String,
    solde_cahier: String,
    ecart: Option<String>,
}

#[derive(Serialize)]
struct Releve {
    date: Date,
    solde: String,
}

#[derive(Serialize)]
struct Operation<'a> {
    piece: &'a str,
    date: Date,
    libelle: &'a str,
    cheque: &'a str,
    montant: String,
    report: bool,
}

pub fn rapprochement_json(exercice: &str, rapprochements: &[Rapprochement]) -> String {
    let rapprochement = rapprochements.iter().map(|r| {
        let operations = r.operations.iter().map(operation).collect();
        RapprochementJson { operations: Some(operations), ..RapprochementJson::de(r) }
    });
    texte_json(&Document { version: 1, exercice, rapprochement: rapprochement.collect() })
}

impl<'a> RapprochementJson<'a> {
    /// Its sums alone.
    pub(super) fn de(r: &'a Rapprochement) -> RapprochementJson<'a> {
        RapprochementJson {
            tresorerie: &r.tresorerie,
            releve: r.releve.map(|(date, solde)| Releve { date, solde: solde.decimal() }),
            operations: None,
            sorties_non_pointees: r.sorties_non_pointees.decimal(),
            entrees_non_pointees: r.entrees_non_pointees.decimal(),
            solde_cahier: r.solde_cahier.decimal(),
            ecart: r.ecart.map(Montant::decimal),
        }
    }
}

fn operation(o: &OperationNonPointee) -> Operation<'_> {
    Operation {
        piece: &o.piece,
        date: o.date,
        libelle: &o.libelle,
        cheque: &o.cheque,
        montant: o.montant.decimal(),
        report: o.report,
    }
}
