//! What is due and when: the adhésion, the closing, the CRA, the CRF, the quitus; one line each.

use chrono::Datelike;

use super::{Retour, Ton};
use crate::calcul::Formalites;
use crate::calcul::formalites::Etape;
use crate::controle::Controle;
use crate::coop::{Date, EtatDuRetour, Exercice, Partie, mots::mots};
use crate::etat::envoi::a_son_cra;

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
    Cra(EtatDUnCompteRendu),
    Crf(EtatDUnCompteRendu),
    /// With whether the department accepted the return that it belongs to.
    Quitus(EtatDuQuitus, bool),
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
    /// Where the CRA or the CRF stands between the cooperative and its department.
    pub enum EtatDUnCompteRendu {
        /// The CRA is not written, whatever was said of the return.
        AEcrire = "a-ecrire",
        /// The CRF is made from closed accounts.
        AttendLaCloture = "attend-la-cloture",
        Pret = "pret",
        Envoye = "envoye",
        ACompleter = "a-completer",
        /// What was sent is no longer that of the accounts.
        ComptesChanges = "comptes-changes",
        Accepte = "accepte",
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
    let (quitus, retour) = (EtatDuQuitus::de(exercice, controle.jour), Retour::de(controle.dossier, exercice));
    let compte_rendu = |etat: EtatDUnCompteRendu| (etat, retour.depuis.filter(|_| etat.est_parti()), etat.ton(exercice.scelle));
    let (cra, cra_le, ton_du_cra) = compte_rendu(EtatDUnCompteRendu::du_cra(exercice, &retour));
    let (crf, crf_le, ton_du_crf) = compte_rendu(EtatDUnCompteRendu::du_crf(exercice, &retour));
    let echeances = [
        (Objet::Cloture(cloture), faite, cloture.ton()),
        (Objet::Cra(cra), cra_le, ton_du_cra),
        (Objet::Crf(crf), crf_le, ton_du_crf),
        (Objet::Quitus(quitus, retour.est_accepte()), None, quitus.ton_avec(&retour)),
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

impl EtatDUnCompteRendu {
    fn du_cra(exercice: &Exercice, retour: &Retour) -> EtatDUnCompteRendu {
        match EtatDUnCompteRendu::du_retour(retour) {
            EtatDUnCompteRendu::Accepte => EtatDUnCompteRendu::Accepte,
            _ if !a_son_cra(exercice) => EtatDUnCompteRendu::AEcrire,
            // It is told once, of the CRF: the CRA has few figures of its own.
            EtatDUnCompteRendu::ComptesChanges => EtatDUnCompteRendu::Envoye,
            etat => etat,
        }
    }

    fn du_crf(exercice: &Exercice, retour: &Retour) -> EtatDUnCompteRendu {
        match EtatDUnCompteRendu::du_retour(retour) {
            EtatDUnCompteRendu::Pret if !exercice.scelle => EtatDUnCompteRendu::AttendLaCloture,
            etat => etat,
        }
    }

    fn du_retour(retour: &Retour) -> EtatDUnCompteRendu {
        match retour.etat {
            _ if retour.depasse => EtatDUnCompteRendu::ComptesChanges,
            EtatDuRetour::EnConstruction => EtatDUnCompteRendu::Pret,
            EtatDuRetour::Saisi | EtatDuRetour::Valide => EtatDUnCompteRendu::Envoye,
            EtatDuRetour::ACompleter => EtatDUnCompteRendu::ACompleter,
            EtatDuRetour::Accepte => EtatDUnCompteRendu::Accepte,
        }
    }

    /// Whether the day of the return's last step is its own.
    fn est_parti(self) -> bool {
        matches!(self, EtatDUnCompteRendu::Envoye | EtatDUnCompteRendu::ACompleter | EtatDUnCompteRendu::Accepte)
    }

    /// `scelle`: nothing is sent before the closing, which is a line of its own.
    fn ton(self, scelle: bool) -> Ton {
        match self {
            EtatDUnCompteRendu::Pret if scelle => Ton::Attention,
            EtatDUnCompteRendu::AttendLaCloture | EtatDUnCompteRendu::Pret | EtatDUnCompteRendu::Envoye => Ton::Calme,
            EtatDUnCompteRendu::AEcrire | EtatDUnCompteRendu::ACompleter => Ton::Attention,
            EtatDUnCompteRendu::ComptesChanges => Ton::Alerte,
            EtatDUnCompteRendu::Accepte => Ton::Fait,
        }
    }
}

impl EtatDuQuitus {
    /// Once the department accepted the return, nothing is asked for: the quitus came with it, on paper.
    pub fn ton_avec(self, retour: &Retour) -> Ton {
        if retour.est_accepte() { Ton::Fait } else { self.ton() }
    }

    /// As it was known on `jour`.
    pub fn de(exercice: &Exercice, jour: Date) -> EtatDuQuitus {
        let reunie = exercice.commission.as_ref().filter(|c| c.date.is_none_or(|date| date.valeur <= jour));
        match reunie.and_then(|c| c.quitus_donne) {
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
