//! Q002 — verificateur-mandataire. Nobody verifies what they kept: who held the account on any day of the exercice.

use std::collections::HashMap;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Mandataire, Partie, Role, cle_de_personne};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("Q002"),
    nom: "verificateur-mandataire",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "un vérificateur est mandataire ou signataire de l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(commission) = &vue.exercice.commission else { return };
    let cooperative = vue.comptes.cooperative;
    let en_fonction = cooperative.mandataires.iter().filter(|m| m.a_servi(vue.exercice.debut, vue.exercice.fin));
    let mut personnes: HashMap<String, &Mandataire> = HashMap::new();
    for mandataire in en_fonction {
        cle_de_personne(&mandataire.nom).map(|cle| personnes.entry(cle).or_insert(mandataire));
    }
    for verificateur in &commission.verificateurs {
        let Some(mandataire) = cle_de_personne(&verificateur.nom).and_then(|cle| personnes.get(&cle)) else { continue };
        let role = match mandataire.role {
            Role::Mandataire => "mandataire",
            Role::Signataire => "signataire",
        };
        let constat = Constat::new(
                REGLE.code,
                commission.lieu(verificateur.span),
                format!("« {} », {role} de l’exercice {}, en vérifie les comptes", verificateur.nom, vue.exercice.nom),
            )
            .etiquette("vérifie ses propres comptes")
            .aide("nommez une autre personne ; si ce n’était plus son rôle cette année-là, datez-le dans retkoop.toml : `depuis`, `jusqu_au`")
            .donnee("trouve", verificateur.nom.as_str())
            .sujet(verificateur.nom.as_str());
        // What a seal says of the people of its year stands in no file of today.
        constats.push(match std::ptr::eq(cooperative, &vue.dossier.cooperative) {
            true => constat.lien(cooperative.lieu(mandataire.span), format!("{role} de l’exercice")),
            false => constat,
        });
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Aucun des vérificateurs nommés dans `controle.toml` ne doit avoir été mandataire ou signataire du compte pendant l’exercice vérifié. Les \
           noms sont comparés sans tenir compte des majuscules ni des accents.",
    pourquoi: "On ne vérifie pas ses propres comptes : le quitus ne vaudrait rien, ni pour les familles ni pour le commissaire aux comptes de \
               l’association départementale.",
    exemple: &[Extrait::Fichier(
        "2024-2025/controle.toml",
        r#"
date = 2025-09-11

[[verificateur]]
nom     = "Mehdi Larroquin"
qualite = "parent"

[[verificateur]]
nom     = "Sabine Orlaveau"      # la mandataire elle-même
qualite = "enseignant"
"#,
    )],
    corriger: "Nommez quelqu’un d’autre. Si cette personne n’était plus mandataire cette année-là, dites-le dans `retkoop.toml`, avec `depuis` et \
               `jusqu_au`.",
    correction: &[Extrait::Fichier(
        "2024-2025/controle.toml",
        r#"
date = 2025-09-11

[[verificateur]]
nom     = "Mehdi Larroquin"
qualite = "parent"

[[verificateur]]
nom     = "Thibaut Cazelmont"
qualite = "enseignant"
"#,
    )],
    reference: "La page « Commission de contrôle des comptes » du guide de l’OCCE : aucun vérificateur n’est mandataire ni signataire.",
};
