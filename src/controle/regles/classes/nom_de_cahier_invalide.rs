//! K001 — nom-de-cahier-invalide. Names of class ledgers (domain.md, « Class ledgers »).

use std::collections::HashMap;

use ecow::EcoString;
use unicode_normalization::UnicodeNormalization;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{NOM_DE_CAHIER_MAX, Partie, cle_du_nom};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("K001"),
    nom: "nom-de-cahier-invalide",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion],
    resume: "le nom d’un cahier de classe est vide, a plus de 10 caractères ou sert deux fois",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    let mut premiers: HashMap<EcoString, Span> = HashMap::new();
    for cahier in adhesion.classes.iter().filter_map(|c| c.cahier.as_ref()) {
        let longueur = cahier.nfc().count();
        let message = if cahier.trim().is_empty() {
            "le nom du cahier de classe est vide".to_owned()
        } else if longueur > NOM_DE_CAHIER_MAX {
            format!("le nom du cahier « {} » a {longueur}\u{a0}caractères, {NOM_DE_CAHIER_MAX} au plus sont permis", abrege(cahier))
        } else if !cahier.contains(char::is_alphanumeric) {
            format!("le nom du cahier « {} » n’a ni lettre ni chiffre", cahier.valeur)
        } else if let Some(premier) = premiers.get(&cle_du_nom(cahier)) {
            constats.push(
                Constat::new(REGLE.code, adhesion.lieu(cahier.span), format!("deux classes ont le cahier « {} »", cahier.valeur))
                    .etiquette("déjà pris")
                    .lien(adhesion.lieu(*premier), "d’abord ici")
                    .aide("donnez à chaque classe son propre cahier")
                    .sujet(cahier.as_str()),
            );
            continue;
        } else {
            premiers.insert(cle_du_nom(cahier), cahier.span);
            continue;
        };
        constats.push(
            Constat::new(REGLE.code, adhesion.lieu(cahier.span), message)
                .etiquette("nom refusé")
                .aide("choisissez un nom court, comme « CP » ou « CM1-CM2 » ; sans cahier, enlevez la ligne `cahier`")
                .sujet(cahier.as_str()),
        );
    }
    let premiers = vue.exercice.cahiers_par_classe();
    for cahier in &vue.exercice.cahiers_de_classe {
        let classe = vue.exercice.nom_de_classe(&cahier.classe);
        let premier = premiers.get(classe).filter(|premier| !std::ptr::eq(**premier, cahier));
        if let Some(premier) = premier.filter(|_| !cahier.classe.trim().is_empty()) {
            constats.push(
                Constat::new(REGLE.code, cahier.lieu(cahier.classe.span), format!("la classe « {classe} » a deux cahiers"))
                    .etiquette("second cahier de la classe")
                    .lien(premier.lieu(premier.classe.span), "premier cahier")
                    .aide("réunissez les opérations dans un seul fichier de `classes/`")
                    .sujet(classe),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le nom d’un cahier de classe (`cahier`, dans `adhesion.toml`) a de un à dix caractères, dont une lettre ou un chiffre, \
           et ne sert qu’à une classe : « CP » et « cp » sont un seul nom. Une classe n’a qu’un fichier dans `classes/`.",
    pourquoi: "Ce nom tient dans une colonne du cahier de l’école. Donné deux fois, il mêlerait les comptes de deux classes.",
    exemple: &[Extrait::Fichier(
        "2024-2025/adhesion.toml",
        r#"
date = 2024-09-17

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20
cahier      = "Cours préparatoire"

[[classe]]
nom         = "CE1"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#,
    )],
    corriger: "Choisissez un nom court et propre à la classe, comme « CP » ou « CM1-CM2 ». Une classe sans cahier n’a pas de ligne \
               `cahier`.",
    correction: &[Extrait::Fichier(
        "2024-2025/adhesion.toml",
        r#"
date = 2024-09-17

[[classe]]
nom         = "CP"
enseignants = [{ nom = "Sabine Orlaveau" }]
eleves      = 20
cahier      = "CP"

[[classe]]
nom         = "CE1"
enseignants = [{ nom = "Thibaut Cazelmont" }]
eleves      = 22
"#,
    )],
    reference: "Le guide de l’OCCE, cahiers de coop-classe : dix caractères au plus, un nom unique dans la coopérative.",
};
