//! Q001 — verificateurs-insuffisants. One person named twice is one verifier; without `controle.toml` nothing is said, since the
//! quitus is written after the closing.

use std::collections::HashMap;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, Verificateur, cle_de_personne};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};

pub static REGLE: Regle = Regle {
    code: Code("Q001"),
    nom: "verificateurs-insuffisants",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Commission],
    resume: "controle.toml nomme moins de vérificateurs que le département n’en demande",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(commission) = vue.exercice.commission.as_ref().filter(|c| !c.est_vide()) else { return };
    let voulus = vue.departement().commission.verificateurs;
    let mut personnes: HashMap<String, &Verificateur> = HashMap::new();
    let mut deux_fois = None;
    let mut nommes = 0;
    for verificateur in &commission.verificateurs {
        let premier = cle_de_personne(&verificateur.nom).map_or(verificateur, |cle| *personnes.entry(cle).or_insert(verificateur));
        if std::ptr::eq(premier, verificateur) {
            nommes += 1;
        } else {
            deux_fois = deux_fois.or(Some((premier, verificateur)));
        }
    }
    if nommes as i64 >= voulus {
        return;
    }
    let lieu = commission.verificateurs.last().map(|v| v.span).unwrap_or_default();
    let mut constat = Constat::new(
        REGLE.code,
        commission.lieu(deux_fois.map_or(lieu, |(_, second)| second.span)),
        format!("la commission de contrôle compte {}, le département en demande {voulus}", pluriel(nommes, "vérificateur")),
    )
    .etiquette(if deux_fois.is_some() { "déjà nommé" } else { "vérificateurs insuffisants" })
    .aide("faites vérifier les comptes par une personne de plus, et nommez-la : `[[verificateur]]`, `nom` et `qualite`")
    .donnee("attendu", voulus.to_string())
    .donnee("trouve", nommes.to_string())
    .donnee("difference", (voulus - nommes as i64).to_string());
    if let Some((premier, _)) = deux_fois {
        constat = constat.lien(commission.lieu(premier.span), "la même personne");
    }
    constats.push(constat);
}

const EXPLICATION: Explication = Explication {
    quoi: "Le fichier `controle.toml` nomme les vérificateurs des comptes. Il en faut au moins autant que le département en demande (deux, sauf \
           réglage contraire), et la même personne nommée deux fois ne compte qu’une fois. Tant que ce fichier n’existe pas, rien n’est dit : \
           la commission se réunit après la clôture.",
    pourquoi: "Les vérificateurs sont les seuls, dans l’école, à regarder les comptes sans les avoir tenus. À plusieurs, l’un voit ce que l’autre \
               laisse passer, et personne ne porte seul le quitus. L’OCCE demande leurs signatures avec le compte rendu financier.",
    exemple: &[Extrait::Fichier(
        "2024-2025/controle.toml",
        r#"
date = 2025-09-11

[[verificateur]]
nom     = "Mehdi Larroquin"
qualite = "parent"
"#,
    )],
    corriger: "Demandez à une seconde personne (un collègue, un parent élu au conseil d’école) de vérifier les comptes, et ajoutez-la au fichier.",
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
    reference: "La page « Commission de contrôle des comptes » du guide de l’OCCE : deux vérificateurs au moins. Le nombre est celui de \
                `[controle]`, `verificateurs`, dans `departement.toml`.",
};
