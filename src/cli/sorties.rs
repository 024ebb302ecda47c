//! `--format F --sortie FICHIER`, repeated: which findings go where, and writing them there.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};

use super::{Console, Echec, ecrire_avec};
use crate::diagnostic::formats::{Edition, FORMES, Forme, Rendu};
use crate::diagnostic::pluriel;

/// The options as they were written, in their order: clap's derived structures forget it.
#[derive(Debug, Clone, Default)]
pub struct SortiesDemandees(Vec<Demande>);

#[derive(Debug, Clone)]
enum Demande {
    Forme(&'static Forme),
    Fichier(PathBuf),
}

/// One format and where it goes.
#[derive(Debug, Clone)]
pub struct Sortie {
    pub forme: &'static Forme,
    /// The standard output, when there is none.
    pub fichier: Option<PathBuf>,
}

const FORMAT: &str = "format";
const SORTIE: &str = "sortie";

impl Args for SortiesDemandees {
    fn augment_args(commande: Command) -> Command {
        let noms = FORMES.iter().map(|forme| PossibleValue::new(forme.nom).help(forme.resume));
        let formes = PossibleValuesParser::new(noms).try_map(|nom| Forme::from_nom(&nom).ok_or("forme inconnue"));
        commande
            .arg(
                Arg::new(FORMAT)
                    .long(FORMAT)
                    .value_name("FORME")
                    .action(ArgAction::Append)
                    .value_parser(formes)
                    .help("Forme des constats, répétable"),
            )
            .arg(
                Arg::new(SORTIE)
                    .long(SORTIE)
                    .value_name("FICHIER")
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(PathBuf))
                    .help("Fichier où écrire la forme qui précède, plutôt que sur la sortie standard ; répétable"),
            )
    }

    fn augment_args_for_update(commande: Command) -> Command {
        Self::augment_args(commande)
    }
}

impl FromArgMatches for SortiesDemandees {
    fn from_arg_matches(arguments: &ArgMatches) -> Result<Self, clap::Error> {
        let rangs = |nom| arguments.indices_of(nom).into_iter().flatten();
        let formes = arguments.get_many::<&'static Forme>(FORMAT).into_iter().flatten().map(|forme| Demande::Forme(forme));
        let fichiers = arguments.get_many::<PathBuf>(SORTIE).into_iter().flatten().map(|f| Demande::Fichier(f.clone()));
        let mut demandes: Vec<(usize, Demande)> = rangs(FORMAT).zip(formes).chain(rangs(SORTIE).zip(fichiers)).collect();
        demandes.sort_by_key(|(rang, _)| *rang);
        Ok(SortiesDemandees(demandes.into_iter().map(|(_, demande)| demande).collect()))
    }

    fn update_from_arg_matches(&mut self, arguments: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(arguments)?;
        Ok(())
    }
}

impl SortiesDemandees {
    /// Neither a format nor a file.
    pub fn is_aucune(&self) -> bool {
        self.0.is_empty()
    }

    /// Who goes where: with as many files as formats, by their ranks; with one file less, each file goes with the format beside
    /// it, and the one left takes the standard output.
    ///
    /// Errors: the counts do not match, or two formats would go to one place.
    pub fn apparier(&self) -> Result<Vec<Sortie>, Echec> {
        let mut formes: Vec<&'static Forme> = Vec::new();
        // Each file, and how many formats stand before it.
        let mut fichiers: Vec<(usize, &Path)> = Vec::new();
        for demande in &self.0 {
            match demande {
                Demande::Forme(forme) => formes.push(forme),
                Demande::Fichier(fichier) => fichiers.push((formes.len(), fichier)),
            }
        }
        if formes.is_empty() {
            formes.push(FORMES[0]);
        }
        if fichiers.len() > formes.len() || formes.len() > fichiers.len() + 1 {
            return Err(mal_apparies(formes.len(), fichiers.len()));
        }
        let par_rang = fichiers.len() == formes.len();
        let fichier_d_abord = fichiers.first().is_some_and(|(avant, _)| *avant == 0);
        let mut sorties: Vec<Sortie> = formes.into_iter().map(|forme| Sortie { forme, fichier: None }).collect();
        for (rang, (avant, fichier)) in fichiers.into_iter().enumerate() {
            let a_cote = if fichier_d_abord { avant } else { avant - 1 };
            let forme = if par_rang { rang } else { a_cote };
            match sorties.get_mut(forme) {
                Some(Sortie { fichier: libre @ None, .. }) => *libre = Some(fichier.to_owned()),
                _ => {
                    return Err(Echec::new(
                        format!("la forme à laquelle va `--sortie {}` n’est pas claire", fichier.display()),
                        CONSEIL,
                    ));
                }
            }
        }
        verifier_les_fichiers(&mut sorties)?;
        Ok(sorties)
    }
}

const CONSEIL: &str =
    "écrivez chaque `--sortie FICHIER` juste après son `--format FORME` ; une seule forme peut aller sur la sortie standard";

fn mal_apparies(formes: usize, fichiers: usize) -> Echec {
    let [formes, fichiers] = [(formes, "forme"), (fichiers, "fichier")].map(|(nombre, mot)| pluriel(nombre, mot));
    Echec::new(format!("{formes} (`--format`) pour {fichiers} (`--sortie`)"), CONSEIL)
}

fn verifier_les_fichiers(sorties: &mut [Sortie]) -> Result<(), Echec> {
    for sortie in &mut *sorties {
        // As everywhere, `-` is the standard output.
        sortie.fichier.take_if(|fichier| fichier.as_os_str() == "-");
        if let Some(fichier) = &sortie.fichier {
            refuser_un_fichier_de_comptes(fichier)?;
        }
    }
    for (rang, sortie) in sorties.iter().enumerate() {
        if let Some(double) = sorties[..rang].iter().find(|autre| lieu(autre) == lieu(sortie)) {
            let ou = sortie.fichier.as_ref().map_or("la sortie standard".to_owned(), |f| format!("`{}`", f.display()));
            return Err(Echec::new(
                format!("`{}` et `{}` iraient toutes deux dans {ou}", double.forme.nom, sortie.forme.nom),
                CONSEIL,
            ));
        }
    }
    Ok(())
}

/// The file itself, however it is written: two formats must not overwrite each other.
fn lieu(sortie: &Sortie) -> Option<PathBuf> {
    let fichier = sortie.fichier.as_ref()?;
    let dossier = fichier.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(dossier.canonicalize().map_or_else(|_| fichier.clone(), |d| d.join(fichier.file_name().unwrap_or_default())))
}

/// A slip of the hand must not replace the accounts by their findings.
fn refuser_un_fichier_de_comptes(fichier: &Path) -> Result<(), Echec> {
    let toml = fichier.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    if toml {
        return Err(Echec::new(
            format!("`{}` est un fichier de comptes", fichier.display()),
            "donnez à `--sortie` un autre nom, comme `constats.json`",
        ));
    }
    Ok(())
}

impl Console {
    /// Writes the findings in every format that was asked for.
    pub fn publier(&self, sorties: &[Sortie], edition: &Edition) -> Result<(), Echec> {
        self.publier_selon(sorties, edition, &|forme, edition, octets| (forme.ecrire)(edition, octets))
    }

    /// The same, for a command that says more than findings in some of the formats: the files first, since the standard output
    /// may be closed.
    pub fn publier_selon(
        &self,
        sorties: &[Sortie],
        edition: &Edition,
        ecrire: &dyn Fn(&Forme, &Edition, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Echec> {
        let sans_couleur = Edition { rendu: Rendu { couleurs: false, ..edition.rendu }, ..*edition };
        for sortie in sorties {
            if let Some(fichier) = &sortie.fichier {
                ecrire_avec(fichier, |octets| ecrire(sortie.forme, &sans_couleur, octets))?;
            }
        }
        for annexe in sorties.iter().filter_map(|sortie| sortie.forme.annexe.as_ref()) {
            if let Some(fichier) = env::var_os(annexe.variable).filter(|v| !v.is_empty()) {
                ajouter(Path::new(&fichier), |octets| (annexe.ecrire)(&sans_couleur, octets))?;
            }
        }
        match sorties.iter().find(|sortie| sortie.fichier.is_none()) {
            Some(sortie) => self.sortie_avec(|octets| ecrire(sortie.forme, edition, octets)),
            None => Ok(()),
        }
    }
}

/// Adds to the end of a file, which others write to as well.
fn ajouter(fichier: &Path, contenu: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Echec> {
    let ecrire = || {
        let mut tampon = BufWriter::new(OpenOptions::new().append(true).create(true).open(fichier)?);
        contenu(&mut tampon)?;
        tampon.flush()
    };
    ecrire().map_err(|erreur| Echec::es(&fichier.display().to_string(), &erreur))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `f json`, `s a` stand for `--format json --sortie a`.
    fn apparier(options: &[&str]) -> Result<String, String> {
        let demandes = options.iter().map(|option| match option.split_once(' ') {
            Some(("f", nom)) => Demande::Forme(Forme::from_nom(nom).unwrap()),
            Some((_, fichier)) => Demande::Fichier(fichier.into()),
            None => panic!("{option}"),
        });
        let dire =
            |s: &Sortie| format!("{}{}", s.forme.nom, s.fichier.iter().map(|f| format!("→{}", f.display())).collect::<String>());
        match SortiesDemandees(demandes.collect()).apparier() {
            Ok(sorties) => Ok(sorties.iter().map(dire).collect::<Vec<_>>().join(" ")),
            Err(Echec::Message { message, .. }) => Err(message),
            Err(echec) => panic!("{echec:?}"),
        }
    }

    #[test]
    fn each_file_goes_with_its_format() {
        for (options, attendu) in [
            (&[][..], "complet"),
            (&["s x"], "complet→x"),
            (&["f json"], "json"),
            (&["f json", "s x"], "json→x"),
            (&["s x", "f json"], "json→x"),
            (&["f json", "s x", "f sarif", "s y"], "json→x sarif→y"),
            (&["s x", "f json", "s y", "f sarif"], "json→x sarif→y"),
            (&["f json", "f sarif", "s x", "s y"], "json→x sarif→y"),
            (&["f github", "f sarif", "s x"], "github sarif→x"),
            (&["f sarif", "s x", "f github"], "sarif→x github"),
            (&["s x", "f sarif", "f github"], "sarif→x github"),
            (&["f sarif", "s x", "f github", "s -"], "sarif→x github"),
        ] {
            assert_eq!(apparier(options), Ok(attendu.to_owned()), "{options:?}");
        }
    }

    #[test]
    fn what_does_not_match_is_refused() {
        for (options, message) in [
            (&["f json", "f sarif"][..], "2\u{a0}formes (`--format`) pour 0\u{a0}fichier (`--sortie`)"),
            (&["f json", "s x", "s y"], "1\u{a0}forme (`--format`) pour 2\u{a0}fichiers (`--sortie`)"),
            (&["s x", "s y"], "1\u{a0}forme (`--format`) pour 2\u{a0}fichiers (`--sortie`)"),
            (&["f json", "s x", "s y", "f sarif", "f junit"], "la forme à laquelle va `--sortie y` n’est pas claire"),
            (&["f json", "s x", "f sarif", "s ./x"], "`json` et `sarif` iraient toutes deux dans `./x`"),
            (&["f json", "s -", "f sarif"], "`json` et `sarif` iraient toutes deux dans la sortie standard"),
            (&["f json", "s retkoop.toml"], "`retkoop.toml` est un fichier de comptes"),
        ] {
            assert_eq!(apparier(options), Err(message.to_owned()), "{options:?}");
        }
    }
}
