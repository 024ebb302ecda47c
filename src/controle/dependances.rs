//! Which exercices are looked at again when the files of some have changed: what `verifier --depuis` shows.
//!
//! Rules see an exercice and its two neighbours ([`super::regle::Vue`]), so that a finding depends on
//! - the files of its own exercice;
//! - those of the next one: a statement or a count of after the last day already shows its movements (T003, C001), and its
//!   statements frame this year's closing (T007, T008);
//! - the closing of the one before (T003, T005, T011, X003…), and, as long as openings follow instead of being written, those that this
//!   closing comes from.
//!
//! I003 also reads the purchases of closed years: what changes there is X002's to tell.
//!
//! Not here: what all exercices share (`retkoop.toml`, the inventory, the department), on which every finding depends.

use std::collections::BTreeSet;

use crate::coop::Exercice;

/// The exercices of which a finding may be new, once something changed in the folders `changes` (names of exercices, some of
/// which may no longer be there). `exercices`: all of them, in their order.
pub fn exercices_concernes<'a>(exercices: &'a [Exercice], changes: &BTreeSet<String>) -> BTreeSet<&'a str> {
    // Where names and days disagree, or days overlap (L009), nobody knows which exercice follows which.
    let en_ordre = exercices.is_sorted_by(|un, autre| un.fin < autre.debut && un.nom < autre.nom);
    let concerne = |rang: &usize| !en_ordre || changes.iter().any(|change| autour(exercices, change).contains(rang));
    let rangs = (0..exercices.len()).filter(|rang| !changes.is_empty() && concerne(rang));
    rangs.map(|rang| exercices[rang].nom.as_str()).collect()
}

/// The ranks that a change of one folder concerns: from the exercice before it to the first one after it whose opening is
/// written.
fn autour(exercices: &[Exercice], change: &str) -> std::ops::RangeInclusive<usize> {
    let rang = exercices.partition_point(|e| e.nom.as_str() < change);
    let suivant = rang + usize::from(exercices.get(rang).is_some_and(|e| e.nom == change));
    let suivent = exercices.iter().skip(suivant).take_while(|e| e.ouverture.is_none()).count();
    rang.saturating_sub(1)..=suivant + suivent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::charger;
    use crate::source::Arborescence;

    /// Years from 2020 on; `e`: the opening is written, `s`: it follows the closing before it, `.`: there is none.
    fn concernes(annees: &str, changes: &[&str]) -> Vec<String> {
        let fichiers: Vec<(String, String)> = annees
            .chars()
            .zip(2020..)
            .filter(|(ouverture, _)| *ouverture != '.')
            .map(|(ouverture, annee)| {
                let ouverture = if ouverture == 'e' { "[ouverture]\nbanque = 0\n" } else { "" };
                let bornes = format!("[exercice]\ndebut = {annee}-09-01\nfin = {}-08-31\n", annee + 1);
                (format!("{annee}-{}/exercice.toml", annee + 1), bornes + ouverture)
            })
            .collect();
        let retkoop = "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n";
        let fichiers = fichiers.iter().map(|(chemin, texte)| (chemin.as_str(), texte.as_str()));
        let dossier = charger(Arborescence::en_memoire(fichiers.chain([("retkoop.toml", retkoop)])), None);
        let changes = changes.iter().map(|c| (*c).to_owned()).collect();
        exercices_concernes(&dossier.exercices, &changes).into_iter().map(|nom| nom[..4].to_owned()).collect()
    }

    #[test]
    fn a_change_concerns_the_year_before_and_the_openings_that_follow() {
        assert_eq!(concernes("eeeee", &["2022-2023"]), ["2021", "2022", "2023"]);
        assert_eq!(concernes("essse", &["2021-2022"]), ["2020", "2021", "2022", "2023", "2024"]);
        assert_eq!(concernes("esees", &["2021-2022"]), ["2020", "2021", "2022"]);
        assert_eq!(concernes("eesss", &["2020-2021"]), ["2020", "2021"]);
        assert_eq!(concernes("ssss", &["2023-2024"]), ["2022", "2023"]);
        assert_eq!(concernes("eeeee", &["2020-2021", "2024-2025"]), ["2020", "2021", "2023", "2024"]);
        assert_eq!(concernes("sss", &[]), [""; 0]);
    }

    #[test]
    fn a_year_that_was_removed_stood_between_two() {
        assert_eq!(concernes("ee.sse", &["2022-2023"]), ["2021", "2023", "2024", "2025"]);
        assert_eq!(concernes("eee.ee", &["2023-2024"]), ["2022", "2024"]);
        assert_eq!(concernes(".ess", &["2020-2021"]), ["2021"]);
        assert_eq!(concernes("ees", &["2029-2030"]), ["2022"]);
    }
}
