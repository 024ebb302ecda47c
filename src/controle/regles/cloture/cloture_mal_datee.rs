//! X006 — cloture-mal-datee. Ours: days that are recorded follow each other, and none is to come. Not a refusal: the day of a
//! closing is the one that `--date` gives, which may serve for something else, and a seal proves no day.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::jour_du_sceau::JourInvraisemblable;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("X006"),
    nom: "cloture-mal-datee",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Cloture],
    resume: "la clôture est datée d’un jour à venir, ou d’avant la réouverture qu’elle suit",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(cloture) = &vue.exercice.cloture else { return };
    let nom = &vue.exercice.nom;
    for invraisemblable in JourInvraisemblable::de(vue.exercice, vue.jour) {
        let (vrai, sujet) = match invraisemblable {
            JourInvraisemblable::AvantLaReouverture(_) => ("sans `--date`, ou avec le jour vrai", "avant la réouverture"),
            JourInvraisemblable::AVenir(_) => ("à son jour vrai", "à venir"),
        };
        constats.push(
            Constat::new(REGLE.code, cloture.lieu(cloture.span_date), invraisemblable.phrase(nom, cloture.date))
                .etiquette("le jour de la clôture")
                .aide(format!("rouvrez-le, puis clôturez-le de nouveau {vrai} : `retkoop rouvrir --exercice {nom} --motif \"…\"`"))
                .donnee("attendu", invraisemblable.borne().to_string())
                .donnee("trouve", cloture.date.to_string())
                .sujet(sujet),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un exercice rouvert se clôture de nouveau le jour de sa réouverture, ou plus tard ; et aucune clôture n’est d’un jour à venir. \
           La règle compare le jour du sceau à ceux de `reouvertures.toml`, et à celui de la vérification (aujourd’hui, ou le jour que donne \
           `--date`). `retkoop attester` le dit aussi, et le rapport de clôture, d’une réouverture.",
    pourquoi: "Le jour de la clôture est imprimé sur le compte rendu financier, et le quitus doit venir après lui. Daté d’avant la \
               correction, le sceau laisserait croire que ces comptes étaient ceux d’alors. Daté de l’avenir, par une faute de frappe dans \
               `--date`, il empêche aussi de clôturer l’année suivante avant ce jour-là (X001).",
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
               faite. Dans l’ordre inverse des années, si la suivante est déjà clôturée.",
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
