//! K002 — cahier-sans-classe. A class that has a ledger can no longer be removed (domain.md).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::Connus;

pub static REGLE: Regle = Regle {
    code: Code("K002"),
    nom: "cahier-sans-classe",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion],
    resume: "un cahier de classe n’a pas sa classe dans l’adhésion",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let adhesion = vue.exercice.adhesion.as_ref();
    let mut noms = Connus::new(adhesion.iter().flat_map(|a| &a.classes).map(|c| c.nom.as_str()));
    for cahier in vue.exercice.cahiers_de_classe.iter().filter(|c| !c.classe.valeur.is_empty()) {
        if adhesion.is_some_and(|a| a.classe(&cahier.classe).is_some()) {
            continue;
        }
        let aide = match noms.la_plus_proche(&cahier.classe) {
            Some(proche) => format!("vouliez-vous dire « {proche} » ? Sinon, ajoutez la classe à adhesion.toml : `[[classe]]` et `nom`"),
            None => format!("ajoutez la classe à adhesion.toml : `[[classe]]`, `nom` et `cahier = \"{}\"`", cahier.classe.valeur),
        };
        constats.push(
            Constat::new(REGLE.code, cahier.lieu(cahier.classe.span), format!("la classe « {} » de ce cahier n’est pas dans l’adhésion", cahier.classe.valeur))
                .etiquette("classe inconnue")
                .aide(aide)
                .donnee("trouve", cahier.classe.as_str())
                .piece(Some(cahier.piece.as_str()))
                .sujet(cahier.classe.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque cahier de `classes/` est celui d’une classe de `adhesion.toml`.",
    pourquoi: "Le cahier d’une classe devient une pièce du cahier de l’école. Sans sa classe, on ne sait plus qui en répond ; et une \
               classe qui tient un cahier ne s’enlève plus de l’adhésion.",
    exemple: &[Extrait::Fichier(
        "2024-2025/classes/CE2.toml",
        r#"
classe = "CE2"
piece  = "06"

[[operation]]
numero  = "1"
date    = 2025-04-10
libelle = "Vente de plants"
entree.especes = 12.50
compte  = "7070"

[[operation]]
numero  = "2"
date    = 2025-04-11
libelle = "Graines et terreau"
sortie.especes = 12.50
compte  = "6181"
"#,
    )],
    corriger: "Corrigez le nom de la classe, en tête du cahier, ou ajoutez la classe à `adhesion.toml`.",
    correction: &[Extrait::Fichier(
        "2024-2025/classes/CE1.toml",
        r#"
classe = "CE1"
piece  = "06"

[[operation]]
numero  = "1"
date    = 2025-04-10
libelle = "Vente de plants"
entree.especes = 12.50
compte  = "7070"

[[operation]]
numero  = "2"
date    = 2025-04-11
libelle = "Graines et terreau"
sortie.especes = 12.50
compte  = "6181"
"#,
    )],
    reference: "Le guide de l’OCCE, cahiers de coop-classe : un cahier se crée depuis la ligne de la classe, dans l’adhésion.",
};
