//! `etat --format json` of a department, version 1; its schema is `schemas/etat-departement.schema.json`.

use serde::Serialize;

use super::accueil_json::Retour;
use crate::coop::Date;
use crate::diagnostic::Resume;
use crate::etat::departement::{AccueilDeDepartement, Suivi, Totaux};
use crate::etat::fin_d_annee::FinDAnnee;
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    nom: &'a str,
    numero: &'a str,
    jour: Date,
    /// Findings about the department's own settings.
    reglages: Resume,
    cooperatives: Vec<Cooperative<'a>>,
    totaux: Totaux,
}

#[derive(Serialize)]
struct Cooperative<'a> {
    dossier: &'a str,
    numero: &'a str,
    nom: &'a str,
    exercice: Option<&'a str>,
    verification: Resume,
    /// `null` until the exercice is over.
    fin_d_annee: Option<Fin<'a>>,
    ton: &'static str,
}

#[derive(Serialize)]
struct Fin<'a> {
    cloture: Cloture,
    quitus: Quitus,
    retour: Retour<'a>,
}

#[derive(Serialize)]
struct Cloture {
    etat: &'static str,
    le: Option<Date>,
    /// A year that goes on contradicts a proof under its seal.
    contredite: bool,
    ton: &'static str,
}

#[derive(Serialize)]
struct Quitus {
    etat: &'static str,
    ton: &'static str,
}

pub fn departement_json(accueil: &AccueilDeDepartement) -> String {
    texte_json(&Document {
        version: 1,
        nom: &accueil.nom,
        numero: &accueil.numero,
        jour: accueil.jour,
        reglages: accueil.reglages,
        cooperatives: accueil.cooperatives.iter().map(cooperative).collect(),
        totaux: accueil.totaux(),
    })
}

fn cooperative(suivi: &Suivi) -> Cooperative<'_> {
    Cooperative {
        dossier: &suivi.dossier,
        numero: &suivi.numero,
        nom: &suivi.nom,
        exercice: suivi.exercice.as_deref(),
        verification: suivi.verification,
        fin_d_annee: suivi.fin_d_annee.as_ref().map(|fin| fin_d_annee(fin, suivi.est_contredit())),
        ton: suivi.ton().nom(),
    }
}

fn fin_d_annee(fin: &FinDAnnee, contredite: bool) -> Fin<'_> {
    Fin {
        cloture: Cloture { etat: fin.cloture.nom(), le: fin.cloture_le, contredite, ton: fin.cloture.ton().nom() },
        quitus: Quitus { etat: fin.quitus.nom(), ton: fin.ton_du_quitus().nom() },
        retour: Retour::de(&fin.retour),
    }
}
