//! The home page: what is due and when, where each part of the accounts stands, what to do next. Made from accounts as they are,
//! mistakes included; values only, whose words are the renderer's.

mod a_faire;
mod echeances;

pub use a_faire::Pas;
pub(super) use a_faire::{accords, cloture};
pub use echeances::{Echeance, EtatDeLAdhesion, Objet};

use std::collections::BTreeMap;

use crate::calcul::{self, Comptes, Origine};
use crate::controle::Controle;
use crate::coop::{Compte, CompteDeTresorerie, Date, Montant, mots::mots};
use crate::diagnostic::{Niveau, Resume};
use crate::etat::fin_d_annee::{FinDAnnee, Retour};

#[derive(Debug, Clone)]
pub struct Accueil {
    pub cooperative: String,
    pub numero: String,
    pub exercice: String,
    pub jour: Date,
    /// In order of date.
    pub echeances: Vec<Echeance>,
    pub tresorerie: Vec<Tresorerie>,
    pub pointage: Pointage,
    /// What classes hold on the day, those that hold something.
    pub regies: Vec<RegieTenue>,
    /// Findings about this exercice and what all share.
    pub verification: Resume,
    /// How many errors the other exercices hold, by their names.
    pub erreurs_ailleurs: BTreeMap<String, usize>,
    /// `None`: neither received nor announced.
    pub subventions: Option<Subventions>,
    pub retour: Retour,
    /// The most pressing first.
    pub a_faire: Vec<Pas>,
}

/// A treasury account on the day, and what was last held against it.
#[derive(Debug, Clone)]
pub struct Tresorerie {
    pub nom: String,
    pub libelle: String,
    pub compte: CompteDeTresorerie,
    pub solde: Montant,
    pub preuve: Preuve,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preuve {
    /// Day of the last statement.
    Releve(Option<Date>),
    /// Day of the last count. `mouvements`: cash moved after it; of a box never counted, that it was used.
    Arrete { jour: Option<Date>, mouvements: bool },
}

/// What the statements up to the day, or to the last one, have not shown, and how many the closing allows.
#[derive(Debug, Clone, Copy)]
pub struct Pointage {
    pub a_pointer: usize,
    /// Shown since the last day: ticked, and counted by the closing as those that are not.
    pub vues_apres: usize,
    pub seuil: i64,
}

#[derive(Debug, Clone)]
pub struct RegieTenue {
    /// Empty: no class is named.
    pub classe: String,
    pub tenu: Montant,
}

/// What was received by the day.
#[derive(Debug, Clone, Copy)]
pub struct Subventions {
    pub compte: Compte,
    pub totaux: calcul::Subventions,
    /// Rows of the table without a proof.
    pub sans_justificatif: usize,
}

mots! {
    /// How much something asks for attention.
    pub enum Ton {
        Fait = "fait",
        Calme = "calme",
        Attention = "attention",
        Alerte = "alerte",
    }
}

impl Accueil {
    pub fn etablir(controle: &Controle, exercice: &str) -> Option<Accueil> {
        let comptes = controle.comptes_de(exercice)?;
        let cooperative = &controle.dossier.cooperative;
        let termines = controle.dossier.exercices.iter().filter(|e| e.est_termine(controle.jour));
        let fins: Vec<FinDAnnee> = termines.map(|e| FinDAnnee::de(controle, e)).collect();
        Some(Accueil {
            cooperative: cooperative.nom.to_string(),
            numero: cooperative.numero.to_string(),
            exercice: exercice.to_owned(),
            jour: controle.jour,
            echeances: echeances::de_toutes(controle, exercice, &fins),
            tresorerie: tresorerie(comptes, controle.jour),
            pointage: Pointage::de(controle, comptes),
            regies: regies(comptes, controle.jour),
            verification: controle.resume(exercice),
            erreurs_ailleurs: erreurs_ailleurs(controle, exercice),
            subventions: subventions(controle, comptes),
            retour: Retour::de(controle.dossier, comptes.exercice),
            a_faire: a_faire::etapes(controle, comptes, &fins),
        })
    }

    /// How its findings are to be taken.
    pub fn ton_de_la_verification(&self) -> Ton {
        match self.verification {
            _ if !self.erreurs_ailleurs.is_empty() => Ton::Alerte,
            resume if resume.is_vide() => Ton::Fait,
            resume if resume.nombre(Niveau::Erreur) > 0 => Ton::Alerte,
            _ => Ton::Calme,
        }
    }
}

fn erreurs_ailleurs(controle: &Controle, exercice: &str) -> BTreeMap<String, usize> {
    let mut ailleurs = BTreeMap::new();
    for autre in controle.erreurs().filter_map(|d| d.exercice.as_deref()).filter(|autre| *autre != exercice) {
        *ailleurs.entry(autre.to_owned()).or_default() += 1;
    }
    ailleurs
}

fn tresorerie(comptes: &Comptes, jour: Date) -> Vec<Tresorerie> {
    let exercice = comptes.exercice;
    let une = |(id, t): (crate::coop::TresorerieId, &crate::coop::Tresorerie)| {
        let solde = comptes.solde(id, jour.min(exercice.fin));
        let preuve = if t.compte.is_banque() {
            let releve = exercice.releves.iter().rfind(|r| r.tresorerie.connue() == Some(id) && r.date.valeur <= jour);
            Preuve::Releve(releve.map(|r| r.date.valeur))
        } else {
            let arrete = exercice.arretes.iter().rfind(|a| a.tresorerie.connue() == Some(id) && a.date.valeur <= jour);
            let compte = arrete.map(|a| a.date.valeur);
            let mouvement = comptes.chronique(id).dernier_mouvement_le(jour);
            let mouvements = match compte {
                Some(compte) => mouvement.is_some_and(|m| m > compte),
                None => mouvement.is_some() || !solde.is_zero(),
            };
            Preuve::Arrete { jour: compte, mouvements }
        };
        Tresorerie { nom: t.nom.to_string(), libelle: t.intitule(), compte: t.compte, solde, preuve }
    };
    comptes.cooperative.tresoreries().map(une).collect()
}

impl Tresorerie {
    pub fn ton(&self) -> Ton {
        if self.solde.is_negative() { Ton::Alerte } else { Ton::Calme }
    }
}

impl Pointage {
    fn de(controle: &Controle, comptes: &Comptes) -> Pointage {
        // What the day's statements show; what is entered for later is not yet to be ticked.
        let jour = controle.jour.min(comptes.exercice.fin);
        let non_pointees = comptes.operations_non_pointees(jour).into_iter().filter(|o| o.date() <= jour);
        let vue = |operation: &Origine| comptes.entierement_vue(operation.operation()).is_some_and(|vue| vue <= controle.jour);
        let (vues, a_pointer): (Vec<Origine>, Vec<Origine>) = non_pointees.partition(vue);
        let (a_pointer, vues_apres) = (a_pointer.len(), vues.len());
        Pointage { a_pointer, vues_apres, seuil: controle.dossier.departement_de(comptes.exercice).seuils.ecritures_non_pointees }
    }

    pub fn ton(&self) -> Ton {
        match self.a_pointer + self.vues_apres {
            0 => Ton::Fait,
            n if n as i64 > self.seuil => Ton::Attention,
            _ => Ton::Calme,
        }
    }
}

fn regies(comptes: &Comptes, jour: Date) -> Vec<RegieTenue> {
    let jour = jour.min(comptes.exercice.fin);
    let tenues = comptes.regies().iter().map(|r| RegieTenue { classe: r.classe.clone(), tenu: r.chronique.le(jour) });
    tenues.filter(|regie| !regie.tenu.is_zero()).collect()
}

impl RegieTenue {
    pub fn ton(&self) -> Ton {
        if self.tenu.is_negative() { Ton::Alerte } else { Ton::Calme }
    }
}

fn subventions(controle: &Controle, comptes: &Comptes) -> Option<Subventions> {
    let compte = controle.dossier.departement_de(comptes.exercice).plan.subvention;
    let connues: Vec<_> = comptes.exercice.subventions.iter().filter(|s| s.date <= controle.jour).collect();
    let totaux = comptes.subventions_le(compte, controle.jour);
    if connues.is_empty() && totaux.au_compte.is_zero() {
        return None;
    }
    let sans_justificatif = connues.iter().filter(|s| s.justificatif.as_ref().is_none_or(|j| j.trim().is_empty())).count();
    Some(Subventions { compte, totaux, sans_justificatif })
}

impl Subventions {
    pub fn ton(&self) -> Ton {
        if self.totaux.ecart.is_zero() && self.sans_justificatif == 0 { Ton::Calme } else { Ton::Attention }
    }
}

impl Ton {
    /// What asks for attention and is late asks for more.
    pub fn le(self, echeance: Date, jour: Date) -> Ton {
        if self == Ton::Attention && echeance < jour { Ton::Alerte } else { self }
    }
}
