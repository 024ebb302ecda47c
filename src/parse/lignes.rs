//! Reads plain lines — a header, or `cle.sous_cle = valeur` with bare keys, and strings without escapes — without a lexer: most
//! texts hold nothing else, and are read four times faster so.
//!
//! It accepts a part of TOML, grows the same tree as the parser, and says nothing: a text that holds anything else, right or
//! wrong, is refused as a whole, and read again by `toml_parser`.

use std::borrow::Cow;

use super::arbre::{Origine, Valeur};
use super::constructeur::{Constructeur, EnTete};
use super::scalaire::{self, Brut};

/// Whether `texte` could be read to its end. If not, what the tree holds means nothing.
pub fn lire<'s>(constructeur: &mut Constructeur<'_, 's>, texte: &'s str) -> bool {
    if !est_imprimable(texte) {
        return false;
    }
    let mut lecteur = Lecteur { constructeur, texte, ici: 0 };
    while lecteur.ici < texte.len() {
        if lecteur.ligne().is_none() {
            return false;
        }
    }
    constructeur.erreurs.is_empty()
}

/// Without control characters, but tabs and ends of lines.
fn est_imprimable(texte: &str) -> bool {
    let octets = texte.as_bytes();
    // The whole text at once, without a branch: the compiler looks at sixteen bytes at a time.
    let refuse = |o: u8| ((o < b' ') & (o != b'\t') & (o != b'\n') & (o != b'\r')) | (o == 0x7f);
    let imprimable = octets.iter().fold(0, |refus, &o| refus | u8::from(refuse(o))) == 0;
    imprimable && memchr::memchr_iter(b'\r', octets).all(|retour| octets.get(retour + 1) == Some(&b'\n'))
}

struct Lecteur<'c, 'a, 's> {
    constructeur: &'c mut Constructeur<'a, 's>,
    texte: &'s str,
    ici: usize,
}

/// Every step gives `None` at the first byte that is not plain.
impl<'s> Lecteur<'_, '_, 's> {
    fn ligne(&mut self) -> Option<()> {
        self.passer_les_blancs();
        match self.octet() {
            None | Some(b'#' | b'\r' | b'\n') => {}
            Some(b'[') => self.en_tete()?,
            Some(_) => {
                self.cle()?;
                self.passer_les_blancs();
                self.passer("=")?;
                self.passer_les_blancs();
                self.valeur()?;
            }
        }
        self.fin_de_ligne()
    }

    fn en_tete(&mut self) -> Option<()> {
        let debut = self.ici;
        self.passer("[")?;
        let (genre, fermeture) = match self.passer("[") {
            Some(()) => (EnTete::Tableau, "]]"),
            None => (EnTete::Table, "]"),
        };
        let ouverture = self.constructeur.place(debut, self.ici);
        self.cle()?;
        self.passer(fermeture)?;
        self.constructeur.aller_a_l_en_tete(genre, ouverture);
        Some(())
    }

    /// A path of bare keys.
    fn cle(&mut self) -> Option<()> {
        loop {
            let debut = self.ici;
            let cle = self.prendre(&CLE_NUE);
            if cle.is_empty() {
                return None;
            }
            self.constructeur.ajouter_au_chemin(Cow::Borrowed(cle), self.constructeur.place(debut, self.ici));
            if self.passer(".").is_none() {
                return Some(());
            }
        }
    }

    fn valeur(&mut self) -> Option<()> {
        let debut = self.ici;
        match self.octet()? {
            b'"' => self.texte_entre_guillemets(),
            b'[' => self.liste(),
            _ => {
                let brut = self.prendre(&VALEUR_NUE);
                let valeur = match scalaire::reconnaitre(brut) {
                    Brut::Nombre => Valeur::Nombre,
                    Brut::Date(date) => Valeur::Date(date),
                    Brut::Booleen(vrai) => Valeur::Booleen(vrai),
                    Brut::DateEtHeure | Brut::Invalide(_) => return None,
                };
                self.inserer(debut, valeur);
                Some(())
            }
        }
    }

    fn texte_entre_guillemets(&mut self) -> Option<()> {
        let debut = self.ici;
        self.passer("\"")?;
        let longueur = memchr::memchr3(b'"', b'\\', b'\n', &self.texte.as_bytes()[self.ici..])?;
        let texte = &self.texte[self.ici..self.ici + longueur];
        self.ici += longueur;
        self.passer("\"")?;
        self.inserer(debut, Valeur::Texte(Cow::Borrowed(texte)));
        Some(())
    }

    /// `["…", "…"]`, on one line.
    fn liste(&mut self) -> Option<()> {
        let debut = self.ici;
        self.passer("[")?;
        self.constructeur.ouvrir(self.constructeur.place(debut, self.ici), Valeur::Tableau);
        self.passer_les_blancs();
        while self.passer("]").is_none() {
            self.texte_entre_guillemets()?;
            self.passer_les_blancs();
            if self.passer(",").is_some() {
                self.passer_les_blancs();
            } else if self.octet()? != b']' {
                return None;
            }
        }
        self.constructeur.fermer(self.constructeur.place(self.ici - 1, self.ici));
        Some(())
    }

    fn inserer(&mut self, debut: usize, valeur: Valeur<'s>) {
        self.constructeur.inserer(self.constructeur.place(debut, self.ici), valeur, Origine::Scalaire);
    }

    fn fin_de_ligne(&mut self) -> Option<()> {
        self.passer_les_blancs();
        if self.passer("#").is_some() {
            let reste = &self.texte.as_bytes()[self.ici..];
            self.ici += memchr::memchr(b'\n', reste).unwrap_or(reste.len());
        }
        if self.ici == self.texte.len() { Some(()) } else { self.passer("\n").or_else(|| self.passer("\r\n")) }
    }

    fn octet(&self) -> Option<u8> {
        self.texte.as_bytes().get(self.ici).copied()
    }

    fn passer(&mut self, attendu: &str) -> Option<()> {
        let present = self.texte.as_bytes()[self.ici..].starts_with(attendu.as_bytes());
        present.then(|| self.ici += attendu.len())
    }

    fn passer_les_blancs(&mut self) {
        while let Some(b' ' | b'\t') = self.octet() {
            self.ici += 1;
        }
    }

    /// The longest text of such bytes, ASCII all.
    fn prendre(&mut self, permis: &[bool; 256]) -> &'s str {
        let reste = &self.texte.as_bytes()[self.ici..];
        let debut = self.ici;
        self.ici += reste.iter().position(|&o| !permis[usize::from(o)]).unwrap_or(reste.len());
        &self.texte[debut..self.ici]
    }
}

static CLE_NUE: [bool; 256] = alphanumeriques_et(b"_-");
static VALEUR_NUE: [bool; 256] = alphanumeriques_et(b"_-+.:");

const fn alphanumeriques_et(autres: &[u8]) -> [bool; 256] {
    let mut permis = [false; 256];
    let mut octet = 0;
    while octet < 256 {
        permis[octet] = (octet as u8).is_ascii_alphanumeric();
        octet += 1;
    }
    let mut rang = 0;
    while rang < autres.len() {
        permis[autres[rang] as usize] = true;
        rang += 1;
    }
    permis
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::parse::arbre::Arbre;

    /// Whether the text is plain; if it is, the parser must find no error and grow the same tree.
    fn est_simple(texte: &str) -> bool {
        let (mut lignes, mut analyse) = (Arbre::new(texte), Arbre::new(texte));
        if !lignes.lire_les_lignes(0..texte.len()) {
            return false;
        }
        let erreurs = analyse.lire(0..texte.len(), &mut Vec::new());
        assert!(erreurs.is_empty(), "{texte:?} {erreurs:?}");
        assert_eq!(format!("{lignes:?}"), format!("{analyse:?}"), "{texte:?}");
        true
    }

    #[test]
    fn plain_texts() {
        for texte in [
            "",
            "# École\r\n\n[[ecriture]] # une\r\n\tpiece = \"1\"\n date=2024-11-07",
            "[a.b]\nx.y.z = -12.50\n[[c]]\nd = true # oui\nd-e_1 = \"\"",
            "justificatifs = [\"pieces/1.pdf\", \"pieces/2.pdf\"]\nvide = []\nvirgule = [ \"a\", ]",
        ] {
            assert!(est_simple(texte), "{texte:?}");
        }
    }

    #[test]
    fn other_texts_are_for_the_parser() {
        for texte in [
            "a = \"\\n\"",
            "a = \"x",
            "a = \"\"\"x\"\"\"",
            "a = { b = 1 }",
            "\"a\" = 1",
            "a = 'x'",
            "a = 1\na = 2",
            "a = 45,90",
            "a = 07/11/2024",
            "a = 2024-11-07 10:00:00",
            "[a",
            "[[a]",
            "a",
            "a = [1]",
            "a = \"\u{7}\"",
            "a = 1\r",
            "# \u{7f}",
        ] {
            assert!(!est_simple(texte), "{texte:?}");
        }
    }

    proptest! {
        #[test]
        fn both_readers_agree(jetons in prop::collection::vec(prop::sample::select(vec![
            "[[ecriture]]\n", "[a.b]\n", "[", "]", "]]", "piece", "a.b", "x", ".", " = ", "=", "\"", "\"é\"", "\"\"", "\\", "1", "45.90",
            "-", "_", "2024-11-07", "true", "inf", "0x1F", "[\"a\", \"b\"]", ",", "#", "# note", "\t", " ", "\r", "\r\n", "\n", "\n",
            "\u{7f}", "\u{1}", "{", "}", "'", "k = 1\n", "l = \"t\"\n", "m.n = 2024-11-07\n",
        ]), 0..24)) {
            est_simple(&jetons.concat());
        }
    }
}
