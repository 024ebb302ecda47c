//! S002 — subvention-sans-justificatif. The proofs of the subsidies are sent with the returns (domain.md).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("S002"),
    nom: "subvention-sans-justificatif",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Subventions, Partie::Bornes],
    resume: "une subvention n’a pas de justificatif",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for subvention in vue.exercice.subventions.iter().filter(|s| s.manques.is_aucun() && s.justificatif.as_ref().is_none_or(|j| j.trim().is_empty())) {
        constats.push(
            Constat::new(
                REGLE.code,
                subvention.lieu(subvention.span),
                format!("la subvention de {} ({}) n’a pas de justificatif", subvention.montant.valeur, subvention.origine),
            )
            .etiquette("justificatif absent")
            .aide("joignez l’avis de versement ou l’arrêté : `justificatif = \"pieces/08-mairie.pdf\"`")
            .piece(subvention.piece.as_ref().map(|p| p.as_str()))
            .sujet(format!("{} {}", subvention.origine, subvention.date)),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une fois l’exercice terminé, chaque ligne du tableau des subventions nomme son justificatif : l’avis de versement, l’arrêté, \
           la lettre.",
    pourquoi: "Les justificatifs des subventions s’envoient à l’association départementale avec le compte rendu financier.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/subventions.toml",
            r#"
[[subvention]]
origine      = "Mairie de Sainte-Amarelle"
montant      = 200.00
date         = 2025-01-16
designation  = "Projets de la coopérative"
piece        = "03"
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-01.toml",
            r#"
[[ecriture]]
piece   = "03"
date    = 2025-01-16
libelle = "Mairie, subvention 2025"
moyen   = "virement"
entree.banque    = 200.00
ventilation.7410 = 200.00
pointage = 2025-01-31
justificatifs = ["pieces/03-mairie.pdf"]
"#,
        ),
    ],
    corriger: "Rangez le document dans `pieces/` et nommez-le dans le tableau. Perdu ? La mairie en renvoie une copie.",
    correction: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine      = "Mairie de Sainte-Amarelle"
montant      = 200.00
date         = 2025-01-16
designation  = "Projets de la coopérative"
piece        = "03"
justificatif = "pieces/03-mairie.pdf"
"#,
    )],
    reference: "Les pièces à joindre au compte rendu financier de l’OCCE : les justificatifs des subventions.",
};
