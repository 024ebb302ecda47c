//! S002 — subvention-sans-justificatif. The proofs of the subsidies are sent with the returns (domain.md).

use crate::controle::explication::Explication;
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
    explication: Explication::A_ECRIRE,
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
