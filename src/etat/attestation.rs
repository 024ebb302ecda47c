//! Attestation of membership, and of insurance: what the department vouches for, once it has validated payment and engagement.

use super::adhesion::{Adhesion, OrdreDesClasses};
use super::identite::Identite;
use crate::calcul::cotisation::{Effectifs, valeurs_declarees};
use crate::calcul::formalites::{Etape, Recu};
use crate::calcul::{Comptes, Cotisation, Formalites};
use crate::controle::DossierControle;
use crate::coop::date::{self, DateDuPapier};
use crate::coop::{Date, Montant};
use crate::diagnostic::enumeration;
use crate::parse::Dossier;

#[derive(Debug, Clone)]
pub struct Attestation {
    pub identite: Identite,
    pub departement: Departement,
    pub effectifs: Effectifs,
    /// From the receipt of the payment; `None` only in a draft.
    pub effet: Option<Date>,
    /// The day of the last of what the department has validated; `None` only in a draft.
    pub validee_le: Option<Date>,
    pub recu: Option<Recu>,
    pub code: String,
    /// Goods and instruments, as declared.
    pub valeurs: (Montant, Montant),
    /// What of the goods and the instruments is at the cooperative's charge, where the tariff insures them.
    pub franchises: (Option<Montant>, Option<Montant>),
}

/// What is vouched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objet {
    Adhesion,
    Assurance,
}

#[derive(Debug, Clone)]
pub struct Departement {
    pub nom: String,
    pub numero: String,
    pub commune: String,
}

impl Attestation {
    pub fn etablir(controle: &DossierControle) -> Attestation {
        let (dossier, exercice) = (controle.dossier(), controle.exercice());
        let adhesion = Adhesion::etablir(controle, OrdreDesClasses::Saisie);
        let formalites = adhesion.formalites.as_ref();
        let departement = dossier.departement_de(exercice);
        let bareme = departement.bareme(&exercice.nom);
        Attestation {
            departement: Departement {
                nom: departement.nom.to_string(),
                numero: departement.numero.to_string(),
                commune: departement.commune.to_string(),
            },
            effectifs: adhesion.effectifs,
            effet: formalites.and_then(Formalites::effet),
            validee_le: formalites.and_then(Formalites::validees_le),
            recu: formalites.and_then(|f| f.recu.clone()),
            code: formalites.map_or_else(String::new, |f| f.code.clone()),
            valeurs: exercice.adhesion.as_ref().map_or_else(Default::default, |a| {
                valeurs_declarees(a, dossier.inventaire_de(exercice), a.jour().unwrap_or(exercice.debut))
            }),
            franchises: (
                bareme.and_then(|b| b.assurance_biens).map(|a| a.franchise),
                bareme.and_then(|b| b.assurance_instruments).map(|a| a.franchise),
            ),
            identite: Identite::de(controle),
        }
    }

    /// What it waits for, each as the object of « attend »; empty when it may be printed on `date`:
    /// without a day that is asked for, on that of the validations, if that day has come.
    pub fn manque(dossier: &Dossier, comptes: &Comptes, objet: Objet, date: DateDuPapier) -> Vec<String> {
        let exercice = comptes.exercice;
        let Some(formalites) = Formalites::de(dossier, comptes) else {
            return vec![format!("l’adhésion de l’exercice {}", exercice.nom)];
        };
        let cotisation = Cotisation::de_l_exercice(dossier, exercice);
        let mut manque = Vec::new();
        let attendus = formalites.manque_aux_attestations();
        if !attendus.is_empty() {
            manque.push(format!("que le département ait validé {}", enumeration(attendus.into_iter().map(str::to_owned))));
        }
        if let Some(jour) = formalites.effet() {
            manque.extend(defaut_du_paiement(&formalites, cotisation.as_ref(), jour, exercice.fin.min(date.au_plus_tard())));
        }
        manque.extend(formalites.validees_le().and_then(|jour| defaut_de_l_engagement(&formalites, jour, date.au_plus_tard())));
        if objet == Objet::Assurance {
            match &cotisation {
                None => manque.push(format!("le barème de l’exercice {}", exercice.nom)),
                Some(c) if c.total_assurance.is_zero() => {
                    manque.push("une assurance dans la cotisation : celle que le barème calcule est de 0,00 €".to_owned());
                }
                Some(_) => {}
            }
        }
        manque
    }

    /// Whether something is noted as validated on a day that has not come: nothing more is to be validated, a day is to be mended.
    pub fn est_a_venir(dossier: &Dossier, comptes: &Comptes, date: DateDuPapier) -> bool {
        let DateDuPapier::ParDefaut { verification, .. } = date else { return false };
        let etapes = Formalites::de(dossier, comptes).map(|formalites| [formalites.paiement, formalites.engagement]);
        etapes.into_iter().flatten().any(|etape| matches!(etape, Etape::Validee(jour) if jour > verification))
    }
}

/// Nobody vouches on a day for what was validated later. A payment that is late says so itself.
fn defaut_de_l_engagement(formalites: &Formalites, validees_le: Date, au_plus_tard: Date) -> Option<String> {
    let tard = validees_le > au_plus_tard && formalites.effet().is_some_and(|jour| jour <= au_plus_tard);
    let (jour, limite) = (date::en_toutes_lettres(validees_le), date::en_toutes_lettres(au_plus_tard));
    tard.then(|| format!("un engagement validé le {limite} au plus tard : le sien est du {jour}"))
}

/// Membership is vouched for from the payment on: it is of the whole sum, and received by `au_plus_tard`.
fn defaut_du_paiement(
    formalites: &Formalites,
    cotisation: Option<&Cotisation>,
    jour: Date,
    au_plus_tard: Date,
) -> Option<String> {
    let recu = formalites.recu.as_ref().and_then(|recu| recu.montant);
    let du = cotisation.map(|c| c.total);
    match (recu, du) {
        _ if jour > au_plus_tard => {
            let (jour, limite) = (date::en_toutes_lettres(jour), date::en_toutes_lettres(au_plus_tard));
            Some(format!("un paiement reçu le {limite} au plus tard : le sien est du {jour}"))
        }
        (Some(recu), Some(du)) if recu < du => {
            Some(format!("un paiement d’au moins {du} : {recu} sont notés reçus, il manque {}", du - recu))
        }
        (None, Some(du)) => Some(format!("la somme reçue, d’au moins {du} : aucune n’est notée")),
        (None, None) => Some("la somme reçue : aucune n’est notée, et aucun barème ne la calcule".to_owned()),
        _ => None,
    }
}
