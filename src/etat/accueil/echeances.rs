//! What is due and when: the adhésion, the closing, the quitus, the return.

use chrono::Datelike;

use super::{Retour, Ton};
use crate::calcul::Formalites;
use crate::calcul::formalites::Etape;
use crate::controle::Controle;
use crate::coop::{Date, Exercice, Partie, mots::mots};

#[derive(Debug, Clone)]
pub struct Echeance {
    pub date: Date,
    pub exercice: String,
    pub objet: Objet,
    /// The day on which it came to where it stands, where that is known.
    pub le: Option<Date>,
    pub ton: Ton,
}

/// What is due, and where it stands.
#[derive(Debug, Clone)]
pub enum Objet {
    Adhesion(EtatDeLAdhesion),
    Cloture(EtatDeLaCloture),
    Quitus(EtatDuQuitus),
    /// CRA, CRF and quitus.
    Retour(Retour),
}

mots! {
    pub enum EtatDeLAdhesion {
        /// No folder holds the year yet.
        ExerciceAOuvrir = "exercice-a-ouvrir",
        ARenouveler = "a-renouveler",
        /// `adhesion.toml` cannot be read.
        ACorriger = "a-corriger",
        ClassesAInscrire = "classes-a-inscrire",
        APayer = "a-payer",
        EngagementAEnvoyer = "engagement-a-envoyer",
        Envoyee = "envoyee",
        Validee = "validee",
    }
}

mots! {
    pub enum EtatDeLaCloture {
        AFaire = "a-faire",
        Faite = "faite",
        SceauRompu = "sceau-rompu",
        SceauIllisible = "sceau-illisible",
    }
}

mots! {
    pub enum EtatDuQuitus {
        ADemander = "a-demander",
        Donne = "donne",
        /// Of accounts that were closed, perhaps again, since then.
        AvantLaCloture = "avant-la-cloture",
        Refuse = "refuse",
    }
}

/// Of the exercice that is looked at and of those that are over, the past ones only while something is to be done. `rompus`: the
/// exercices whose seal is broken, by their names.
pub(super) fn de_tous(controle: &Controle, exercice: &str, rompus: &[&str]) -> Vec<Echeance> {
    let exercices = controle.dossier.exercices.iter().filter(|e| e.nom == exercice || e.est_termine(controle.jour));
    let mut echeances: Vec<Echeance> = exercices
        .flat_map(|e| d_un_exercice(controle, e, rompus))
        .chain(adhesion_a_ouvrir(controle))
        .filter(|e| e.ton != Ton::Fait || e.date.year() >= controle.jour.year())
        .collect();
    echeances.sort_by_key(|e| e.date);
    echeances
}

/// 30 September: of the first year for the adhésion, of the second for the returns (domain.md, « People and calendar »).
fn le_30_septembre(annee: i32) -> Date {
    Date::from_ymd_opt(annee, 9, 30).unwrap_or_default()
}

fn d_un_exercice(controle: &Controle, exercice: &Exercice, rompus: &[&str]) -> Vec<Echeance> {
    let annee = if exercice.est_termine(controle.jour) { exercice.fin } else { exercice.debut };
    let date = le_30_septembre(annee.year());
    let echeance = |(objet, le, ton): (Objet, Option<Date>, Ton)| Echeance {
        date,
        exercice: exercice.nom.to_string(),
        objet,
        le,
        ton: retard(ton, date, controle.jour),
    };
    if !exercice.est_termine(controle.jour) {
        let (etat, le) = de_l_adhesion(controle, exercice);
        return vec![echeance((Objet::Adhesion(etat), le, etat.ton()))];
    }
    let (cloture, faite) = EtatDeLaCloture::de(exercice, rompus.contains(&exercice.nom.as_str()));
    let quitus = EtatDuQuitus::de(exercice);
    let retour = Retour::de(controle.dossier, exercice);
    let (depuis, ton) = (retour.depuis, retour.ton_apres_la_fin());
    let echeances = [
        (Objet::Cloture(cloture), faite, cloture.ton()),
        (Objet::Quitus(quitus), None, quitus.ton()),
        (Objet::Retour(retour), depuis, ton),
    ];
    echeances.into_iter().map(echeance).collect()
}

/// That of the year that no folder holds yet.
fn adhesion_a_ouvrir(controle: &Controle) -> Option<Echeance> {
    let dernier = controle.dossier.exercices.last().filter(|e| e.est_termine(controle.jour))?;
    let annee = dernier.fin.year();
    let date = le_30_septembre(annee);
    let etat = EtatDeLAdhesion::ExerciceAOuvrir;
    Some(Echeance {
        date,
        exercice: format!("{annee:04}-{:04}", annee + 1),
        objet: Objet::Adhesion(etat),
        le: None,
        ton: retard(etat.ton(), date, controle.jour),
    })
}

/// How much what an exercice that is over asks for does so on `jour`.
pub fn ton_du_jour(ton: Ton, exercice: &Exercice, jour: Date) -> Ton {
    retard(ton, le_30_septembre(exercice.fin.year()), jour)
}

fn retard(ton: Ton, echeance: Date, jour: Date) -> Ton {
    if ton == Ton::Attention && echeance < jour { Ton::Alerte } else { ton }
}

/// With the day of the department's validation.
pub(super) fn de_l_adhesion(controle: &Controle, exercice: &Exercice) -> (EtatDeLAdhesion, Option<Date>) {
    use EtatDeLAdhesion::*;
    let inscrite = exercice.adhesion.as_ref().is_some_and(|a| !a.classes.is_empty());
    let comptes = controle.comptes_de(&exercice.nom).filter(|_| inscrite);
    let Some(formalites) = comptes.and_then(|c| Formalites::de(controle.dossier, c)) else {
        let etat = match &exercice.adhesion {
            _ if exercice.lacunes.manque(Partie::Adhesion) => ACorriger,
            Some(_) => ClassesAInscrire,
            None => ARenouveler,
        };
        return (etat, None);
    };
    match (formalites.paiement, formalites.engagement) {
        (Etape::Validee(jour), Etape::Validee(_)) => (Validee, Some(jour)),
        (Etape::AFaire, _) => (APayer, None),
        (_, Etape::AFaire) => (EngagementAEnvoyer, None),
        _ => (Envoyee, None),
    }
}

impl EtatDeLAdhesion {
    pub(super) fn ton(self) -> Ton {
        match self {
            EtatDeLAdhesion::Validee => Ton::Fait,
            EtatDeLAdhesion::Envoyee => Ton::Calme,
            _ => Ton::Attention,
        }
    }
}

impl EtatDeLaCloture {
    /// With the day of the closing. `rompu`: its seal is broken.
    pub fn de(exercice: &Exercice, rompu: bool) -> (EtatDeLaCloture, Option<Date>) {
        let faite = exercice.cloture.as_ref().map(|cloture| cloture.date);
        match faite {
            _ if rompu => (EtatDeLaCloture::SceauRompu, faite),
            Some(_) => (EtatDeLaCloture::Faite, faite),
            None if exercice.scelle => (EtatDeLaCloture::SceauIllisible, None),
            None => (EtatDeLaCloture::AFaire, None),
        }
    }

    pub fn ton(self) -> Ton {
        match self {
            EtatDeLaCloture::AFaire => Ton::Attention,
            EtatDeLaCloture::Faite => Ton::Fait,
            EtatDeLaCloture::SceauRompu | EtatDeLaCloture::SceauIllisible => Ton::Alerte,
        }
    }
}

impl EtatDuQuitus {
    pub fn de(exercice: &Exercice) -> EtatDuQuitus {
        match exercice.commission.as_ref().and_then(|c| c.quitus_donne) {
            Some(true) if exercice.reunie_avant_la_cloture().is_some() => EtatDuQuitus::AvantLaCloture,
            Some(true) => EtatDuQuitus::Donne,
            Some(false) => EtatDuQuitus::Refuse,
            None => EtatDuQuitus::ADemander,
        }
    }

    pub fn ton(self) -> Ton {
        match self {
            EtatDuQuitus::ADemander | EtatDuQuitus::AvantLaCloture => Ton::Attention,
            EtatDuQuitus::Donne => Ton::Fait,
            EtatDuQuitus::Refuse => Ton::Alerte,
        }
    }
}
