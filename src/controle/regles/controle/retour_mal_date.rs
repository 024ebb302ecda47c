//! Q005 — retour-mal-date. Ours: the return is made from closed accounts, and its steps follow each other. `retkoop retour`
//! refuses such days; a step may be written by hand.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, EtapeDuRetour, EtatDuRetour, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("Q005"),
    nom: "retour-mal-date",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "une étape du retour est datée d’avant la fin de l’exercice, ou d’avant l’étape qu’elle suit",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let (exercice, mut precedente) = (vue.exercice, None::<Date>);
    for etape in exercice.retour.iter().filter(|etape| etape.etat != EtatDuRetour::EnConstruction) {
        let ecrite = date::en_chiffres(etape.date);
        let debut = format!("le retour de {} est noté « {} » le {ecrite}", exercice.nom, etape.etat.intitule());
        let borne = if etape.date <= exercice.fin {
            Some((format!("{debut}, avant la fin de l’exercice, le {}", date::en_chiffres(exercice.fin)), exercice.fin))
        } else {
            let avant = precedente.filter(|avant| etape.date < *avant);
            avant.map(|avant| (format!("{debut}, avant l’étape qu’il suit, du {}", date::en_chiffres(avant)), avant))
        };
        precedente = precedente.max(Some(etape.date));
        constats.extend(borne.map(|(message, borne)| constat(etape, message, borne)));
    }
}

fn constat(etape: &EtapeDuRetour, message: String, borne: Date) -> Constat {
    Constat::new(REGLE.code, Lieu { fichier: etape.fichier, span: etape.span }, message)
        .etiquette("trop tôt")
        .aide("corrigez cette date, ou enlevez l’étape ; `retkoop retour` note chacune le jour où elle a lieu")
        .donnee("attendu", borne.to_string())
        .donnee("trouve", etape.date.to_string())
        .sujet(etape.etat.nom())
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque étape de `retour/etat.toml` est datée d’après le dernier jour de l’exercice, et pas d’avant l’étape qu’elle suit.",
    pourquoi: "Ce fichier dit où en est l’envoi au département, et la page d’accueil s’y fie : un retour « accepté » avant même que l’année soit \
               finie ferait taire le rappel, alors que rien n’est parti.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2024-2025/retour/etat.toml",
            r#"
[[etape]]
etat = "saisi"
date = 2025-06-15     # l’exercice finit le 31 août 2025
"#,
        ),
    ],
    corriger: "Corrigez la date, ou enlevez l’étape et notez-la par `retkoop retour saisi`.",
    correction: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2024-2025/retour/etat.toml",
            r#"
[[etape]]
etat = "saisi"
date = 2025-09-15
"#,
        ),
    ],
    reference: "Le calendrier de l’OCCE : le retour se fait en septembre, avec les comptes de l’année finie.",
};
