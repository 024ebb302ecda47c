//! Where an exercice that is over stands: its closing, its CRA and CRF, its quitus, its return, and what to do next of them. One
//! table for the home page of a cooperative and for that of its department: what is ticked, what asks for attention and what is
//! to do agree with each other, and with what the commands accept.
//!
//! Not here: what is due of a year that goes on, and the words.

mod compte_rendu;
mod quitus;
mod retour;

use chrono::Datelike;

use super::accueil::{Pas, Ton};
use super::envoi::pieces_manquantes;
use crate::controle::etapes_du_retour::Peremption;
use crate::controle::scelle::differences;
use crate::controle::{Controle, DossierControle};
use crate::coop::{Date, EtatDuRetour, Exercice, mots::mots};
use crate::diagnostic::Diagnostic;
use compte_rendu::ACTIVITES;
pub use compte_rendu::EtatDUnCompteRendu;
use quitus::COMMISSION;
pub use quitus::EtatDuQuitus;
pub use retour::Retour;

#[derive(Debug, Clone)]
pub struct FinDAnnee {
    pub exercice: String,
    /// The day by which all of it is due.
    pub echeance: Date,
    pub cloture: EtatDeLaCloture,
    /// The day of the closing, or that of the last reopening.
    pub cloture_le: Option<Date>,
    pub cra: EtatDUnCompteRendu,
    pub crf: EtatDUnCompteRendu,
    pub quitus: EtatDuQuitus,
    /// Whoever gave it wrote some.
    pub reserves: bool,
    pub retour: Retour,
    /// Closed, and its accounts hold no error: its papers can be printed.
    pub s_imprime: bool,
    /// What its bundle goes without, beside the quitus and the CRA; nothing once the return is accepted, or before it is printed.
    pub pieces_manquantes: Vec<&'static str>,
    /// Of `activites.toml` and `controle.toml`.
    pub erreurs_du_retour: usize,
    jour: Date,
}

mots! {
    pub enum EtatDeLaCloture {
        AFaire = "a-faire",
        /// It was closed, and is no more.
        Rouverte = "rouverte",
        Faite = "faite",
        SceauRompu = "sceau-rompu",
        SceauIllisible = "sceau-illisible",
    }
}

impl FinDAnnee {
    /// `exercice`: over on the day of the check.
    pub fn de(controle: &Controle, exercice: &Exercice) -> FinDAnnee {
        let (cloture, cloture_le) = EtatDeLaCloture::de(controle, exercice);
        let retour = Retour::de(controle.dossier, exercice);
        let s_imprime = cloture == EtatDeLaCloture::Faite && DossierControle::prouver(controle, &exercice.nom).is_ok();
        let attendues = controle.comptes_de(&exercice.nom).filter(|_| s_imprime && !retour.est_accepte());
        FinDAnnee {
            exercice: exercice.nom.to_string(),
            echeance: le_30_septembre(exercice.fin.year()),
            cloture,
            cloture_le,
            cra: EtatDUnCompteRendu::du_cra(controle, exercice, &retour, s_imprime),
            crf: EtatDUnCompteRendu::du_crf(exercice, &retour, s_imprime),
            quitus: EtatDuQuitus::de(controle, exercice),
            reserves: exercice.commission.as_ref().is_some_and(|c| !c.reserves.trim().is_empty()),
            retour,
            s_imprime,
            pieces_manquantes: attendues.map_or_else(Vec::new, pieces_manquantes),
            erreurs_du_retour: [ACTIVITES, COMMISSION].map(|f| erreurs_de(controle, &exercice.nom, f).count()).iter().sum(),
            jour: controle.jour,
        }
    }

    /// Of the closing, the CRA, the CRF, the quitus, in this order, on the day of the check.
    pub fn tons(&self) -> [Ton; 4] {
        let scelle = !matches!(self.cloture, EtatDeLaCloture::AFaire | EtatDeLaCloture::Rouverte);
        let tons = [self.cloture.ton(), self.cra.ton(scelle), self.crf.ton(scelle), self.ton_du_quitus()];
        tons.map(|ton| ton.le(self.echeance, self.jour))
    }

    /// Reserves are for the department to weigh: given with some, it is not ticked before the return is accepted.
    pub fn ton_du_quitus(&self) -> Ton {
        match self.quitus {
            EtatDuQuitus::Donne if self.reserves && !self.retour.est_accepte() => Ton::Calme,
            quitus => quitus.ton(&self.retour),
        }
    }

    /// The most pressing of all that it says, on the day of the check.
    pub fn ton(&self) -> Ton {
        let du_retour = self.retour.ton_apres_la_fin().le(self.echeance, self.jour);
        self.tons().into_iter().fold(du_retour, Ton::max)
    }

    /// What is to do of its return, in the order in which it is done. Before the closing, which is a step of its own: the files of
    /// the return that are wrong, and nothing else. While the accounts cannot be printed: those, and what is to be sent again.
    pub fn pas(&self) -> Vec<Pas> {
        let nom = || self.exercice.clone();
        let a_corriger = [
            (self.cra == EtatDUnCompteRendu::ACorriger).then(|| Pas::CorrigerLeCra(nom())),
            (self.quitus == EtatDuQuitus::ACorriger).then(|| Pas::CorrigerLaCommission(nom())),
        ];
        if self.cloture != EtatDeLaCloture::Faite || self.retour.est_accepte() {
            return a_corriger.into_iter().flatten().collect();
        }
        let cra = (self.s_imprime && self.cra == EtatDUnCompteRendu::AEcrire).then(|| Pas::EcrireLeCra(nom()));
        let quitus = match self.quitus {
            _ if !self.s_imprime => None,
            EtatDuQuitus::ADemander | EtatDuQuitus::Refuse | EtatDuQuitus::AvantLaCloture => {
                Some(Pas::FaireSignerLeQuitus(nom()))
            }
            EtatDuQuitus::Irregulier | EtatDuQuitus::SansDate => Some(Pas::CompleterLaCommission(nom())),
            // Sent on paper, perhaps.
            EtatDuQuitus::ANumeriser if self.retour.attend_le_departement() => None,
            EtatDuQuitus::ANumeriser => Some(Pas::NumeriserLeQuitus(nom())),
            EtatDuQuitus::Donne | EtatDuQuitus::ACorriger => None,
        };
        // Sent on paper, perhaps: the line of the CRF says it until the department accepts.
        let pieces = (!self.pieces_manquantes.is_empty() && !self.retour.attend_le_departement())
            .then(|| Pas::CompleterLeDossier(nom(), self.pieces_manquantes.clone()));
        let envoi = match (self.retour.perime, self.retour.etat) {
            (Some(Peremption::ComptesChanges), _) => Some(Pas::RenvoyerLeRetour(nom())),
            (Some(_), _) => Some(Pas::RenvoyerSousLeNouveauSceau(nom())),
            (None, EtatDuRetour::ACompleter) => Some(Pas::CompleterLeRetour(nom())),
            // It comes last.
            (None, EtatDuRetour::EnConstruction) => {
                (self.s_imprime && cra.is_none() && quitus.is_none()).then(|| Pas::EnvoyerLeRetour(nom()))
            }
            (None, EtatDuRetour::Saisi | EtatDuRetour::Valide | EtatDuRetour::Accepte) => None,
        };
        a_corriger.into_iter().chain([cra, quitus, pieces, envoi]).flatten().collect()
    }
}

/// 30 September: of the first year for the adhésion, of the second for the returns (domain.md, « People and calendar »).
pub(super) fn le_30_septembre(annee: i32) -> Date {
    Date::from_ymd_opt(annee, 9, 30).unwrap_or_default()
}

impl EtatDeLaCloture {
    /// With the day of the closing, or that of the reopening.
    fn de(controle: &Controle, exercice: &Exercice) -> (EtatDeLaCloture, Option<Date>) {
        let faite = exercice.cloture.as_ref().map(|cloture| cloture.date);
        match faite {
            _ if est_rompu(controle, exercice) => (EtatDeLaCloture::SceauRompu, faite),
            Some(_) => (EtatDeLaCloture::Faite, faite),
            None if exercice.scelle => (EtatDeLaCloture::SceauIllisible, None),
            None => match exercice.reouvertures.last() {
                Some(reouverture) => (EtatDeLaCloture::Rouverte, Some(reouverture.date)),
                None => (EtatDeLaCloture::AFaire, None),
            },
        }
    }

    pub fn ton(self) -> Ton {
        match self {
            EtatDeLaCloture::AFaire | EtatDeLaCloture::Rouverte => Ton::Attention,
            EtatDeLaCloture::Faite => Ton::Fait,
            EtatDeLaCloture::SceauRompu | EtatDeLaCloture::SceauIllisible => Ton::Alerte,
        }
    }
}

/// A file that is not what was sealed; one that cannot be read may be.
pub(super) fn est_rompu(controle: &Controle, exercice: &Exercice) -> bool {
    differences(controle.dossier, exercice).iter().any(|d| !d.est_illisible())
}

/// The errors of a file of the exercice, from its folder: nothing that it says can be relied on.
pub(super) fn erreurs_de<'a>(
    controle: &'a Controle,
    exercice: &'a str,
    fichier: &'a str,
) -> impl Iterator<Item = &'a Diagnostic> {
    let dans = move |chemin: &str| chemin.strip_prefix(exercice).and_then(|reste| reste.strip_prefix('/')) == Some(fichier);
    controle.erreurs().filter(move |d| dans(&d.place.fichier))
}
