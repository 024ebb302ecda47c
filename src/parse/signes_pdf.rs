//! The signs of a page's content: two contents of the same signs draw the same thing, whatever their spaces, their line ends and
//! how their strings are escaped.

/// One token of the content of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Signe {
    Mot(Vec<u8>),
    Nom(Vec<u8>),
    Chaine(Vec<u8>),
    /// `[`, `]`, `<<`, `>>`, `{`, `}`, and any parenthesis or angle that nothing opens.
    Ponctuation(&'static str),
}

/// In their order, to the last byte: nothing is passed over but spaces and comments.
pub fn signes(contenu: &[u8]) -> Vec<Signe> {
    let mut lecture = Lecture { contenu, rang: 0 };
    let mut signes = Vec::new();
    while let Some(octet) = lecture.suivant() {
        match octet {
            b'%' => lecture.jusqu_a(|o| o == b'\n' || o == b'\r').iter().for_each(|_| {}),
            _ if est_espace(octet) => {}
            b'(' => signes.push(Signe::Chaine(lecture.chaine())),
            b'<' if lecture.voit(b'<') => signes.push(Signe::Ponctuation("<<")),
            b'<' => signes.push(Signe::Chaine(lecture.hexadecimale())),
            b'>' if lecture.voit(b'>') => signes.push(Signe::Ponctuation(">>")),
            b'>' => signes.push(Signe::Ponctuation(">")),
            b')' => signes.push(Signe::Ponctuation(")")),
            b'[' => signes.push(Signe::Ponctuation("[")),
            b']' => signes.push(Signe::Ponctuation("]")),
            b'{' => signes.push(Signe::Ponctuation("{")),
            b'}' => signes.push(Signe::Ponctuation("}")),
            b'/' => signes.push(Signe::Nom(lecture.jusqu_a(est_limite).to_vec())),
            _ => {
                lecture.rang -= 1;
                signes.push(Signe::Mot(lecture.jusqu_a(est_limite).to_vec()));
            }
        }
    }
    signes
}

fn est_espace(octet: u8) -> bool {
    matches!(octet, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn est_limite(octet: u8) -> bool {
    est_espace(octet) || b"()<>[]{}/%".contains(&octet)
}

struct Lecture<'c> {
    contenu: &'c [u8],
    rang: usize,
}

impl<'c> Lecture<'c> {
    fn suivant(&mut self) -> Option<u8> {
        let octet = *self.contenu.get(self.rang)?;
        self.rang += 1;
        Some(octet)
    }

    /// Passes over the byte, if it is that one.
    fn voit(&mut self, octet: u8) -> bool {
        let vu = self.contenu.get(self.rang) == Some(&octet);
        self.rang += usize::from(vu);
        vu
    }

    fn jusqu_a(&mut self, fin: impl Fn(u8) -> bool) -> &'c [u8] {
        let debut = self.rang;
        while self.contenu.get(self.rang).is_some_and(|octet| !fin(*octet)) {
            self.rang += 1;
        }
        &self.contenu[debut..self.rang]
    }

    /// After its `(`: the bytes that it stands for (ISO 32000-2, 7.3.4.2).
    fn chaine(&mut self) -> Vec<u8> {
        let mut octets = Vec::new();
        let mut ouvertes = 1;
        while let Some(octet) = self.suivant() {
            match octet {
                b'(' => ouvertes += 1,
                b')' => {
                    ouvertes -= 1;
                    if ouvertes == 0 {
                        break;
                    }
                }
                b'\r' => {
                    self.voit(b'\n');
                    octets.push(b'\n');
                    continue;
                }
                b'\\' => {
                    octets.extend(self.echappe());
                    continue;
                }
                _ => {}
            }
            octets.push(octet);
        }
        octets
    }

    fn echappe(&mut self) -> Option<u8> {
        match self.suivant()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.voit(b'\n');
                None
            }
            chiffre @ b'0'..=b'7' => {
                let mut valeur = u32::from(chiffre - b'0');
                for _ in 0..2 {
                    let Some(suite @ b'0'..=b'7') = self.contenu.get(self.rang) else { break };
                    valeur = valeur * 8 + u32::from(suite - b'0');
                    self.rang += 1;
                }
                // High-order overflow is ignored, says the format.
                Some((valeur & 0xff) as u8)
            }
            autre => Some(autre),
        }
    }

    /// After its `<`.
    fn hexadecimale(&mut self) -> Vec<u8> {
        let chiffres = self.jusqu_a(|octet| octet == b'>');
        self.rang += 1;
        let valeurs: Vec<u8> = chiffres.iter().filter_map(|o| (*o as char).to_digit(16)).map(|v| v as u8).collect();
        valeurs.chunks(2).map(|paire| paire[0] * 16 + paire.get(1).copied().unwrap_or(0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_comments_and_escapes_say_nothing() {
        let attendus = signes(b"BT /F0 9 Tf [(a(b)c\\)) -12.5 <4142>] TJ ET");
        for autrement in [
            &b"BT\r\n/F0\t9 Tf[(a(b)c\\051)-12.5(AB)]TJ\nET\n"[..],
            b"% note\nBT /F0 9 Tf [ (a\\\n(b)c\\)) -12.5 <41 4 2> ] TJ %x\rET",
        ] {
            assert_eq!(signes(autrement), attendus, "{}", String::from_utf8_lossy(autrement));
        }
        for autre_chose in [
            &b"BT /F0 9 Tf [(a(b)c\\)) -12.5 <4143>] TJ ET"[..],
            b"BT /F0 9 Tf [(a(b)c\\)) -12.5 <4142>] TJ ET ET",
            b"BT /F1 9 Tf [(a(b)c\\)) -12.5 <4142>] TJ ET",
            b"BT /F0 9 Tf [(a(b)c\\)) -12.5 (4142)] TJ ET",
            b"BT /F0 9 Tf [(a(b)c\\)) - 12.5 <4142>] TJ ET",
        ] {
            assert_ne!(signes(autre_chose), attendus, "{}", String::from_utf8_lossy(autre_chose));
        }
    }

    #[test]
    fn what_does_not_end_ends_with_the_content() {
        for tordu in [&b"("[..], b"<", b"<4", b"(\\", b"(\\0", b"%", b"/", b">>>", b"((a)"] {
            assert!(signes(tordu).len() <= 2, "{}", String::from_utf8_lossy(tordu));
        }
    }
}
