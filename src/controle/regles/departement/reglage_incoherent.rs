//! D001 — reglage-incoherent. Found while the department's settings are read; what they say wrongly is then judged nowhere.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::REGLAGE_INCOHERENT,
    nom: "reglage-incoherent",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un réglage du département se contredit ou ne veut rien dire",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Les réglages de `departement.toml` tiennent ensemble :\n\n\
           - les comptes de la cotisation, de l’assurance et des biens durables sont des comptes en 6, celui des subventions un compte en 7 ; \
             ceux que `[plan]` nomme sont dans le plan comptable, sans y être retirés ;\n\
           - un compte n’est décrit qu’une fois dans `[[plan.compte]]`, et son suffixe a quatre chiffres ;\n\
           - les seuils et le nombre de vérificateurs ne sont pas négatifs ;\n\
           - un barème nomme un exercice, comme `2024-2025`.",
    pourquoi: "Une coopérative ne peut rien à un mauvais réglage, et toutes celles du département en souffrent : une cotisation cherchée \
               au mauvais compte n’est jamais trouvée, un barème d’aucune année n’est jamais appliqué, et personne ne le voit.",
    exemple: &[Extrait::Ajout(
        "departement.toml",
        r#"
[plan]
cotisation = "6281"
"#,
    )],
    corriger: "Ajoutez au plan le compte que le département emploie, ou nommez un compte du plan. Un compte qui en remplace un autre : \
               retirez l’ancien (`retire = true`) et nommez le nouveau.",
    correction: &[Extrait::Ajout(
        "departement.toml",
        r#"
[plan]
cotisation = "6586"

[[plan.compte]]
numero  = "6281"
libelle = "Concours divers"
"#,
    )],
    reference: "Une précaution de ce programme : le plan comptable et les seuils varient d’un département à l’autre.",
};
