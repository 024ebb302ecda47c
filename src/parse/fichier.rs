//! Reading one file: its text into a tree, held against its shape, then made into a value with everything found wrong.

use super::arbre::{Arbre, Degat};
use super::conformite;
use super::decoupe::{self, Lu};
use super::forme::Forme;
use super::lecture::Table;
use super::messages::ErreurDeSyntaxe;
use crate::diagnostic::{Constat, code};
use crate::source::{FichierId, Lieu, Span};

/// Findings kept of one file: more would help nobody.
const CONSTATS_MAX: usize = 20_000;

/// What a file gave.
#[derive(Debug, Default)]
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
    pub fn reunir(mut morceaux: Vec<FichierLu<Vec<T>>>) -> FichierLu<Vec<T>> {
        if morceaux.len() == 1
            && let Some(seul) = morceaux.pop()
        {
            return seul;
        }
        let nombre = morceaux.iter().map(|m| m.valeur.len()).sum();
        let vide =
            FichierLu { valeur: Vec::with_capacity(nombre), constats: Vec::new(), abime: false, incomplet: false, volume: 0 };
        let mut tout = morceaux.into_iter().fold(vide, |mut tout, morceau| {
            tout.valeur.extend(morceau.valeur);
            tout.constats.extend(morceau.constats);
            tout.abime |= morceau.abime;
            tout.incomplet |= morceau.incomplet;
            tout.volume = tout.volume.saturating_add(morceau.volume);
            tout
        });
        limiter(&mut tout.constats);
        tout
    }
}

/// Reads a short file: one tree, one value.
pub fn lire<T>(fichier: FichierId, texte: &str, forme: &Forme, construire: impl FnOnce(Table) -> T) -> FichierLu<T> {
    let mut arbre = Arbre::new(texte);
    let lu = decoupe::lire(&mut arbre, texte, 0..texte.len(), &mut Vec::new());
    let mut constats = constats_de_syntaxe(fichier, &lu);
    if lu.est_incomplet() || !lu.erreurs.is_empty() {
        // What is missing may be in the part that could not be read.
        let racine = arbre.noeud_mut(Arbre::RACINE);
        racine.degat = racine.degat.max(Degat::Valeurs);
    }
    conformite::controler(&mut arbre, fichier, Arbre::RACINE, forme, &mut constats);
    limiter(&mut constats);
    let racine = Table::racine(&arbre);
    FichierLu {
        valeur: construire(racine),
        abime: !lu.erreurs.is_empty(),
        incomplet: racine.a_un_defaut(),
        volume: arbre.volume,
        constats,
    }
}

/// Keeps what one may read, and says that there is more.
fn limiter(constats: &mut Vec<Constat>) {
    if constats.len() < conformite::CONSTATS_MAX {
        return;
    }
    constats.truncate(CONSTATS_MAX);
    let Some(fichier) = constats.first().and_then(|c| c.lieu).map(|lieu| lieu.fichier) else { return };
    constats.push(
        Constat::new(
            code::FICHIER_ILLISIBLE,
            Lieu { fichier, span: Span::default() },
            "trop de constats dans ce fichier : les suivants ne sont pas montrés",
        )
        .aide("corrigez ceux-ci, puis vérifiez de nouveau"),
    );
}

pub fn constats_de_syntaxe(fichier: FichierId, lu: &Lu) -> Vec<Constat> {
    let mut constats: Vec<Constat> = lu.erreurs.iter().map(|erreur| constat_de_syntaxe(fichier, erreur)).collect();
    for plage in &lu.trop_longs {
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
