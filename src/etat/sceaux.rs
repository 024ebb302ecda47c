//! What the seals of a cooperative prove today, exercice by exercice.

use crate::calcul::Comptes;
use crate::controle::Controle;
use crate::controle::contradictions::{Examen, examiner};
use crate::controle::jour_du_sceau::JourInvraisemblable;
use crate::controle::scelle::Difference;
use crate::coop::{Cloture, Date, Exercice, Reouverture, Sceau, est_sous_le_sceau, mots::mots};
use crate::diagnostic::{Diagnostic, Niveau, francaise};

#[derive(Debug, Clone)]
pub struct EtatDuSceau {
    pub exercice: String,
    pub etat: Etat,
    /// The day of the closing, the number of sealed files, the fingerprint: of a seal that can be trusted.
    pub sceau: Option<(Date, usize, String)>,
    /// What a seal that changed still says of itself, and nothing proves any more: the day of the closing, the number of files.
    pub dit_de_lui: Option<(Date, usize)>,
    /// The fingerprint that it should have, of a seal that changed: what a later seal, which is sure, knows of it.
    pub attendu: Option<Attendu>,
    /// The program that made such a seal, when it is another one: its rules are not played again.
    pub autre_outil: Option<String>,
    /// Files that are not what was sealed.
    pub differences: Vec<Difference>,
    /// How the seal does not follow the one before, or contradicts its own files.
    pub chaine: Vec<String>,
    /// Why the day that it bears cannot be the true one: told, and no proof against it.
    pub jour_douteux: Vec<String>,
    pub reouvertures: Vec<Reouverture>,
}

mots! {
    pub enum Etat {
        Ouvert = "ouvert",
        /// Its folder cannot be looked into, so that it may be closed; or its seal or what it seals, so that it may be intact.
        Illisible = "illisible",
        Intact = "intact",
        /// Something differs, or the chain does not hold.
        Rompu = "rompu",
    }
}

/// The fingerprint of a seal, as the one that follows it tells.
#[derive(Debug, Clone)]
pub struct Attendu {
    /// The exercice of the seal that follows.
    pub selon: String,
    pub empreinte: String,
}

impl Attendu {
    fn de(controle: &Controle, exercice: &Exercice) -> Option<Attendu> {
        let surs = controle.dossier.exercices.iter().filter_map(|e| Some((e, e.cloture.as_ref().filter(|c| c.authentique)?)));
        let mut suivants = surs.filter_map(|(e, cloture)| Some((e, cloture.precedent.as_ref()?)));
        let (suivant, connu) = suivants.find(|(_, connu)| connu.exercice == exercice.nom)?;
        Some(Attendu { selon: suivant.nom.to_string(), empreinte: connu.empreinte.to_string() })
    }
}

impl EtatDuSceau {
    /// In order of the exercices.
    pub fn de_tous(controle: &Controle) -> Vec<EtatDuSceau> {
        let une = |comptes: &Comptes| {
            let exercice = comptes.exercice;
            let Examen { differences, contradictions } = examiner(controle.dossier, comptes);
            let du_sceau = |d: &&Diagnostic| d.code.0 == "X003" && d.exercice.as_ref() == Some(&exercice.nom);
            let chaine = controle.diagnostics().iter().filter(du_sceau).map(|d| d.message.to_string());
            let chaine: Vec<String> = chaine.chain(contradictions.iter().map(|c| francaise(&c.phrase))).collect();
            let refus = if differences.is_empty() && chaine.is_empty() { refus(controle, exercice) } else { Vec::new() };
            let chaine = [chaine, refus].concat();
            let illisible = chaine.is_empty() && !differences.is_empty() && differences.iter().all(Difference::est_illisible);
            let rompu = !differences.is_empty() || !chaine.is_empty();
            let sur = exercice.cloture.as_ref().filter(|c| c.authentique);
            let sceau = |c: &Cloture| (c.date, c.fichiers.len(), c.empreinte.to_string());
            EtatDuSceau {
                exercice: exercice.nom.to_string(),
                etat: match exercice.scelle {
                    _ if exercice.illisible || illisible => Etat::Illisible,
                    _ if rompu => Etat::Rompu,
                    true => Etat::Intact,
                    false => Etat::Ouvert,
                },
                sceau: sur.map(sceau),
                dit_de_lui: exercice.cloture.as_ref().filter(|c| !c.authentique).map(|c| (c.date, c.fichiers.len())),
                attendu: Attendu::de(controle, exercice).filter(|_| exercice.scelle && sur.is_none()),
                autre_outil: sur.filter(|c| c.outil != Sceau::OUTIL).map(|c| c.outil.to_string()),
                differences,
                chaine,
                jour_douteux: jour_douteux(exercice, controle.jour),
                reouvertures: exercice.reouvertures.clone(),
            }
        };
        controle.comptes.iter().map(une).collect()
    }
}

/// X006, whatever the levels of the department and the answers to it: a seal is told as it is.
fn jour_douteux(exercice: &Exercice, jour: Date) -> Vec<String> {
    let Some(cloture) = &exercice.cloture else { return Vec::new() };
    let douteux = JourInvraisemblable::de(exercice, jour).into_iter();
    douteux.map(|j| francaise(&format!("{} (X006)", j.phrase(&exercice.nom, cloture.date)))).collect()
}

/// What refuses today the closing that a seal says was made, from the files that it seals: a year that lost its last statement
/// before the seal was made again. Judged by the program that made the seal only, since another's rules are other rules.
fn refus(controle: &Controle, exercice: &Exercice) -> Vec<String> {
    let nom = &exercice.nom;
    if exercice.cloture.as_ref().is_none_or(|cloture| !cloture.authentique || cloture.outil != Sceau::OUTIL) {
        return Vec::new();
    }
    let sous_le_sceau = |d: &&Diagnostic| {
        let relatif = d.place.fichier.strip_prefix(nom.as_str()).and_then(|chemin| chemin.strip_prefix('/'));
        d.exercice.as_ref() == Some(nom) && relatif.is_none_or(est_sous_le_sceau)
    };
    // Of the returns, which come afterwards; of the seals; of what another exercice closed with.
    let d_ailleurs = |d: &&Diagnostic| d.code.0.starts_with(['Q', 'V', 'N', 'X']) || matches!(d.code.0, "T005" | "T011");
    let refuse = |d: &&Diagnostic| matches!(d.niveau, Niveau::Erreur | Niveau::Bloquant | Niveau::Question);
    let constats = controle.diagnostics().iter().filter(sous_le_sceau).filter(|d| !d_ailleurs(d)).filter(refuse);
    constats
        .map(|d| francaise(&format!("{nom} est clôturé, et ses fichiers refusent cette clôture : {} ({})", d.message, d.code.0)))
        .collect()
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
    pub fn de(controle: &Controle, dossier: &str) -> SceauxDeCooperative {
        let cooperative = &controle.dossier.cooperative;
        SceauxDeCooperative {
            dossier: dossier.to_owned(),
            numero: cooperative.numero.to_string(),
            nom: cooperative.nom.to_string(),
            exercices: EtatDuSceau::de_tous(controle),
        }
    }

    /// `seulement`: of one exercice, by name.
    pub fn garder(&mut self, seulement: Option<&str>) {
        self.exercices.retain(|sceau| seulement.is_none_or(|nom| nom == sceau.exercice));
    }

    pub fn a(&self, etat: Etat) -> bool {
        self.exercices.iter().any(|sceau| sceau.etat == etat)
    }
}
