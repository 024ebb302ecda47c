//! L010 — exercices-disjoints. Ours: days between two years that follow each other, and that no ledger tells. (A year that is
//! missing as a whole is in some other folder.)

use chrono::Datelike;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};

pub static REGLE: Regle = Regle {
    code: Code("L010"),
    nom: "exercices-disjoints",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "des jours manquent entre deux exercices qui se suivent",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let Some(precedent) = vue.precedent.map(|p| p.exercice).filter(|p| !p.lacunes.manque(Partie::Bornes)) else { return };
    let jours = (exercice.debut - precedent.fin).num_days() - 1;
    if jours <= 0 || precedent.fin.year() != exercice.debut.year() {
        return;
    }
    let Some(lendemain) = precedent.fin.succ_opt() else { return };
    constats.push(
        Constat::new(
            REGLE.code,
            exercice.lieu(exercice.span_debut),
            format!(
                "{} commence le {}, {} finit le {} : {} dans aucun exercice",
                exercice.nom,
                date::en_chiffres(exercice.debut),
                precedent.nom,
                date::en_chiffres(precedent.fin),
                pluriel(jours.unsigned_abs() as usize, "jour")
            ),
        )
        .etiquette("premier jour")
        .lien(precedent.lieu(precedent.span_fin), "dernier jour de l’exercice d’avant")
        .aide(format!("un exercice commence le lendemain du précédent : `debut = {lendemain}`"))
        .donnee("attendu", lendemain.to_string())
        .donnee("trouve", exercice.debut.to_string())
        .sujet("debut"),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "Un exercice commence le lendemain du dernier jour de celui d’avant. Une année entière qui manque ne se dit pas : son dossier est \
           ailleurs.",
    pourquoi: "L’argent de ces jours-là n’a plus de cahier : une recette ou une dépense n’y a sa place nulle part, et l’ouverture ne \
               peut plus être la clôture de l’année d’avant.",
    exemple: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-10-01     # et septembre ?
fin   = 2026-08-31
"#,
    )],
    corriger: "Corrigez `debut`, ou le dernier jour de l’année d’avant.",
    correction: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31
"#,
    )],
    reference: "Le calendrier de l’OCCE : l’exercice va du 1er septembre au 31 août.",
};
