//! C001 — arrete-discordant. Σ (denomination × count) = balance at the end of its day (domain.md, E7). A difference that stays the same from one count to the next is told once.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Montant, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("C001"),
    nom: "arrete-discordant",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture],
    resume: "une caisse comptée n’a pas le solde du cahier",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for caisse in vue.comptes.caisses().filter(|&c| vue.exercice.lacunes.solde_connu(c)) {
        let nom = &vue.dossier.cooperative.tresorerie(caisse).nom;
        let mut precedente = Montant::ZERO;
        for arrete in vue.exercice.arretes.iter().filter(|a| a.tresorerie.connue() == Some(caisse) && a.manques.is_aucun()) {
            let Some(compte) = arrete.compte() else { continue };
            let jour = arrete.date.valeur;
            // After the last day, the next year's movements are in the box too.
            let apres = vue.suivant.filter(|_| jour > vue.exercice.fin);
            if apres.is_some_and(|suivant| !suivant.exercice.lacunes.solde_connu(caisse)) {
                continue;
            }
            let solde = apres.unwrap_or(vue.comptes).solde(caisse, jour);
            let ecart = compte - solde;
            if ecart == std::mem::replace(&mut precedente, ecart) || ecart.is_zero() {
                continue;
            }
            let sens = if ecart.is_negative() { "manquent dans la caisse" } else { "sont de trop dans la caisse" };
            constats.push(
                Constat::new(
                    REGLE.code,
                    arrete.lieu(arrete.date.span),
                    format!("le {}, le compte `{nom}` contient {compte}, le cahier dit {solde} ; différence {}", date::en_chiffres(jour), ecart.abs()),
                )
                .etiquette(format!("{} {sens}", ecart.abs()))
                .aide("recomptez, puis cherchez l’écriture d’espèces oubliée, comptée deux fois ou mal recopiée avant ce jour")
                .ecart(solde, compte)
                .sujet(format!("{nom} {jour}")),
            );
        }
    }
}
