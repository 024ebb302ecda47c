//! Q003 — parent-absent. Where the department asks for a parent; a commission of nobody is Q001.

use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("Q003"),
    nom: "parent-absent",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Commission],
    resume: "aucun vérificateur n’est un parent, alors que le département en demande un",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(commission) = &vue.exercice.commission else { return };
    let parent = commission.verificateurs.iter().any(|v| v.qualite == "parent");
    let Some(premier) = commission.verificateurs.first().filter(|_| !parent) else { return };
    if !vue.dossier.departement.commission.parent_obligatoire {
        return;
    }
    constats.push(
        Constat::new(REGLE.code, commission.lieu(premier.span), "aucun parent d’élève ne vérifie les comptes")
            .etiquette("le premier des vérificateurs")
            .aide("ajoutez un parent à la commission ; si l’un d’eux l’est déjà, écrivez `qualite = \"parent\"`")
            .donnee("attendu", "parent")
            .sujet("parent"),
    );
}
