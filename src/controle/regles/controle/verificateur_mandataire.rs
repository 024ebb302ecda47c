//! Q002 — verificateur-mandataire. Nobody verifies what they kept: who held the account on any day of the exercice.

use std::collections::HashMap;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Mandataire, Partie, Role, cle_d_abrege, cle_de_personne, cles_des_abreges};
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
    let personnes = Personnes::de(en_fonction);
    for verificateur in &commission.verificateurs {
        let Some(mandataire) = personnes.trouver(&verificateur.nom) else { continue };
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

/// Who kept the accounts, by the names under which one may write them.
#[derive(Default)]
struct Personnes<'a> {
    entieres: HashMap<String, &'a Mandataire>,
    /// Written in full, by the abbreviations that stand for them.
    par_abrege: HashMap<String, &'a Mandataire>,
    /// Written with an initial.
    abregees: HashMap<String, &'a Mandataire>,
}

impl<'a> Personnes<'a> {
    fn de(mandataires: impl Iterator<Item = &'a Mandataire>) -> Personnes<'a> {
        let mut personnes = Personnes::default();
        for mandataire in mandataires {
            let nom = &mandataire.nom;
            cle_de_personne(nom).map(|cle| personnes.entieres.entry(cle).or_insert(mandataire));
            cle_d_abrege(nom).map(|cle| personnes.abregees.entry(cle).or_insert(mandataire));
            for cle in cles_des_abreges(nom) {
                personnes.par_abrege.entry(cle).or_insert(mandataire);
            }
        }
        personnes
    }

    fn trouver(&self, nom: &str) -> Option<&'a Mandataire> {
        let entiere = cle_de_personne(nom).and_then(|cle| self.entieres.get(&cle));
        let abrege = || cle_d_abrege(nom).and_then(|cle| self.par_abrege.get(&cle));
        let abregee = || cles_des_abreges(nom).iter().find_map(|cle| self.abregees.get(cle));
        entiere.or_else(abrege).or_else(abregee).copied()
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Aucun des vérificateurs nommés dans `controle.toml` ne doit avoir été mandataire ou signataire du compte pendant l’exercice vérifié. Les \
           noms sont comparés sans tenir compte de leur ordre, des majuscules, des accents ni des civilités, et une initiale vaut pour son \
           prénom : « Mme S. Orlaveau » est Sabine Orlaveau. Un nom de famille seul n’est pas reconnu : ce peut être un parent.",
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
