//! `etat --format json`, version 1; its schema is `schemas/etat.schema.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::accueil_phrases as phrases;
use crate::controle::etapes_du_retour::Peremption;
use crate::coop::Date;
use crate::diagnostic::{Resume, francaise};
use crate::etat::accueil::{self, Accueil, Objet, Pas, Preuve};
use crate::etat::fin_d_annee;
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    numero: &'a str,
    cooperative: &'a str,
    exercice: &'a str,
    jour: Date,
    echeances: Vec<Echeance<'a>>,
    tresorerie: Vec<Tresorerie<'a>>,
    pointage: Pointage,
    regies: Vec<Regie<'a>>,
    verification: Verification<'a>,
    subventions: Option<Subventions>,
    retour: Retour<'a>,
    a_faire: Vec<Etape<'a>>,
}

#[derive(Serialize)]
struct Echeance<'a> {
    quoi: &'static str,
    exercice: &'a str,
    date: Date,
    etat: &'static str,
    le: Option<Date>,
    /// Of a CRF that was sent: what its bundle goes without.
    #[serde(skip_serializing_if = "Option::is_none")]
    manques: Option<&'a [&'static str]>,
    /// Of a quitus: its verifiers wrote some.
    #[serde(skip_serializing_if = "Option::is_none")]
    reserves: Option<bool>,
    ton: &'static str,
}

#[derive(Serialize)]
struct Tresorerie<'a> {
    nom: &'a str,
    libelle: &'a str,
    compte: &'static str,
    solde: String,
    #[serde(flatten)]
    preuve: PreuveJson,
    ton: &'static str,
}

/// A bank has statements, a cash box is counted.
#[derive(Serialize)]
#[serde(untagged)]
enum PreuveJson {
    Releve { releve: Option<Date> },
    Arrete { arrete: Option<Date>, mouvements_depuis: bool },
}

#[derive(Serialize)]
struct Pointage {
    a_pointer: usize,
    vues_apres: usize,
    seuil: i64,
    ton: &'static str,
}

#[derive(Serialize)]
struct Regie<'a> {
    classe: &'a str,
    tenu: String,
    ton: &'static str,
}

#[derive(Serialize)]
struct Verification<'a> {
    #[serde(flatten)]
    resume: Resume,
    /// By the names of the other exercices that have some.
    erreurs_ailleurs: &'a BTreeMap<String, usize>,
    ton: &'static str,
}

#[derive(Serialize)]
struct Subventions {
    compte: String,
    total: String,
    au_compte: String,
    ecart: String,
    sans_justificatif: usize,
    ton: &'static str,
}

#[derive(Serialize)]
pub(super) struct Retour<'a> {
    etat: &'static str,
    depuis: Option<Date>,
    note: &'a str,
    comptes_changes: bool,
    sceau_change: bool,
    ton: &'static str,
}

#[derive(Serialize)]
struct Etape<'a> {
    quoi: &'static str,
    exercices: &'a [String],
    nombre: Option<usize>,
    phrase: String,
    commande: String,
}

pub fn accueil_json(accueil: &Accueil) -> String {
    texte_json(&Document {
        version: 1,
        numero: &accueil.numero,
        cooperative: &accueil.cooperative,
        exercice: &accueil.exercice,
        jour: accueil.jour,
        echeances: accueil.echeances.iter().map(echeance).collect(),
        tresorerie: accueil.tresorerie.iter().map(tresorerie).collect(),
        pointage: Pointage {
            a_pointer: accueil.pointage.a_pointer,
            vues_apres: accueil.pointage.vues_apres,
            seuil: accueil.pointage.seuil,
            ton: accueil.pointage.ton().nom(),
        },
        regies: accueil.regies.iter().map(|r| Regie { classe: &r.classe, tenu: r.tenu.decimal(), ton: r.ton().nom() }).collect(),
        verification: Verification {
            resume: accueil.verification,
            erreurs_ailleurs: &accueil.erreurs_ailleurs,
            ton: accueil.ton_de_la_verification().nom(),
        },
        subventions: accueil.subventions.as_ref().map(|s| Subventions {
            compte: s.compte.to_string(),
            total: s.totaux.tableau.decimal(),
            au_compte: s.totaux.au_compte.decimal(),
            ecart: s.totaux.ecart.decimal(),
            sans_justificatif: s.sans_justificatif,
            ton: s.ton().nom(),
        }),
        retour: Retour::de(&accueil.retour),
        a_faire: accueil.a_faire.iter().map(etape).collect(),
    })
}

fn echeance(echeance: &accueil::Echeance) -> Echeance<'_> {
    let (quoi, etat) = match &echeance.objet {
        Objet::Adhesion(etat) => ("adhesion", etat.nom()),
        Objet::Cloture(etat) => ("cloture", etat.nom()),
        Objet::Cra(etat) => ("cra", etat.nom()),
        Objet::Crf { etat, .. } => ("crf", etat.nom()),
        Objet::Quitus { etat, .. } => ("quitus", etat.nom()),
    };
    let reserves = if let Objet::Quitus { reserves, .. } = &echeance.objet { Some(*reserves) } else { None };
    let manques = if let Objet::Crf { manques, .. } = &echeance.objet { Some(manques.as_slice()) } else { None };
    let exercice = &echeance.exercice;
    Echeance { quoi, exercice, date: echeance.date, etat, le: echeance.le, manques, reserves, ton: echeance.ton.nom() }
}

fn tresorerie(tresorerie: &accueil::Tresorerie) -> Tresorerie<'_> {
    Tresorerie {
        nom: &tresorerie.nom,
        libelle: &tresorerie.libelle,
        compte: tresorerie.compte.numero(),
        solde: tresorerie.solde.decimal(),
        preuve: match tresorerie.preuve {
            Preuve::Releve(releve) => PreuveJson::Releve { releve },
            Preuve::Arrete { jour, mouvements } => PreuveJson::Arrete { arrete: jour, mouvements_depuis: mouvements },
        },
        ton: tresorerie.ton().nom(),
    }
}

impl<'a> Retour<'a> {
    pub(super) fn de(retour: &'a fin_d_annee::Retour) -> Retour<'a> {
        Retour {
            etat: retour.etat.nom(),
            depuis: retour.depuis,
            note: &retour.note,
            comptes_changes: retour.perime == Some(Peremption::ComptesChanges),
            sceau_change: matches!(retour.perime, Some(Peremption::Ouvert | Peremption::ClotureDeNouveau)),
            ton: retour.ton().nom(),
        }
    }
}

fn etape(pas: &Pas) -> Etape<'_> {
    use std::slice::from_ref;
    let (quoi, exercices, nombre): (_, &[String], _) = match pas {
        Pas::RetablirLesSceaux(noms) => ("retablir-les-sceaux", noms, None),
        Pas::CorrigerLesErreurs(nombre) => ("corriger-les-erreurs", &[], Some(*nombre)),
        Pas::AccorderAvecLeSceau(nom, nombre) => ("accorder-avec-le-sceau", from_ref(nom), Some(*nombre)),
        Pas::Cloturer(nom) => ("cloturer", from_ref(nom), None),
        Pas::LeverLesRaisons(nom, nombre) => ("lever-les-raisons", from_ref(nom), Some(*nombre)),
        Pas::RedaterLaCloture(nom) => ("redater-la-cloture", from_ref(nom), None),
        Pas::CorrigerLeCra(nom) => ("corriger-le-cra", from_ref(nom), None),
        Pas::CorrigerLaCommission(nom) => ("corriger-la-commission", from_ref(nom), None),
        Pas::CompleterLaCommission(nom) => ("completer-la-commission", from_ref(nom), None),
        Pas::NumeriserLeQuitus(nom) => ("numeriser-le-quitus", from_ref(nom), None),
        Pas::CompleterLeRetour(nom) => ("completer-le-retour", from_ref(nom), None),
        Pas::RenvoyerLeRetour(nom) => ("renvoyer-le-retour", from_ref(nom), None),
        Pas::RenvoyerSousLeNouveauSceau(nom) => ("renvoyer-sous-le-nouveau-sceau", from_ref(nom), None),
        Pas::FaireSignerLeQuitus(nom) => ("faire-signer-le-quitus", from_ref(nom), None),
        Pas::EcrireLeCra(nom) => ("ecrire-le-cra", from_ref(nom), None),
        Pas::CompleterLeDossier(nom, _) => ("completer-le-dossier", from_ref(nom), None),
        Pas::EnvoyerLeRetour(nom) => ("envoyer-le-retour", from_ref(nom), None),
        Pas::OuvrirLeSuivant => ("ouvrir-le-suivant", &[], None),
        Pas::RenouvelerLAdhesion => ("renouveler-l-adhesion", &[], None),
        Pas::Pointer => ("pointer", &[], None),
    };
    let (phrase, commande) = phrases::pas(pas);
    Etape { quoi, exercices, nombre, phrase: francaise(&phrase), commande }
}
