//! From a byte offset to a line and a column, both counted from 1, columns in characters.

use memchr::memchr_iter;

/// Offsets at which the lines of a text begin, and how many characters stand before each block of bytes:
/// a column is found in constant time even when the whole file is one line.
#[derive(Debug, Clone)]
pub struct IndexDesLignes {
    debuts: Vec<u32>,
    caracteres_avant_bloc: Vec<u32>,
}

const BLOC: usize = 4096;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Position {
    pub ligne: u32,
    pub colonne: u32,
}

impl IndexDesLignes {
    pub fn new(texte: &str) -> IndexDesLignes {
        let mut debuts = vec![0];
        debuts.extend(memchr_iter(b'\n', texte.as_bytes()).map(|fin| fin as u32 + 1));
        let mut caracteres = 0;
        let caracteres_avant_bloc = texte
            .as_bytes()
            .chunks(BLOC)
            .map(|bloc| {
                let avant = caracteres;
                caracteres += compter(bloc);
                avant
            })
            .collect();
        IndexDesLignes { debuts, caracteres_avant_bloc }
    }

    /// Number of characters before the byte `offset`.
    fn caracteres(&self, texte: &str, offset: usize) -> u32 {
        let bloc = offset / BLOC;
        match self.caracteres_avant_bloc.get(bloc) {
            Some(avant) => avant + compter(&texte.as_bytes()[bloc * BLOC..offset]),
            None => self.caracteres_avant_bloc.last().map_or(0, |avant| avant + compter(&texte.as_bytes()[(bloc - 1) * BLOC..])),
        }
    }

    /// The 0-based line that holds the byte `offset`.
    pub fn ligne(&self, offset: u32) -> usize {
        self.debuts.partition_point(|&debut| debut <= offset) - 1
    }

    /// Byte at which the 0-based `ligne` begins; the text's length for lines past the end.
    pub fn debut(&self, ligne: usize, texte: &str) -> usize {
        self.debuts.get(ligne).map_or(texte.len(), |&debut| debut as usize)
    }

    pub fn position(&self, texte: &str, offset: u32) -> Position {
        let ligne = self.ligne(offset);
        let debut = self.debuts[ligne] as usize;
        let fin = texte.floor_char_boundary((offset as usize).min(texte.len()));
        // A line is short: only a very long one is worth the index of its blocks.
        let mut colonne = 1 + match texte.as_bytes().get(debut..fin) {
            Some(avant) if avant.len() <= BLOC => compter(avant),
            _ => self.caracteres(texte, fin) - self.caracteres(texte, debut),
        };
        if ligne == 0 && texte.starts_with('\u{feff}') && colonne > 1 {
            colonne -= 1;
        }
        Position { ligne: ligne as u32 + 1, colonne }
    }
}

/// Characters that begin in these bytes of UTF-8.
fn compter(octets: &[u8]) -> u32 {
    octets.iter().filter(|&&octet| octet & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_line_are_exact() {
        for longueur in [BLOC - 1, BLOC, BLOC + 1, 3 * BLOC] {
            let texte = "é".repeat(longueur);
            let index = IndexDesLignes::new(&texte);
            for caractere in [0, 1, longueur / 2, longueur] {
                assert_eq!(index.position(&texte, 2 * caractere as u32).colonne as usize, caractere + 1);
            }
        }
    }

    #[test]
    fn columns_are_characters() {
        let texte = "é = 1\nlibellé = 2\n";
        let index = IndexDesLignes::new(texte);
        let ou = |motif: &str| index.position(texte, texte.find(motif).unwrap() as u32);
        assert_eq!(ou("1"), Position { ligne: 1, colonne: 5 });
        assert_eq!(ou("2"), Position { ligne: 2, colonne: 11 });
        assert_eq!(index.position(texte, texte.len() as u32), Position { ligne: 3, colonne: 1 });
    }
}
