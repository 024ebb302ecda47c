//! An entry of the cahier, and an operation of the previous year that the bank had not yet seen.

use ecow::EcoString;
use smallvec::SmallVec;

use super::compte::{Compte, Sens};
use super::cooperative::TresorerieId;
use super::date::Date;
use super::lacunes::Manques;
use super::montant::Montant;
use super::mots::mots;
use super::numero_de_piece::NumeroDePiece;
use crate::source::{FichierId, Lieu, Span, Spanned};

/// A name written by the user that stands for something declared elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reference<T> {
    Connue(T),
    /// As written: reported by E004 or E006, and counted in no balance.
    Inconnue(Box<str>),
}

impl<T: Copy> Reference<T> {
    pub fn connue(&self) -> Option<T> {
        match self {
            Reference::Connue(valeur) => Some(*valeur),
            Reference::Inconnue(_) => None,
        }
    }
}

/// Money that enters or leaves one treasury account.
#[derive(Debug, Clone)]
pub struct Mouvement {
    pub tresorerie: Reference<TresorerieId>,
    /// Positive when it enters, negative when it leaves.
    pub montant: Montant,
    pub span: Span,
}

/// Part of an entry on one account of the chart. The amount is as written: positive in the account's own sense.
#[derive(Debug, Clone)]
pub struct Ventilation {
    pub compte: Reference<Compte>,
    pub montant: Montant,
    pub span: Span,
}

/// The régie columns of an entry, in cents as written.
#[derive(Debug, Clone)]
pub struct MouvementDeRegie {
    pub versee: Montant,
    pub retournee: Montant,
    pub expliquee: Montant,
    pub classe: Option<Spanned<EcoString>>,
    pub span: Span,
}

impl MouvementDeRegie {
    /// What the class holds more after the entry (domain.md): versée − retournée − expliquée.
    pub fn solde(&self) -> Montant {
        self.versee - self.retournee - self.expliquee
    }
}

/// The statement that shows an entry.
#[derive(Debug, Clone)]
pub struct Pointage {
    /// `None`: `pointage = DATE`, for every bank of the entry.
    pub tresorerie: Option<Reference<TresorerieId>>,
    pub date: Date,
    pub span: Span,
}

mots! {
    pub enum Moyen {
        Cheque = "cheque",
        Carte = "carte",
        Virement = "virement",
        Prelevement = "prelevement",
        Especes = "especes",
    }
}

/// Most entries have one movement, one account, one tick: that one is kept in the entry itself.
pub type Lignes<T> = SmallVec<[T; 1]>;

#[derive(Debug, Clone)]
pub struct Ecriture {
    pub fichier: FichierId,
    /// The whole entry, from its header to its last value.
    pub span: Span,
    pub piece: Option<Spanned<EcoString>>,
    /// `None` only when it could not be read (see `manques`).
    pub date: Option<Spanned<Date>>,
    pub libelle: Spanned<EcoString>,
    pub moyen: Option<Moyen>,
    pub cheque: Option<Spanned<EcoString>>,
    pub mouvements: Lignes<Mouvement>,
    pub regie: Option<Box<MouvementDeRegie>>,
    pub ventilations: Lignes<Ventilation>,
    pub pointages: Lignes<Pointage>,
    pub action_a: EcoString,
    pub action_b: EcoString,
    pub justificatifs: Vec<Spanned<EcoString>>,
    pub annule: Option<Box<Spanned<EcoString>>>,
    pub manques: Manques,
}

impl Ecriture {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    pub fn numero(&self) -> &str {
        self.piece.as_ref().map_or("", |piece| piece.valeur.as_str())
    }

    pub fn numero_de_piece(&self) -> NumeroDePiece<'_> {
        NumeroDePiece::new(self.numero())
    }

    /// Whether nothing enters, leaves, is advanced or ventilated.
    pub fn est_vide(&self) -> bool {
        let regie = self.regie.as_ref().map_or([Montant::ZERO; 3], |r| [r.versee, r.retournee, r.expliquee]);
        let montants = self.mouvements.iter().map(|m| m.montant).chain(self.ventilations.iter().map(|v| v.montant)).chain(regie);
        montants.into_iter().all(Montant::is_zero)
    }

    pub fn charges(&self) -> Montant {
        self.ventile(Sens::Charge)
    }

    pub fn produits(&self) -> Montant {
        self.ventile(Sens::Produit)
    }

    /// Both sides of the equation of one entry (domain.md), which hold the same amount when it balances:
    /// (Σ entrées − Σ sorties) + (régie versée − retournée − expliquée), and ΣP − ΣC.
    pub fn equation(&self) -> (Montant, Montant) {
        let tresorerie: Montant = self.mouvements.iter().map(|m| m.montant).sum();
        let regie = self.regie.as_ref().map_or(Montant::ZERO, |r| r.solde());
        (tresorerie + regie, self.produits() - self.charges())
    }

    pub fn est_equilibree(&self) -> bool {
        let (gauche, droite) = self.equation();
        gauche == droite
    }

    /// What its treasury lacks to agree with its ventilation. `None`: it balances, or not all of both sides could be read.
    pub fn desequilibre(&self) -> Option<Montant> {
        let connus = self.mouvements.iter().all(|m| m.tresorerie.connue().is_some());
        let connus = connus && self.ventilations.iter().all(|v| v.compte.connue().is_some());
        let (gauche, droite) = self.equation();
        (connus && !self.manques.touche(Manques::MONTANTS) && gauche != droite).then(|| droite - gauche)
    }

    fn ventile(&self, sens: Sens) -> Montant {
        self.ventilations.iter().filter(|v| v.compte.connue().is_some_and(|c| c.sens() == sens)).map(|v| v.montant).sum()
    }
}

/// What an entry and a carried-over operation have in common: money on treasury accounts, ticked on statements.
pub trait Operation {
    fn mouvements(&self) -> &[Mouvement];
    fn pointages(&self) -> &[Pointage];

    /// Net movement on one treasury account: positive when money enters.
    fn mouvement(&self, tresorerie: TresorerieId) -> Montant {
        self.mouvements().iter().filter(|m| m.tresorerie == Reference::Connue(tresorerie)).map(|m| m.montant).sum()
    }

    /// Date of the statement that shows the movement on `tresorerie`.
    fn pointage(&self, tresorerie: TresorerieId) -> Option<Date> {
        self.ligne_de_pointage(tresorerie).map(|pointage| pointage.date)
    }

    /// The same, where it is written.
    fn ligne_de_pointage(&self, tresorerie: TresorerieId) -> Option<&Pointage> {
        let propre = self.pointages().iter().find(|p| p.tresorerie == Some(Reference::Connue(tresorerie)));
        propre.or_else(|| self.pointages().iter().find(|p| p.tresorerie.is_none()))
    }
}

impl Operation for Ecriture {
    fn mouvements(&self) -> &[Mouvement] {
        &self.mouvements
    }
    fn pointages(&self) -> &[Pointage] {
        &self.pointages
    }
}

impl Operation for Report {
    fn mouvements(&self) -> &[Mouvement] {
        &self.mouvements
    }
    fn pointages(&self) -> &[Pointage] {
        &self.pointages
    }
}

impl Report {
    /// Whether nothing enters nor leaves.
    pub fn est_vide(&self) -> bool {
        self.mouvements.iter().all(|m| m.montant.is_zero())
    }
}

/// An operation of the previous year: never entered again, can be ticked.
#[derive(Debug, Clone)]
pub struct Report {
    pub fichier: FichierId,
    pub span: Span,
    pub date: Spanned<Date>,
    pub libelle: Spanned<EcoString>,
    pub cheque: EcoString,
    /// Piece of the previous year, when it is known.
    pub piece: EcoString,
    pub mouvements: Lignes<Mouvement>,
    pub pointages: Lignes<Pointage>,
    pub manques: Manques,
}
