//! What is due and when: the adhésion, the closing, the CRA, the CRF, the quitus; one line each.

use chrono::Datelike;

use super::Ton;
use crate::calcul::Formalites;
use crate::calcul::formalites::Etape;
use crate::controle::Controle;
use crate::coop::{Date, Exercice, Partie, mots::mots};
use crate::etat::fin_d_annee::{EtatDUnCompteRendu, EtatDeLaCloture, EtatDuQuitus, FinDAnnee, le_30_septembre};

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
    /// `manques`: what is missing of the bundle that it was sent in.
    Crf {
        etat: EtatDUnCompteRendu,
        manques: Vec<&'static str>,
    },
    /// `accepte`: the department accepted the return that it belongs to. `reserves`: its verifiers wrote some.
    Quitus {
        etat: EtatDuQuitus,
        accepte: bool,
        reserves: bool,
    },
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

/// Of the exercice that is looked at and of those that are over, the past ones only while something is to be done.
pub(super) fn de_toutes(controle: &Controle, exercice: &str, fins: &[FinDAnnee]) -> Vec<Echeance> {
    let en_cours = controle.dossier.exercice(exercice).filter(|e| !e.est_termine(controle.jour));
    let mut echeances: Vec<Echeance> = fins
        .iter()
        .flat_map(d_une_fin)
        .chain(en_cours.map(|e| adhesion_en_cours(controle, e)))
        .chain(adhesion_a_ouvrir(controle))
        .filter(|e| e.ton != Ton::Fait || e.date.year() >= controle.jour.year())
        .collect();
    echeances.sort_by(|a, b| (a.date, &a.exercice).cmp(&(b.date, &b.exercice)));
    echeances
}

fn d_une_fin(fin: &FinDAnnee) -> [Echeance; 4] {
    let [cloture, cra, crf, quitus] = fin.tons();
    let envoye = matches!(fin.crf, EtatDUnCompteRendu::Envoye | EtatDUnCompteRendu::ACompleter);
    let manques = if envoye { fin.pieces_manquantes.clone() } else { Vec::new() };
    let lignes = [
        (Objet::Cloture(fin.cloture), fin.cloture_le, cloture),
        (Objet::Cra(fin.cra), fin.cra.le(&fin.retour), cra),
        (Objet::Crf { etat: fin.crf, manques }, fin.crf.le(&fin.retour), crf),
        (Objet::Quitus { etat: fin.quitus, accepte: fin.retour.est_accepte(), reserves: fin.reserves }, None, quitus),
    ];
    lignes.map(|(objet, le, ton)| Echeance { date: fin.echeance, exercice: fin.exercice.clone(), objet, le, ton })
}

fn adhesion_en_cours(controle: &Controle, exercice: &Exercice) -> Echeance {
    let date = le_30_septembre(exercice.debut.year());
    let (etat, le) = de_l_adhesion(controle, exercice);
    Echeance {
        date,
        exercice: exercice.nom.to_string(),
        objet: Objet::Adhesion(etat),
        le,
        ton: etat.ton().le(date, controle.jour),
    }
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
        ton: etat.ton().le(date, controle.jour),
    })
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
