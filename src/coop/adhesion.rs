//! The yearly membership: classes with their teachers and pupils, declared values, options, payment, validation.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Deref;

use ecow::EcoString;
use unicode_normalization::UnicodeNormalization;

use super::date::Date;
use super::ecriture::Moyen;
use super::lacunes::Manques;
use super::montant::Montant;
use super::mots::mots;
use crate::source::{FichierId, Lieu, Span, Spanned};

#[derive(Debug, Clone)]
pub struct Adhesion {
    pub fichier: FichierId,
    pub date: Option<Spanned<Date>>,
    pub classes: Classes,
    pub biens: Biens,
    pub instruments: Montant,
    /// Keys of the subscriptions taken.
    pub abonnements: Vec<Spanned<EcoString>>,
    pub mode: Option<ModeDePaiement>,
    pub participation_volontaire: Montant,
    pub validation: Validation,
    pub engagement_signe: Option<Spanned<EcoString>>,
    pub manques: Manques,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Biens {
    /// Declared value.
    Declares(Montant),
    /// `biens = "inventaire"`: the depreciated value of the inventory.
    Inventaire,
}

#[derive(Debug, Clone)]
pub struct Classe {
    pub nom: Spanned<EcoString>,
    pub enseignants: Vec<Enseignant>,
    /// As written: A006 refuses what no class holds.
    pub eleves: Spanned<i64>,
    pub autres_adultes: Spanned<i64>,
    pub actions_pedagogiques: Vec<EcoString>,
    /// Name of the class ledger, at most 10 characters.
    pub cahier: Option<Spanned<EcoString>>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enseignant {
    pub nom: EcoString,
    pub mel: EcoString,
}

/// The classes in the order of the file, found by name in one step: a hostile ledger names thousands of them in thousands of
/// entries.
#[derive(Debug, Clone, Default)]
pub struct Classes {
    liste: Vec<Classe>,
    /// Own names as they are read, and names of ledgers where no class has that one for its own.
    rangs: HashMap<EcoString, usize>,
}

impl FromIterator<Classe> for Classes {
    fn from_iter<I: IntoIterator<Item = Classe>>(classes: I) -> Classes {
        let liste: Vec<Classe> = classes.into_iter().collect();
        let mut rangs = HashMap::with_capacity(liste.len());
        let noms = liste.iter().map(|c| &c.nom.valeur).enumerate();
        let cahiers = liste.iter().enumerate().filter_map(|(rang, c)| Some((rang, &c.cahier.as_ref()?.valeur)));
        for (rang, nom) in noms.chain(cahiers) {
            rangs.entry(cle_du_nom(nom)).or_insert(rang);
        }
        Classes { liste, rangs }
    }
}

impl Deref for Classes {
    type Target = [Classe];
    fn deref(&self) -> &[Classe] {
        &self.liste
    }
}

impl<'a> IntoIterator for &'a Classes {
    type Item = &'a Classe;
    type IntoIter = std::slice::Iter<'a, Classe>;
    fn into_iter(self) -> Self::IntoIter {
        self.liste.iter()
    }
}

mots! {
    /// How the membership is paid.
    pub enum ModeDePaiement {
        Cheque = "cheque",
        Virement = "virement",
        PrelevementImmediat = "prelevement-immediat",
        PrelevementDecembre = "prelevement-decembre",
    }
}

/// What the department recorded.
#[derive(Debug, Clone, Default)]
pub struct Validation {
    pub paiement: Option<PaiementRecu>,
    pub engagement: Option<Spanned<Date>>,
    pub changement: Option<Spanned<Changement>>,
    pub code: EcoString,
}

#[derive(Debug, Clone)]
pub struct PaiementRecu {
    pub date: Option<Spanned<Date>>,
    /// `None` when it is not written: no sum is known, which is not a sum of nothing.
    pub montant: Option<Montant>,
    pub reference: EcoString,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changement {
    SansObjet,
    Recu(Date),
}

impl Changement {
    /// How a file and a command say it.
    pub const SANS_OBJET: &str = "sans-objet";
}

impl Validation {
    /// What was validated, as « le paiement », and the day of it.
    pub fn dates(&self) -> impl Iterator<Item = (&'static str, Spanned<Date>)> {
        let paiement = self.paiement.as_ref().and_then(|paiement| paiement.date);
        let changement = self.changement.and_then(|changement| match changement.valeur {
            Changement::Recu(date) => Some(Spanned::new(date, changement.span)),
            Changement::SansObjet => None,
        });
        [("le paiement", paiement), ("l’engagement", self.engagement), ("le changement de mandataire", changement)]
            .into_iter()
            .filter_map(|(quoi, date)| Some((quoi, date?)))
    }
}

/// Characters of a class ledger's name, at most (domain.md, « Class ledgers »).
pub const NOM_DE_CAHIER_MAX: usize = 10;

/// More pupils or adults than this in one class are a slip of the hand.
pub const EFFECTIF_MAX: i64 = 9_999;

impl ModeDePaiement {
    /// In French, for people.
    pub fn intitule(self) -> &'static str {
        match self {
            ModeDePaiement::Cheque => "chèque",
            ModeDePaiement::Virement => "virement",
            ModeDePaiement::PrelevementImmediat => "prélèvement immédiat",
            ModeDePaiement::PrelevementDecembre => "prélèvement en décembre",
        }
    }

    /// The means of payment of the entry.
    pub fn moyen(self) -> Moyen {
        match self {
            ModeDePaiement::Cheque => Moyen::Cheque,
            ModeDePaiement::Virement => Moyen::Virement,
            ModeDePaiement::PrelevementImmediat | ModeDePaiement::PrelevementDecembre => Moyen::Prelevement,
        }
    }
}

impl Classe {
    /// Counts that no class has (A006): negative, or beyond [`EFFECTIF_MAX`].
    pub fn effectifs_invalides(&self) -> impl Iterator<Item = (&'static str, Spanned<i64>)> {
        [("eleves", self.eleves), ("autres_adultes", self.autres_adultes)]
            .into_iter()
            .filter(|(_, nombre)| !(0..=EFFECTIF_MAX).contains(&nombre.valeur))
    }
}

impl Adhesion {
    pub fn lieu(&self, span: Span) -> Lieu {
        Lieu { fichier: self.fichier, span }
    }

    /// Its day, when it has one.
    pub fn jour(&self) -> Option<Date> {
        self.date.map(|date| date.valeur)
    }

    /// Names that an earlier class has already, each with the place of that class.
    pub fn classes_en_double(&self) -> impl Iterator<Item = (&Spanned<EcoString>, Span)> {
        let mut premieres: HashMap<EcoString, Span> = HashMap::new();
        let nommees = self.classes.iter().map(|c| &c.nom).filter(|nom| !nom.trim().is_empty());
        nommees.filter_map(move |nom| match premieres.entry(cle_du_nom(nom)) {
            Entry::Occupied(premiere) => Some((nom, *premiere.get())),
            Entry::Vacant(libre) => {
                libre.insert(nom.span);
                None
            }
        })
    }

    /// The class that `nom` names, by its own name or by its ledger's.
    pub fn classe(&self, nom: &str) -> Option<&Classe> {
        self.classes.rangs.get(&cle_du_nom(nom)).map(|&rang| &self.classes.liste[rang])
    }
}

/// What two names of a class, or of its ledger, share when a person reads one name: « CP » and « cp », whatever the blanks and
/// however an accent is stored. Disks that tell no case apart read them so too.
pub fn cle_du_nom(nom: &str) -> EcoString {
    nom.split_whitespace().collect::<Vec<_>>().join(" ").nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::cle_du_nom;

    #[test]
    fn one_name_under_several_spellings() {
        for (un, autre) in [("CP", " cp"), ("\u{c9}toiles", "E\u{301}toiles"), ("CM1  CM2", "cm1\u{a0}cm2")] {
            assert_eq!(cle_du_nom(un), cle_du_nom(autre));
        }
        for (un, autre) in [("CP A", "CPA"), ("Étoiles", "Etoiles"), ("CM1-CM2", "CM1/CM2")] {
            assert_ne!(cle_du_nom(un), cle_du_nom(autre));
        }
    }
}
