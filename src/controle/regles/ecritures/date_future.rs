//! E007 — date-future. The day of the check is `--date`, or today.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("E007"),
    nom: "date-future",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "une écriture est datée après le jour de la vérification",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for ecriture in &vue.exercice.ecritures {
        let Some(date) = ecriture.date.filter(|d| d.valeur > vue.jour && vue.exercice.contient(d.valeur)) else { continue };
        constats.push(
            Constat::new(
                REGLE.code,
                ecriture.lieu(date.span),
                format!("l’écriture est datée du {}, après le jour de la vérification ({})", date::en_chiffres(date.valeur), date::en_chiffres(vue.jour)),
            )
            .etiquette("dans l’avenir")
            .aide("corrigez la date ; un chèque se date du jour où il est fait")
            .donnee("attendu", vue.jour.to_string())
            .donnee("trouve", date.valeur.to_string())
            .piece(Some(ecriture.numero())),
        );
    }
}
