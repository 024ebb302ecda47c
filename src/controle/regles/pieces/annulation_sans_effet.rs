//! P007 — annulation-sans-effet. Ours: without it, a wrong `annule` would leave two operations unticked for ever, silently.

use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P007"),
    nom: "annulation-sans-effet",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Cahier, Partie::Ouverture],
    resume: "`annule` ne désigne aucune opération non pointée du montant opposé",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    if !vue.exercice.lacunes.tous_pointages_connus() {
        return;
    }
    for ecriture in vue.comptes.annulations_sans_effet() {
        let Some(annule) = &ecriture.annule else { continue };
        constats.push(
            Constat::new(REGLE.code, ecriture.lieu(annule.span), format!("l’écriture n’annule rien : aucune opération non pointée du montant opposé sous la pièce {}", annule.valeur))
                .etiquette("annulation sans effet")
                .aide("nommez la pièce (ou, d’un report, le numéro de chèque) de l’opération jamais présentée, avec les mêmes montants en sens inverse, sans `pointage`")
                .piece(Some(ecriture.numero()))
                .sujet(annule.valeur.as_str()),
        );
    }
}
