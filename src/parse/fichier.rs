//! Reading one file: its text into a tree, held against its shape, then made into a value with everything found wrong.

use super::arbre::{Arbre, Degat};
use super::decoupe::{self, Lu};
use super::forme::{self, Forme};
use super::lecture::Table;
use super::messages::ErreurDeSyntaxe;
use crate::diagnostic::{Constat, code};
use crate::source::{FichierId, Lieu, Span};

/// Findings kept of one file: more would help nobody.
const CONSTATS_MAX: usize = 20_000;

/// What a file gave.
#[derive(Debug)]
pub struct FichierLu<T> {
    pub valeur: T,
    pub constats: Vec<Constat>,
    /// It holds a syntax error.
    pub abime: bool,
    /// Something of it could not be read that no value of it tells.
    pub incomplet: bool,
    /// Sum of the absolute values of its amounts, in cents.
    pub volume: u64,
}

impl<T> FichierLu<Vec<T>> {
    /// The chunks of one file, in their order.
    pub fn reunir(morceaux: Vec<FichierLu<Vec<T>>>) -> FichierLu<Vec<T>> {
        let nombre = morceaux.iter().map(|m| m.valeur.len()).sum();
        let vide =
            FichierLu { valeur: Vec::with_capacity(nombre), constats: Vec::new(), abime: false, incomplet: false, volume: 0 };
        morceaux.into_iter().fold(vide, |mut tout, morceau| {
            tout.valeur.extend(morceau.valeur);
            tout.constats.extend(morceau.constats);
            tout.constats.truncate(CONSTATS_MAX);
            tout.abime |= morceau.abime;
            tout.incomplet |= morceau.incomplet;
            tout.volume = tout.volume.saturating_add(morceau.volume);
            tout
        })
    }
}

/// Reads a short file: one tree, one value.
pub fn lire<T>(fichier: FichierId, texte: &str, forme: &Forme, construire: impl FnOnce(Table) -> T) -> FichierLu<T> {
    let mut arbre = Arbre::new(texte);
    let lu = decoupe::lire(&mut arbre, texte, 0..texte.len(), &mut Vec::new());
    let mut constats = constats_de_syntaxe(fichier, &lu);
    if !lu.erreurs.is_empty() || lu.trop_long.is_some() {
        // What is missing may be in the part that could not be read.
        let racine = arbre.noeud_mut(Arbre::RACINE);
        racine.degat = racine.degat.max(Degat::Valeurs);
    }
    forme::controler(&mut arbre, fichier, Arbre::RACINE, forme, &mut constats);
    constats.truncate(CONSTATS_MAX);
    let racine = Table::racine(&arbre);
    FichierLu {
        valeur: construire(racine),
        abime: !lu.erreurs.is_empty(),
        incomplet: racine.a_un_defaut(),
        volume: arbre.volume,
        constats,
    }
}

pub fn constats_de_syntaxe(fichier: FichierId, lu: &Lu) -> Vec<Constat> {
    let mut constats: Vec<Constat> = lu.erreurs.iter().map(|erreur| constat_de_syntaxe(fichier, erreur)).collect();
    if let Some(plage) = &lu.trop_long {
        let lieu = Lieu { fichier, span: Span::new(plage.start, plage.start) };
        constats.push(
            Constat::new(code::FICHIER_ILLISIBLE, lieu, format!("une partie de {} Mo d’un seul tenant", plage.len() / 1_000_000))
                .aide("séparez les écritures par des en-têtes `[[ecriture]]`"),
        );
    }
    constats
}

fn constat_de_syntaxe(fichier: FichierId, erreur: &ErreurDeSyntaxe) -> Constat {
    let constat = Constat::new(code::TOML_INVALIDE, Lieu { fichier, span: erreur.span }, erreur.message.clone())
        .etiquette(erreur.etiquette)
        .aide(erreur.aide.clone())
        .sujet(erreur.message.clone());
    match &erreur.lien {
        Some((span, texte)) => constat.lien(Lieu { fichier, span: *span }, texte.clone()),
        None => constat,
    }
}
