//! Where a membership stands: payment, engagement, change of mandataire — what is still to send, what the department has
//! validated (domain.md, « Adhésion »).

use std::fmt;

use super::Comptes;
use super::mandataires::ChangementsDeMandataire;
use crate::coop::{Changement, Date, Montant};
use crate::parse::Dossier;
use crate::source::Spanned;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etape {
    SansObjet,
    /// The cooperative has still to do it.
    AFaire,
    /// Done by the cooperative; the department has not validated it.
    EnAttente,
    Validee(Date),
}

#[derive(Debug, Clone)]
pub struct Formalites {
    pub paiement: Etape,
    pub recu: Option<Recu>,
    pub engagement: Etape,
    pub changement: Etape,
    /// The department wrote what became of the change, « sans objet » included.
    pub changement_dit: bool,
    /// Registration code, « rem 09 »; empty until the department gives it.
    pub code: String,
}

/// What the department received.
#[derive(Debug, Clone)]
pub struct Recu {
    /// `None` when it did not write the sum.
    pub montant: Option<Montant>,
    pub reference: String,
}

/// « 136,99 €, CCP 2679011 »: what is known of it.
impl fmt::Display for Recu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let montant = self.montant.map(|m| m.to_string());
        let reference = Some(self.reference.clone()).filter(|r| !r.is_empty());
        f.write_str(&[montant, reference].into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

impl Formalites {
    /// `None` without a membership. It is paid once the dues' account has moved.
    pub fn de(dossier: &Dossier, comptes: &Comptes) -> Option<Formalites> {
        let exercice = comptes.exercice;
        let adhesion = exercice.adhesion.as_ref()?;
        let paye = !comptes.total_du_compte(dossier.departement_de(exercice).plan.cotisation).is_zero();
        let validation = &adhesion.validation;
        let recu = validation.paiement.as_ref();
        let etape = |validee: Option<Spanned<Date>>, faite: bool| match validee {
            Some(date) => Etape::Validee(date.valeur),
            None if faite => Etape::EnAttente,
            None => Etape::AFaire,
        };
        let scan = adhesion.engagement_signe.as_ref().and_then(|scan| exercice.annexe(scan));
        let signe = scan.is_some_and(|scan| !scan.est_refusee());
        Some(Formalites {
            paiement: etape(recu.and_then(|r| r.date), paye),
            recu: recu.map(|r| Recu { montant: r.montant, reference: r.reference.to_string() }),
            engagement: etape(validation.engagement, signe),
            changement_dit: validation.changement.is_some(),
            changement: match validation.changement.map(|changement| changement.valeur) {
                Some(Changement::Recu(date)) => Etape::Validee(date),
                Some(Changement::SansObjet) => Etape::SansObjet,
                None if ChangementsDeMandataire::de(comptes.cooperative, exercice).is_vide() => Etape::SansObjet,
                None => Etape::AFaire,
            },
            code: validation.code.to_string(),
        })
    }

    /// Membership and insurance take effect on receipt of the payment.
    pub fn effet(&self) -> Option<Date> {
        match self.paiement {
            Etape::Validee(date) => Some(date),
            _ => None,
        }
    }

    /// The day on which payment and engagement were both validated.
    pub fn validees_le(&self) -> Option<Date> {
        match (self.paiement, self.engagement) {
            (Etape::Validee(paiement), Etape::Validee(engagement)) => Some(paiement.max(engagement)),
            _ => None,
        }
    }

    /// What the attestations wait for: names of the steps that the department has not validated.
    pub fn manque_aux_attestations(&self) -> Vec<&'static str> {
        let voulues = [("le paiement", self.paiement), ("l’engagement du mandataire", self.engagement)];
        voulues.into_iter().filter(|(_, etape)| !matches!(etape, Etape::Validee(_))).map(|(nom, _)| nom).collect()
    }
}
