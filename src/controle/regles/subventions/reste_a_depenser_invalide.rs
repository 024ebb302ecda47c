//! S003 — reste-a-depenser-invalide. 0 ≤ reste ≤ montant (domain.md, E8).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("S003"),
    nom: "reste-a-depenser-invalide",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "le reste à dépenser d’une subvention est négatif ou dépasse son montant",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for subvention in vue.exercice.subventions.iter().filter(|s| s.manques.is_aucun()) {
        let (montant, reste) = (subvention.montant.valeur, subvention.reste_a_depenser.valeur);
        let (message, borne) = if reste.is_negative() {
            (format!("le reste à dépenser est négatif : {reste}"), crate::coop::Montant::ZERO)
        } else if reste > montant {
            (format!("il resterait {reste} à dépenser d’une subvention de {montant} ; dépassement {}", reste - montant), montant)
        } else {
            continue;
        };
        constats.push(
            Constat::new(REGLE.code, subvention.lieu(subvention.reste_a_depenser.span), message)
                .etiquette("reste impossible")
                .aide(format!("écrivez ce qui n’est pas encore dépensé au dernier jour : de 0.00 à {}", montant.decimal()))
                .ecart(borne, reste)
                .piece(subvention.piece.as_ref().map(|p| p.as_str()))
                .sujet(format!("{} {}", subvention.origine, subvention.date)),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le reste à dépenser d’une subvention, au dernier jour de l’exercice, va de zéro à son montant.",
    pourquoi: "Il dit à celui qui a donné l’argent ce qui n’a pas encore servi. Négatif, ou plus grand que la subvention, il n’a pas de \
               sens.",
    exemple: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine      = "Mairie de Sainte-Amarelle"
montant      = 200.00
date         = 2025-01-16
designation  = "Projets de la coopérative"
reste_a_depenser = 250.00
piece        = "03"
justificatif = "pieces/03-mairie.pdf"
"#,
    )],
    corriger: "Additionnez ce que la subvention a payé, et retranchez-le de son montant.",
    correction: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine      = "Mairie de Sainte-Amarelle"
montant      = 200.00
date         = 2025-01-16
designation  = "Projets de la coopérative"
reste_a_depenser = 80.00     # 200,00 − 120,00 (pièce 04)
piece        = "03"
justificatif = "pieces/03-mairie.pdf"
"#,
    )],
    reference: "Le tableau des subventions du compte rendu financier de l’OCCE, colonne « reste à dépenser au 31 août ».",
};
