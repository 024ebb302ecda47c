//! T006 — pointage-sans-banque. Ticking is for what a bank's statement shows: not for cash, not for an explanation of a régie.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Manques, Mouvement, Partie, Pointage};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T006"),
    nom: "pointage-sans-banque",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Identite],
    resume: "une opération est pointée alors qu’aucune banque ne la voit",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let mut juger = |mouvements: &[Mouvement], pointage: &Pointage, lieu: Lieu, piece: Option<&str>| {
        let inconnue = |m: &Mouvement| m.tresorerie.connue().is_none();
        if mouvements.iter().any(inconnue) || pointage.tresorerie.as_ref().is_some_and(|t| t.connue().is_none()) {
            return; // E006.
        }
        let voulue = pointage.tresorerie.as_ref().and_then(|t| t.connue());
        let banque = |m: &Mouvement| m.tresorerie.connue().filter(|id| vue.comptes.cooperative.tresorerie(*id).compte.is_banque());
        let vue_par_une_banque = mouvements.iter().filter_map(banque).any(|id| voulue.is_none_or(|v| v == id));
        if vue_par_une_banque {
            return;
        }
        let ou = voulue.map_or_else(|| "aucune banque".to_owned(), |id| format!("pas `{}`", vue.comptes.cooperative.tresorerie(id).nom));
        constats.push(
            Constat::new(REGLE.code, lieu, format!("l’opération est pointée, mais ne touche {ou}"))
                .etiquette("pointage sans mouvement bancaire")
                .aide("enlevez le pointage : seul ce que montre un relevé de banque se pointe")
                .piece(piece),
        );
    };
    // An entry or a report without any amount is E003.
    let lisibles = vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::MOUVEMENTS) && !e.est_vide());
    for ecriture in lisibles {
        for pointage in &ecriture.pointages {
            juger(&ecriture.mouvements, pointage, ecriture.lieu(pointage.span), Some(ecriture.numero()));
        }
    }
    for report in vue.exercice.reports.iter().filter(|r| r.manques.is_aucun() && !r.est_vide()) {
        for pointage in &report.pointages {
            juger(&report.mouvements, pointage, vue.exercice.lieu(pointage.span), None);
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Seule se pointe une opération qu’un relevé de banque peut montrer. Une dépense en espèces, ou l’explication d’une régie, ne \
           se pointe pas.",
    pourquoi: "Un pointage sans mouvement de banque ne prouve rien ; et l’opération, elle, est peut-être écrite sur le mauvais compte.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-05.toml",
        r#"
[[ecriture]]
piece   = "05"
date    = 2025-05-22
libelle = "Boulangerie du Lavoir, goûter des CP"
moyen   = "especes"
sortie.caisse    = 20.00
ventilation.6181 = 20.00
pointage = 2025-08-31
justificatifs = ["pieces/05-boulangerie.pdf"]
"#,
    )],
    corriger: "Enlevez le pointage. Si le relevé montre vraiment l’opération, c’est qu’elle a été payée par la banque : corrigez \
               `sortie.caisse` en `sortie.banque`.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-05.toml",
        r#"
[[ecriture]]
piece   = "05"
date    = 2025-05-22
libelle = "Boulangerie du Lavoir, goûter des CP"
moyen   = "especes"
sortie.caisse    = 20.00
ventilation.6181 = 20.00
justificatifs = ["pieces/05-boulangerie.pdf"]
"#,
    )],
    reference: "Le pointage des relevés bancaires ; la caisse, elle, se prouve par son arrêté.",
};
