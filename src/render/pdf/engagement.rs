//! The mandataire's yearly undertaking on paper, with the names already there.

use serde_json::json;

use super::en_tete::en_tete;
use super::signatures::{cases_des_mandataires, soussignes};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::Date;
use crate::etat::identite::Identite;
use crate::parse::Dossier;

/// The duties, in our own words (papers.md).
const DEVOIRS: &[(&str, &str)] = &[
    ("Informer", "transmettre aux enseignants, aux élèves et aux familles ce que l’OCCE adresse à la coopérative"),
    ("Adhérer", "déclarer les effectifs exacts, et payer la cotisation et l’assurance dans les délais"),
    (
        "Tenir les comptes",
        "enregistrer chaque recette et chaque dépense sur le plan comptable de l’OCCE, à sa date, pour son montant entier",
    ),
    ("Justifier", "numéroter les pièces, garder un justificatif de chacune, et les conserver dix ans"),
    ("Tenir les registres", "tenir à jour le cahier d’inventaire et le registre des délibérations du conseil de coopérative"),
    (
        "Rendre compte",
        "faire vérifier les comptes, puis envoyer le compte rendu d’activités, le compte rendu financier et le quitus dans le mois qui suit la rentrée",
    ),
    (
        "Ne pas engager seul",
        "ne signer aucun contrat, n’ouvrir aucun compte et n’engager aucune action en justice sans l’accord de l’association départementale",
    ),
    (
        "Transmettre",
        "remettre au successeur les comptes, les pièces, les registres, les moyens de paiement et le matériel, et prévenir l’association départementale du changement",
    ),
];

pub fn emission(_: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    Emission::si(comptes.exercice.adhesion.is_some())
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let identite = Identite::a_l_adhesion(controle.dossier(), controle.exercice());
    let adhesion = controle.exercice().adhesion.as_ref().and_then(|a| a.jour());
    let departement = if identite.departement.is_empty() { "…".repeat(20) } else { identite.departement.clone() };
    let pluriel = identite.mandataires.len() > 1;
    let phrase = format!(
        "{} de la coopérative scolaire «\u{a0}{}\u{a0}», section locale de l’association départementale {departement}, {} pour \
         l’exercice {} à\u{a0}:",
        soussignes(&identite),
        identite.cooperative,
        if pluriel { "nous engageons" } else { "m’engage" },
        identite.exercice,
    );
    let donnees = json!({
        "phrase": phrase,
        "devoirs": DEVOIRS,
        "delegation": "Le compte bancaire est ouvert au nom de l’association départementale, qui délègue sa signature et peut la reprendre.",
        "cases": cases_des_mandataires(&identite),
    });
    let en_tete = en_tete(&identite, adhesion.unwrap_or(date));
    vec![Papier { en_tete, ..Papier::new(Modele::Engagement, &identite, date, donnees) }]
}
