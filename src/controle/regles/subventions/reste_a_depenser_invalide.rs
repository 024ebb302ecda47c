//! S003 — reste-a-depenser-invalide. 0 ≤ reste ≤ montant (domain.md, E8).

use crate::controle::explication::Explication;
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
    explication: Explication::A_ECRIRE,
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
