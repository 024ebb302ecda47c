//! From what one has written to a figure: its name, or the words that papers print.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::enquete::Enquete;
use super::figures::{FIGURES, Figure, Sujet};
use super::{Manque, Unite};
use crate::coop::{Compte, Montant, date, sans_accent};
use crate::diagnostic::quelques;
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
    let montant = montant_imprime(ecrit);
    // A page prints a déficit without its sign.
    let valeurs = LazyCell::new(|| montants(enquete, &toutes));
    let vaut = |rang: usize| montant.is_some_and(|voulu| valeurs[rang].is_some_and(|m| m.abs() == voulu.abs()));
    let criteres: [&dyn Fn(usize) -> bool; 4] =
        [&|rang| nommee(&toutes[rang]), &|rang| presque_nommee(&toutes[rang]), &|rang| dite(&toutes[rang]), &vaut];
    let mut rangs = criteres.iter().map(|critere| -> Vec<usize> { (0..toutes.len()).filter(|&rang| critere(rang)).collect() });
    let rangs = rangs.find(|rangs| !rangs.is_empty()).filter(|_| !voulu.is_empty()).unwrap_or_default();
    match rangs[..] {
        [] => Err(inconnue(enquete, ecrit, &toutes)),
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
            let noms: Vec<&str> = noms.iter().map(String::as_str).collect();
            Err(Manque { phrase, aide: format!("lequel ? {}", quelques(&noms)) })
        }
    }
}

/// What each comes to, in euros; `None`: it cannot be told, or nothing is written of it. `toutes`: the subjects of each figure
/// together, all of them.
fn montants(enquete: &Enquete, toutes: &[Demande]) -> Vec<Option<Montant>> {
    let des_termes = |d: &Demande| {
        let termes = (d.figure.termes)(enquete, &d.sujet.cle);
        (!termes.is_empty()).then(|| termes.iter().map(|terme| terme.montant).sum())
    };
    let de_la_figure = |memes: &[Demande]| match memes[0].figure {
        figure if figure.unite != Unite::Euro => vec![None; memes.len()],
        Figure { montants: Some(montants), .. } => {
            montants(enquete).into_iter().zip(memes).map(|(montant, d)| montant.filter(|_| d.sujet.manque.is_none())).collect()
        }
        _ => memes.iter().map(|d| if d.sujet.manque.is_some() { None } else { des_termes(d) }).collect(),
    };
    toutes.chunk_by(|a, b| std::ptr::eq(a.figure, b.figure)).flat_map(de_la_figure).collect()
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

/// `4 366,93`, `−19,24 €`, `-19.24`: an amount as pages print it, or as one types it.
fn montant_imprime(ecrit: &str) -> Option<Montant> {
    let chiffres: String = ecrit.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    Montant::relire(&chiffres.replace('−', "-").replace(',', "."))
}

/// As one looks for it: small letters without accents, words without what separates them.
fn en_mots(texte: &str) -> String {
    let nu = sans_accent(texte);
    nu.split(|c: char| !c.is_alphanumeric()).filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(" ")
}

fn inconnue(enquete: &Enquete, ecrit: &str, toutes: &[Demande]) -> Manque {
    let connues: Vec<&Demande> = toutes.iter().filter(|d| d.sujet.manque.is_none()).collect();
    let noms: Vec<String> = connues.iter().map(|d| d.nom()).collect();
    let aide = match la_plus_proche(ecrit, noms.iter().map(String::as_str)) {
        Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
        None => match &avec_un_de_ses_mots(enquete, ecrit, &connues)[..] {
            [] => format!("les chiffres de cet exercice : {}", en_bref(&connues)),
            voisins => format!("vouliez-vous dire {} ?", quelques(&voisins.iter().map(String::as_str).collect::<Vec<_>>())),
        },
    };
    Manque { phrase: format!("il n’y a pas de chiffre `{ecrit}`"), aide }
}

/// The figures whose name or words have one of those that were written, one that says something.
fn avec_un_de_ses_mots(enquete: &Enquete, ecrit: &str, connues: &[&Demande]) -> Vec<String> {
    let ecrit = en_mots(ecrit);
    let voulus: HashSet<&str> = ecrit.split(' ').filter(|mot| mot.chars().count() > 3).collect();
    let voisine = |d: &&&Demande| {
        let mut dits = std::iter::once(d.nom()).chain(d.dits(enquete));
        dits.any(|dit| en_mots(&dit).split(' ').any(|mot| voulus.contains(mot)))
    };
    connues.iter().filter(voisine).map(|d| format!("`{}`", d.nom())).collect()
}

/// Of figures of many subjects, the first and the last.
fn en_bref(connues: &[&Demande]) -> String {
    let de_la_figure = connues.chunk_by(|a, b| std::ptr::eq(a.figure, b.figure)).map(|memes| match memes {
        [premier, _, .., dernier] => format!("{} à {}", premier.nom(), dernier.nom()),
        memes => memes.iter().map(|d| d.nom()).collect::<Vec<_>>().join(", "),
    });
    de_la_figure.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::controle::{Controle, DossierControle};
    use crate::parse::charger;
    use crate::source::Arborescence;

    /// A ledger with `n` of whatever there may be many of, the last bank and the last cash box without a proof.
    fn fichiers(n: usize) -> Vec<(String, String)> {
        let mut retkoop = "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n".to_owned();
        let mut exercice = "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\n".to_owned();
        let (mut cahier, mut adhesion, mut subventions) = (String::new(), String::new(), String::new());
        let mut fichiers = Vec::new();
        for i in 1..=n {
            let _ = write!(retkoop, "[tresorerie.b{i}]\ncompte = \"512\"\n[tresorerie.c{i}]\ncompte = \"530\"\n");
            let _ = writeln!(exercice, "b{i} = 10{i}.00");
            let mut ecriture = |piece: &str, suite: String| {
                let _ =
                    write!(cahier, "[[ecriture]]\npiece = \"{piece}{i}\"\ndate = 2024-10-05\nlibelle = \"{piece}{i}\"\n{suite}");
            };
            ecriture("vue", format!("entree.b{i} = 2{i}.00\npointage = 2025-08-31\nventilation.7410 = 2{i}.00\n"));
            ecriture("sort", format!("sortie.b{i} = 3.5{i}\nventilation.6181 = 3.5{i}\n"));
            ecriture("entre", format!("entree.b{i} = 7.0{i}\nventilation.7070 = 7.0{i}\n"));
            ecriture("especes", format!("entree.c{i} = 8{i}.00\nventilation.7562 = 8{i}.00\n"));
            ecriture("regie", format!("sortie.c{i} = 2.00\nregie.versee = 2.00\nregie.classe = \"R{i}\"\n"));
            let _ = write!(adhesion, "[[classe]]\nnom = \"R{i}\"\n[[classe]]\nnom = \"K{i}\"\ncahier = \"K{i}\"\n");
            fichiers.push((
                format!("2024-2025/classes/K{i}.toml"),
                format!(
                    "classe = \"K{i}\"\npiece = \"k{i}\"\n\
                     [[operation]]\ndate = 2024-11-07\nlibelle = \"a\"\nsortie.especes = 4.00\ncompte = \"6181\"\n\
                     [[operation]]\ndate = 2024-11-06\nlibelle = \"b\"\nentree.especes = 6.0{i}\ncompte = \"7070\"\n"
                ),
            ));
            let _ = write!(
                subventions,
                "[[subvention]]\norigine = \"M{i}\"\nmontant = 2{i}.00\nreste_a_depenser = {i}.00\ndate = 2024-10-05\npiece = \"vue{i}\"\n"
            );
            if i < n {
                // A euro more than what is ticked, and another count than the balance.
                let releve = format!("tresorerie = \"b{i}\"\ndate = 2025-08-31\nsolde = {}.00\n", 100 + i + 20 + i + 1);
                fichiers.push((format!("2024-2025/releves/{i}.toml"), releve));
                let arrete =
                    format!("tresorerie = \"c{i}\"\ndate = 2025-08-31\n[coupures]\n\"20\" = 2\n\"0.50\" = {i}\n\"1\" = 0\n");
                fichiers.push((format!("2024-2025/caisse/{i}.toml"), arrete));
            }
        }
        fichiers.extend([
            ("retkoop.toml".to_owned(), retkoop),
            ("2024-2025/exercice.toml".to_owned(), exercice),
            ("2024-2025/cahier/a.toml".to_owned(), cahier),
            ("2024-2025/adhesion.toml".to_owned(), adhesion),
            ("2024-2025/subventions.toml".to_owned(), subventions),
        ]);
        fichiers
    }

    fn avec<T>(n: usize, dire: impl Fn(&Enquete) -> T) -> T {
        let fichiers = fichiers(n);
        let textes = fichiers.iter().map(|(chemin, texte)| (chemin.as_str(), texte.as_str()));
        let dossier = charger(Arborescence::en_memoire(textes), None);
        let controle = Controle::new(&dossier, "2025-10-15".parse().expect("a day"));
        let erreurs = || controle.diagnostics().iter().map(|d| (d.code.0, &d.message)).collect::<Vec<_>>();
        let preuve = DossierControle::prouver(&controle, "2024-2025").unwrap_or_else(|_| panic!("{:?}", erreurs()));
        dire(&Enquete::new(&preuve))
    }

    /// What a figure comes to, found in one reading for all its subjects, is the sum of the terms that it shows for each.
    #[test]
    fn amounts_are_the_sums_of_their_terms() {
        let vus = avec(3, |enquete| {
            let mut vus = 0;
            for figure in FIGURES {
                let Some(montants) = figure.montants else { continue };
                let (sujets, montants) = ((figure.sujets)(enquete), montants(enquete));
                assert_eq!(sujets.len(), montants.len(), "{}", figure.nom);
                for (sujet, montant) in sujets.into_iter().zip(montants).filter(|(sujet, _)| sujet.manque.is_none()) {
                    let termes = (figure.termes)(enquete, &sujet.cle);
                    let somme = (!termes.is_empty()).then(|| termes.iter().map(|terme| terme.montant).sum());
                    assert_eq!(montant, somme, "{}.{}", figure.nom, sujet.cle);
                    vus += usize::from(montant.is_some_and(|montant| !montant.is_zero()));
                }
            }
            vus
        });
        assert!(vus > 60, "{vus}");
    }

    /// A figure that has a subject for each account, entry or class is not asked for its terms subject by subject when an amount
    /// is looked for: what is looked for once is looked for as many times in a long ledger as in a short one.
    #[test]
    fn no_terms_are_made_for_each_thing_that_is_written() {
        let combien = |n| {
            avec(n, |enquete| {
                let figures = FIGURES.iter().filter(|figure| figure.montants.is_none());
                figures.map(|figure| (figure.nom, (figure.sujets)(enquete).len())).collect::<Vec<_>>()
            })
        };
        assert_eq!(combien(2), combien(5));
    }
}
