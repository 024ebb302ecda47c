//! A009 — effectif-vide. A class that was begun and not filled in.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("A009"),
    nom: "effectif-vide",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion],
    resume: "une classe de l’adhésion n’a pas d’enseignant ou pas d’élève",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    for classe in &adhesion.classes {
        let (manque, aide) = match (classe.enseignants.is_empty(), classe.eleves.valeur == 0) {
            (true, true) => ("ni enseignant ni élève", "ajoutez `enseignants = [{ nom = \"…\" }]` et `eleves = 23`"),
            (true, false) => ("aucun enseignant", "ajoutez `enseignants = [{ nom = \"…\" }]`"),
            (false, true) => ("aucun élève", "ajoutez `eleves = 23`"),
            (false, false) => continue,
        };
        let nom = abrege(&classe.nom);
        constats.push(
            Constat::new(REGLE.code, adhesion.lieu(classe.nom.span), format!("la classe « {nom} » n’a {manque}"))
                .etiquette(manque)
                .aide(format!("{aide} ; sinon, enlevez cette classe : la cotisation en dépend"))
                .sujet(nom),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une classe de `adhesion.toml` n’a pas d’enseignant, ou pas d’élève.",
    pourquoi: "Chaque enseignant signe le compte rendu financier, et la cotisation compte les personnes : une classe à moitié remplie fausse les deux.",
    exemple: &[Extrait::Ajout(
        "2024-2025/adhesion.toml",
        r#"
[[classe]]
nom = "CE2"
"#,
    )],
    corriger: "Complétez la classe. Si elle n’existe plus, enlevez-la de l’adhésion.",
    correction: &[Extrait::Ajout(
        "2024-2025/adhesion.toml",
        r#"
# La classe de CE2 a fermé : elle n'est plus dans l'adhésion.
"#,
    )],
    reference: "Une précaution de ce programme ; un enseignant remplaçant compte comme un autre.",
};
