//! L006 — fichier-illisible. Emitted by [`crate::parse`] from what [`crate::source::disque`] refused.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::FICHIER_ILLISIBLE,
    nom: "fichier-illisible",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un fichier n’est pas en UTF-8, est trop gros ou ne peut pas être lu",
    explication: EXPLICATION,
    verification: Verification::Lecture,
};

const EXPLICATION: Explication = Explication {
    quoi: "Un fichier de comptes doit être un texte en UTF-8, de taille raisonnable, que l’on a le droit de lire.",
    pourquoi: "Un fichier qui ne se lit pas ne compte pas : toutes ses écritures manqueraient au cahier.",
    exemple: &[Extrait::EnLatin1(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Goûter de fin d'année"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Ouvrez le fichier dans votre éditeur et enregistrez-le « en UTF-8 » : dans le Bloc-notes de Windows, « Enregistrer sous \
               », puis « Codage ». Les guillemets et les accents du texte seront alors les bons.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Goûter de fin d'année"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Le format des fichiers, `docs/format.md` : du TOML, donc de l’UTF-8.",
};
