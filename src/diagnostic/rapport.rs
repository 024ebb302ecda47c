//! Findings with their level and their place, ready to be written in any format.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;

use super::{Code, Empreinte, Niveau};
use crate::source::{Position, Source, Span};

/// A finding as it is shown.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    pub code: Code,
    pub nom: &'static str,
    pub niveau: Niveau,
    pub message: EcoString,
    pub aide: EcoString,
    pub place: Place,
    /// A few words under the main place.
    pub etiquette: EcoString,
    pub liens: Vec<(Place, String)>,
    pub donnees: Vec<(&'static str, String)>,
    /// Number of the cooperative.
    pub cooperative: EcoString,
    pub exercice: Option<EcoString>,
    pub piece: Option<EcoString>,
    /// The reason of the answer that settles it, of an acknowledged one.
    pub motif: Option<EcoString>,
    /// Whether only the closing report tells it.
    pub du_rapport_seul: bool,
    /// What it is about, in whatever file: the same for all that are about one thing.
    pub objet: Empreinte,
    /// Stable under moves of the entry, unique in a run.
    pub empreinte: Empreinte,
}

impl Diagnostic {
    /// Whether it is about this exercice, or about what all exercices share.
    pub fn concerne(&self, exercice: &str) -> bool {
        self.exercice.as_ref().is_none_or(|sien| sien == exercice)
    }
}

/// Where something stands, for people and machines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path from the cooperative's folder, with `/`.
    pub fichier: EcoString,
    pub debut: Position,
    pub fin: Position,
    /// Bytes in the file's text, for drawing: empty when the file is no text of ours.
    pub octets: Span,
}

/// What the check of one cooperative gave.
#[derive(Debug, Default)]
pub struct Rapport {
    /// In order of path and place.
    pub diagnostics: Vec<Diagnostic>,
    pub acquittes: Vec<Diagnostic>,
    /// 1, or 0 for what is wrong with a department's own settings.
    pub cooperatives: usize,
    pub fichiers: usize,
    pub ecritures: usize,
    /// The texts that findings point to.
    pub sources: Vec<Source>,
    /// Path of the cooperative's folder from the department's, with a final `/`; empty for a single cooperative.
    pub prefixe: String,
    /// Path of the cooperative's folder from the root of its git repository, with a final `/`; the same as `prefixe` elsewhere.
    pub depot: String,
    /// Number of the cooperative; empty for a department's own settings.
    pub numero: EcoString,
}

/// How many findings of each level, over any number of cooperatives.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Resume {
    pub cooperatives: usize,
    pub fichiers: usize,
    pub ecritures: usize,
    pub erreurs: usize,
    pub bloquants: usize,
    pub questions: usize,
    pub avertissements: usize,
    pub remarques: usize,
    pub acquittes: usize,
}

impl Resume {
    pub fn de(rapports: &[Rapport]) -> Resume {
        let mut resume = Resume::default();
        for rapport in rapports {
            resume.cooperatives += rapport.cooperatives;
            resume.fichiers += rapport.fichiers;
            resume.ecritures += rapport.ecritures;
            resume.acquittes += rapport.acquittes.len();
            resume.compter(&rapport.diagnostics);
        }
        resume
    }

    pub fn compter<'a>(&mut self, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
        for diagnostic in diagnostics {
            *self.compteur(diagnostic.niveau) += 1;
        }
    }

    fn compteur(&mut self, niveau: Niveau) -> &mut usize {
        match niveau {
            Niveau::Erreur => &mut self.erreurs,
            Niveau::Bloquant => &mut self.bloquants,
            Niveau::Question => &mut self.questions,
            Niveau::Avertissement => &mut self.avertissements,
            Niveau::Remarque => &mut self.remarques,
        }
    }

    pub fn nombre(mut self, niveau: Niveau) -> usize {
        *self.compteur(niveau)
    }

    pub fn is_vide(self) -> bool {
        Niveau::TOUS.into_iter().all(|niveau| self.nombre(niveau) == 0)
    }

    /// Whether the run fails (cli.md, « Exit »).
    pub fn is_echec(self, strict: bool) -> bool {
        Niveau::TOUS.into_iter().any(|niveau| niveau.is_echec(strict) && self.nombre(niveau) > 0)
    }
}

impl Rapport {
    /// Two cooperatives may bear one number: a fingerprint is unique in a run all the same. The folder tells the second one from
    /// the first, so that what comes between them changes nothing.
    pub fn distinguer(rapports: &mut [Rapport]) {
        let mut vues: HashMap<Empreinte, u32> = HashMap::new();
        for rapport in rapports {
            let dossier = rapport.prefixe.as_str();
            for diagnostic in rapport.diagnostics.iter_mut().chain(&mut rapport.acquittes) {
                if vues.contains_key(&diagnostic.empreinte) {
                    diagnostic.empreinte = Empreinte::de(&[&diagnostic.empreinte.to_string(), dossier]);
                }
                let rang = vues.entry(diagnostic.empreinte).or_default();
                diagnostic.empreinte = diagnostic.empreinte.parmi_les_egales(*rang);
                *rang += 1;
            }
        }
    }

    /// Keeps, of the texts, those that a finding points to.
    pub fn avec_sources(mut self, sources: Vec<Source>) -> Rapport {
        let montres = self.diagnostics.iter().chain(&self.acquittes);
        let cites: HashSet<&str> = montres
            .flat_map(|d| d.liens.iter().map(|(place, _)| place).chain([&d.place]))
            .map(|place| place.fichier.as_str())
            .collect();
        self.sources = sources.into_iter().filter(|source| cites.contains(source.chemin.as_str())).collect();
        self
    }

    /// Keeps the findings of the exercices that are wanted, by their names, and of what all exercices share.
    pub fn retenir(mut self, voulu: impl Fn(&str) -> bool) -> Rapport {
        let concerne = |d: &Diagnostic| d.exercice.as_deref().is_none_or(&voulu);
        self.diagnostics.retain(concerne);
        self.acquittes.retain(concerne);
        self
    }

    /// The same, with some of its findings.
    pub fn choisir(&self, voulu: impl FnMut(&&Diagnostic) -> bool) -> Rapport {
        Rapport {
            diagnostics: self.diagnostics.iter().filter(voulu).cloned().collect(),
            acquittes: Vec::new(),
            sources: self.sources.clone(),
            prefixe: self.prefixe.clone(),
            depot: self.depot.clone(),
            numero: self.numero.clone(),
            ..*self
        }
    }

    /// The path of a file for people: from the folder that is checked.
    pub fn chemin(&self, place: &Place) -> String {
        joindre(&self.prefixe, &place.fichier)
    }

    /// The path of a file for what works on repositories: from their root.
    pub fn chemin_de_depot(&self, place: &Place) -> String {
        joindre(&self.depot, &place.fichier)
    }

    /// What names the cooperative among others: its number, and its folder in a department.
    pub fn nom(&self) -> String {
        let numero = match (self.cooperatives, self.numero.as_str()) {
            (0, _) => "département",
            (_, "") => "coopérative",
            (_, numero) => numero,
        };
        if self.prefixe.is_empty() { numero.to_owned() } else { format!("{numero} ({})", self.prefixe.trim_end_matches('/')) }
    }

    pub fn source(&self, chemin: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.chemin == chemin)
    }
}

/// `ecoles/a/` and `../departement.toml` give `ecoles/departement.toml`.
fn joindre(dossier: &str, chemin: &str) -> String {
    let (mut dossier, mut chemin) = (dossier, chemin);
    while let (Some(plus_bas), false) = (chemin.strip_prefix("../"), dossier.is_empty()) {
        let parent = dossier.trim_end_matches('/').rfind('/').map_or(0, |fin| fin + 1);
        (dossier, chemin) = (&dossier[..parent], plus_bas);
    }
    format!("{dossier}{chemin}")
}

#[cfg(test)]
mod tests {
    use super::joindre;

    #[test]
    fn paths_are_joined_without_detour() {
        for (dossier, chemin, attendu) in [
            ("", "a.toml", "a.toml"),
            ("", "../a.toml", "../a.toml"),
            ("b/", "a.toml", "b/a.toml"),
            ("b/c/", "../a.toml", "b/a.toml"),
            ("b/", "../../a.toml", "../a.toml"),
        ] {
            assert_eq!(joindre(dossier, chemin), attendu);
        }
    }
}
