//! `adhesion --format json`, version 1: the contract of cli.md; its schema is `schemas/adhesion.schema.json`.

use serde::Serialize;

use crate::calcul::Cotisation;
use crate::calcul::cotisation::{Effectifs, LigneDeCotisation};
use crate::calcul::formalites::{Etape, Formalites};
use crate::coop::{Date, Montant};
use crate::etat::adhesion::{Adhesion, LigneDeClasse};
use crate::source::texte_json;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    exercice: &'a str,
    date: Option<Date>,
    bareme: &'a str,
    effectifs: Tetes,
    classes: Vec<Classe<'a>>,
    lignes: Vec<Ligne<'a>>,
    total_adhesion: String,
    total_assurance: String,
    total: String,
    etats: Option<Etats<'a>>,
    /// `null` when there is no membership of the year before.
    precedente: Option<Precedente<'a>>,
}

#[derive(Serialize)]
struct Tetes {
    classes: i64,
    enseignants: i64,
    eleves: i64,
    autres_adultes: i64,
    cooperateurs: i64,
}

#[derive(Serialize)]
struct Classe<'a> {
    nom: &'a str,
    enseignants: Vec<&'a str>,
    eleves: i64,
    autres_adultes: i64,
    cooperateurs: i64,
    cahier: Option<&'a str>,
}

#[derive(Serialize)]
struct Ligne<'a> {
    cle: String,
    libelle: &'a str,
    quantite: i64,
    prix_unitaire: String,
    montant: String,
    raison: &'a str,
    assurance: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    assiette: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taux: Option<String>,
}

#[derive(Serialize)]
struct Etats<'a> {
    paiement: Etat<'a>,
    engagement: Etat<'a>,
    changement: Etat<'a>,
    code: &'a str,
    /// The day from which membership and insurance hold; `null` until the payment is received.
    effet: Option<Date>,
}

#[derive(Serialize)]
struct Etat<'a> {
    etat: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    montant: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

#[derive(Serialize)]
struct Precedente<'a> {
    exercice: &'a str,
    effectifs: Tetes,
    total_adhesion: Option<String>,
    total_assurance: Option<String>,
    total: Option<String>,
}

pub fn adhesion_json(adhesion: &Adhesion, cotisation: &Cotisation) -> String {
    let document = Document {
        version: 1,
        exercice: &adhesion.identite.exercice,
        date: adhesion.date,
        bareme: &cotisation.reference,
        effectifs: tetes(adhesion.effectifs),
        classes: adhesion.classes.iter().map(classe).collect(),
        lignes: cotisation.lignes.iter().map(ligne).collect(),
        total_adhesion: cotisation.total_adhesion.decimal(),
        total_assurance: cotisation.total_assurance.decimal(),
        total: cotisation.total.decimal(),
        etats: adhesion.formalites.as_ref().map(etats),
        precedente: adhesion.precedente.as_ref().map(|p| {
            let montant = |de: fn(&Cotisation) -> Montant| p.cotisation.as_ref().map(|c| de(c).decimal());
            Precedente {
                exercice: &p.exercice,
                effectifs: tetes(p.effectifs),
                total_adhesion: montant(|c| c.total_adhesion),
                total_assurance: montant(|c| c.total_assurance),
                total: montant(|c| c.total),
            }
        }),
    };
    texte_json(&document)
}

fn tetes(e: Effectifs) -> Tetes {
    Tetes {
        classes: e.classes,
        enseignants: e.enseignants,
        eleves: e.eleves,
        autres_adultes: e.autres_adultes,
        cooperateurs: e.cooperateurs(),
    }
}

fn classe(classe: &LigneDeClasse) -> Classe<'_> {
    Classe {
        nom: &classe.nom,
        enseignants: classe.enseignants.iter().map(|e| e.nom.as_str()).collect(),
        eleves: classe.effectifs.eleves,
        autres_adultes: classe.effectifs.autres_adultes,
        cooperateurs: classe.effectifs.cooperateurs(),
        cahier: classe.cahier.as_deref(),
    }
}

fn ligne(ligne: &LigneDeCotisation) -> Ligne<'_> {
    Ligne {
        cle: ligne.composant.cle().to_string(),
        libelle: &ligne.libelle,
        quantite: ligne.quantite,
        prix_unitaire: ligne.prix_unitaire.decimal(),
        montant: ligne.montant.decimal(),
        raison: &ligne.raison,
        assurance: ligne.composant.is_assurance(),
        assiette: ligne.assiette.map(|(montant, _)| montant.decimal()),
        taux: ligne.assiette.map(|(_, taux)| taux.normalize().to_string()),
    }
}

fn etats(formalites: &Formalites) -> Etats<'_> {
    let recu = formalites.recu.as_ref();
    Etats {
        paiement: Etat {
            montant: recu.and_then(|r| r.montant).map(Montant::decimal),
            reference: recu.map(|r| r.reference.as_str()),
            ..etat(formalites.paiement)
        },
        engagement: etat(formalites.engagement),
        changement: etat(formalites.changement),
        code: &formalites.code,
        effet: formalites.effet(),
    }
}

fn etat(etape: Etape) -> Etat<'static> {
    let (etat, date) = match etape {
        Etape::SansObjet => ("sans-objet", None),
        Etape::AFaire => ("a-envoyer", None),
        Etape::EnAttente => ("en-attente", None),
        Etape::Validee(date) => ("valide", Some(date)),
    };
    Etat { etat, date, montant: None, reference: None }
}
