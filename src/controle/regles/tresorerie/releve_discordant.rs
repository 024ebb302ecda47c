//! T003 — releve-discordant. Formula of format.md, « Balances of a bank on a day ». A difference that stays the same from one statement to the next has one cause: it is told once, where it appears.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::calcul::Origine;
use crate::coop::{Date, Montant, Partie, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("T003"),
    nom: "releve-discordant",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Releves, Partie::Ouverture],
    resume: "le solde d’un relevé n’est pas celui que donnent les opérations pointées",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for banque in vue.comptes.banques() {
        if !vue.exercice.lacunes.solde_connu(banque) || !vue.exercice.lacunes.pointage_connu(banque) {
            continue;
        }
        // T005 says that the opening itself is wrong.
        if vue.precedent.is_some_and(|p| p.exercice.scelle && p.cloture(banque) != vue.comptes.ouverture(banque)) {
            continue;
        }
        let nom = &vue.dossier.cooperative.tresorerie(banque).nom;
        let mut precedente = Montant::ZERO;
        for releve in vue.exercice.releves.iter().filter(|r| r.tresorerie.connue() == Some(banque)) {
            let jour = releve.date.valeur;
            // After the last day, the next year's movements are on the statement too.
            let apres = vue.suivant.filter(|_| jour > vue.exercice.fin);
            let lacunes = apres.map(|suivant| &suivant.exercice.lacunes);
            if lacunes.is_some_and(|l| !l.solde_connu(banque) || !l.pointage_connu(banque)) {
                continue;
            }
            let comptes = apres.unwrap_or(vue.comptes);
            let attendu = comptes.vu_par_la_banque(banque, jour);
            let ecart = releve.solde.valeur - attendu;
            if ecart == std::mem::replace(&mut precedente, ecart) || ecart.is_zero() {
                continue;
            }
            constats.push(
                Constat::new(
                    REGLE.code,
                    releve.lieu(releve.solde.span),
                    format!(
                        "le relevé de `{nom}` du {} dit {}, l’ouverture et les opérations pointées donnent {attendu} ; différence {}",
                        date::en_chiffres(jour),
                        releve.solde.valeur,
                        ecart.abs()
                    ),
                )
                .etiquette(format!("{} d’écart", ecart.abs()))
                .aide(conseil(vue, banque, jour, ecart))
                .ecart(attendu, releve.solde.valeur)
                .sujet(format!("{nom} {jour}")),
            );
        }
    }
}

/// An unticked operation of exactly the difference, or one ticked that the bank does not show, is most likely the cause.
fn conseil(vue: &Vue, banque: TresorerieId, jour: Date, ecart: Montant) -> String {
    let suspecte = vue.comptes.non_pointees(banque, jour).into_iter().find(|n| n.montant == ecart && n.origine.date() <= jour);
    if let Some(suspecte) = suspecte {
        let piece = match suspecte.origine {
            Origine::Ecriture(ecriture) => format!("la pièce {}", ecriture.numero()),
            Origine::Report(_) => "le report".to_owned(),
        };
        return format!("{piece} (« {} ») est justement de {}, sans pointage : le relevé montre-t-il cette opération ?", suspecte.origine.libelle(), ecart.abs());
    }
    "comparez le relevé ligne à ligne avec les opérations pointées à cette date : un montant mal recopié, une opération oubliée ou pointée trop tôt".to_owned()
}
