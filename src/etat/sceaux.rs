//! What the seals of a cooperative prove today, exercice by exercice.

use crate::controle::Controle;
use crate::controle::chiffres_scelles::chiffres_contredits;
use crate::controle::scelle::{Difference, differences};
use crate::coop::{Cloture, Date, Reouverture};
use crate::diagnostic::francaise;

#[derive(Debug, Clone)]
pub struct EtatDuSceau {
    pub exercice: String,
    pub etat: Etat,
    /// The day of the closing, the number of sealed files, the fingerprint: of a seal that can be trusted.
    pub sceau: Option<(Date, usize, String)>,
    /// Files that are not what was sealed.
    pub differences: Vec<Difference>,
    /// How the seal does not follow the one before, or contradicts its own files.
    pub chaine: Vec<String>,
    pub reouvertures: Vec<Reouverture>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    Ouvert,
    Intact,
    /// Something differs, or the chain does not hold.
    Rompu,
}

impl EtatDuSceau {
    /// In order of the exercices.
    pub fn de_tous(controle: &Controle) -> Vec<EtatDuSceau> {
        let une = |exercice: &crate::coop::Exercice| {
            let differences = differences(controle.dossier, exercice);
            let comptes = controle.comptes_de(&exercice.nom).filter(|_| differences.is_empty());
            let contredits = comptes.map(chiffres_contredits).unwrap_or_default();
            let du_sceau = |d: &&crate::diagnostic::Diagnostic| d.code.0 == "X003" && d.exercice.as_ref() == Some(&exercice.nom);
            let chaine: Vec<String> = controle.diagnostics().iter().filter(du_sceau).map(|d| d.message.to_string()).collect();
            let contredits = contredits.iter().map(|ecart| francaise(&ecart.phrase(&exercice.nom)));
            let chaine: Vec<String> = chaine.into_iter().chain(contredits).collect();
            let rompu = !differences.is_empty() || !chaine.is_empty();
            let sceau = |c: &Cloture| (c.date, c.fichiers.len(), c.empreinte.to_string());
            EtatDuSceau {
                exercice: exercice.nom.to_string(),
                etat: match exercice.scelle {
                    _ if rompu => Etat::Rompu,
                    true => Etat::Intact,
                    false => Etat::Ouvert,
                },
                sceau: exercice.cloture.as_ref().filter(|c| c.authentique).map(sceau),
                differences,
                chaine,
                reouvertures: exercice.reouvertures.clone(),
            }
        };
        controle.dossier.exercices.iter().map(une).collect()
    }
}

/// The seals of one cooperative among those looked at.
#[derive(Debug, Clone)]
pub struct SceauxDeCooperative {
    /// Its folder, from the department's; empty when it is alone.
    pub dossier: String,
    pub numero: String,
    pub nom: String,
    pub exercices: Vec<EtatDuSceau>,
}

impl SceauxDeCooperative {
    /// `seulement`: of one exercice, by name.
    pub fn de(controle: &Controle, dossier: &str, seulement: Option<&str>) -> SceauxDeCooperative {
        let cooperative = &controle.dossier.cooperative;
        let voulu = |sceau: &EtatDuSceau| seulement.is_none_or(|nom| nom == sceau.exercice);
        SceauxDeCooperative {
            dossier: dossier.to_owned(),
            numero: cooperative.numero.to_string(),
            nom: cooperative.nom.to_string(),
            exercices: EtatDuSceau::de_tous(controle).into_iter().filter(voulu).collect(),
        }
    }

    pub fn a(&self, etat: Etat) -> bool {
        self.exercices.iter().any(|sceau| sceau.etat == etat)
    }
}
