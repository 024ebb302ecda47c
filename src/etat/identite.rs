//! Who and when: what every paper says of the cooperative.

use crate::controle::DossierControle;
use crate::coop::{Date, Role};

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
    /// In function on the last day of the exercice: mandataires first, then signataires.
    pub mandataires: Vec<String>,
    pub signataires: Vec<String>,
}

impl Identite {
    pub fn de(controle: &DossierControle) -> Identite {
        let (cooperative, departement) = (&controle.dossier().cooperative, &controle.dossier().departement);
        let exercice = controle.exercice();
        let personnes = cooperative.mandataires_le(exercice.fin);
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
