//! X001 — cloture-prematuree. Said by the closing only: nobody else minds that a year is not over.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("X001"),
    nom: "cloture-prematuree",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "l’exercice n’est pas encore terminé, ou celui d’avant est clôturé plus tard",
    explication: EXPLICATION,
    verification: Verification::JourDeCloture(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    avant_la_precedente(vue, constats);
    if exercice.est_termine(vue.jour) {
        return;
    }
    let lendemain = exercice.fin.succ_opt().unwrap_or(exercice.fin);
    let autre = vue.precedent.filter(|p| !p.exercice.scelle && p.exercice.est_termine(vue.jour));
    let aide = match autre {
        Some(autre) => format!("pour clôturer l’exercice d’avant : `retkoop cloturer --exercice {}`", autre.exercice.nom),
        None => "revenez ce jour-là ; d’ici là, `retkoop cloturer --essai` dit ce qui manque encore".to_owned(),
    };
    constats.push(
        Constat::new(
            REGLE.code,
            exercice.lieu(exercice.span_fin),
            format!(
                "l’exercice {} se clôture à partir du {}, et nous sommes le {}",
                exercice.nom,
                date::en_chiffres(lendemain),
                date::en_chiffres(vue.jour)
            ),
        )
        .etiquette("dernier jour de l’exercice")
        .aide(aide)
        .donnee("attendu", lendemain.to_string())
        .donnee("trouve", vue.jour.to_string())
        .sujet("cloture"),
    );
}

/// Years are closed in their order, and their seals say so.
fn avant_la_precedente(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some((precedent, cloture)) = vue.precedent.and_then(|p| Some((p.exercice, p.exercice.cloture.as_ref()?))) else { return };
    if !precedent.scelle || cloture.date <= vue.jour {
        return;
    }
    let (avant, jour, nom) = (date::en_chiffres(cloture.date), date::en_chiffres(vue.jour), &precedent.nom);
    constats.push(
        Constat::new(
            REGLE.code,
            vue.exercice.lieu(vue.exercice.span_fin),
            format!("l’exercice {nom} a été clôturé le {avant} : {} ne peut pas l’être avant lui, le {jour}", vue.exercice.nom),
        )
        .etiquette("dernier jour de l’exercice")
        .lien(cloture.lieu(cloture.span_date), "le jour de la clôture d’avant")
        .aide(format!(
            "si le {avant} est son vrai jour, clôturez {} ce jour-là ou plus tard ; sinon, c’est {nom} qu’il faut redater : `retkoop rouvrir \
             --exercice {nom} --motif \"…\"`, puis le clôturer de nouveau à son jour vrai",
            vue.exercice.nom
        ))
        .donnee("attendu", cloture.date.to_string())
        .donnee("trouve", vue.jour.to_string())
        .sujet("cloture avant la precedente"),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "Un exercice se clôture à partir du lendemain de son dernier jour : le 1er septembre. Ni avant le jour où l’année d’avant a été clôturée. La règle ne parle que si l’on \
           demande la clôture (`retkoop cloturer`), jamais pendant l’année ; `--essai` rappelle ce jour, et ne le compte pas parmi les refus.",
    pourquoi: "Une écriture du 31 août peut encore arriver. Des comptes scellés avant la fin ne seraient pas ceux de l’année.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier("2025-2026/releves/2026-08-31.toml", r#"
tresorerie = "banque"
date  = 2026-08-31
solde = 796.00
"#),
        Extrait::Commande("2025-2026/cloture.toml", "retkoop cloturer --exercice 2025-2026 --date 2025-09-15", "2025-2026"),
    ],
    corriger: "Attendez le lendemain du dernier jour, ou nommez l’exercice que vous vouliez clôturer : \
               `retkoop cloturer --exercice 2024-2025`.",
    correction: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025 --date 2025-09-15", "2024-2025"),
    ],
    reference: "Le calendrier de l’OCCE : l’exercice va du 1er septembre au 31 août, et la clôture n’est possible qu’ensuite.",
};
