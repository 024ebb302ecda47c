//! Where a figure comes from: what it is the sum of, down to entries, receipts, statements, counts, and an opening with its
//! place.
//!
//! [`figures`] is the table of what may be asked for, [`demande`] finds in it what one has written, [`enquete`] says where an
//! amount is written and what proves it. Each of the other files below says what the figures of one block of the CRF are the sum
//! of.

mod banque;
mod bilan;
mod caisse;
mod classes;
mod demande;
mod enquete;
mod figures;
mod fonctionnement;
mod mois;
mod ouverture;
mod subventions;

use std::collections::BTreeSet;
use std::fmt;

use crate::controle::DossierControle;
use crate::coop::{Date, Montant, TresorerieId, mots::mots};
use crate::source::Lieu;
use enquete::Enquete;

#[derive(Debug, Clone)]
pub struct Pourquoi {
    /// The name under which it is asked for, `ecart.banque`.
    pub figure: String,
    /// As papers say it.
    pub intitule: String,
    pub unite: Unite,
    /// The sum of the terms.
    pub montant: Montant,
    pub termes: Vec<Terme>,
    /// The statements and the counts that prove the terms; of a treasury account, all of them.
    pub releves: Vec<PreuveVue>,
    pub arretes: Vec<PreuveVue>,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unite {
    Euro,
    /// Entries, and operations of class ledgers: a hundred to each, as if cents.
    Operation,
}

/// One of the amounts that a figure is the sum of.
#[derive(Debug, Clone)]
pub struct Terme {
    pub libelle: String,
    /// With the sign that it is added with.
    pub montant: Montant,
    /// The name under which it can itself be asked for; empty: it is not.
    pub figure: String,
    /// The exercice whose figure that is; empty: this one.
    pub exercice: String,
    pub ecriture: Option<EcritureVue>,
}

/// Where an amount is written.
#[derive(Debug, Clone)]
pub struct EcritureVue {
    pub nature: Nature,
    pub piece: String,
    pub date: Option<Date>,
    pub place: Place,
    pub justificatifs: Vec<String>,
    /// The last statement that shows it.
    pub pointage: Option<Date>,
    /// The statements that show it, and the first count of each cash box that it moves.
    pub preuves: Vec<Preuve>,
}

/// `2024-2025/cahier/2024-10.toml`, and the line in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub fichier: String,
    pub ligne: u32,
}

mots! {
    /// What an amount is written as.
    pub enum Nature {
        Ecriture = "ecriture",
        OperationDeClasse = "operation-de-classe",
        Report = "report",
        Releve = "releve",
        ArreteDeCaisse = "arrete-de-caisse",
        Subvention = "subvention",
        Ouverture = "ouverture",
        Sceau = "sceau",
    }
}

/// A statement or a count that proves an amount.
#[derive(Debug, Clone)]
pub struct Preuve {
    pub tresorerie: TresorerieId,
    pub nom: String,
    pub de_banque: bool,
    pub date: Date,
    /// `None`: no file of the exercice is that statement.
    pub place: Option<Place>,
}

/// A statement or a count, and what the entries lead to.
#[derive(Debug, Clone)]
pub struct PreuveVue {
    pub tresorerie: String,
    pub date: Date,
    pub montant: Montant,
    /// `None`: it shows what a next year, not opened yet, will hold.
    pub attendu: Option<Montant>,
    pub place: Place,
}

/// Why a figure cannot be told, and what to do.
#[derive(Debug, Clone)]
pub struct Manque {
    pub phrase: String,
    pub aide: String,
}

impl Pourquoi {
    /// `demande`: a name (`7410`, `ecart.banque`), or the words that papers print. An account without a movement is nothing, and
    /// says so.
    pub fn etablir(controle: &DossierControle, demande: &str) -> Result<Pourquoi, Manque> {
        let enquete = Enquete::new(controle);
        let trouve = demande::trouver(&enquete, demande)?;
        let termes = (trouve.figure.termes)(&enquete, &trouve.sujet.cle);
        let siennes = (trouve.figure.preuves)(&enquete, &trouve.sujet.cle);
        // Those of the banks, then those of the cash boxes.
        let cles = |de_banque: bool| -> BTreeSet<(TresorerieId, Date)> {
            let des_termes = termes.iter().filter_map(|t| t.ecriture.as_ref()).flat_map(|e| &e.preuves);
            let toutes = des_termes.map(|p| (p.tresorerie, p.date)).chain(siennes.iter().copied());
            toutes.filter(|(id, _)| enquete.tresorerie(*id).compte.is_banque() == de_banque).collect()
        };
        let releves = cles(true).into_iter().filter_map(|(id, jour)| enquete.releve(id, jour)).collect();
        let arretes = cles(false).into_iter().filter_map(|(id, jour)| enquete.arrete(id, jour)).collect();
        Ok(Pourquoi {
            figure: trouve.nom(),
            intitule: trouve.intitule(&enquete),
            unite: trouve.figure.unite,
            montant: termes.iter().map(|t| t.montant).sum(),
            releves,
            arretes,
            termes,
        })
    }
}

impl Preuve {
    pub fn nature(&self) -> Nature {
        if self.de_banque { Nature::Releve } else { Nature::ArreteDeCaisse }
    }
}

impl Terme {
    /// What can itself be asked for.
    fn figure(libelle: impl Into<String>, montant: Montant, figure: impl Into<String>) -> Terme {
        Terme { libelle: libelle.into(), montant, figure: figure.into(), exercice: String::new(), ecriture: None }
    }

    /// What is written at a place.
    fn ecrit(libelle: impl Into<String>, montant: Montant, ecriture: EcritureVue) -> Terme {
        Terme { libelle: libelle.into(), montant, figure: String::new(), exercice: String::new(), ecriture: Some(ecriture) }
    }
}

impl EcritureVue {
    fn new(nature: Nature, date: Option<Date>, place: Place) -> EcritureVue {
        EcritureVue { nature, piece: String::new(), date, place, justificatifs: vec![], pointage: None, preuves: vec![] }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.fichier, self.ligne)
    }
}

impl Place {
    fn de(controle: &DossierControle, lieu: Lieu) -> Place {
        let source = &controle.dossier().sources[lieu.fichier.0 as usize];
        Place { fichier: source.chemin.to_string(), ligne: source.position(lieu.span.debut).ligne }
    }
}
