//! A010 — abonnement-inconnu. A subscription taken that the tariff does not price would be owed and not counted.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::parse::la_plus_proche;

pub static REGLE: Regle = Regle {
    code: Code("A010"),
    nom: "abonnement-inconnu",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion, Partie::Bareme],
    resume: "l’adhésion prend un abonnement que le barème de l’année ne connaît pas",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

/// Subscriptions that a message may name: no department has more.
const PROPOSES: usize = 20;

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    let Some(bareme) = vue.departement().bareme(&vue.exercice.nom) else { return };
    let connues: HashSet<&str> = bareme.abonnements.iter().map(|a| a.cle.as_str()).collect();
    let cles: Vec<&str> = bareme.abonnements.iter().map(|a| a.cle.as_str()).take(PROPOSES).collect();
    for pris in adhesion.abonnements.iter().filter(|pris| !connues.contains(pris.as_str())) {
        let nom = abrege(pris);
        let aide = match la_plus_proche(pris, cles.iter().copied()) {
            Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
            None if cles.is_empty() => "ce barème n’a aucun abonnement : enlevez cette ligne, ou demandez le prix au département".to_owned(),
            None => format!("les abonnements de ce barème : `{}`", cles.join("`, `")),
        };
        constats.push(
            Constat::new(REGLE.code, adhesion.lieu(pris.span), format!("l’abonnement « {nom} » n’est pas dans le barème {}", bareme.exercice.valeur))
                .etiquette("compté pour rien")
                .aide(aide)
                .donnee("trouve", nom.clone())
                .sujet(nom),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "`[abonnements]` prend un abonnement dont la clé n’est pas dans le barème de l’année.",
    pourquoi: "Ce que le barème ne chiffre pas est compté pour rien : la somme calculée serait trop petite, et l’abonnement ne serait pas servi.",
    exemple: &[Extrait::Ajout("2024-2025/adhesion.toml", r#"
[abonnements]
animation-education = true
"#)],
    corriger: "Corrigez la clé d’après le barème. Si le département ne propose pas cet abonnement cette année, enlevez la ligne.",
    correction: &[Extrait::Ajout("2024-2025/adhesion.toml", r#"
[abonnements]
animation-education = false
"#)],
    reference: "Les `[[bareme.abonnement]]` du département.",
};
