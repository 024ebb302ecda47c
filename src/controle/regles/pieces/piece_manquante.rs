//! P001 — piece-manquante. An empty number is a missing one.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Manques;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P001"),
    nom: "piece-manquante",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "une écriture n’a pas de numéro de pièce",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for ecriture in &vue.exercice.ecritures {
        let sans_numero = ecriture.numero().is_empty() && !ecriture.manques.touche(Manques::PIECE);
        if sans_numero {
            constats.push(
                Constat::new(REGLE.code, ecriture.lieu(ecriture.piece.as_ref().map_or(ecriture.span, |p| p.span)), "l’écriture n’a pas de numéro de pièce")
                    .etiquette("pièce sans numéro")
                    .aide("donnez-lui son numéro d’ordre, et reportez-le sur le justificatif : `piece = \"05\"`")
                    .sujet(format!("{:?} {}", ecriture.date.map(|d| d.valeur), ecriture.libelle.valeur)),
            );
        }
    }
}
