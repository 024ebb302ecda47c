//! Several files in one: a ZIP archive whose files are stored as they are (PDF and images are compressed already). The same files
//! give the same bytes: no clock is read.

use std::fmt;

/// 1 January 1980, the first day that the format knows.
const JOUR: u16 = 0x0021;
/// Version 2.0, which every program reads.
const VERSION: u16 = 20;
/// Names are UTF-8.
const DRAPEAUX: u16 = 1 << 11;

/// What the format cannot hold without its extensions: 4 Go, or 65 535 files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TropGros;

impl fmt::Display for TropGros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("trop de fichiers, ou trop gros, pour une archive")
    }
}

/// Paths with `/`, and contents, in their order.
///
/// Errors: more than the format holds.
pub fn zip(fichiers: &[(String, Vec<u8>)]) -> Result<Vec<u8>, TropGros> {
    let nombre = u16::try_from(fichiers.len()).map_err(|_| TropGros)?;
    let mut archive = Vec::new();
    let mut repertoire = Vec::new();
    for (nom, contenu) in fichiers {
        let debut = u32::try_from(archive.len()).map_err(|_| TropGros)?;
        let description = decrire(nom, contenu)?;
        archive.extend_from_slice(b"PK\x03\x04");
        archive.extend_from_slice(&description);
        archive.extend_from_slice(nom.as_bytes());
        archive.extend_from_slice(contenu);
        repertoire.extend_from_slice(b"PK\x01\x02");
        repertoire.extend_from_slice(&VERSION.to_le_bytes());
        repertoire.extend_from_slice(&description);
        // No comment, first disk, no attribute.
        repertoire.extend_from_slice(&[0; 10]);
        repertoire.extend_from_slice(&debut.to_le_bytes());
        repertoire.extend_from_slice(nom.as_bytes());
    }
    let (debut, taille) =
        (u32::try_from(archive.len()).map_err(|_| TropGros)?, u32::try_from(repertoire.len()).map_err(|_| TropGros)?);
    archive.append(&mut repertoire);
    archive.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    archive.extend_from_slice(&nombre.to_le_bytes());
    archive.extend_from_slice(&nombre.to_le_bytes());
    archive.extend_from_slice(&taille.to_le_bytes());
    archive.extend_from_slice(&debut.to_le_bytes());
    archive.extend_from_slice(&[0; 2]);
    Ok(archive)
}

/// What both headers of a file say, in the same order: version, flags, method, time, day, CRC-32, both sizes, lengths of the name
/// and of the extensions.
fn decrire(nom: &str, contenu: &[u8]) -> Result<Vec<u8>, TropGros> {
    let taille = u32::try_from(contenu.len()).map_err(|_| TropGros)?;
    let longueur = u16::try_from(nom.len()).map_err(|_| TropGros)?;
    let mut description = Vec::with_capacity(26);
    for valeur in [VERSION, DRAPEAUX, 0, 0, JOUR] {
        description.extend_from_slice(&valeur.to_le_bytes());
    }
    for valeur in [crc32fast::hash(contenu), taille, taille] {
        description.extend_from_slice(&valeur.to_le_bytes());
    }
    description.extend_from_slice(&longueur.to_le_bytes());
    description.extend_from_slice(&[0; 2]);
    Ok(description)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CRC-32 of « 123456789 » is CBF43926: the check value of every catalogue.
    #[test]
    fn an_archive_tells_where_each_file_is() {
        let archive = zip(&[("a.txt".to_owned(), b"123456789".to_vec()), ("é/b".to_owned(), Vec::new())]).unwrap();
        assert_eq!(archive[..4], *b"PK\x03\x04");
        assert_eq!(archive[14..18], 0xCBF4_3926_u32.to_le_bytes());
        assert_eq!(archive[30..44], *b"a.txt123456789");
        // The end: two files, and where their directory begins.
        let fin = &archive[archive.len() - 22..];
        assert_eq!((&fin[..4], &fin[8..12]), (&b"PK\x05\x06"[..], &[2, 0, 2, 0][..]));
        let debut = u32::from_le_bytes(fin[16..20].try_into().unwrap()) as usize;
        assert_eq!(archive[debut..debut + 4], *b"PK\x01\x02");
        let second = debut + 46 + "a.txt".len();
        assert_eq!(archive[second + 46..second + 46 + 4], *"é/b".as_bytes());
        let place = u32::from_le_bytes(archive[second + 42..second + 46].try_into().unwrap()) as usize;
        assert_eq!(archive[place..place + 4], *b"PK\x03\x04");
    }
}
