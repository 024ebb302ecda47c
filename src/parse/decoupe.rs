//! Cuts a file at its headers, so that damage stays in its entry and a long file is read by several threads.
//!
//! A text is first read whole (or in chunks cut at headers). Only where that finds a syntax error is it cut again at every
//! top-level header, each piece read alone. A header inside `"""` or `'''` is text: a piece whose long string is not closed
//! is tried again together with what follows, up to the closing delimiter.

use std::ops::Range;

use memchr::memmem;
use toml_parser::lexer::Token;

use super::arbre::{Arbre, ERREURS_MAX};
use super::messages::ErreurDeSyntaxe;

/// Bytes of one chunk of a long file: small enough for the caches, large enough to be worth a task.
const MORCEAU: usize = 64 * 1024;
/// Largest text read at once: a token weighs more than a byte.
const PIECE_MAX: usize = 16 * 1024 * 1024;

/// Offsets of the lines that begin a top-level header, in `plage`.
fn en_tetes(texte: &str, plage: Range<usize>) -> impl Iterator<Item = usize> {
    let octets = &texte.as_bytes()[plage.clone()];
    let debuts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', octets).map(|fin| fin + 1));
    debuts.filter(move |&debut| est_un_en_tete(&octets[debut..])).map(move |debut| debut + plage.start)
}

/// `[nom` or `[[nom`, even badly closed; not `[nom.sous_table]`, which belongs to the header before it.
fn est_un_en_tete(ligne: &[u8]) -> bool {
    let nom = ligne.trim_ascii_start_inline();
    let Some(nom) = nom.strip_prefix(b"[") else { return false };
    let nom = nom.strip_prefix(b"[").unwrap_or(nom).trim_ascii_start_inline();
    if let Some(guillemet @ (b'"' | b'\'')) = nom.first() {
        // `[["ecriture"]]`: the quotes hold the whole name.
        let fin = nom[1..].iter().position(|o| o == guillemet);
        return fin.is_some_and(|fin| nom.get(fin + 2) == Some(&b']'));
    }
    let longueur = nom.iter().take_while(|o| o.is_ascii_alphanumeric() || matches!(o, b'_' | b'-')).count();
    let apres = nom[longueur..].trim_ascii_start_inline();
    nom.first().is_some_and(u8::is_ascii_alphabetic) && apres.first() != Some(&b'.')
}

trait Blancs {
    fn trim_ascii_start_inline(&self) -> &[u8];
}

impl Blancs for [u8] {
    fn trim_ascii_start_inline(&self) -> &[u8] {
        let blancs = self.iter().take_while(|o| matches!(o, b' ' | b'\t')).count();
        &self[blancs..]
    }
}

/// Chunks of a long file, each beginning at a line `[[nom`, the first at the beginning of the file.
pub fn morceaux(texte: &str, nom: &str) -> Vec<Range<usize>> {
    let motif = format!("[[{nom}");
    let chercheur = memmem::Finder::new(motif.as_bytes());
    let mut coupes = vec![0];
    while texte.len() - coupes[coupes.len() - 1] > MORCEAU {
        let depart = coupes[coupes.len() - 1] + MORCEAU;
        let prochaine =
            chercheur.find_iter(&texte.as_bytes()[depart..]).map(|p| p + depart).find(|&p| texte.as_bytes()[p - 1] == b'\n');
        match prochaine {
            Some(prochaine) => coupes.push(prochaine),
            None => break,
        }
    }
    coupes.push(texte.len());
    coupes.windows(2).map(|c| c[0]..c[1]).collect()
}

/// Offsets of the lines that begin with `[[nom]]`.
pub fn en_tetes_de_tableau(texte: &str, nom: &str) -> Vec<usize> {
    let motif = format!("[[{nom}]]");
    let octets = texte.as_bytes();
    memmem::find_iter(octets, motif.as_bytes()).filter(|&p| p == 0 || octets[p - 1] == b'\n').collect()
}

pub fn contient_un_texte_long(texte: &str) -> bool {
    memmem::find(texte.as_bytes(), b"\"\"\"").is_some() || memmem::find(texte.as_bytes(), b"'''").is_some()
}

/// What reading a text left to say.
#[derive(Debug, Default)]
pub struct Lu {
    pub erreurs: Vec<ErreurDeSyntaxe>,
    /// Parts of the file too long to be read: their ranges.
    pub trop_longs: Vec<Range<usize>>,
    /// So many errors that the rest was not read.
    pub inacheve: bool,
}

impl Lu {
    /// Something was not even looked at.
    pub fn est_incomplet(&self) -> bool {
        self.inacheve || !self.trop_longs.is_empty()
    }
}

/// Reads `plage` into `arbre` (emptied first), whatever it holds.
pub fn lire(arbre: &mut Arbre, texte: &str, plage: Range<usize>, jetons: &mut Vec<Token>) -> Lu {
    arbre.vider();
    if plage.len() <= PIECE_MAX {
        if arbre.lire(plage.clone(), jetons).is_empty() {
            return Lu::default();
        }
        arbre.vider();
    }
    lire_par_pieces(arbre, texte, plage, jetons)
}

fn lire_par_pieces(arbre: &mut Arbre, texte: &str, plage: Range<usize>, jetons: &mut Vec<Token>) -> Lu {
    let mut coupes: Vec<usize> = std::iter::once(plage.start).chain(en_tetes(texte, plage.clone())).collect();
    coupes.dedup();
    coupes.push(plage.end);
    let mut lu = Lu::default();
    let mut rang = 0;
    while rang + 1 < coupes.len() {
        if lu.erreurs.len() >= ERREURS_MAX {
            lu.inacheve = true;
            break;
        }
        let piece = coupes[rang]..coupes[rang + 1];
        if let Some(suivant) = fin_d_un_texte_long(arbre, texte, &coupes, rang, jetons) {
            arbre.lire(coupes[rang]..coupes[suivant], jetons);
            rang = suivant;
            continue;
        }
        rang += 1;
        if piece.len() > PIECE_MAX {
            lu.trop_longs.push(piece);
            continue;
        }
        lu.erreurs.extend(arbre.lire(piece, jetons));
    }
    lu
}

/// When the piece at `rang` holds a long string that runs over the next headers and closes (another may open on the line after):
/// the rank of the first cut where all are closed.
fn fin_d_un_texte_long(arbre: &Arbre, texte: &str, coupes: &[usize], rang: usize, jetons: &mut Vec<Token>) -> Option<usize> {
    let nombre = |rang: usize, delimiteur: &str| {
        memmem::find_iter(&texte.as_bytes()[coupes[rang]..coupes[rang + 1]], delimiteur.as_bytes()).count()
    };
    let delimiteur = ["\"\"\"", "'''"].into_iter().find(|d| nombre(rang, d) % 2 == 1)?;
    let mut ouverts = nombre(rang, delimiteur);
    let dernier = (rang + 1..coupes.len() - 1).find(|&autre| {
        ouverts += nombre(autre, delimiteur);
        ouverts.is_multiple_of(2)
    })?;
    let essai = coupes[rang]..coupes[dernier + 1];
    (essai.len() <= PIECE_MAX && arbre.essayer(essai, jetons)).then_some(dernier + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire_tout(texte: &str) -> (usize, Vec<String>) {
        let mut arbre = Arbre::new(texte);
        let lu = lire(&mut arbre, texte, 0..texte.len(), &mut Vec::new());
        let entrees = arbre.enfant(Arbre::RACINE, "ecriture").map_or(0, |id| arbre.nombre_d_enfants(id));
        (entrees, lu.erreurs.into_iter().map(|e| e.message).collect())
    }

    #[test]
    fn a_missing_brace_stays_in_its_entry() {
        let texte = "[[ecriture]]\nsortie = { banque = 1.00\n[[ecriture]]\npiece = \"2\"\n[[ecriture]]\npiece = \"3\"\n";
        let (entrees, erreurs) = lire_tout(texte);
        assert_eq!((entrees, erreurs.len()), (3, 1), "{erreurs:?}");
    }

    /// A closing keeps the texts of the settings: headers in long strings, one string after the other.
    #[test]
    fn long_strings_that_hold_headers_stay_whole_beside_an_error() {
        let texte = "a = 45,90\n[reglages]\nun = \"\"\"\n[[bien]]\nx = 1\n\"\"\"\ndeux = \"\"\"\n[plan]\n[[ecriture]]\n\"\"\"\n[[ecriture]]\npiece = \"1\"\n";
        let (entrees, erreurs) = lire_tout(texte);
        assert_eq!((entrees, erreurs.len()), (1, 1), "{erreurs:?}");
    }

    #[test]
    fn every_line_in_error_is_told() {
        let texte =
            "[[ecriture]]\nsortie.banque = 45,90\ndate = 07/11/2024\n[[ecriture]\npiece = \"2\n[[ecriture]]\nlibelle = “x”\n";
        let (entrees, erreurs) = lire_tout(texte);
        assert_eq!((entrees, erreurs.len()), (3, 5), "{erreurs:?}");
    }

    #[test]
    fn a_header_in_a_long_string_is_text() {
        let texte = "[[ecriture]]\nlibelle = \"\"\"\n[[ecriture]]\n\"\"\"\n[[ecriture]]\ndate = 1/1/2024\n";
        let (entrees, erreurs) = lire_tout(texte);
        assert_eq!((entrees, erreurs.len()), (2, 1), "{erreurs:?}");
    }

    #[test]
    fn an_unclosed_long_string_swallows_only_its_entry() {
        let texte = "[[ecriture]]\nlibelle = \"\"\"abc\n[[ecriture]]\npiece = \"2\"\n[[ecriture]]\nlibelle = \"\"\"ok\"\"\"\n";
        let (entrees, erreurs) = lire_tout(texte);
        assert_eq!((entrees, erreurs.len()), (3, 1), "{erreurs:?}");
    }
}
