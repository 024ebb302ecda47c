//! The gate of a closing: the proof and what comes next, or everything that stands in the way.

use ecow::EcoString;

use super::exercice_suivant::{Changement, Refus, Suite, suivre};
use crate::controle::{Controle, DossierControle};
use crate::coop::{Cloture, Date, Exercice};
use crate::diagnostic::{Niveau, Rapport};

/// What a trial closing says of one cooperative.
#[derive(Debug)]
pub struct EssaiDeCloture {
    /// Its folder, from the department's; empty when it is alone.
    pub dossier: String,
    pub numero: String,
    pub nom: String,
    pub exercice: String,
    /// Its last day.
    pub fin: Date,
    /// Another exercice, over and open, that is meant most likely when this one is not over.
    pub autre: Option<String>,
    /// `None`: nothing is missing.
    pub empechement: Option<Empechement>,
    /// Of an exercice that is closed, before or by this closing; `None` too when it cannot be read.
    pub sceau: Option<SceauConnu>,
    /// The first day on which it is closed, while that day has not come.
    pub a_partir_du: Option<Date>,
    /// Warnings without answer: they refuse nothing, and stay in the closing report.
    pub avertissements: usize,
    /// The next exercice, and what the closing changes of what stands there; empty when it is refused.
    pub suivant: String,
    pub changements: Vec<Changement>,
    /// The errors that open years after it would then have.
    pub ensuite: Option<Box<Rapport>>,
    /// Some of it could not be read, or does not balance: rules that depend on it have not spoken.
    pub est_partiel: bool,
}

/// Why an exercice is not closed.
#[derive(Debug)]
pub enum Empechement {
    /// It is closed already: since that day, when its seal says so.
    DejaCloture(Option<Date>),
    /// So it is, and its seal proves nothing: why.
    SceauRompu(Option<Date>, Box<Rapport>),
    /// A later exercice, by its name, holds a seal that would follow nothing any more.
    Suivi(EcoString),
    /// Findings that refuse it.
    Constats(Box<Rapport>),
    /// The disk would refuse what it writes, and what to do.
    Disque { message: String, aide: String },
    /// The next exercice cannot be written.
    Suite(Refus),
}

/// What a seal says of itself.
#[derive(Debug, Clone)]
pub struct SceauConnu {
    /// The day of the closing.
    pub date: Date,
    pub empreinte: EcoString,
}

impl From<&Cloture> for SceauConnu {
    fn from(cloture: &Cloture) -> SceauConnu {
        SceauConnu { date: cloture.date, empreinte: cloture.empreinte.clone() }
    }
}

/// What closing an exercice needs. `controle`: made by [`Controle::pour_cloturer`] for it.
pub fn examiner<'a>(controle: &'a Controle<'a>, exercice: &Exercice) -> Result<(DossierControle<'a>, Suite), Empechement> {
    if exercice.scelle {
        let jour = exercice.cloture.as_ref().map(|cloture| cloture.date);
        let ruptures = controle.ruptures_du_sceau(&exercice.nom);
        return Err(match ruptures.is_empty() {
            true => Empechement::DejaCloture(jour),
            false => Empechement::SceauRompu(jour, Box::new(controle.rapport_de(ruptures))),
        });
    }
    if let Some(suivant) = controle.dossier.exercices.iter().find(|e| e.debut > exercice.debut && e.scelle) {
        return Err(Empechement::Suivi(suivant.nom.clone()));
    }
    let preuve = DossierControle::prouver_la_cloture(controle, &exercice.nom)
        .map_err(|raisons| Empechement::Constats(Box::new(controle.rapport_de(raisons))))?;
    let suite = suivre(controle, preuve.comptes()).map_err(Empechement::Suite)?;
    Ok((preuve, suite))
}

impl Empechement {
    /// How many reasons that makes.
    pub fn raisons(&self) -> usize {
        match self {
            Empechement::Constats(rapport) | Empechement::SceauRompu(_, rapport) => rapport.diagnostics.len(),
            Empechement::DejaCloture(_) | Empechement::Suivi(_) | Empechement::Disque { .. } | Empechement::Suite(_) => 1,
        }
    }
}

impl EssaiDeCloture {
    /// `dossier`: the cooperative's folder, from the department's.
    pub fn new(controle: &Controle, exercice: &Exercice, dossier: &str, empechement: Option<Empechement>) -> EssaiDeCloture {
        let cooperative = controle.dossier.cooperative_de(exercice);
        let a_cloturer = |e: &&Exercice| !e.scelle && e.debut < exercice.debut && e.est_termine(controle.jour);
        let autre = controle.dossier.exercices.iter().find(a_cloturer).filter(|_| !exercice.est_termine(controle.jour));
        EssaiDeCloture {
            dossier: dossier.to_owned(),
            numero: cooperative.numero.to_string(),
            nom: cooperative.nom.to_string(),
            exercice: exercice.nom.to_string(),
            fin: exercice.fin,
            autre: autre.map(|e| e.nom.to_string()),
            empechement,
            sceau: exercice.cloture.as_ref().map(SceauConnu::from),
            a_partir_du: exercice.fin.succ_opt().filter(|premier| controle.jour < *premier),
            avertissements: controle.resume(&exercice.nom).nombre(Niveau::Avertissement),
            suivant: String::new(),
            changements: Vec::new(),
            ensuite: None,
            est_partiel: !exercice.lacunes.is_aucune(),
        }
    }

    /// The findings that refuse it, if any do, or those of its broken seal: what the formats of findings write of this
    /// cooperative.
    pub fn rapport(&self) -> Rapport {
        match self.raisons() {
            Some(raisons) => raisons.choisir(|_| true),
            None => Rapport { cooperatives: 1, numero: self.numero.as_str().into(), ..Rapport::default() },
        }
    }

    pub fn raisons(&self) -> Option<&Rapport> {
        match &self.empechement {
            Some(Empechement::Constats(raisons) | Empechement::SceauRompu(_, raisons)) => Some(raisons),
            _ => None,
        }
    }

    pub fn est_deja_cloture(&self) -> bool {
        matches!(self.empechement, Some(Empechement::DejaCloture(_)))
    }
}
