//! L004 — type-inattendu. Emitted by [`crate::parse`], with the right spelling.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::TYPE_INATTENDU,
    nom: "type-inattendu",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une valeur n’est pas du type attendu, comme une date ou un montant entre guillemets",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Une valeur doit être de la bonne sorte : un texte entre guillemets droits, une date et un montant sans guillemets, une liste \
           entre crochets. Le constat montre l’écriture attendue.",
    pourquoi: "Entre guillemets, `\"45.90\"` n’est qu’un texte : il ne s’additionne pas. Le convertir en silence ferait aussi accepter \
               `\"45.90 ou 54.90 ?\"`.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = "45.90"
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Recopiez l’écriture que montre le constat.",
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
    reference: "Le format des fichiers, `docs/format.md`.",
};
