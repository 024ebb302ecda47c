//! R003 — regie-retour-excessif. A class that spent its own money is given a complementary versement first (domain.md).

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("R003"),
    nom: "regie-retour-excessif",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Regies, Partie::Classes, Partie::Ouverture, Partie::Cahier],
    resume: "une classe a rendu ou expliqué plus qu’elle ne détenait à la fin d’une journée",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for regie in vue.comptes.regies().iter().filter(|regie| !super::regie_non_soldee::est_dite_ailleurs(vue, regie)) {
        for (jour, _) in regie.chronique.periodes_negatives(vue.exercice.debut) {
            let tenu = regie.chronique.le(jour);
            let classe = super::regie_non_soldee::nom_de_la_classe(&regie.classe);
            constats.push(
                Constat::new(
                    REGLE.code,
                    vue.lieu_de_la_regie(regie, jour),
                    format!("le {}, {classe} a rendu ou expliqué {} de plus qu’elle ne détenait", date::en_chiffres(jour), tenu.abs()),
                )
                .etiquette("la régie passe sous zéro")
                .aide("vérifiez les dates et les montants ; si la classe a avancé de l’argent, versez-lui d’abord le complément (`regie.versee`)")
                .donnee("trouve", tenu.decimal())
                .sujet(format!("{} {jour}", regie.classe)),
            );
        }
    }
}
