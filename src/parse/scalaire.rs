//! Values of TOML without quotes, told apart from their text: numbers, dates, booleans — and the mistakes of French hands.

use chrono::NaiveDate;

use crate::coop::Date;

/// What an unquoted value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brut {
    /// A TOML integer or float, of any base.
    Nombre,
    /// A local date that exists.
    Date(Date),
    /// A date with a time, an hour alone: valid TOML, never what we want.
    DateEtHeure,
    Booleen(bool),
    Invalide(Erreur),
}

/// Why an unquoted value is not TOML. Each has its message in [`super::messages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erreur {
    Vide,
    /// `07/11/2024`, `7.11.24`, `07-11-2024`: and the date meant, when it exists.
    DateFrancaise(Option<Date>),
    /// `2024-02-30`.
    DateImpossible,
    /// `2024-1-7`.
    DateMalEcrite(Option<Date>),
    /// `45,90`, `1 234,56`.
    Virgule,
    /// `12,50 €`, `12.50€`.
    Unite,
    /// `.5`, `5.`, `05`, `1__0`.
    Nombre,
    /// `−45.90`, with the sign of printed papers.
    Moins,
    /// `1 234.56`.
    Espace,
    /// `True`, `vrai`, `oui`.
    Booleen,
    /// `“texte”`, `« texte »`.
    GuillemetsTypographiques,
    /// Anything else: a text that lacks its quotes.
    TexteSansGuillemets,
}

pub fn reconnaitre(texte: &str) -> Brut {
    let octets = texte.as_bytes();
    match octets.first() {
        None => Brut::Invalide(Erreur::Vide),
        Some(b'0'..=b'9') if octets.len() == 10 && octets[4] == b'-' => date_iso(texte).map_or_else(|| autre(texte), Brut::Date),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {
            if est_un_nombre(octets) {
                Brut::Nombre
            } else {
                autre(texte)
            }
        }
        _ => match texte {
            "true" => Brut::Booleen(true),
            "false" => Brut::Booleen(false),
            "inf" | "nan" => Brut::Nombre,
            _ => autre(texte),
        },
    }
}

/// `AAAA-MM-JJ`, a day that exists.
fn date_iso(texte: &str) -> Option<Date> {
    let nombre = |debut: usize, fin: usize| -> Option<u32> {
        let chiffres = &texte.as_bytes()[debut..fin];
        chiffres.iter().try_fold(0, |n, c| c.is_ascii_digit().then(|| n * 10 + u32::from(c - b'0')))
    };
    if texte.len() != 10 || texte.as_bytes()[4] != b'-' || texte.as_bytes()[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(nombre(0, 4)? as i32, nombre(5, 7)?, nombre(8, 10)?)
}

fn est_un_nombre(octets: &[u8]) -> bool {
    if est_un_montant_simple(octets) {
        return true;
    }
    let (signe, reste) = match octets.first() {
        Some(b'+' | b'-') => (true, &octets[1..]),
        _ => (false, octets),
    };
    if matches!(reste, b"inf" | b"nan") {
        return true;
    }
    for (prefixe, est_chiffre) in [
        (&b"0x"[..], u8::is_ascii_hexdigit as fn(&u8) -> bool),
        (b"0o", |c| matches!(c, b'0'..=b'7')),
        (b"0b", |c| matches!(c, b'0' | b'1')),
    ] {
        if let Some(chiffres) = reste.strip_prefix(prefixe) {
            return !signe && est_une_suite(chiffres, est_chiffre);
        }
    }
    let mantisse_fin = reste.iter().position(|c| matches!(c, b'e' | b'E')).unwrap_or(reste.len());
    let (mantisse, exposant) = reste.split_at(mantisse_fin);
    if let Some((_, exposant)) = exposant.split_first() {
        let exposant = exposant.strip_prefix(b"-").or_else(|| exposant.strip_prefix(b"+")).unwrap_or(exposant);
        if !est_une_suite(exposant, u8::is_ascii_digit) {
            return false;
        }
    }
    let point = mantisse.iter().position(|&c| c == b'.').unwrap_or(mantisse.len());
    let (entiers, decimales) = mantisse.split_at(point);
    let zero_de_tete = entiers.len() > 1 && entiers[0] == b'0';
    let decimales_ok = decimales.split_first().is_none_or(|(_, d)| est_une_suite(d, u8::is_ascii_digit));
    !zero_de_tete && decimales_ok && est_une_suite(entiers, u8::is_ascii_digit)
}

/// `45.90`, as nearly all numbers are written: told apart in one look.
fn est_un_montant_simple(octets: &[u8]) -> bool {
    let [entiers @ .., b'.', dizaine, unite] = octets else { return false };
    let zero_de_tete = entiers.len() > 1 && entiers[0] == b'0';
    let chiffres = |suite: &[u8]| suite.iter().all(u8::is_ascii_digit);
    !entiers.is_empty() && !zero_de_tete && chiffres(entiers) && chiffres(&[*dizaine, *unite])
}

/// Digits, with `_` between two of them only.
fn est_une_suite(octets: &[u8], est_chiffre: fn(&u8) -> bool) -> bool {
    let mut precedent_chiffre = false;
    for octet in octets {
        match octet {
            b'_' if precedent_chiffre => precedent_chiffre = false,
            c if est_chiffre(c) => precedent_chiffre = true,
            _ => return false,
        }
    }
    precedent_chiffre
}

fn autre(texte: &str) -> Brut {
    if est_date_et_heure(texte) {
        return Brut::DateEtHeure;
    }
    Brut::Invalide(pourquoi(texte))
}

fn est_date_et_heure(texte: &str) -> bool {
    let (date, heure) = match texte.split_once(['T', 't', ' ']) {
        Some((date, heure)) => (Some(date), heure),
        None => (None, texte),
    };
    let h = heure.as_bytes();
    let heure_ok = h.len() >= 5
        && h[2] == b':'
        && h[0].is_ascii_digit()
        && h[1].is_ascii_digit()
        && h[3].is_ascii_digit()
        && h[4].is_ascii_digit();
    heure_ok && heure.bytes().all(|c| c.is_ascii_digit() || b":.+-Zz".contains(&c)) && date.is_none_or(|d| date_iso(d).is_some())
}

fn pourquoi(texte: &str) -> Erreur {
    if texte.starts_with(['“', '”', '„', '«', '‘', '’', '‟', '»']) {
        return Erreur::GuillemetsTypographiques;
    }
    if let Some(nombre) = texte.strip_prefix(['\u{2212}', '–', '—'])
        && est_un_nombre(nombre.as_bytes())
    {
        return Erreur::Moins;
    }
    if matches!(texte.to_lowercase().as_str(), "true" | "false" | "vrai" | "faux" | "oui" | "non") {
        return Erreur::Booleen;
    }
    let parties: Vec<&str> = texte.split(['/', '-', '.']).collect();
    if let [a, b, c] = parties[..]
        && [a, b, c].iter().all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|o| o.is_ascii_digit()))
    {
        let n = |p: &str| p.parse::<u32>().unwrap_or(0);
        if a.len() == 4 {
            let date = NaiveDate::from_ymd_opt(n(a) as i32, n(b), n(c));
            let iso = texte.len() == 10 && !texte.contains(['/', '.']);
            return if iso { Erreur::DateImpossible } else { Erreur::DateMalEcrite(date) };
        }
        if a.len() <= 2 && b.len() <= 2 && (c.len() == 4 || c.len() == 2) {
            let annee = if c.len() == 2 { 2000 + n(c) } else { n(c) };
            return Erreur::DateFrancaise(NaiveDate::from_ymd_opt(annee as i32, n(b), n(a)));
        }
    }
    if let Some(nombre) = texte.strip_suffix('€').or_else(|| texte.strip_suffix("EUR")).map(str::trim_end)
        && nombre.bytes().all(|o| o.is_ascii_digit() || b".,- ".contains(&o) || !o.is_ascii())
    {
        return Erreur::Unite;
    }
    let numerique =
        texte.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '+' | '-' | ' ' | '\u{a0}' | '\u{202f}'));
    if numerique && texte.contains(|c: char| c.is_ascii_digit()) {
        return if texte.contains(',') {
            Erreur::Virgule
        } else if texte.contains([' ', '\u{a0}', '\u{202f}']) {
            Erreur::Espace
        } else {
            Erreur::Nombre
        };
    }
    Erreur::TexteSansGuillemets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(annee: i32, mois: u32, jour: u32) -> Date {
        NaiveDate::from_ymd_opt(annee, mois, jour).unwrap()
    }

    #[test]
    fn toml_values() {
        for nombre in ["0", "45", "45.90", "-20.00", "+5", "1_000.00", "0x1F", "0o7", "0b1", "1e3", "1.5E-2", "inf", "-nan"] {
            assert_eq!(reconnaitre(nombre), Brut::Nombre, "{nombre}");
        }
        assert_eq!(reconnaitre("2024-11-07"), Brut::Date(jour(2024, 11, 7)));
        assert_eq!(reconnaitre("true"), Brut::Booleen(true));
        for heure in ["2024-11-07T10:00:00", "2024-11-07 10:00:00Z", "10:00:00"] {
            assert_eq!(reconnaitre(heure), Brut::DateEtHeure, "{heure}");
        }
    }

    #[test]
    fn mistakes_of_french_hands() {
        use Erreur::*;
        for (texte, pourquoi) in [
            ("", Vide),
            ("07/11/2024", DateFrancaise(Some(jour(2024, 11, 7)))),
            ("7/11/24", DateFrancaise(Some(jour(2024, 11, 7)))),
            ("31/02/2024", DateFrancaise(None)),
            ("2024-02-30", DateImpossible),
            ("2024-1-7", DateMalEcrite(Some(jour(2024, 1, 7)))),
            ("2024/01/07", DateMalEcrite(Some(jour(2024, 1, 7)))),
            ("12.50€", Unite),
            ("12 €", Unite),
            (".5", Nombre),
            ("5.", Nombre),
            ("05.00", Nombre),
            ("1__0", Nombre),
            ("1 234.56", Espace),
            ("−45.90", Moins),
            ("Vrai", Booleen),
            ("“Millet”", GuillemetsTypographiques),
            ("Millet", TexteSansGuillemets),
        ] {
            assert_eq!(reconnaitre(texte), Brut::Invalide(pourquoi), "{texte}");
        }
    }
}
