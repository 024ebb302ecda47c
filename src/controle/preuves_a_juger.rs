//! The statements and counts that the ledger of an exercice has to agree with (T003, C001). One of after the last day shows the
//! next year too: once its exercice is sealed, it is that year's to agree with it, or a closed year would be wrong by what is
//! written in an open one.

use super::Controle;
use super::regle::Vue;
use crate::coop::{ArreteDeCaisse, Date, Exercice, Releve, TresorerieId};
use crate::diagnostic::{Code, Diagnostic};

/// What proves the balance of a treasury account from outside.
pub trait Preuve: Sized {
    /// Of the rule that holds it against the ledger.
    const REGLE: Code;
    const NOM: &'static str;

    fn de(exercice: &Exercice) -> &[Self];
    fn jour(&self) -> Date;
    fn tresorerie(&self) -> Option<TresorerieId>;
}

impl Preuve for Releve {
    const REGLE: Code = Code("T003");
    const NOM: &'static str = "ce relevé";

    fn de(exercice: &Exercice) -> &[Releve] {
        &exercice.releves
    }

    fn jour(&self) -> Date {
        self.date.valeur
    }

    fn tresorerie(&self) -> Option<TresorerieId> {
        self.tresorerie.connue()
    }
}

impl Preuve for ArreteDeCaisse {
    const REGLE: Code = Code("C001");
    const NOM: &'static str = "cet arrêté";

    fn de(exercice: &Exercice) -> &[ArreteDeCaisse] {
        &exercice.arretes
    }

    fn jour(&self) -> Date {
        self.date.valeur
    }

    fn tresorerie(&self) -> Option<TresorerieId> {
        self.tresorerie.connue()
    }
}

/// Of one account, in order of date.
pub fn preuves_a_juger<'a, P: Preuve>(vue: &Vue<'a>, tresorerie: TresorerieId) -> Vec<&'a P> {
    let exercice = vue.exercice;
    let d_avant = scelle_avant(vue).into_iter().flat_map(|scelle| P::de(scelle).iter().filter(|p| p.jour() > scelle.fin));
    let siennes = P::de(exercice).iter().filter(|p| !exercice.scelle || p.jour() <= exercice.fin);
    let mut preuves: Vec<&P> = d_avant.chain(siennes).filter(|p| p.tresorerie() == Some(tresorerie)).collect();
    preuves.sort_by_key(|preuve| preuve.jour());
    preuves
}

/// The exercice before, when a proof is one of its own: it stands under its seal.
fn sous_le_sceau_d_avant<'a, P: Preuve>(vue: &Vue<'a>, preuve: &P) -> Option<&'a Exercice> {
    scelle_avant(vue).filter(|scelle| P::de(scelle).as_ptr_range().contains(&std::ptr::from_ref(preuve)))
}

/// An advice about a proof; with where that is corrected when the year before holds it, sealed or about to be.
pub fn conseil_sur<'a, P: Preuve>(vue: &Vue<'a>, preuve: &P, conseil: String) -> String {
    let Some(Exercice { nom, .. }) = sous_le_sceau_d_avant(vue, preuve) else { return conseil };
    let si = if conseil.ends_with('?') { " Si" } else { " ; si" };
    format!("{conseil}{si} c’est {} qui se trompe, corrigez-le dans {nom}{}", P::NOM, a_rouvrir_d_abord(nom))
}

/// The way into an exercice that is sealed, or that a closing which is tried seals.
pub fn a_rouvrir_d_abord(nom: &str) -> String {
    format!(" ; si {nom} est déjà clôturé, rouvrez-le d’abord : `retkoop rouvrir --exercice {nom} --motif \"…\"`")
}

/// The proofs under the seal of an exercice that a later year, open, contradicts: what was found of them, and refuses its closing.
pub fn preuves_contredites<'a>(controle: &'a Controle, scelle: &Exercice) -> Vec<&'a Diagnostic> {
    if !scelle.scelle {
        return Vec::new();
    }
    let est_d_une_preuve = |d: &Diagnostic| [Releve::REGLE, ArreteDeCaisse::REGLE].contains(&d.code);
    let est_sous_le_sceau = |d: &Diagnostic| d.place.fichier.split_once('/').is_some_and(|(dossier, _)| dossier == scelle.nom);
    let est_d_une_autre_annee = |d: &Diagnostic| d.exercice.as_ref().is_some_and(|nom| *nom != scelle.nom);
    let dits = controle.diagnostics().iter().filter(|d| d.niveau.refuse_une_cloture() && est_d_une_preuve(d));
    dits.filter(|d| est_sous_le_sceau(d) && est_d_une_autre_annee(d)).collect()
}

fn scelle_avant<'a>(vue: &Vue<'a>) -> Option<&'a Exercice> {
    vue.precedent.map(|precedent| precedent.exercice).filter(|precedent| precedent.scelle)
}
