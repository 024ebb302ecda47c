//! L005 — montant-invalide. Emitted by [`crate::parse`].

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::MONTANT_INVALIDE,
    nom: "montant-invalide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un montant a trop de décimales, un exposant, une valeur démesurée ou un signe interdit",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Un montant est un nombre d’euros, avec deux décimales au plus et un point : `45.90`, `45`. Sont refusés une troisième \
           décimale, un exposant (`1e3`), un signe `+`, des chiffres séparés (`1_000.00`), une somme démesurée, et un montant négatif là \
           où seul un nombre positif a un sens : une sortie négative est une entrée.",
    pourquoi: "Les comptes se tiennent au centime. Un arrondi, ou un signe compris de travers, se retrouve des mois plus tard dans un \
               écart que plus personne ne sait expliquer.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.905
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Reprenez le montant du justificatif, au centime. Pour une dépense remboursée, écrivez une entrée, ou une ventilation \
               négative.",
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
    reference: "Le format des fichiers, `docs/format.md`, « Les règles de tous les fichiers » : les montants sont lus exactement, jamais \
                arrondis.",
};
