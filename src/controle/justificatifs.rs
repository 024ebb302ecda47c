//! The receipts that an exercice names, wherever it names them.

use std::collections::{BTreeMap, HashSet};

use crate::coop::{AnnexeDExercice, Exercice};
use crate::parse::Connus;
use crate::source::Lieu;

#[derive(Debug, Clone, Copy)]
pub struct Justificatif<'a> {
    /// As written, relative to the exercice's folder.
    pub ecrit: &'a str,
    pub lieu: Lieu,
    pub piece: Option<&'a str>,
    /// A receipt; otherwise a paper of the membership, which may still be on its way.
    pub is_recu: bool,
}

impl Justificatif<'_> {
    /// [`AnnexeDExercice::chemin_nomme`].
    pub fn chemin_relatif(&self) -> Option<String> {
        AnnexeDExercice::chemin_nomme(self.ecrit)
    }

    /// Why it has no such path.
    pub fn refus(&self) -> Option<Refus> {
        if self.chemin_relatif().is_some() {
            return None;
        }
        if self.ecrit.starts_with(['/', '\\']) || self.ecrit.contains(':') {
            return Some(Refus::Sort);
        }
        let mut profondeur = 0_i64;
        let mut remonte = false;
        for etape in self.ecrit.split(['/', '\\']).filter(|e| !e.is_empty() && *e != ".") {
            remonte |= etape == "..";
            profondeur += if etape == ".." { -1 } else { 1 };
            if profondeur < 0 {
                return Some(Refus::Sort);
            }
        }
        Some(if remonte { Refus::Remonte } else { Refus::BarreInverse })
    }
}

/// Why the path of a receipt is refused (L008).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refus {
    /// Absolute, or above the exercice's folder.
    Sort,
    /// It stays in the folder, by way of `..`.
    Remonte,
    /// A separator of one system only.
    BarreInverse,
}

/// In order of the entries, then the subsidies, then the membership's papers.
pub fn nommes(exercice: &Exercice) -> impl Iterator<Item = Justificatif<'_>> {
    let entrees = exercice.ecritures.iter().flat_map(|e| {
        e.justificatifs.iter().map(move |j| Justificatif {
            ecrit: j,
            lieu: e.lieu(j.span),
            piece: Some(e.numero()),
            is_recu: true,
        })
    });
    let subventions = exercice.subventions.iter().filter_map(|s| {
        let justificatif = s.justificatif.as_ref().filter(|j| !j.trim().is_empty())?;
        Some(Justificatif {
            ecrit: justificatif,
            lieu: s.lieu(justificatif.span),
            piece: s.piece.as_ref().map(|p| p.as_str()),
            is_recu: true,
        })
    });
    let adhesion = exercice.adhesion.iter().filter_map(|a| {
        let engagement = a.engagement_signe.as_ref()?;
        Some(Justificatif { ecrit: engagement, lieu: a.lieu(engagement.span), piece: None, is_recu: false })
    });
    entrees.chain(subventions).chain(adhesion)
}

/// Names of which there is no file, each with the file that it most likely meant: P004 proposes it, and it is no orphan (P005).
pub fn introuvables(exercice: &Exercice) -> BTreeMap<String, Option<&str>> {
    let presents: HashSet<_> = exercice.annexes.iter().map(|a| a.nom_compare()).collect();
    // Nobody knows what a folder that was refused holds.
    let refuses: Vec<String> =
        exercice.annexes.iter().filter(|a| a.est_refusee()).map(|a| format!("{}/", a.nom_compare())).collect();
    let est_absent = |chemin: &String| {
        !presents.contains(chemin.as_str()) && !refuses.iter().any(|dossier| chemin.starts_with(dossier.as_str()))
    };
    let chemins = nommes(exercice).filter_map(|j| j.chemin_relatif());
    let mut absents: BTreeMap<String, Option<&str>> = chemins.filter(est_absent).map(|chemin| (chemin, None)).collect();
    if !absents.is_empty() {
        let mut connus = Connus::new(exercice.annexes.iter().map(|a| a.chemin.as_str()));
        for (chemin, proche) in &mut absents {
            *proche = connus.la_plus_proche(chemin);
        }
    }
    absents
}
