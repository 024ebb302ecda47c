//! A011 — bareme-en-double. Found while the department's settings are read: the first tariff of a year is the one that counts.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::BAREME_EN_DOUBLE,
    nom: "bareme-en-double",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "le département a deux barèmes pour un même exercice, ou deux prix d’un même abonnement",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "`departement.toml` a deux `[[bareme]]` pour le même exercice, ou un barème deux abonnements de la même clé. Le premier est celui qui compte.",
    pourquoi: "C’est le plus souvent le barème de l’an dernier, recopié pour la nouvelle année sans changer `exercice` : la nouvelle année n’a pas de prix, et deux personnes peuvent lire deux sommes.",
    exemple: &[Extrait::Fichier("departement.toml", r#"
[departement]
nom     = "OCCE des Hautes-Brumes"
numero  = "098"
commune = "Brumont"

[[bareme]]
exercice  = "2024-2025"
reference = "Assemblée générale du 5 juin 2024"
forfait   = 10.00
eleve     = 1.50
assurance.cooperateur = 0.25

[[bareme]]
exercice  = "2024-2025"
reference = "Assemblée générale du 4 juin 2025"
forfait   = 10.00
eleve     = 1.55
assurance.cooperateur = 0.25
"#)],
    corriger: "Corrigez l’année de l’un des deux, ou enlevez celui qui est en trop.",
    correction: &[Extrait::Fichier("departement.toml", r#"
[departement]
nom     = "OCCE des Hautes-Brumes"
numero  = "098"
commune = "Brumont"

[[bareme]]
exercice  = "2024-2025"
reference = "Assemblée générale du 5 juin 2024"
forfait   = 10.00
eleve     = 1.50
assurance.cooperateur = 0.25

[[bareme]]
exercice  = "2025-2026"
reference = "Assemblée générale du 4 juin 2025"
forfait   = 10.00
eleve     = 1.55
assurance.cooperateur = 0.25
"#)],
    reference: "Une précaution de ce programme.",
};
