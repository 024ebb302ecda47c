//! One exercice: its bounds, its opening, and everything that its folder holds.

use std::collections::{BTreeMap, HashMap};

use ecow::EcoString;

use super::activites::Activites;
use super::adhesion::Adhesion;
use super::annexe::AnnexeDExercice;
use super::caisse::ArreteDeCaisse;
use super::classe::CahierDeClasse;
use super::cloture::{Cloture, Reouverture};
use super::commission::Commission;
use super::compte::Compte;
use super::cooperative::TresorerieId;
use super::date::{Date, DateDuPapier};
use super::ecriture::{Ecriture, Report};
use super::lacunes::Lacunes;
use super::montant::Montant;
use super::numero_de_piece::NumeroDePiece;
use super::releve::Releve;
use super::retour::EtapeDuRetour;
use super::subvention::Subvention;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Exercice {
    /// Name of the folder, `2023-2024`.
    pub nom: EcoString,
    /// `exercice.toml`, or what stands for it.
    pub fichier: FichierId,
    pub debut: Date,
    pub fin: Date,
    /// Where `debut` and `fin` are written.
    pub span_debut: Span,
    pub span_fin: Span,
    pub ouverture: Option<Ouverture>,
    pub reports: Vec<Report>,
    pub ecritures: Vec<Ecriture>,
    pub cahiers_de_classe: Vec<CahierDeClasse>,
    pub arretes: Vec<ArreteDeCaisse>,
    pub releves: Vec<Releve>,
    pub subventions: Vec<Subvention>,
    pub fichier_subventions: Option<FichierId>,
    pub adhesion: Option<Adhesion>,
    pub commission: Option<Commission>,
    pub activites: Option<Activites>,
    /// Receipts and scans of this folder, paths relative to it.
    pub annexes: Vec<AnnexeDExercice>,
    /// Whether its folder could not be looked into: nothing is known of it, not even whether it is closed.
    pub illisible: bool,
    /// Whether it is closed: the folder holds a `cloture.toml` that no reopening voids, even if it cannot be read.
    pub scelle: bool,
    /// Whether a `cloture.toml` that a reopening voids is still there.
    pub sceau_annule: bool,
    /// Its seal, when it is closed and the seal can be read.
    pub cloture: Option<Cloture>,
    pub reouvertures: Vec<Reouverture>,
    /// What was recorded of the yearly return, in the order written.
    pub retour: Vec<EtapeDuRetour>,
    pub lacunes: Lacunes,
}

/// Existence at the beginning of the exercice.
#[derive(Debug, Clone, Default)]
pub struct Ouverture {
    pub span: Span,
    pub soldes: Vec<(TresorerieId, Montant, Span)>,
    pub inconnues: Vec<(EcoString, Span)>,
    pub regies: Vec<(EcoString, Montant, Span)>,
}

/// An expense, and where it is written.
#[derive(Debug, Clone, Copy)]
pub struct Achat<'a> {
    pub piece: &'a str,
    pub date: Option<Date>,
    pub montant: Montant,
    pub lieu: Lieu,
}

impl Exercice {
    /// The receipt or scan that is named so, when it is there.
    pub fn annexe(&self, ecrit: &str) -> Option<&AnnexeDExercice> {
        let chemin = AnnexeDExercice::chemin_nomme(ecrit)?;
        self.annexes.iter().find(|annexe| annexe.nom_compare() == chemin)
    }

    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// The day of its papers, which is never the clock's: the one asked for, else the closing's, else the last day (papers.md).
    pub fn date_des_papiers(&self, demandee: Option<Date>, verification: Date) -> DateDuPapier {
        let jour = self.cloture.as_ref().map_or(self.fin, |cloture| cloture.date);
        demandee.map_or(DateDuPapier::ParDefaut { jour, verification }, DateDuPapier::Demandee)
    }

    /// The meeting of a commission that met before the day of the closing, and that day: it cannot vouch for this seal (Q004).
    pub fn reunie_avant_la_cloture(&self) -> Option<(Spanned<Date>, Date)> {
        let cloture = self.cloture.as_ref().filter(|cloture| cloture.authentique)?;
        let reunion = self.commission.as_ref()?.date.filter(|reunion| reunion.valeur < cloture.date)?;
        Some((reunion, cloture.date))
    }

    pub fn contient(&self, jour: Date) -> bool {
        self.debut <= jour && jour <= self.fin
    }

    /// Whether its last day is past on `jour`: only then are the rules « after the end » evaluated.
    pub fn est_termine(&self, jour: Date) -> bool {
        self.fin < jour
    }

    /// Class ledgers by the name under which their class is followed: the first of each (K001).
    pub fn cahiers_par_classe(&self) -> HashMap<&str, &CahierDeClasse> {
        self.cahiers_de_classe.iter().rev().map(|c| (self.nom_de_classe(&c.classe), c)).collect()
    }

    /// The name under which a class is followed: that of the adhésion, whether one wrote it or its ledger's.
    pub fn nom_de_classe<'a>(&'a self, ecrit: &'a str) -> &'a str {
        self.adhesion.as_ref().and_then(|a| a.classe(ecrit)).map_or(ecrit, |classe| classe.nom.as_str())
    }

    /// Expenses on one account of the chart, refunds left out.
    pub fn achats_au_compte(&self, compte: Compte) -> impl Iterator<Item = Achat<'_>> {
        self.depenses_au_compte(compte).filter(|achat| !achat.montant.is_zero() && !achat.montant.is_negative())
    }

    /// The same with refunds, which are negative: entries, then class ledgers under the piece that each becomes.
    pub fn depenses_au_compte(&self, compte: Compte) -> impl Iterator<Item = Achat<'_>> {
        let ecritures = self.ecritures.iter().flat_map(move |e| {
            e.ventilations.iter().filter(move |v| v.compte.connue() == Some(compte)).map(move |v| Achat {
                piece: e.numero().trim(),
                date: e.date.map(|d| d.valeur),
                montant: v.montant,
                lieu: e.lieu(v.span),
            })
        });
        let operations = self.cahiers_de_classe.iter().flat_map(|c| c.operations.iter().map(move |o| (c, o)));
        let de_classe = operations.filter_map(move |(cahier, operation)| {
            let (du, montant) = operation.ventile()?;
            (du == compte).then(|| Achat {
                piece: cahier.piece.trim(),
                date: operation.date.map(|d| d.valeur),
                montant,
                lieu: cahier.lieu(operation.span),
            })
        });
        ecritures.chain(de_classe)
    }

    /// Class ledgers by the piece that they become.
    pub fn pieces_de_classe(&self) -> BTreeMap<NumeroDePiece<'_>, &CahierDeClasse> {
        self.cahiers_de_classe.iter().map(|c| (NumeroDePiece::new(&c.piece), c)).collect()
    }
}
