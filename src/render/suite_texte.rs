//! What a closing changed in the next exercice, a sentence each: nothing that somebody wrote becomes something else unsaid.

use crate::coop::{Date, Montant, date};
use crate::proposition::exercice_suivant::{Changement, OuvertureChangee, Refus};
use crate::rewrite::ReportASuivre;

pub fn changement_texte(changement: &Changement) -> String {
    match changement {
        Changement::Ouverture(OuvertureChangee { nom, avant, apres }) => {
            format!("l’ouverture de {nom} passe de {avant} à {apres}")
        }
        Changement::ReportEnleve(report) => format!("{} n’est plus en route : il est enlevé", report_nomme(report)),
        Changement::ReportAjoute(report) => {
            format!("{}, de {}, est encore en route : il est ajouté", report_nomme(report), total(report).abs())
        }
        Changement::ReportCorrige { avant, apres } => {
            let (ancien, nouveau) = (report_nomme(avant), report_nomme(apres));
            let montant =
                (total(avant) != total(apres)).then(|| format!("passe de {} à {}", total(avant).abs(), total(apres).abs()));
            let nom = (ancien != nouveau).then(|| format!("est maintenant {nouveau}"));
            // The bank knows neither the day nor the words.
            let vu = montant.is_some() || avant.cheque != apres.cheque;
            let pointe = if avant.pointages.is_empty() || !vu { "" } else { " ; il est pointé : comparez avec le relevé" };
            let deja = |banque: &String| avant.pointages.iter().any(|(nom, _)| nom == banque);
            let nouveaux = apres.pointages.iter().filter(|(banque, _)| !deja(banque));
            let nouveaux: Vec<String> =
                nouveaux.map(|(banque, jour)| format!("est pointé le {} sur {banque}", date::en_chiffres(*jour))).collect();
            let pointe_en_plus = (!nouveaux.is_empty()).then(|| nouveaux.join(", et "));
            let change = [montant, nom, pointe_en_plus].into_iter().flatten().collect::<Vec<_>>().join(", et ");
            format!("{ancien} {change}{pointe}")
        }
    }
}

/// Why the next exercice cannot be written, and what to do. `nom`, `fin`: of the exercice to close.
pub fn refus_texte(refus: &Refus, nom: &str, fin: Date) -> (String, String) {
    let sans_suite = |chemin: &str| format!("`{chemin}` ne peut pas recevoir la clôture tel qu’il est écrit");
    match refus {
        Refus::Illisible(chemin) => {
            (sans_suite(chemin), "corrigez d’abord sa syntaxe : `retkoop verifier` dit où (L001)".to_owned())
        }
        Refus::Immodifiable(chemin) => {
            (sans_suite(chemin), "écrivez-y `[ouverture]` et les `[[report]]` en tables ordinaires, puis recommencez".to_owned())
        }
        Refus::Scelle(nom) => (format!("l’exercice {nom} est déjà clôturé"), "rouvrez-le d’abord".to_owned()),
        Refus::Pointe { chemin, report } => {
            let fin = date::en_chiffres(fin);
            let montant = total(report).abs();
            (
                format!("{}, de {montant}, est pointé dans `{chemin}`, et {nom} ne le laisse pas en route", report_nomme(report)),
                format!(
                    "s’il est vrai, il manque dans le cahier de {nom}, ou y est pointé avant le {fin} ; sinon enlevez-le de `{chemin}` ; puis recommencez"
                ),
            )
        }
    }
}

/// « le report « Livres » du 12/06/2024 (chèque 777) ».
fn report_nomme(report: &ReportASuivre) -> String {
    let cheque = if report.cheque.is_empty() { String::new() } else { format!(" (chèque {})", report.cheque) };
    format!("le report « {} » du {}{cheque}", report.libelle, date::en_chiffres(report.date))
}

/// On all banks together.
fn total(report: &ReportASuivre) -> Montant {
    report.mouvements.iter().map(|(_, montant)| *montant).sum()
}
