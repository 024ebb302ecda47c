//! Names of the files of papers: `<document>-<numero>-<exercice>.pdf` (papers.md).

use std::collections::HashMap;

use super::{Papier, Tirage};
use crate::coop::sans_accent;
use crate::source::{empreinte, nom_de_fichier};

/// Characters of a name that what a paper is about may take.
const LONGUEUR_DU_SUJET: usize = 60;
/// And those of its fingerprint that tell it from another, unless they are another's too.
const LETTRES_DU_HACHE: usize = 8;

impl Papier {
    /// `crf-046-0410-2023-2024`, then what it is about where one is made for each thing of a kind. A draft never takes the place
    /// of the paper itself.
    pub fn nom_de_base(&self, numero: &str, exercice: &str) -> String {
        let numero = nom_de_fichier(numero, "sans-numero");
        let genre = if self.genre.is_empty() { String::new() } else { format!("-{}", self.genre) };
        let sujet = if self.sujet.is_empty() { String::new() } else { format!("{genre}-{}", en_nom_de_fichier(&self.sujet)) };
        let suite = if matches!(self.tirage, Tirage::Brouillon { .. }) { "-brouillon" } else { "" };
        format!("{}-{numero}-{exercice}{sujet}{suite}", self.modele.nom())
    }

    /// The names of the files of papers printed together, each once; with what each is about, where names that differ by accents
    /// or signs alone make files that do not say which is which.
    ///
    /// A subject that is alone of its name keeps it plain. Each of those that share one has, after it, the beginning of the SHA-256
    /// of what it is about, or all of it where another begins alike; none has the plain name. So neither the order of the ledger
    /// nor one more of them gives the file of one to another.
    pub fn noms_des_fichiers(papiers: &[Papier], numero: &str, exercice: &str) -> Vec<(String, Option<String>)> {
        let bases: Vec<String> = papiers.iter().map(|papier| papier.nom_de_base(numero, exercice)).collect();
        let haches: Vec<String> = papiers.iter().map(|papier| empreinte(papier.sujet.as_bytes())).collect();
        let court = |rang: usize| format!("{}-{}", bases[rang], &haches[rang][..LETTRES_DU_HACHE]);
        let mut combien: HashMap<String, usize> = HashMap::new();
        for nom in bases.iter().cloned().chain((0..bases.len()).map(court)) {
            *combien.entry(nom).or_default() += 1;
        }
        let nomme = |(rang, papier): (usize, &Papier)| {
            let (base, court) = (&bases[rang], court(rang));
            match (combien[base], combien[&court]) {
                (1, _) => (format!("{base}.pdf"), None),
                (_, 1) => (format!("{court}.pdf"), Some(papier.sujet.clone())),
                // Two subjects differ by their whole fingerprint.
                _ => (format!("{base}-{}.pdf", haches[rang]), Some(papier.sujet.clone())),
            }
        };
        papiers.iter().enumerate().map(nomme).collect()
    }
}

/// « Sortie à la ferme » → `sortie-a-la-ferme`.
fn en_nom_de_fichier(sujet: &str) -> String {
    let lettres = sans_accent(sujet);
    let mots = lettres.split(|c: char| !c.is_ascii_alphanumeric()).filter(|mot| !mot.is_empty());
    let nom = mots.collect::<Vec<_>>().join("-");
    if nom.is_empty() { "sans-nom".to_owned() } else { nom.chars().take(LONGUEUR_DU_SUJET).collect() }
}

#[cfg(test)]
mod tests {
    use super::en_nom_de_fichier;

    #[test]
    fn any_subject_makes_a_plain_name() {
        for (sujet, nom) in [
            ("Sortie à la ferme", "sortie-a-la-ferme"),
            ("../../etc/passwd", "etc-passwd"),
            ("Fête d’été, 2ᵉ édition", "fete-d-ete-2e-edition"),
            ("Chœurs", "choeurs"),
            ("☃", "sans-nom"),
        ] {
            assert_eq!(en_nom_de_fichier(sujet), nom);
        }
        assert_eq!(en_nom_de_fichier(&"a".repeat(500)).len(), 60);
    }
}
