//! From what one has written to a figure: its name, or the words that papers print.

use super::Manque;
use super::enquete::Enquete;
use super::figures::{FIGURES, Figure, Sujet};
use crate::coop::{Compte, date, sans_accent};
use crate::parse::la_plus_proche;

/// A figure, and what it is asked about.
pub struct Demande {
    pub figure: &'static Figure,
    pub sujet: Sujet,
}

pub fn trouver(enquete: &Enquete, ecrit: &str) -> Result<Demande, Manque> {
    let compte = Compte::parse_avec_suffixe(ecrit.trim()).map(|(compte, _)| compte.to_string());
    let nom = compte.as_deref().unwrap_or(ecrit.trim());
    let mut toutes: Vec<Demande> = FIGURES
        .iter()
        .flat_map(|figure| (figure.sujets)(enquete).into_iter().map(move |sujet| Demande { figure, sujet }))
        .collect();
    let voulu = en_mots(nom);
    let dit = |dit: String| en_mots(&dit) == voulu;
    let nommee = |d: &Demande| d.nom() == nom;
    let presque_nommee = |d: &Demande| dit(d.nom());
    // As papers print it; the subject may be left out: the only one there is need not be said.
    let dite = |d: &Demande| {
        let sans_sujet =
            std::iter::once(d.figure.nom.to_owned()).chain(d.phrases(enquete).map(|phrase| phrase.replace("{}", "")));
        d.dits(enquete).chain(sans_sujet).any(dit)
    };
    let criteres: [&dyn Fn(&Demande) -> bool; 3] = [&nommee, &presque_nommee, &dite];
    let rangs = criteres.iter().map(|critere| -> Vec<usize> { (0..toutes.len()).filter(|&r| critere(&toutes[r])).collect() });
    let rangs = rangs.into_iter().find(|rangs| !rangs.is_empty()).filter(|_| !voulu.is_empty()).unwrap_or_default();
    match rangs[..] {
        [] => Err(inconnue(ecrit, &toutes)),
        // Of one name, the first of the table.
        [rang, ..] if rangs.len() == 1 || toutes[rang].nom() == nom => {
            let demande = toutes.swap_remove(rang);
            demande.sujet.manque.clone().map_or(Ok(demande), Err)
        }
        _ => {
            let dicibles = rangs.iter().any(|&rang| toutes[rang].sujet.manque.is_none());
            let rangs = rangs.iter().filter(|&&rang| !dicibles || toutes[rang].sujet.manque.is_none());
            let noms: Vec<String> = rangs.map(|&rang| format!("`{}`", toutes[rang].nom())).collect();
            let phrase = format!("`{ecrit}` désigne plusieurs chiffres");
            Err(Manque { phrase, aide: format!("lequel ? {}", noms.join(", ")) })
        }
    }
}

impl Demande {
    /// The name under which it is asked for.
    pub fn nom(&self) -> String {
        match (self.figure.nom, self.sujet.cle.as_str()) {
            (nom, "") => nom.to_owned(),
            ("", cle) => cle.to_owned(),
            (nom, cle) => format!("{nom}.{cle}"),
        }
    }

    pub fn intitule(&self, enquete: &Enquete) -> String {
        self.dits(enquete).next().unwrap_or_default()
    }

    /// The words that papers print for it.
    fn dits<'a>(&'a self, enquete: &'a Enquete) -> impl Iterator<Item = String> + 'a {
        self.phrases(enquete).flat_map(|phrase| self.sujet.dits.iter().map(move |dit| phrase.replace("{}", dit)))
    }

    /// The same, their subject left out. What has no day is not said by its day.
    fn phrases<'a>(&'a self, enquete: &'a Enquete) -> impl Iterator<Item = String> + 'a {
        let fin = date::en_toutes_lettres(enquete.exercice.fin);
        let jour = self.sujet.jour.map(date::en_toutes_lettres);
        let dicibles = self.figure.dits.iter().filter(|dit| self.sujet.jour.is_some() || !dit.contains("{jour}"));
        dicibles.map(move |dit| dit.replace("{fin}", &fin).replace("{jour}", jour.as_deref().unwrap_or_default()))
    }
}

/// As one looks for it: small letters without accents, words without what separates them.
fn en_mots(texte: &str) -> String {
    let nu = sans_accent(texte);
    nu.split(|c: char| !c.is_alphanumeric()).filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(" ")
}

fn inconnue(ecrit: &str, toutes: &[Demande]) -> Manque {
    let connues = || toutes.iter().filter(|d| d.sujet.manque.is_none());
    let noms: Vec<String> = connues().map(Demande::nom).collect();
    let aide = match la_plus_proche(ecrit, noms.iter().map(String::as_str)) {
        Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
        None => {
            let toutes: Vec<&Demande> = connues().collect();
            // Of figures of many subjects, the first and the last.
            let en_bref = toutes.chunk_by(|a, b| std::ptr::eq(a.figure, b.figure)).map(|memes| match memes {
                [premier, _, .., dernier] => format!("{} à {}", premier.nom(), dernier.nom()),
                memes => memes.iter().map(|d| d.nom()).collect::<Vec<_>>().join(", "),
            });
            format!("les chiffres de cet exercice : {}", en_bref.collect::<Vec<_>>().join(", "))
        }
    };
    Manque { phrase: format!("il n’y a pas de chiffre `{ecrit}`"), aide }
}
