//! T001 — trop-d-ecritures-non-pointees. More than the department's threshold, carried-over operations included; cancelled pairs leave the count.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};

pub static REGLE: Regle = Regle {
    code: Code("T001"),
    nom: "trop-d-ecritures-non-pointees",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Cahier, Partie::Ouverture, Partie::Identite],
    resume: "trop d’opérations ne sont pas pointées",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    if !vue.exercice.lacunes.tous_pointages_connus() {
        return;
    }
    let seuil = vue.dossier.departement.seuils.ecritures_non_pointees;
    let non_pointees = vue.comptes.operations_non_pointees(vue.exercice.fin);
    let Some(premiere) = non_pointees.first().filter(|_| non_pointees.len() as i64 > seuil) else { return };
    let mut constat = Constat::new(
        REGLE.code,
        premiere.lieu(),
        format!("{} sans pointage, {seuil} au plus à la clôture", pluriel(non_pointees.len(), "opération")),
    )
    .etiquette("la plus ancienne")
    .aide("pointez-les sur les relevés : `pointage = AAAA-MM-JJ`, la date du relevé qui les montre")
    .donnee("attendu", seuil.to_string())
    .donnee("trouve", non_pointees.len().to_string())
    .donnee("difference", (non_pointees.len() as i64 - seuil).to_string());
    for autre in non_pointees.iter().skip(1).take(9) {
        constat = constat.lien(autre.lieu(), format!("du {}, non pointée", date::en_chiffres(autre.date())));
    }
    constats.push(constat);
}
