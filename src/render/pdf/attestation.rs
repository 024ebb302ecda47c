//! Attestations of membership and of insurance on paper: one letter, two objects.

use serde_json::{Value, json};

use super::signatures::signature;
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::date::{self, DateDuPapier};
use crate::coop::{Date, Montant, par_milliers};
use crate::etat::attestation::{Attestation, Objet};
use crate::parse::Dossier;

pub fn emission_de_l_adhesion(dossier: &Dossier, comptes: &Comptes, date: DateDuPapier) -> Emission {
    emission(dossier, comptes, Objet::Adhesion, date)
}

pub fn emission_de_l_assurance(dossier: &Dossier, comptes: &Comptes, date: DateDuPapier) -> Emission {
    emission(dossier, comptes, Objet::Assurance, date)
}

/// Only what the department has validated is vouched for.
fn emission(dossier: &Dossier, comptes: &Comptes, objet: Objet, date: DateDuPapier) -> Emission {
    let manque = Attestation::manque(dossier, comptes, objet, date);
    if manque.is_empty() {
        return Emission::Remplie;
    }
    Emission::Refusee {
        attendu: manque.join(" ; "),
        aide: if comptes.exercice.adhesion.is_none() {
            "écrivez adhesion.toml dans le dossier de l’exercice : `date`, puis un bloc `[[classe]]` par classe"
        } else if Attestation::est_a_venir(dossier, comptes, date) {
            "si le jour noté dans `[validation]` d’adhesion.toml est mal écrit, corrigez-le ; s’il est juste, imprimez ce jour-là"
        } else {
            "`retkoop adhesion` montre où en est l’adhésion ; le département enregistre avec `retkoop adhesion valider`"
        },
    }
}

pub fn adhesion(controle: &DossierControle, date: DateDuPapier) -> Vec<Papier> {
    let (attestation, date) = dater(controle, date);
    let phrase = format!(
        "est adhérente à l’Office central de la coopération à l’école pour l’exercice {}, {}.",
        attestation.identite.exercice,
        a_compter_du(&attestation),
    );
    papier(Modele::AttestationAdhesion, &attestation, date, phrase, effectifs(&attestation))
}

pub fn assurance(controle: &DossierControle, date: DateDuPapier) -> Vec<Papier> {
    let (attestation, date) = dater(controle, date);
    let phrase = format!(
        "est assurée, pour les activités qu’elle organise, par le contrat que l’association départementale a souscrit pour ses \
         coopératives, au titre de l’exercice {}, {}.",
        attestation.identite.exercice,
        a_compter_du(&attestation),
    );
    let mut lignes = effectifs(&attestation);
    let franchise = |franchise: Option<Montant>| franchise.map_or_else(String::new, |f| format!(", franchise de {f}"));
    for (nom, valeur, f) in [
        ("Valeur déclarée des biens", attestation.valeurs.0, attestation.franchises.0),
        ("Valeur déclarée des instruments de musique", attestation.valeurs.1, attestation.franchises.1),
    ] {
        lignes.push([nom.to_owned(), format!("{valeur}{}", franchise(f))]);
    }
    papier(Modele::AttestationAssurance, &attestation, date, phrase, lignes)
}

/// With the day on which it is signed: the one asked for, else that of the validation.
fn dater(controle: &DossierControle, date: DateDuPapier) -> (Attestation, Date) {
    let attestation = Attestation::etablir(controle);
    let jour = match date {
        DateDuPapier::Demandee(jour) => jour,
        DateDuPapier::ParDefaut { jour, .. } => attestation.validee_le.unwrap_or(jour),
    };
    (attestation, jour)
}

fn papier(modele: Modele, attestation: &Attestation, date: Date, phrase: String, lignes: Vec<[String; 2]>) -> Vec<Papier> {
    let identite = &attestation.identite;
    let departement = &attestation.departement;
    let numero = if departement.numero.is_empty() { String::new() } else { format!(" ({})", departement.numero) };
    let donnees = json!({
        "qui_atteste": format!("{}{numero}", if departement.nom.is_empty() { "…".repeat(24) } else { departement.nom.clone() }),
        "phrase": phrase,
        "lignes": lignes,
        "validation": validation(attestation),
        "commune": departement.commune,
        "cases": [signature("Pour l’association départementale", &departement.nom)],
    });
    vec![Papier::new(modele, identite, date, donnees)]
}

/// Membership and insurance take effect on receipt of the payment.
fn a_compter_du(attestation: &Attestation) -> String {
    let fin = date::en_toutes_lettres(attestation.identite.fin);
    match attestation.effet {
        Some(jour) => {
            format!("à compter du {}, jour où son paiement a été reçu, et jusqu’au {fin}", date::en_toutes_lettres(jour))
        }
        None => format!("jusqu’au {fin}"),
    }
}

fn effectifs(attestation: &Attestation) -> Vec<[String; 2]> {
    let e = attestation.effectifs;
    [
        ("Classes", e.classes),
        ("Élèves", e.eleves),
        ("Enseignants et autres adultes", e.adultes()),
        ("Coopérateurs", e.cooperateurs()),
    ]
    .map(|(nom, nombre)| [nom.to_owned(), par_milliers(nombre)])
    .to_vec()
}

fn validation(attestation: &Attestation) -> Value {
    let paiement = attestation.recu.as_ref().map_or_else(String::new, ToString::to_string);
    json!([
        { "nom": "Paiement reçu", "valeur": paiement },
        { "nom": "Code d’enregistrement", "valeur": attestation.code },
    ])
}
