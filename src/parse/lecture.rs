//! Picks typed values out of a table that [`super::forme`] has held against its shape: what is wrong there is absent here.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::arbre::{Arbre, Degat, NoeudId, Valeur};
use crate::coop::{Date, Montant};
use crate::source::{Span, Spanned};

/// A table, to pick from.
#[derive(Clone, Copy)]
pub struct Table<'a, 's> {
    arbre: &'a Arbre<'s>,
    id: NoeudId,
}

/// A key of a table and its value.
#[derive(Clone, Copy)]
pub struct Entree<'a, 's> {
    arbre: &'a Arbre<'s>,
    id: NoeudId,
}

impl<'a, 's> Table<'a, 's> {
    pub fn racine(arbre: &'a Arbre<'s>) -> Table<'a, 's> {
        Table { arbre, id: Arbre::RACINE }
    }

    pub fn span(&self) -> Span {
        self.arbre.noeud(self.id).span
    }

    /// A syntax error left something of this table unread.
    pub fn is_abimee(&self) -> bool {
        self.arbre.noeud(self.id).degat >= Degat::Lignes
    }

    /// Whether anything in this table could not be read.
    pub fn a_un_defaut(&self) -> bool {
        self.arbre.noeud(self.id).degat != Degat::Aucun || self.entrees().any(|e| e.is_inconnue() || e.a_un_defaut())
    }

    pub fn entrees(&self) -> impl Iterator<Item = Entree<'a, 's>> + use<'a, 's> {
        let arbre = self.arbre;
        arbre.enfants(self.id).map(move |id| Entree { arbre, id })
    }

    pub fn entree(&self, cle: &str) -> Option<Entree<'a, 's>> {
        self.entrees().find(|e| e.cle() == cle)
    }

    pub fn texte(&self, cle: &str) -> Option<Spanned<EcoString>> {
        self.entree(cle)?.texte()
    }

    /// The text, or an empty one.
    pub fn texte_ou_vide(&self, cle: &str) -> EcoString {
        self.texte(cle).map_or_else(EcoString::new, |t| t.valeur)
    }

    pub fn montant(&self, cle: &str) -> Option<Spanned<Montant>> {
        self.entree(cle)?.montant()
    }

    pub fn montant_ou_zero(&self, cle: &str) -> Montant {
        self.montant(cle).map_or(Montant::ZERO, |m| m.valeur)
    }

    pub fn date(&self, cle: &str) -> Option<Spanned<Date>> {
        self.entree(cle)?.date()
    }

    pub fn entier(&self, cle: &str) -> Option<i64> {
        match self.entree(cle)?.valeur() {
            Valeur::Entier(entier) => Some(*entier),
            _ => None,
        }
    }

    pub fn entier_et_lieu(&self, cle: &str) -> Option<Spanned<i64>> {
        let entree = self.entree(cle)?;
        Some(Spanned::new(self.entier(cle)?, entree.span()))
    }

    pub fn booleen(&self, cle: &str) -> Option<bool> {
        match self.entree(cle)?.valeur() {
            Valeur::Booleen(vrai) => Some(*vrai),
            _ => None,
        }
    }

    pub fn taux(&self, cle: &str) -> Option<Decimal> {
        match self.entree(cle)?.valeur() {
            Valeur::Decimal(taux) => Some(*taux),
            _ => None,
        }
    }

    pub fn table(&self, cle: &str) -> Option<Table<'a, 's>> {
        self.entree(cle)?.table()
    }

    /// The tables of a list of tables; none when the key is absent.
    pub fn tables(&self, cle: &str) -> impl Iterator<Item = Table<'a, 's>> + use<'a, 's> {
        self.entree(cle).into_iter().flat_map(|e| e.elements()).filter_map(|e| e.table())
    }

    pub fn textes(&self, cle: &str) -> Vec<Spanned<EcoString>> {
        self.entree(cle).into_iter().flat_map(|e| e.elements()).filter_map(|e| e.texte()).collect()
    }
}

impl<'a, 's> Entree<'a, 's> {
    pub fn cle(&self) -> &'a str {
        &self.arbre.noeud(self.id).cle
    }

    pub fn span_cle(&self) -> Span {
        self.arbre.noeud(self.id).span_cle
    }

    pub fn span(&self) -> Span {
        self.arbre.noeud(self.id).span
    }

    pub fn is_inconnue(&self) -> bool {
        self.arbre.noeud(self.id).inconnue
    }

    /// Whether its key could be read: what was said of one that could not is enough.
    pub fn a_un_nom(&self) -> bool {
        !(self.cle().is_empty() && matches!(self.valeur(), Valeur::Invalide))
    }

    pub fn valeur(&self) -> &'a Valeur<'s> {
        &self.arbre.noeud(self.id).valeur
    }

    /// Whether the value, or something in it, could not be read.
    pub fn a_un_defaut(&self) -> bool {
        match self.valeur() {
            Valeur::Invalide => true,
            Valeur::Table => Table { arbre: self.arbre, id: self.id }.a_un_defaut(),
            Valeur::Tableau => self.elements().any(|e| e.a_un_defaut()),
            _ => false,
        }
    }

    pub fn texte(&self) -> Option<Spanned<EcoString>> {
        self.texte_brut().map(|texte| Spanned::new(EcoString::from(texte), self.span()))
    }

    /// The text where it stands.
    pub fn texte_brut(&self) -> Option<&'a str> {
        match self.valeur() {
            Valeur::Texte(texte) => Some(texte),
            _ => None,
        }
    }

    pub fn montant(&self) -> Option<Spanned<Montant>> {
        match self.valeur() {
            Valeur::Montant(montant) => Some(Spanned::new(*montant, self.span())),
            _ => None,
        }
    }

    pub fn date(&self) -> Option<Spanned<Date>> {
        match self.valeur() {
            Valeur::Date(date) => Some(Spanned::new(*date, self.span())),
            _ => None,
        }
    }

    pub fn table(&self) -> Option<Table<'a, 's>> {
        matches!(self.valeur(), Valeur::Table).then_some(Table { arbre: self.arbre, id: self.id })
    }

    /// The elements of a list, or the entries of a table.
    pub fn elements(&self) -> impl Iterator<Item = Entree<'a, 's>> + use<'a, 's> {
        let arbre = self.arbre;
        let lisible = matches!(self.valeur(), Valeur::Table | Valeur::Tableau);
        arbre.enfants(self.id).filter(move |_| lisible).map(move |id| Entree { arbre, id })
    }
}
