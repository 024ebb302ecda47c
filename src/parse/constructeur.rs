//! Grows an [`Arbre`] from the events of `toml_parser`: where a key leads, what may still be added to a table, what is written
//! twice. In: events, in the order of the text. Out: nodes, and the errors that the parser itself cannot see.

use std::borrow::Cow;

use toml_parser::decoder::Encoding;
use toml_parser::parser::EventReceiver;
use toml_parser::{ErrorSink, ParseError, Raw};

use super::arbre::{Arbre, ERREURS_MAX, Noeud, NoeudId, Origine, Valeur};
use super::messages::{self, ErreurDeSyntaxe};
use super::scalaire::{self, Brut};
use crate::coop::Lignes;
use crate::source::Span;

/// The parser's errors, as many as anyone could read.
#[derive(Default)]
pub struct Recueil(pub Vec<ParseError>);

impl ErrorSink for Recueil {
    fn report_error(&mut self, erreur: ParseError) {
        if self.0.len() < ERREURS_MAX {
            self.0.push(erreur);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EnTete {
    Table,
    Tableau,
}

/// Receives the events of the parser and grows the tree.
pub struct Constructeur<'a, 's> {
    arbre: &'a mut Arbre<'s>,
    source: toml_parser::Source<'s>,
    base: usize,
    /// The table of the last header, and the inline values still open in it.
    courante: NoeudId,
    ouverts: Vec<NoeudId>,
    en_tete: Option<(EnTete, Span)>,
    dernier_scalaire: Option<NoeudId>,
    /// The table of the last header that is not one of its sub-tables: it spans them.
    entree: Option<NoeudId>,
    /// Where each header begins, and the tables that it goes through, its own last.
    pub en_tetes: Lignes<(u32, Lignes<NoeudId>)>,
    /// A line could not be understood.
    pub abime: bool,
    pub erreurs: Vec<ErreurDeSyntaxe>,
    /// Outermost `{ … }` and `[ … ]`, in order: a syntax error inside spoils the whole value.
    pub en_ligne: Vec<NoeudId>,
    /// The rank, in the path being read, of a key that is badly written: what it leads to is read for nothing.
    cle_fautive: Option<usize>,
    /// The comma just read, until what it announces comes.
    virgule: Option<Span>,
    /// Tables with a key written twice, the rank of the error, and whether it became a forgotten header.
    doublons: Vec<(NoeudId, usize, bool)>,
}

impl<'a, 's> Constructeur<'a, 's> {
    pub fn new(arbre: &'a mut Arbre<'s>, source: toml_parser::Source<'s>, base: usize) -> Self {
        Constructeur {
            arbre,
            source,
            base,
            courante: Arbre::RACINE,
            ouverts: Vec::new(),
            en_tete: None,
            dernier_scalaire: None,
            entree: None,
            en_tetes: Lignes::new(),
            abime: false,
            erreurs: Vec::new(),
            en_ligne: Vec::new(),
            cle_fautive: None,
            virgule: None,
            doublons: Vec::new(),
        }
    }

    fn span(&self, span: toml_parser::Span) -> Span {
        self.place(span.start(), span.end())
    }

    /// From offsets in the text read to offsets in the file.
    pub fn place(&self, debut: usize, fin: usize) -> Span {
        Span::new(debut + self.base, fin + self.base)
    }

    pub fn ajouter_au_chemin(&mut self, cle: Cow<'s, str>, place: Span) {
        self.arbre.chemin.push((cle, place));
    }

    /// Goes into the table that a whole header names: its path was added just before.
    pub fn aller_a_l_en_tete(&mut self, genre: EnTete, ouverture: Span) {
        self.en_tete = Some((genre, ouverture));
        self.finir_en_tete(false);
    }

    fn brut(&self, span: toml_parser::Span, encodage: Option<Encoding>) -> Raw<'s> {
        let texte = self.source.input().get(span.start()..span.end()).unwrap_or("");
        Raw::new_unchecked(texte, encodage, span)
    }

    fn conteneur(&self) -> NoeudId {
        self.ouverts.last().copied().unwrap_or(self.courante)
    }

    fn erreur(&mut self, erreur: ErreurDeSyntaxe) {
        if self.erreurs.len() < ERREURS_MAX {
            self.erreurs.push(erreur);
        }
    }

    /// Several keys written again in one table are one mistake: the header between two entries was forgotten.
    fn doublon(&mut self, span_cle: Span, autre: NoeudId) {
        let noeud = self.arbre.noeud(autre);
        let (premier, cle) = (noeud.span_cle, noeud.cle.clone());
        match self.doublons.last_mut() {
            Some((table, rang, oubli)) if *table == self.courante && self.ouverts.is_empty() => {
                if !std::mem::replace(oubli, true)
                    && let Some(erreur) = self.erreurs.get_mut(*rang)
                {
                    messages::en_tete_oublie(erreur);
                }
            }
            _ => {
                self.doublons.push((self.courante, self.erreurs.len(), false));
                self.erreur(messages::cle_en_double(&cle, span_cle, premier));
            }
        }
    }

    /// Follows one step of a path below `parent`, making the table if need be. `None` when the path cannot go there.
    fn descendre(&mut self, parent: NoeudId, (cle, span): (Cow<'s, str>, Span), origine: Origine) -> Option<NoeudId> {
        let Some(id) = self.arbre.chercher(parent, &cle) else {
            let id = self.arbre.ajouter(Noeud::new(cle, span, span, Valeur::Table, origine));
            self.arbre.rattacher(parent, id);
            return Some(id);
        };
        let noeud = self.arbre.noeud(id);
        let ouvert = match (&noeud.valeur, noeud.origine) {
            (Valeur::Table, Origine::EnLigne) => false,
            (Valeur::Table, existante) => origine == Origine::Implicite || existante == Origine::Pointee,
            (Valeur::Tableau, Origine::TableauDeTables) if origine == Origine::Implicite => {
                return Some(self.arbre.dernier(id));
            }
            _ => false,
        };
        if !ouvert {
            self.doublon(span, id);
            return None;
        }
        Some(id)
    }

    /// Makes the table that a header names, and goes into it.
    pub fn finir_en_tete(&mut self, tronque: bool) {
        let Some((genre, ouverture)) = self.en_tete.take() else { return };
        self.cle_fautive = None;
        let mut chemin = std::mem::take(&mut self.arbre.chemin);
        self.abime |= tronque;
        let Some((cle, span_cle)) = chemin.pop() else { return };
        let span = ouverture.union(span_cle);
        let mut parent = Some(Arbre::RACINE);
        let mut traversees = Lignes::new();
        for etape in chemin.drain(..) {
            parent = parent.and_then(|p| self.descendre(p, etape, Origine::Implicite));
            traversees.extend(parent);
        }
        self.arbre.chemin = chemin;
        let table = parent.and_then(|parent| self.table_d_en_tete(parent, genre, cle, span_cle, span));
        self.courante = table.unwrap_or_else(|| {
            // Already reported: what follows is read into a table that nothing sees.
            self.abime = true;
            self.arbre.ajouter(Noeud::new(Cow::Borrowed(""), span_cle, span, Valeur::Table, Origine::EnTete))
        });
        traversees.push(self.courante);
        if traversees.len() == 1 {
            self.entree = Some(self.courante);
        }
        self.en_tetes.push((span.debut, traversees));
    }

    fn table_d_en_tete(
        &mut self,
        parent: NoeudId,
        genre: EnTete,
        cle: Cow<'s, str>,
        span_cle: Span,
        span: Span,
    ) -> Option<NoeudId> {
        let existant = self.arbre.chercher(parent, &cle);
        match genre {
            EnTete::Table => {
                let Some(id) = existant else {
                    let id = self.arbre.ajouter(Noeud::new(cle, span_cle, span, Valeur::Table, Origine::EnTete));
                    self.arbre.rattacher(parent, id);
                    return Some(id);
                };
                if self.arbre.noeud(id).origine == Origine::TableauDeTables {
                    // `[ecriture]` among `[[ecriture]]`: one more, and `forme` says so.
                    let table = self.element(id, span_cle, span);
                    self.arbre.noeud_mut(table).crochet_simple = true;
                    return Some(table);
                }
                let noeud = self.arbre.noeud_mut(id);
                if matches!(noeud.valeur, Valeur::Table) && noeud.origine == Origine::Implicite {
                    noeud.origine = Origine::EnTete;
                    (noeud.span_cle, noeud.span) = (span_cle, span);
                    return Some(id);
                }
                self.doublon(span_cle, id);
                None
            }
            EnTete::Tableau => {
                let tableau = match existant {
                    Some(id) if self.arbre.noeud(id).origine == Origine::TableauDeTables => id,
                    Some(id) if self.arbre.noeud(id).origine == Origine::EnTete => {
                        self.arbre.mettre_en_tableau(id);
                        id
                    }
                    Some(id) => {
                        self.doublon(span_cle, id);
                        return None;
                    }
                    None => {
                        let id = self.arbre.ajouter(Noeud::new(cle, span_cle, span, Valeur::Tableau, Origine::TableauDeTables));
                        self.arbre.rattacher(parent, id);
                        id
                    }
                };
                Some(self.element(tableau, span_cle, span))
            }
        }
    }

    fn element(&mut self, tableau: NoeudId, span_cle: Span, span: Span) -> NoeudId {
        let table = self.arbre.ajouter(Noeud::new(Cow::Borrowed(""), span_cle, span, Valeur::Table, Origine::EnTete));
        self.arbre.rattacher(tableau, table);
        table
    }

    /// Puts a value where the path leads. A value that cannot go there is kept out of the tree.
    pub fn inserer(&mut self, span: Span, valeur: Valeur<'s>, origine: Origine) -> NoeudId {
        let valeur = match self.cle_fautive.take() {
            Some(rang) => {
                self.arbre.chemin.truncate(rang + 1);
                Valeur::Invalide
            }
            None => valeur,
        };
        let conteneur = self.conteneur();
        if matches!(self.arbre.noeud(conteneur).valeur, Valeur::Tableau) && self.arbre.chemin.is_empty() {
            let id = self.arbre.ajouter(Noeud::new(Cow::Borrowed(""), span, span, valeur, origine));
            self.arbre.rattacher(conteneur, id);
            return id;
        }
        let (cle, span_cle) = self.arbre.chemin.pop().unwrap_or((Cow::Borrowed(""), span));
        let mut parent = Some(conteneur);
        if !self.arbre.chemin.is_empty() {
            let mut chemin = std::mem::take(&mut self.arbre.chemin);
            for etape in chemin.drain(..) {
                parent = parent.and_then(|p| self.descendre(p, etape, Origine::Pointee));
                if let Some(p) = parent {
                    let table = self.arbre.noeud_mut(p);
                    table.span = table.span.union(span);
                }
            }
            self.arbre.chemin = chemin;
        }
        let existant = parent.and_then(|p| self.arbre.chercher(p, &cle));
        let id = self.arbre.ajouter(Noeud::new(cle, span_cle, span, valeur, origine));
        match (parent, existant) {
            (Some(_), Some(autre)) => {
                self.doublon(span_cle, autre);
                self.arbre.noeud_mut(autre).valeur = Valeur::Invalide;
            }
            (Some(parent), None) => self.arbre.rattacher(parent, id),
            (None, _) => {}
        }
        let courante = self.arbre.noeud_mut(self.courante);
        courante.span = courante.span.union(span);
        if let Some(entree) = self.entree
            && entree != self.courante
        {
            let entree = self.arbre.noeud_mut(entree);
            entree.span.fin = entree.span.fin.max(span.fin);
        }
        id
    }

    /// Puts a list or an inline table, which takes the next values until [`Self::fermer`].
    pub fn ouvrir(&mut self, span: Span, valeur: Valeur<'s>) {
        let id = self.inserer(span, valeur, Origine::EnLigne);
        if self.ouverts.is_empty() {
            self.en_ligne.push(id);
        }
        self.ouverts.push(id);
    }

    /// `span`: the closing bracket.
    pub fn fermer(&mut self, span: Span) {
        if let Some(id) = self.ouverts.pop() {
            let noeud = self.arbre.noeud_mut(id);
            noeud.span.fin = noeud.span.fin.max(span.fin);
        }
        let courante = self.arbre.noeud_mut(self.courante);
        courante.span.fin = courante.span.fin.max(span.fin);
        self.dernier_scalaire = None;
        self.arbre.chemin.clear();
    }

    fn texte_de(&mut self, span: toml_parser::Span, encodage: Encoding) -> Valeur<'s> {
        let brut = self.brut(span, Some(encodage));
        let texte = brut.as_str();
        let simple = matches!(encodage, Encoding::BasicString | Encoding::LiteralString)
            && texte.len() >= 2
            && texte.as_bytes()[0] == texte.as_bytes()[texte.len() - 1]
            && !texte.bytes().any(|octet| octet < 0x20 || octet == b'\\' || octet == 0x7f);
        if simple {
            return Valeur::Texte(Cow::Borrowed(&texte[1..texte.len() - 1]));
        }
        let mut decode: Cow<'s, str> = Cow::Borrowed("");
        let mut erreur: Option<ParseError> = None;
        let _ = brut.decode_scalar(&mut decode, &mut erreur);
        let recent = messages::echappement_trop_recent(texte, encodage, self.span(span));
        match (erreur, recent) {
            (None, None) => Valeur::Texte(decode),
            (None, Some(recent)) => {
                self.erreur(recent);
                Valeur::Invalide
            }
            (Some(erreur), _) => {
                let erreur = messages::texte_mal_ecrit(self.source.input(), self.base, span.start(), texte, encodage, &erreur);
                self.erreur(erreur);
                Valeur::Invalide
            }
        }
    }
}

impl EventReceiver for Constructeur<'_, '_> {
    fn std_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.finir_en_tete(true);
        self.arbre.chemin.clear();
        self.en_tete = Some((EnTete::Table, self.span(span)));
    }

    fn array_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.finir_en_tete(true);
        self.arbre.chemin.clear();
        self.en_tete = Some((EnTete::Tableau, self.span(span)));
    }

    fn std_table_close(&mut self, _: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.finir_en_tete(false);
    }

    fn array_table_close(&mut self, _: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.finir_en_tete(false);
    }

    fn simple_key(&mut self, span: toml_parser::Span, encodage: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.virgule = None;
        let brut = self.brut(span, encodage);
        let texte = brut.as_str();
        let place = self.span(span);
        let nue =
            encodage.is_none() && !texte.is_empty() && texte.bytes().all(|o| o.is_ascii_alphanumeric() || o == b'_' || o == b'-');
        let cle = if nue {
            Cow::Borrowed(texte)
        } else {
            let mut decode = Cow::Borrowed("");
            let mut erreur: Option<ParseError> = None;
            brut.decode_key(&mut decode, &mut erreur);
            if erreur.is_some() {
                self.cle_fautive.get_or_insert(self.arbre.chemin.len());
                let erreur = messages::cle_mal_ecrite(self.source.input(), self.base, texte, place);
                self.erreur(erreur);
            } else if let Some(recent) = encodage.and_then(|encodage| messages::echappement_trop_recent(texte, encodage, place)) {
                self.cle_fautive.get_or_insert(self.arbre.chemin.len());
                self.erreur(recent);
            }
            decode
        };
        self.arbre.chemin.push((cle, place));
    }

    fn scalar(&mut self, span: toml_parser::Span, encodage: Option<Encoding>, _: &mut dyn ErrorSink) {
        let place = self.span(span);
        let valeur = match encodage {
            Some(encodage) => self.texte_de(span, encodage),
            None => match scalaire::reconnaitre(self.brut(span, None).as_str()) {
                Brut::Nombre => Valeur::Nombre,
                Brut::Date(date) => Valeur::Date(date),
                Brut::DateEtHeure => Valeur::DateEtHeure,
                Brut::Booleen(vrai) => Valeur::Booleen(vrai),
                Brut::Invalide(pourquoi) => {
                    let erreur = messages::valeur_mal_ecrite(self.source.input(), self.base, place, pourquoi);
                    self.erreur(erreur);
                    Valeur::Invalide
                }
            },
        };
        self.dernier_scalaire = Some(self.inserer(place, valeur, Origine::Scalaire));
    }

    fn inline_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.ouvrir(self.span(span), Valeur::Table);
        true
    }

    fn array_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.ouvrir(self.span(span), Valeur::Tableau);
        true
    }

    fn value_sep(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.virgule = Some(self.span(span));
    }

    fn inline_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        if let Some(virgule) = self.virgule.take() {
            self.erreur(messages::virgule_finale(virgule));
        }
        self.fermer(self.span(span));
    }

    fn array_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.virgule = None;
        self.fermer(self.span(span));
    }

    fn newline(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.finir_en_tete(true);
        self.dernier_scalaire = None;
        if let Some(&ouvert) = self.ouverts.last() {
            let noeud = self.arbre.noeud(ouvert);
            if matches!(noeud.valeur, Valeur::Table) {
                // TOML 1.1 lets an inline table run over lines; 1.0 does not, and one missing brace would swallow the file.
                let place = Span::new(noeud.span.debut as usize, span.start() + self.base);
                self.erreur(messages::table_en_ligne_ouverte(place));
                self.abime = true;
            }
        } else if !self.arbre.chemin.is_empty() {
            self.arbre.chemin.clear();
            self.abime = true;
        }
    }

    fn error(&mut self, _: toml_parser::Span, _: &mut dyn ErrorSink) {
        match self.dernier_scalaire {
            Some(id) => self.arbre.noeud_mut(id).valeur = Valeur::Invalide,
            None => self.abime = true,
        }
    }
}
