//! X006 — cloture-antidatee. Ours: days that are recorded follow each other. Not a refusal: the day of a closing is the one that
//! `--date` gives, which may serve for something else, and a seal proves no day.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("X006"),
    nom: "cloture-antidatee",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Cloture],
    resume: "la clôture est datée d’avant la réouverture qu’elle suit",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let Some(cloture) = exercice.cloture.as_ref().filter(|cloture| cloture.authentique) else { return };
    let Some(derniere) = exercice.reouvertures.iter().map(|r| r.date).max().filter(|jour| *jour > cloture.date) else { return };
    let (nom, [clos, rouvert]) = (&exercice.nom, [cloture.date, derniere].map(date::en_chiffres));
    constats.push(
        Constat::new(
            REGLE.code,
            cloture.lieu(cloture.span_date),
            format!("l’exercice {nom} dit avoir été clôturé le {clos}, avant sa réouverture du {rouvert}"),
        )
        .etiquette("le jour de la clôture")
        .aide(format!(
            "rouvrez-le, puis clôturez-le de nouveau sans `--date`, ou avec le jour vrai : `retkoop rouvrir --exercice {nom} --motif \"…\"`"
        ))
        .donnee("attendu", derniere.to_string())
        .donnee("trouve", cloture.date.to_string())
        .sujet("cloture"),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "Un exercice rouvert se clôture de nouveau le jour de sa réouverture, ou plus tard. La règle compare le jour du sceau à ceux de \
           `reouvertures.toml`. Le rapport de clôture le dit aussi.",
    pourquoi: "Le jour de la clôture est imprimé sur le compte rendu financier, et le quitus doit venir après lui. Daté d’avant la \
               correction, le sceau laisserait croire que ces comptes étaient ceux d’alors.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/reouvertures.toml",
            r#"
[[reouverture]]
date  = 2025-10-05     # la clôture qui suit est datée du 15 septembre
motif = "Un chèque oublié"
sceau = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"
"#,
        ),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025 --date 2025-09-15", "2024-2025"),
    ],
    corriger: "Rouvrez l’exercice avec `retkoop rouvrir --motif \"…\"`, puis clôturez-le sans `--date` : la clôture prend le jour où elle est \
               faite.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/reouvertures.toml",
            r#"
[[reouverture]]
date  = 2025-09-12
motif = "Un chèque oublié"
sceau = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"
"#,
        ),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025 --date 2025-09-15", "2024-2025"),
    ],
    reference: "Une précaution de Retkoop : les jours d’un registre se suivent.",
};
