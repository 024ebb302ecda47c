//! The proof that accounts hold no error, and the one way around it, which says so on every page.

use chrono::Datelike;

use super::moteur::Controle;
use super::preuves_a_juger::preuves_contredites;
use crate::bareme::Departement;
use crate::calcul::{Comptes, Cotisation};
use crate::coop::{Cloture, Exercice};
use crate::diagnostic::{Diagnostic, Niveau};
use crate::parse::Dossier;

/// X005.
const EGALITE_FAUSSE: &str = "X005";

/// An exercice whose accounts hold no finding at error level: what reports are made from. Only [`DossierControle::prouver`]
/// makes one, and nothing can change what it holds.
#[derive(Debug)]
pub struct DossierControle<'a> {
    dossier: &'a Dossier,
    comptes: &'a Comptes<'a>,
    suivant: Option<&'a Comptes<'a>>,
    precedent: Option<Precedent<'a>>,
    /// The findings that its accounts keep, then those that are answered.
    constats: [Vec<&'a Diagnostic>; 2],
    preuves_contredites: Vec<&'a Diagnostic>,
}

/// The exercice before, as what can be relied on tells it.
#[derive(Debug, Clone, Copy)]
pub enum Precedent<'a> {
    /// Closed: its seal states its figures.
    Scelle(&'a Exercice, &'a Cloture),
    /// Open: its accounts, which hold no error.
    Ouvert(&'a Comptes<'a>),
}

impl<'a> Precedent<'a> {
    fn de(controle: &'a Controle<'a>, rang: usize) -> Option<Precedent<'a>> {
        let comptes = &controle.comptes[rang.checked_sub(1)?];
        let exercice = comptes.exercice;
        // A year that is missing in the folder leaves nothing to compare with.
        if exercice.fin.year() != controle.comptes[rang].exercice.debut.year() {
            return None;
        }
        if exercice.scelle {
            let cloture = exercice.cloture.as_ref().filter(|cloture| cloture.authentique)?;
            return Some(Precedent::Scelle(exercice, cloture));
        }
        erreurs(controle, &exercice.nom).is_empty().then_some(Precedent::Ouvert(comptes))
    }

    pub fn exercice(self) -> &'a Exercice {
        match self {
            Precedent::Scelle(exercice, _) => exercice,
            Precedent::Ouvert(comptes) => comptes.exercice,
        }
    }
}

impl<'a> DossierControle<'a> {
    /// Errors: the findings at error level of this exercice, of the files that all share, and of the years that its opening
    /// follows.
    pub fn prouver(controle: &'a Controle<'a>, exercice: &str) -> Result<DossierControle<'a>, Vec<&'a Diagnostic>> {
        let erreurs = erreurs(controle, exercice);
        match DossierControle::regarder(controle, exercice) {
            Some(regarde) if erreurs.is_empty() => Ok(regarde),
            _ => Err(erreurs),
        }
    }

    /// The proof that an exercice may be closed: no error (with those of every seal before it), nothing that refuses a closing,
    /// no question without an answer. `controle`: made by [`Controle::pour_cloturer`] for this exercice.
    ///
    /// Errors: every reason to refuse, in order of path and place.
    pub fn prouver_la_cloture(controle: &'a Controle<'a>, exercice: &str) -> Result<DossierControle<'a>, Vec<&'a Diagnostic>> {
        let le_concerne = concerne(controle, exercice);
        let rang = controle.rang(exercice).unwrap_or(0);
        let avant = |d: &Diagnostic| controle.comptes[..rang].iter().any(|c| d.exercice.as_ref() == Some(&c.exercice.nom));
        let refuse = |d: &&Diagnostic| match d.niveau {
            Niveau::Erreur => le_concerne(d) || (d.code.0.starts_with('X') && avant(d)),
            Niveau::Bloquant | Niveau::Question => d.concerne(exercice),
            Niveau::Avertissement | Niveau::Remarque => false,
        };
        let mut raisons: Vec<&Diagnostic> = controle.diagnostics().iter().filter(refuse).collect();
        // What makes an identity false is told once: by the rule that sees to it, or by the error that it comes from.
        let expliquent: Vec<&Diagnostic> = raisons.iter().copied().filter(|d| d.code.0 != EGALITE_FAUSSE).collect();
        let explique = |d: &Diagnostic, par: &Diagnostic| {
            let de_l_annee = par.niveau == Niveau::Erreur && !par.code.0.starts_with('X');
            de_l_annee || d.donnees.iter().any(|(cle, regle)| *cle == "regle" && regle == par.code.0)
        };
        raisons.retain(|d| d.code.0 != EGALITE_FAUSSE || !expliquent.iter().any(|par| explique(d, par)));
        match DossierControle::regarder(controle, exercice) {
            Some(regarde) if raisons.is_empty() => Ok(regarde),
            _ => Err(raisons),
        }
    }

    /// Before anything is proved.
    fn regarder(controle: &'a Controle<'a>, exercice: &str) -> Option<DossierControle<'a>> {
        let rang = controle.rang(exercice)?;
        let (comptes, suivant) = (&controle.comptes[rang], controle.comptes.get(rang + 1));
        let precedent = Precedent::de(controle, rang);
        let de_l_exercice =
            |constats: &'a [Diagnostic]| constats.iter().filter(|d| d.concerne(exercice)).collect::<Vec<&Diagnostic>>();
        let [mut constats, acquittes] = [controle.diagnostics(), controle.acquittes()].map(de_l_exercice);
        constats.extend(de_l_exercice(controle.du_rapport_seul()));
        constats.sort_by_key(|d| &d.place);
        let constats = [constats, acquittes];
        let preuves_contredites = preuves_contredites(controle, comptes.exercice);
        Some(DossierControle { dossier: controle.dossier, comptes, suivant, precedent, constats, preuves_contredites })
    }

    /// Findings of this exercice, and of what all share, that nobody answered; those that only a closing report tells included.
    pub fn constats(&self) -> &[&'a Diagnostic] {
        &self.constats[0]
    }

    /// The same, that the cooperative answered.
    pub fn acquittes(&self) -> &[&'a Diagnostic] {
        &self.constats[1]
    }

    /// Of its proofs that are sealed, what a later year, open, finds wrong.
    pub fn preuves_contredites(&self) -> &[&'a Diagnostic] {
        &self.preuves_contredites
    }

    pub fn dossier(&self) -> &'a Dossier {
        self.dossier
    }

    /// The department's settings that this exercice is judged by: those of its closing, once it is closed.
    pub fn departement(&self) -> &'a Departement {
        self.dossier.departement_de(self.comptes.exercice)
    }

    pub fn comptes(&self) -> &'a Comptes<'a> {
        self.comptes
    }

    /// The accounts of the next exercice, once it is opened: they may hold errors.
    pub fn suivant(&self) -> Option<&'a Comptes<'a>> {
        self.suivant
    }

    /// The exercice before: none in the folder, or one that has errors, is nothing to compare with.
    pub fn precedent(&self) -> Option<Precedent<'a>> {
        self.precedent
    }

    pub fn exercice(&self) -> &'a Exercice {
        self.comptes.exercice
    }

    /// Its fees; `None` without a membership, or without its tariff.
    pub fn cotisation(&self) -> Option<Cotisation> {
        Cotisation::de_l_exercice(self.dossier, self.exercice())
    }
}

/// A report made from accounts that may hold errors: the renderer stamps it and lists them, and nothing else can look inside.
#[cfg(feature = "pdf")]
#[derive(Debug)]
pub struct Brouillon<T> {
    valeur: T,
    erreurs: Vec<String>,
}

#[cfg(feature = "pdf")]
impl<T> Brouillon<T> {
    /// Makes the draft of a report. `None`: no such exercice. What `faire` is given cannot leave it: `T` knows no lifetime of it.
    pub fn etablir(
        controle: &Controle,
        exercice: &str,
        faire: impl for<'b> FnOnce(&DossierControle<'b>) -> T,
    ) -> Option<Brouillon<T>> {
        let regarde = DossierControle::regarder(controle, exercice)?;
        let erreurs = erreurs(controle, exercice).into_iter();
        let erreurs =
            erreurs.map(|d| format!("{} {}:{} {}", d.code.0, d.place.fichier, d.place.debut.ligne, d.message)).collect();
        Some(Brouillon { valeur: faire(&regarde), erreurs })
    }

    pub fn nombre_d_erreurs(&self) -> usize {
        self.erreurs.len()
    }

    /// For the renderer of drafts only.
    pub(crate) fn ouvrir(&self) -> (&T, &[String]) {
        (&self.valeur, &self.erreurs)
    }
}

fn erreurs<'a>(controle: &'a Controle, exercice: &str) -> Vec<&'a Diagnostic> {
    let le_concerne = concerne(controle, exercice);
    controle.erreurs().filter(|d| le_concerne(d)).collect()
}

/// Whether a finding is of this exercice, of the files that all share, or of the years that its opening follows.
fn concerne<'a>(controle: &'a Controle, exercice: &'a str) -> impl Fn(&Diagnostic) -> bool {
    let mut concernes = vec![exercice];
    let rang = controle.rang(exercice).unwrap_or(0);
    for suivant in (1..=rang).rev() {
        if !controle.comptes[suivant].suit_le_precedent() {
            break;
        }
        concernes.push(&controle.comptes[suivant - 1].exercice.nom);
    }
    move |d| d.exercice.as_ref().is_none_or(|e| concernes.contains(&e.as_str()))
}
