//! The tree of one TOML text, with the place of every key and value: built from the events of `toml_parser`, in one arena.
//!
//! In: a text and where it begins in its file. Out: an [`Arbre`] and every syntax error, at most one a line, none after a
//! bracket or a string that swallows the rest. It does not know what keys mean: that is [`super::forme`].

use std::borrow::Cow;

use toml_parser::lexer::Token;
use toml_parser::parser::{RecursionGuard, ValidateWhitespace, parse_document};

use super::constructeur::{Constructeur, Recueil};
use super::lignes;
use super::messages::{self, ErreurDeSyntaxe};
use crate::coop::{Date, Montant};
use crate::source::Span;

/// Deeper nesting than any of our files needs.
const PROFONDEUR_MAX: u32 = 32;
/// Errors kept of one text: a binary file taken for TOML has millions.
pub const ERREURS_MAX: usize = 10_000;
const AUCUN: u32 = u32::MAX;
/// From this many keys on, a table's keys are looked up in a hash table.
const BEAUCOUP: u32 = 24;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NoeudId(u32);

#[derive(Debug)]
pub struct Noeud<'s> {
    pub cle: Cow<'s, str>,
    pub span_cle: Span,
    /// The value; of a table under a header, from its header to its last value.
    pub span: Span,
    pub valeur: Valeur<'s>,
    pub(super) origine: Origine,
    /// What a syntax error did to this table.
    pub degat: Degat,
    /// The key is not in the format.
    pub inconnue: bool,
    /// `[nom]` where the other headers are `[[nom]]`.
    pub crochet_simple: bool,
    premier: u32,
    dernier: u32,
    suivant: u32,
    nombre: u32,
}

/// What a syntax error left of a table, from the least to the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Degat {
    #[default]
    Aucun,
    /// Values known to be spoilt: no key is said to be missing besides.
    Valeurs,
    /// A line could not be understood: anything may be missing.
    Lignes,
    /// An unclosed bracket or string swallowed lines: what was read there means nothing.
    Structure,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Valeur<'s> {
    Texte(Cow<'s, str>),
    /// A TOML number, still as its text.
    Nombre,
    DateEtHeure,
    Date(Date),
    Booleen(bool),
    Table,
    Tableau,
    /// What [`super::forme`] makes of a number.
    Montant(Montant),
    Entier(i64),
    Decimal(rust_decimal::Decimal),
    /// Already reported.
    Invalide,
}

/// How a table or an array came to be: decides what may still be added to it (TOML 1.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origine {
    /// `[a.b]` makes `a`.
    Implicite,
    EnTete,
    /// `a.b = 1` makes `a`.
    Pointee,
    /// `{ … }` or `[ … ]`: complete where it stands.
    EnLigne,
    /// `[[a]]`.
    TableauDeTables,
    Scalaire,
}

#[derive(Debug)]
pub struct Arbre<'s> {
    texte: &'s str,
    noeuds: Vec<Noeud<'s>>,
    cles: std::collections::HashMap<(u32, Cow<'s, str>), u32>,
    /// The keys read that lead to the next value: here, so that its memory serves for every text.
    pub(super) chemin: Vec<(Cow<'s, str>, Span)>,
    /// Sum of the absolute values of the amounts read, in cents.
    pub volume: u64,
}

impl<'s> Arbre<'s> {
    /// `texte` is the whole file: spans are offsets into it.
    pub fn new(texte: &'s str) -> Arbre<'s> {
        let mut arbre = Arbre { texte, noeuds: Vec::new(), cles: Default::default(), chemin: Vec::new(), volume: 0 };
        arbre.vider();
        arbre
    }

    /// Forgets everything but the root, and keeps the memory.
    pub fn vider(&mut self) {
        self.noeuds.clear();
        self.cles.clear();
        self.chemin.clear();
        let span = Span::default();
        self.ajouter(Noeud::new(Cow::Borrowed(""), span, span, Valeur::Table, Origine::EnTete));
    }

    pub const RACINE: NoeudId = NoeudId(0);

    pub fn noeud(&self, id: NoeudId) -> &Noeud<'s> {
        &self.noeuds[id.0 as usize]
    }

    pub fn noeud_mut(&mut self, id: NoeudId) -> &mut Noeud<'s> {
        &mut self.noeuds[id.0 as usize]
    }

    /// The text of a value as written.
    pub fn ecrit(&self, id: NoeudId) -> &'s str {
        &self.texte[self.noeud(id).span.range()]
    }

    /// The text that follows.
    pub fn apres(&self, span: Span) -> &'s str {
        &self.texte[span.fin as usize..]
    }

    pub fn enfants(&self, id: NoeudId) -> Enfants<'_, 's> {
        Enfants { arbre: self, suivant: self.noeud(id).premier }
    }

    /// The last child: the table that `[[nom]]` just opened.
    pub(super) fn dernier(&self, id: NoeudId) -> NoeudId {
        NoeudId(self.noeud(id).dernier)
    }

    pub fn suivant(&self, id: NoeudId) -> Option<NoeudId> {
        let suivant = self.noeud(id).suivant;
        (suivant != AUCUN).then_some(NoeudId(suivant))
    }

    #[cfg(test)]
    pub fn nombre_d_enfants(&self, id: NoeudId) -> usize {
        self.noeud(id).nombre as usize
    }

    #[cfg(test)]
    pub fn enfant(&self, id: NoeudId, cle: &str) -> Option<NoeudId> {
        self.enfants(id).find(|&enfant| self.noeud(enfant).cle == cle)
    }

    pub fn is_tableau_de_tables(&self, id: NoeudId) -> bool {
        self.noeud(id).origine == Origine::TableauDeTables
    }

    pub(super) fn ajouter(&mut self, noeud: Noeud<'s>) -> NoeudId {
        self.noeuds.push(noeud);
        NoeudId(self.noeuds.len() as u32 - 1)
    }

    pub(super) fn chercher(&self, parent: NoeudId, cle: &str) -> Option<NoeudId> {
        if self.noeud(parent).nombre > BEAUCOUP {
            self.cles.get(&(parent.0, Cow::Borrowed(cle))).map(|&id| NoeudId(id))
        } else {
            self.enfants(parent).find(|&enfant| self.noeud(enfant).cle == cle)
        }
    }

    pub(super) fn rattacher(&mut self, parent: NoeudId, enfant: NoeudId) {
        let p = &mut self.noeuds[parent.0 as usize];
        let dernier = std::mem::replace(&mut p.dernier, enfant.0);
        p.nombre += 1;
        let nombre = p.nombre;
        let est_table = matches!(p.valeur, Valeur::Table);
        if dernier == AUCUN {
            p.premier = enfant.0;
        } else {
            self.noeuds[dernier as usize].suivant = enfant.0;
        }
        if est_table && nombre > BEAUCOUP {
            if nombre == BEAUCOUP + 1 {
                let mut id = self.noeuds[parent.0 as usize].premier;
                while id != AUCUN {
                    self.cles.insert((parent.0, self.noeuds[id as usize].cle.clone()), id);
                    id = self.noeuds[id as usize].suivant;
                }
            } else {
                self.cles.insert((parent.0, self.noeuds[enfant.0 as usize].cle.clone()), enfant.0);
            }
        }
    }

    /// Whether the table has a header of its own, `[nom]`.
    pub fn a_un_en_tete(&self, id: NoeudId) -> bool {
        let noeud = self.noeud(id);
        matches!(noeud.valeur, Valeur::Table) && noeud.origine == Origine::EnTete
    }

    /// `[nom]` where `[[nom]]` was meant: it becomes the first element of the list.
    pub(super) fn mettre_en_tableau(&mut self, id: NoeudId) {
        let noeud = self.noeud_mut(id);
        let mut element = Noeud::new(Cow::Borrowed(""), noeud.span_cle, noeud.span, Valeur::Table, Origine::EnTete);
        (element.premier, element.dernier, element.nombre) = (noeud.premier, noeud.dernier, noeud.nombre);
        (element.degat, element.crochet_simple) = (noeud.degat, true);
        (noeud.premier, noeud.dernier, noeud.nombre) = (AUCUN, AUCUN, 0);
        (noeud.valeur, noeud.origine) = (Valeur::Tableau, Origine::TableauDeTables);
        let element = self.ajouter(element);
        self.rattacher(id, element);
    }

    /// Whether `self.texte[plage]` is TOML without a syntax error.
    pub fn essayer(&self, plage: std::ops::Range<usize>, jetons: &mut Vec<Token>) -> bool {
        let mut essai = Arbre::new(self.texte);
        essai.lire(plage, jetons).is_empty()
    }

    /// What a comma or a brace left in a value in several parts means nothing: keys of it would be guesses.
    fn invalider_les_valeurs_touchees(&mut self, en_ligne: &[NoeudId], erreurs: &[ErreurDeSyntaxe]) {
        for erreur in erreurs {
            let rang = en_ligne.partition_point(|id| self.noeud(*id).span.debut <= erreur.span.debut);
            if let Some(id) = rang.checked_sub(1).map(|rang| en_ligne[rang])
                && erreur.span.debut <= self.noeud(id).span.fin
            {
                self.noeud_mut(id).valeur = Valeur::Invalide;
            }
        }
    }

    /// Reads `self.texte[plage]` into the tree when it is made of plain lines; otherwise `false`, and the tree means nothing.
    pub fn lire_les_lignes(&mut self, plage: std::ops::Range<usize>) -> bool {
        let texte = &self.texte[plage.clone()];
        lignes::lire(&mut Constructeur::new(self, toml_parser::Source::new(texte), plage.start), texte)
    }

    /// Reads `self.texte[plage]` into the tree. A text that is one header and what follows it makes, on an error, that table
    /// `abime`.
    pub fn lire(&mut self, plage: std::ops::Range<usize>, jetons: &mut Vec<Token>) -> Vec<ErreurDeSyntaxe> {
        let base = plage.start;
        let texte = &self.texte[plage];
        let source = toml_parser::Source::new(texte);
        jetons.clear();
        jetons.extend(source.lex());
        let mut recueil = Recueil::default();
        let mut constructeur = Constructeur::new(self, source, base);
        {
            let mut blancs = ValidateWhitespace::new(&mut constructeur, source);
            let mut garde = RecursionGuard::new(&mut blancs, PROFONDEUR_MAX);
            parse_document(jetons, &mut garde, &mut recueil);
        }
        constructeur.finir_en_tete(true);
        let Constructeur { erreurs: propres, en_tetes, abime, en_ligne, .. } = constructeur;
        if recueil.0.is_empty() && propres.is_empty() {
            return propres;
        }
        let traduites = recueil.0.iter().map(|e| messages::traduire(texte, e).deplacee(base)).chain(propres).collect();
        let retenues = messages::une_par_ligne(self.texte, base, traduites);
        self.invalider_les_valeurs_touchees(&en_ligne, &retenues);
        for erreur in &retenues {
            let degat = match (erreur.structurelle, erreur.rattachee && !abime) {
                (true, _) => Degat::Structure,
                (false, false) => Degat::Lignes,
                (false, true) => Degat::Valeurs,
            };
            let rang = en_tetes.partition_point(|(debut, _)| *debut <= erreur.span.debut);
            let touchees = rang.checked_sub(1).map_or(&[Self::RACINE][..], |rang| &en_tetes[rang].1);
            for &table in touchees {
                let noeud = self.noeud_mut(table);
                noeud.degat = noeud.degat.max(degat);
            }
        }
        retenues
    }
}

impl<'s> Noeud<'s> {
    pub(super) fn new(cle: Cow<'s, str>, span_cle: Span, span: Span, valeur: Valeur<'s>, origine: Origine) -> Noeud<'s> {
        Noeud {
            cle,
            span_cle,
            span,
            valeur,
            origine,
            degat: Degat::Aucun,
            inconnue: false,
            crochet_simple: false,
            premier: AUCUN,
            dernier: AUCUN,
            suivant: AUCUN,
            nombre: 0,
        }
    }
}

pub struct Enfants<'a, 's> {
    arbre: &'a Arbre<'s>,
    suivant: u32,
}

impl Iterator for Enfants<'_, '_> {
    type Item = NoeudId;
    fn next(&mut self) -> Option<NoeudId> {
        if self.suivant == AUCUN {
            return None;
        }
        let id = NoeudId(self.suivant);
        self.suivant = self.arbre.noeud(id).suivant;
        Some(id)
    }
}
