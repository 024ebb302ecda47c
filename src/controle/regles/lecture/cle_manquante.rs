//! L003 — cle-manquante. Emitted by [`crate::parse`]. A missing piece number is P001.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::CLE_MANQUANTE,
    nom: "cle-manquante",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une clé obligatoire, ou le fichier `exercice.toml`, est absent",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Certaines clés sont obligatoires : la date et le libellé d’une écriture, le solde d’un relevé, les bornes d’un exercice, le \
           nom et le numéro de la coopérative… Le constat nomme celle qui manque. Un numéro de pièce absent a sa propre règle, P001.",
    pourquoi: "Sans sa date, une écriture n’a pas de place dans le cahier ; sans son solde, un relevé ne prouve rien. Le logiciel ne \
               devine pas : une valeur supposée passerait pour une valeur vérifiée.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Ajoutez la clé nommée, avec la valeur que porte le justificatif.",
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
    reference: "Le format des fichiers, `docs/format.md`, qui marque les clés obligatoires de chacun.",
};
