//! L009 — exercice-incoherent. Emitted by [`crate::parse`] (format.md: « The folder's name must be the years of `debut` and
//! `fin` »).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::EXERCICE_INCOHERENT,
    nom: "exercice-incoherent",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "le nom du dossier ne dit pas les années de l’exercice, ou deux exercices se chevauchent",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Le dossier d’un exercice porte les deux années de ses bornes : `2024-2025` va du 1er septembre 2024 au 31 août 2025. Deux \
           exercices ne se chevauchent pas, et le dernier jour vient après le premier.",
    pourquoi: "C’est le nom du dossier que l’on lit d’abord. S’il contredit ses bornes, une écriture juste paraîtrait hors de l’année, \
               et l’ouverture suivrait la clôture d’une autre.",
    exemple: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-09-01
fin   = 2025-08-31     # recopié de l’an passé
"#,
    )],
    corriger: "Corrigez `debut` et `fin`, ou renommez le dossier.",
    correction: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31
"#,
    )],
    reference: "L’exercice des coopératives scolaires : du 1er septembre au 31 août.",
};
