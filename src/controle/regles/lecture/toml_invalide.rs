//! L001 — toml-invalide. Emitted by [`crate::parse`]: every syntax error of a file, at most one a line.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::TOML_INVALIDE,
    nom: "toml-invalide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "le fichier n’est pas du TOML bien formé",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Les fichiers de comptes sont écrits en TOML : `clé = valeur`, une par ligne. Le constat montre l’endroit où la lecture a \
           buté, et toutes les fautes du fichier en une fois. Les plus courantes :\n\n- une virgule dans un montant : `45,90` s’écrit \
           `45.90` ;\n- une date à la française : `05/06/2025` s’écrit `2025-06-05` ;\n- un guillemet, un crochet ou une accolade qui \
           n’est pas refermé ;\n- une même clé écrite deux fois.",
    pourquoi: "Une écriture que l’on ne peut pas lire n’est pas comptée. Plutôt que d’imprimer un compte rendu auquel elle manquerait, \
               le logiciel s’arrête là ; et, pour ne pas vous égarer, il ne dit rien des soldes qui dépendent d’elle.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45,90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Corrigez l’endroit montré, puis relancez `retkoop verifier`. Un doute sur l’écriture d’une valeur ? `docs/format.md` \
               donne un exemple de chaque fichier.",
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
    reference: "Le format TOML 1.0 (toml.io), dont les fichiers de comptes sont une application.",
};
