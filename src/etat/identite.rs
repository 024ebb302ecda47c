//! Who and when: what every paper says of the cooperative.

use crate::controle::DossierControle;
use crate::coop::{Date, Exercice, Role};
use crate::parse::Dossier;

/// Who and when: printed on every page of every paper.
#[derive(Debug, Clone)]
pub struct Identite {
    pub cooperative: String,
    pub numero: String,
    pub uai: String,
    pub adresse: String,
    pub commune: String,
    pub departement: String,
    pub exercice: String,
    pub debut: Date,
    pub fin: Date,
    /// In function on the day that the paper is about.
    pub mandataires: Vec<String>,
    pub signataires: Vec<String>,
}

impl Identite {
    /// With who is in function on the last day.
    pub fn de(controle: &DossierControle) -> Identite {
        Identite::le(controle.dossier(), controle.exercice(), controle.exercice().fin)
    }

    /// With who is in function on the day of the membership; when it has none, or nobody is yet, on the last day.
    pub fn a_l_adhesion(dossier: &Dossier, exercice: &Exercice) -> Identite {
        let date = exercice.adhesion.as_ref().and_then(|a| a.jour());
        let pourvue = |jour: &Date| !dossier.cooperative_de(exercice).mandataires_le(*jour).is_empty();
        Identite::le(dossier, exercice, date.filter(pourvue).unwrap_or(exercice.fin))
    }

    fn le(dossier: &Dossier, exercice: &Exercice, jour: Date) -> Identite {
        let (cooperative, departement) = (dossier.cooperative_de(exercice), dossier.departement_de(exercice));
        let personnes = cooperative.mandataires_le(jour);
        let noms = |role| personnes.iter().filter(|p| p.role == role && !p.nom.is_empty()).map(|p| p.nom.to_string()).collect();
        Identite {
            cooperative: cooperative.nom.to_string(),
            numero: cooperative.numero.to_string(),
            uai: cooperative.uai.as_ref().map_or_else(String::new, |uai| uai.valeur.to_string()),
            adresse: cooperative.adresse.to_string(),
            commune: cooperative.commune.to_string(),
            departement: if departement.nom.is_empty() {
                cooperative.departement.to_string()
            } else {
                departement.nom.to_string()
            },
            exercice: exercice.nom.to_string(),
            debut: exercice.debut,
            fin: exercice.fin,
            mandataires: noms(Role::Mandataire),
            signataires: noms(Role::Signataire),
        }
    }
}
