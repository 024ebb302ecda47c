//! E006 — tresorerie-inconnue. Entries, carried-over operations, openings, counts and statements.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, Reference};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::parse::la_plus_proche;
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("E006"),
    nom: "tresorerie-inconnue",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Identite],
    resume: "un nom de trésorerie n’est pas déclaré dans retkoop.toml",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let noms: Vec<&str> = vue.comptes.cooperative.tresoreries().map(|(_, t)| t.nom.as_str()).collect();
    let mut dits = HashSet::new();
    let mut signaler = |nom: &str, lieu: Lieu, piece: Option<&str>| {
        // Where no account at all is declared, each name is told once.
        if noms.is_empty() && !dits.insert(nom.to_owned()) {
            return;
        }
        let court = abrege(nom);
        let aide = match (la_plus_proche(nom, noms.iter().copied()), noms.is_empty()) {
            (Some(proche), _) => format!("vouliez-vous dire `{proche}` ?"),
            (None, true) => {
                let compte = if nom.contains("caisse") || nom.contains("espece") { "530" } else { "512" };
                format!("aucun compte n’est déclaré : ajoutez `[tresorerie.{court}]` et `compte = \"{compte}\"` à retkoop.toml")
            },
            (None, false) => format!("les comptes déclarés dans retkoop.toml : {}", noms.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
        };
        constats.push(
            Constat::new(REGLE.code, lieu, format!("`{court}` n’est pas un compte de trésorerie déclaré"))
                .etiquette("trésorerie inconnue")
                .aide(aide)
                .donnee("trouve", court.clone())
                .piece(piece)
                .sujet(nom),
        );
    };
    for ecriture in &exercice.ecritures {
        let pointages = ecriture.pointages.iter().filter_map(|p| Some((p.tresorerie.as_ref()?, p.span)));
        for (reference, span) in ecriture.mouvements.iter().map(|m| (&m.tresorerie, m.span)).chain(pointages) {
            if let Reference::Inconnue(nom) = reference {
                signaler(nom, ecriture.lieu(span), Some(ecriture.numero()));
            }
        }
    }
    for report in &exercice.reports {
        let pointages = report.pointages.iter().filter_map(|p| Some((p.tresorerie.as_ref()?, p.span)));
        for (reference, span) in report.mouvements.iter().map(|m| (&m.tresorerie, m.span)).chain(pointages) {
            if let Reference::Inconnue(nom) = reference {
                signaler(nom, exercice.lieu(span), None);
            }
        }
    }
    for (nom, span) in exercice.ouverture.iter().flat_map(|o| &o.inconnues) {
        signaler(nom, exercice.lieu(*span), None);
    }
    for arrete in exercice.arretes.iter().filter(|a| a.manques.is_aucun()) {
        if let Reference::Inconnue(nom) = &arrete.tresorerie.valeur {
            signaler(nom, arrete.lieu(arrete.tresorerie.span), None);
        }
    }
    for releve in exercice.releves.iter().filter(|r| r.manques.is_aucun()) {
        if let Reference::Inconnue(nom) = &releve.tresorerie.valeur {
            signaler(nom, releve.lieu(releve.tresorerie.span), None);
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Ce qui suit `entree.`, `sortie.` ou `pointage.`, et la `tresorerie` d’un relevé ou d’un arrêté de caisse, est le nom d’un \
           compte déclaré dans `retkoop.toml`, sous `[tresorerie.…]`. Le constat propose le plus proche.",
    pourquoi: "Une somme sortie d’un compte qui n’existe pas ne sort de nulle part : les soldes de la banque et de la caisse seraient \
               faux.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.bnque     = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Corrigez le nom. Si la coopérative a vraiment un compte de plus (un livret, un compte postal), déclarez-le dans \
               `retkoop.toml`.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Les comptes de trésorerie du plan comptable : 512 banque, 514 Banque Postale, 530 caisse.",
};
