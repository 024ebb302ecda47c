//! R001 — regie-non-soldee. Versé − retourné − expliqué + receipts − expenses of its ledger ≠ 0 (domain.md), class by class.

use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("R001"),
    nom: "regie-non-soldee",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Regies, Partie::Classes, Partie::Ouverture, Partie::Cahier],
    resume: "une classe détient encore de l’argent à la fin de l’exercice",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for regie in vue.comptes.regies() {
        let tenu = regie.tenu();
        if tenu.is_zero() {
            continue;
        }
        let classe = nom_de_la_classe(&regie.classe);
        let sens = if tenu.is_negative() { "a dépensé de trop" } else { "détient encore" };
        let mut detail = format!("versé {}, retourné {}, expliqué {}", regie.verse, regie.retourne, regie.explique);
        if !regie.recettes.is_zero() || !regie.depenses.is_zero() {
            detail.push_str(&format!(", recettes {} et dépenses {} de son cahier", regie.recettes, regie.depenses));
        }
        constats.push(
            Constat::new(REGLE.code, vue.lieu_de_la_regie(regie, vue.exercice.fin), format!("{classe} {sens} {} ({detail})", tenu.abs()))
                .etiquette("dernière écriture de cette régie")
                .aide("faites rendre le reste (`regie.retournee`), ou expliquez la dépense avec ses pièces (`regie.expliquee` et la ventilation)")
                .donnee("attendu", "0.00")
                .donnee("trouve", tenu.decimal())
                .donnee("difference", tenu.abs().decimal())
                .sujet(regie.classe.as_str()),
        );
    }
}

/// « la classe CP », or what to call a régie that does not say whose it is.
pub(super) fn nom_de_la_classe(classe: &str) -> String {
    if classe.is_empty() { "une régie sans classe".to_owned() } else { format!("la classe {classe}") }
}
