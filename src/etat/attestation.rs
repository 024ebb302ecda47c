//! Attestation of membership, and of insurance: what the department vouches for, once it has validated payment and engagement.

use super::adhesion::{Adhesion, OrdreDesClasses};
use super::identite::Identite;
use crate::calcul::cotisation::{Effectifs, valeurs_declarees};
use crate::calcul::formalites::Recu;
use crate::calcul::{Comptes, Formalites};
use crate::controle::DossierControle;
use crate::coop::{Date, Montant};
use crate::parse::Dossier;

#[derive(Debug, Clone)]
pub struct Attestation {
    pub identite: Identite,
    pub departement: Departement,
    pub effectifs: Effectifs,
    /// From the receipt of the payment; `None` only in a draft.
    pub effet: Option<Date>,
    pub recu: Option<Recu>,
    pub code: String,
    /// Goods and instruments, as declared.
    pub valeurs: (Montant, Montant),
    /// What of the goods and the instruments is at the cooperative's charge, where the tariff insures them.
    pub franchises: (Option<Montant>, Option<Montant>),
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
            recu: formalites.and_then(|f| f.recu.clone()),
            code: formalites.map_or_else(String::new, |f| f.code.clone()),
            valeurs: exercice
                .adhesion
                .as_ref()
                .map_or_else(Default::default, |a| valeurs_declarees(a, &dossier.inventaire, a.date.unwrap_or(exercice.debut))),
            franchises: (
                bareme.and_then(|b| b.assurance_biens).map(|a| a.franchise),
                bareme.and_then(|b| b.assurance_instruments).map(|a| a.franchise),
            ),
            identite: adhesion.identite,
        }
    }

    /// What it waits for; empty when it may be printed.
    pub fn manque(dossier: &Dossier, comptes: &Comptes) -> Vec<&'static str> {
        match Formalites::de(dossier, comptes) {
            Some(formalites) => formalites.manque_aux_attestations(),
            None => vec!["l’adhésion elle-même"],
        }
    }
}
