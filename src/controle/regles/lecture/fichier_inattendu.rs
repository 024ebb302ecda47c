//! L007 — fichier-inattendu. Emitted by [`crate::parse`]: a file that nobody reads is a file that someone thinks is counted.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::FICHIER_INATTENDU,
    nom: "fichier-inattendu",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un fichier .toml n’a pas de place dans le format",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Chaque fichier a sa place : les écritures dans `cahier/`, les relevés dans `releves/`, et ainsi de suite. Un fichier `.toml` \
           rangé ailleurs n’est lu par personne. Et deux fichiers, quels qu’ils soient, dont les noms ne diffèrent que par des capitales \
           (`CP.toml` et `cp.toml`) n’ont qu’une place à eux deux sous Windows et macOS.",
    pourquoi: "Celui qui l’a écrit croit ses écritures comptées, et elles ne le sont pas. Deux noms \
               confondus ne se voient pas là où ils sont écrits : c’est sur l’ordinateur d’un autre que l’un des fichiers manque.",
    exemple: &[Extrait::Fichier(
        "2024-2025/juin.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Déplacez le fichier à sa place, souvent dans `cahier/`. Un brouillon que l’on veut garder change d’extension (`.txt`) ou \
               sort du dossier.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Le format des fichiers, `docs/format.md`, « Le dossier en un coup d’œil ».",
};
