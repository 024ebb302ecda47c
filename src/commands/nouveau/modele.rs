//! The files of a new folder: their paths and texts, in which `{nom}`… stand for the answers.

use chrono::Datelike;

use crate::coop::Date;

/// A file: its path from the new folder, and its text.
pub struct Modele {
    pub chemin: &'static str,
    pub texte: &'static str,
}

macro_rules! modeles {
    ($($chemin:literal: $fichier:literal),* $(,)?) => { &[$(Modele { chemin: $chemin, texte: include_str!($fichier) }),*] };
}

pub const COOPERATIVE: &[Modele] = modeles! {
    "retkoop.toml": "retkoop.toml",
    "inventaire.toml": "inventaire.toml",
    "{exercice}/exercice.toml": "exercice.toml",
    "{exercice}/adhesion.toml": "adhesion.toml",
    "{exercice}/subventions.toml": "subventions.toml",
    "{exercice}/cahier/{mois}.toml": "cahier.toml",
    "{exercice}/releves/LISEZMOI.md": "releves.md",
    "{exercice}/caisse/LISEZMOI.md": "caisse.md",
    "{exercice}/classes/LISEZMOI.md": "classes.md",
    ".gitignore": "depot/gitignore",
    ".gitattributes": "depot/gitattributes",
};

pub const DEPARTEMENT: &[Modele] = modeles! {
    "departement.toml": "departement.toml",
    ".gitignore": "depot/gitignore",
    ".gitattributes": "depot/gitattributes",
};

/// What only the top of a repository needs; docs/depots.md shows them.
pub const DEPOT: &[Modele] = modeles! {
    ".pre-commit-config.yaml": "depot/pre-commit-config.yaml",
    ".github/workflows/retkoop.yml": "depot/github.yml",
    ".gitlab-ci.yml": "depot/gitlab-ci.yml",
};

/// What the texts are filled with; every answer is already a TOML string.
pub struct Reponses {
    pub nom: String,
    pub numero: String,
    pub uai: String,
    pub commune: String,
    pub mandataire: String,
    pub exercice: String,
    pub debut: Date,
    pub fin: Date,
}

/// What stands before the remark at the end of a line.
const REMARQUE: &str = "  # ";
/// The column of those remarks, unless the block holds a longer line.
const COLONNE: usize = 37;

impl Reponses {
    /// Fills a text, and aligns the remarks at the end of its lines, block by block.
    pub fn remplir_aligne(&self, modele: &str) -> String {
        let blocs = modele.split("\n\n").map(|bloc| {
            let lignes: Vec<(String, Option<&str>)> = bloc
                .lines()
                .map(|ligne| match ligne.rsplit_once(REMARQUE) {
                    Some((avant, remarque)) => (self.remplir(avant.trim_end()), Some(remarque)),
                    None => (self.remplir(ligne), None),
                })
                .collect();
            let avant_les_remarques = lignes.iter().filter(|(_, remarque)| remarque.is_some());
            let plus_longue = avant_les_remarques.map(|(avant, _)| avant.chars().count() + 2).max().unwrap_or_default();
            let colonne = plus_longue.max(COLONNE);
            let ecrire = |(avant, remarque): (String, Option<&str>)| match remarque {
                Some(remarque) => format!("{avant:<colonne$}# {remarque}"),
                None => avant,
            };
            lignes.into_iter().map(ecrire).collect::<Vec<_>>().join("\n")
        });
        let mut texte = blocs.collect::<Vec<_>>().join("\n\n");
        if modele.ends_with('\n') {
            texte.push('\n');
        }
        texte
    }

    /// One pass: an answer that holds `{nom}` is an answer.
    pub fn remplir(&self, modele: &str) -> String {
        let valeurs = self.valeurs();
        let mut texte = String::with_capacity(modele.len());
        let mut reste = modele;
        while let Some(ouvrante) = reste.find('{') {
            texte.push_str(&reste[..ouvrante]);
            reste = &reste[ouvrante..];
            let valeur = reste.find('}').and_then(|fin| Some((fin, valeurs.iter().find(|(nom, _)| *nom == &reste[1..fin])?)));
            match valeur {
                Some((fin, (_, valeur))) => {
                    texte.push_str(valeur);
                    reste = &reste[fin + 1..];
                }
                None => {
                    texte.push('{');
                    reste = &reste[1..];
                }
            }
        }
        texte + reste
    }

    fn valeurs(&self) -> [(&'static str, String); 12] {
        // An optional answer left empty is a line to fill in later: commented.
        let facultatif = |texte: &str| if texte == "\"\"" { "# ".to_owned() } else { String::new() };
        [
            ("?uai", facultatif(&self.uai)),
            ("?commune", facultatif(&self.commune)),
            ("nom", self.nom.clone()),
            ("numero", self.numero.clone()),
            ("uai", self.uai.clone()),
            ("commune", self.commune.clone()),
            ("mandataire", self.mandataire.clone()),
            ("exercice", self.exercice.clone()),
            ("mois", format!("{:04}-{:02}", self.debut.year(), self.debut.month())),
            ("debut", self.debut.to_string()),
            ("fin", self.fin.to_string()),
            ("annee", format!("{:04}", self.debut.year())),
        ]
    }
}
