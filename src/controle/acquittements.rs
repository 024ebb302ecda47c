//! The answers that a cooperative recorded: which findings they settle, and what is to be said of those that settle none.

use std::collections::HashMap;

use ecow::{EcoString, eco_format};

use super::regle::{Regle, Verification};
use super::regles::REGLES;
use crate::coop::{Acquittement, ConstatAcquitte, Date, Exercice, NumeroDePiece};
use crate::diagnostic::{Code, Diagnostic, Niveau};
use crate::parse::Dossier;
use crate::source::Spanned;

/// A rule, and what the answer is limited to: an exercice, then the number of a piece of it, as numbers are compared.
type Cible = (Code, Option<EcoString>, Option<EcoString>);

/// Every acknowledgement of a cooperative, with what it has settled so far.
#[derive(Debug)]
pub struct Acquittements<'a> {
    pub dossier: &'a Dossier,
    jour: Date,
    /// The exercice whose fees are asked for: the only one for which the rules that wait for it were evaluated.
    cotisation: Option<EcoString>,
    /// What the answers in force aim at.
    cibles: HashMap<Cible, Reponse<'a>>,
    /// For each rule that an answer names, the first finding that no answer settles.
    sans_reponse: HashMap<Code, (Option<EcoString>, Option<EcoString>)>,
    /// Exercices that hold an error (`None`: the files that all share): what else they would say is not known.
    en_erreur: Vec<Option<EcoString>>,
}

/// An answer in force: the first written of those that aim at one thing.
#[derive(Debug)]
struct Reponse<'a> {
    acquittement: &'a Acquittement,
    /// In the order written.
    rang: usize,
    /// A finding was there.
    servie: bool,
}

/// What becomes of one acknowledgement.
#[derive(Debug)]
pub enum Verdict<'a> {
    /// It settles a finding, or nobody can tell today whether it would.
    Garde,
    /// Nothing needs it.
    SansConstat(&'static Regle),
    Perime(&'static Regle, &'a Spanned<Date>),
    RegleInconnue,
    /// ●, or about acknowledgements themselves.
    Immuable(&'static Regle),
    Bloquant(&'static Regle),
    /// A piece number means nothing without its exercice.
    SansExercice(&'static Regle, &'a Spanned<EcoString>),
}

impl<'a> Acquittements<'a> {
    pub fn new(dossier: &'a Dossier, jour: Date, cotisation: Option<&str>) -> Acquittements<'a> {
        let mut acquittements = Acquittements {
            dossier,
            jour,
            cotisation: cotisation.map(EcoString::from),
            cibles: HashMap::new(),
            sans_reponse: HashMap::new(),
            en_erreur: Vec::new(),
        };
        for (rang, acquittement) in dossier.cooperative.acquittements.iter().enumerate() {
            if let Ok(regle) = acquittements.en_vigueur(acquittement) {
                let reponse = Reponse { acquittement, rang, servie: false };
                acquittements.cibles.entry(cible(regle, acquittement)).or_insert(reponse);
            }
        }
        acquittements
    }

    /// Whether an answer settles this finding.
    pub fn regle(&mut self, diagnostic: &Diagnostic) -> bool {
        let (exercice, piece) = (&diagnostic.exercice, &diagnostic.piece);
        let mut regle = false;
        for cible in visees(diagnostic) {
            if let Some(reponse) = self.cibles.get_mut(&cible) {
                reponse.servie = true;
                regle = true;
            }
        }
        regle = regle || self.reponse_scellee(diagnostic).is_some();
        if !regle && !self.dossier.cooperative.acquittements.is_empty() {
            self.sans_reponse.entry(diagnostic.code).or_insert_with(|| (exercice.clone(), piece.clone()));
            if diagnostic.niveau == Niveau::Erreur && !self.en_erreur.contains(exercice) {
                self.en_erreur.push(exercice.clone());
            }
        }
        regle
    }

    /// The answer in force that settles this finding: the first written.
    pub fn reponse(&self, diagnostic: &Diagnostic) -> Option<&'a Acquittement> {
        let reponses = visees(diagnostic).into_iter().filter_map(|cible| self.cibles.get(&cible));
        reponses.min_by_key(|reponse| reponse.rang).map(|reponse| reponse.acquittement)
    }

    /// What the seal of a closed exercice says that the cooperative had answered: it stays answered, whatever becomes of
    /// `retkoop.toml`.
    pub fn reponse_scellee(&self, diagnostic: &Diagnostic) -> Option<&'a ConstatAcquitte> {
        let exercice = self.dossier.exercice(diagnostic.exercice.as_ref()?)?;
        let cloture = exercice.cloture.as_ref().filter(|cloture| cloture.authentique)?;
        let piece = diagnostic.piece.as_deref().map(numero).unwrap_or_default();
        cloture.acquittements.iter().find(|a| a.regle == diagnostic.code.0 && numero(&a.piece) == piece)
    }

    /// Once every finding has been shown to [`Acquittements::regle`]: what becomes of each, in the order written.
    pub fn verdicts(&self) -> impl Iterator<Item = (&'a Acquittement, Verdict<'a>)> {
        self.dossier.cooperative.acquittements.iter().map(|acquittement| (acquittement, self.verdict(acquittement)))
    }

    /// A finding of this rule that no answer settles: what a useless one was perhaps meant for.
    pub fn sans_reponse(&self, regle: &Regle) -> Option<&(Option<EcoString>, Option<EcoString>)> {
        self.sans_reponse.get(&regle.code)
    }

    fn verdict(&self, acquittement: &'a Acquittement) -> Verdict<'a> {
        let regle = match self.en_vigueur(acquittement) {
            Ok(regle) => regle,
            // What could not be read of it may be what it lacks.
            Err(Verdict::SansExercice(..)) if acquittement.incomplet => return Verdict::Garde,
            Err(refus) => return refus,
        };
        let servi = self.cibles.get(&cible(regle, acquittement)).is_some_and(|reponse| reponse.servie);
        if servi || acquittement.incomplet || self.est_incertain(regle, acquittement) {
            Verdict::Garde
        } else {
            Verdict::SansConstat(regle)
        }
    }

    /// The rule that an acknowledgement answers, or why it answers nothing today. What may not be lowered, and what refuses
    /// the closing, is not a cooperative's to answer (rules.md).
    fn en_vigueur(&self, acquittement: &'a Acquittement) -> Result<&'static Regle, Verdict<'a>> {
        let nomme = |regle: &&&Regle| acquittement.regle.valeur == regle.code.0 || acquittement.regle.valeur == regle.nom;
        let regle = REGLES.iter().find(nomme).copied().ok_or(Verdict::RegleInconnue)?;
        if regle.immuable || regle.parle_des_acquittements() {
            return Err(Verdict::Immuable(regle));
        }
        if regle.niveau_dans(&self.dossier.departement) == Some(Niveau::Bloquant) {
            return Err(Verdict::Bloquant(regle));
        }
        if let (Some(piece), None) = (&acquittement.piece, &acquittement.exercice) {
            return Err(Verdict::SansExercice(regle, piece));
        }
        match &acquittement.jusqu_au {
            Some(fin) if self.jour > fin.valeur => Err(Verdict::Perime(regle, fin)),
            _ => Ok(regle),
        }
    }

    /// Whether the rule may yet speak where this answer waits for it: an error hides it, or its time has not come.
    fn est_incertain(&self, regle: &Regle, acquittement: &Acquittement) -> bool {
        let vise = |nom: &EcoString| acquittement.exercice.as_ref().is_none_or(|e| e.valeur == *nom);
        let erreur = self.en_erreur.iter().any(|exercice| exercice.as_ref().is_none_or(vise));
        let trop_tot = |e: &Exercice| regle.apres_la_fin && vise(&e.nom) && !e.est_termine(self.jour);
        let demandee = self.cotisation.is_some() && self.cotisation == acquittement.exercice.as_ref().map(|e| e.valeur.clone());
        let pas_demandee = match regle.verification {
            Verification::Cotisation(_) => !demandee,
            Verification::Cloture(_) | Verification::JourDeCloture(_) => true,
            _ => false,
        };
        erreur || pas_demandee || self.dossier.exercices.iter().any(trop_tot)
    }
}

fn cible(regle: &Regle, acquittement: &Acquittement) -> Cible {
    let texte = |t: &Option<Spanned<EcoString>>| t.as_ref().map(|t| t.valeur.clone());
    (regle.code, texte(&acquittement.exercice), acquittement.piece.as_ref().map(|p| numero(p)))
}

/// What answers to this finding may aim at: the rule everywhere, in its exercice, for its piece.
fn visees(diagnostic: &Diagnostic) -> [Cible; 3] {
    let (exercice, piece) = (&diagnostic.exercice, diagnostic.piece.as_deref().map(numero));
    [(None, None), (exercice.clone(), None), (exercice.clone(), piece)]
        .map(|(exercice, piece)| (diagnostic.code, exercice, piece))
}

fn numero(piece: &str) -> EcoString {
    eco_format!("{}", NumeroDePiece::new(piece))
}
