//! L002 — cle-inconnue. Emitted by [`crate::parse`], with the nearest key of the format; here, for the rules that `[niveaux]`
//! names: reading does not know them.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::controle::regles::{REGLES, regle_proche};
use crate::diagnostic::{Constat, Niveau, abrege, code};
use crate::parse::Dossier;
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: code::CLE_INCONNUE,
    nom: "cle-inconnue",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "une clé n’est pas dans le format",
    explication: EXPLICATION,
    verification: Verification::Cooperative(verifier),
};

fn verifier(dossier: &Dossier, constats: &mut Vec<Constat>) {
    let Some(fichier) = dossier.fichier_du_departement else { return };
    for (nom, reglage) in &dossier.departement.niveaux {
        if REGLES.iter().any(|regle| nom == regle.code.0 || nom == regle.nom) {
            continue;
        }
        let aide = match regle_proche(nom) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None => "une règle se nomme par son code ou son nom : `retkoop expliquer` en donne la liste".to_owned(),
        };
        constats.push(
            Constat::new(REGLE.code, Lieu { fichier, span: reglage.span }, format!("`{}` n’est pas une règle", abrege(nom)))
                .etiquette("règle inconnue")
                .aide(aide)
                .donnee("trouve", nom.as_str())
                .sujet(nom.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque fichier a ses clés, et elles seules. Une clé mal orthographiée, accentuée ou placée dans le mauvais fichier est \
           refusée ; le constat propose la plus ressemblante.",
    pourquoi: "Une clé ignorée en silence serait un montant perdu : `ventilaton.6181 = 45.90` laisserait l’écriture sans ventilation, et \
               un `pointge` ne pointerait rien.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilaton.6181  = 45.90
"#,
    )],
    corriger: "Écrivez la clé proposée. Pour garder une note à vous, mettez-la en commentaire, après un `#`.",
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
# À voir avec la directrice : la carte de fidélité.
"#,
    )],
    reference: "Le format des fichiers, `docs/format.md`.",
};
