//! The compte rendu d'activités on paper.

use serde_json::{Value, json};

use super::signatures::{cases_des_signataires, signature};
use super::typographie::{cumuls, enumerer, euros, lignes};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Conseil, Date, GenreDEcole, Projet, date, par_milliers};
use crate::etat::adhesion::LigneDeClasse;
use crate::etat::cra::{Chiffres, ChiffresDuProjet, Cra};
use crate::parse::Dossier;

/// Rows of the tables that are filled in by hand.
const CLASSES_VIERGES: usize = 6;
const PROJETS_VIERGES: usize = 2;
const LIGNES_VIERGES: usize = 2;

pub fn emission(_: &Dossier, _: &Comptes, _: Date) -> Emission {
    Emission::Remplie
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let cra = Cra::etablir(controle);
    // It is not dated before the day that its text is of.
    let date = cra.date.map_or(date, |du_texte| du_texte.max(date));
    vec![Papier::new(Modele::Cra, &cra.identite, date, donnees(&cra))]
}

fn donnees(cra: &Cra) -> Value {
    json!({
        "ecole": ecole(cra),
        "classes": rangees::<4>(cra.classes.iter().map(classe).collect(), CLASSES_VIERGES),
        "effectifs": effectifs(cra),
        "conseil": conseil(cra.conseil.as_ref()),
        "projets": projets(cra),
        "actions": actions(cra),
        "nationales": rangees::<4>(cra.actions_nationales.iter().map(|a| json!([
            a.nom, liste(&a.classes), nombre(a.eleves), lignes(&a.description),
        ])).collect(), LIGNES_VIERGES),
        "formations": rangees::<3>(cra.formations.iter().map(|f| json!([
            f.intitule, f.date.map_or_else(String::new, date::en_chiffres), nombre(f.participants),
        ])).collect(), LIGNES_VIERGES),
        "solidarites": rangees::<3>(cra.solidarites.iter().map(|s| json!([
            s.intitule, s.beneficiaire, lignes(&s.description),
        ])).collect(), LIGNES_VIERGES),
        "bilan": lignes(&cra.bilan),
        "voeux": cra.voeux.iter().map(|texte| lignes(texte)).collect::<Vec<_>>(),
        "signatures": signatures(cra),
    })
}

/// The rows, and whether they are empty ones to be filled in by hand.
fn rangees<const N: usize>(lignes: Vec<Value>, vierges: usize) -> Value {
    let vierge = lignes.is_empty();
    let lignes = if vierge { vec![json!([""; N].as_slice()); vierges] } else { lignes };
    json!({ "lignes": lignes, "vierge": vierge })
}

fn ecole(cra: &Cra) -> Value {
    let niveau = cra.ecole.niveau.map_or("", |genre| match genre {
        GenreDEcole::Maternelle => "École maternelle",
        GenreDEcole::Elementaire => "École élémentaire",
        GenreDEcole::Primaire => "École primaire",
        GenreDEcole::College => "Collège",
        GenreDEcole::Lycee => "Lycée",
        GenreDEcole::Specialise => "Établissement spécialisé",
    });
    json!({ "niveau": niveau, "direction": cra.ecole.direction, "telephone": cra.ecole.telephone, "mel": cra.ecole.mel })
}

fn classe(classe: &LigneDeClasse) -> Value {
    let noms: Vec<String> = classe.enseignants.iter().map(|e| e.nom.to_string()).filter(|nom| !nom.is_empty()).collect();
    json!([classe.nom, enumerer(&noms), par_milliers(classe.effectifs.eleves), par_milliers(classe.effectifs.autres_adultes)])
}

fn effectifs(cra: &Cra) -> Value {
    let e = cra.effectifs;
    // Without a membership, boxes to be filled in by hand.
    let nombre = |n: i64| if cra.classes.is_empty() { String::new() } else { par_milliers(n) };
    json!([
        { "nom": "Classes", "valeur": nombre(e.classes) },
        { "nom": "Élèves", "valeur": nombre(e.eleves) },
        { "nom": "Adultes", "valeur": nombre(e.adultes()) },
        { "nom": "Coopératrices et coopérateurs", "valeur": nombre(e.cooperateurs()) },
    ])
}

fn conseil(conseil: Option<&Conseil>) -> Value {
    let vide = Conseil::default();
    let conseil = conseil.unwrap_or(&vide);
    json!({
        "nombres": [
            { "nom": "Élèves", "valeur": nombre(conseil.eleves) },
            { "nom": "Enseignants", "valeur": nombre(conseil.enseignants) },
            { "nom": "Parents", "valeur": nombre(conseil.parents) },
            { "nom": "Autres", "valeur": nombre(conseil.autres) },
            { "nom": "Réunions dans l’année", "valeur": nombre(conseil.reunions) },
        ],
        "delegues": liste(&conseil.eleves_delegues),
        "decisions": conseil.decisions.iter().map(|texte| lignes(texte)).collect::<Vec<_>>(),
    })
}

/// A number that is not given leaves its box empty.
fn nombre(nombre: Option<i64>) -> String {
    nombre.map_or_else(String::new, par_milliers)
}

fn liste(textes: &[ecow::EcoString]) -> String {
    textes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn projets(cra: &Cra) -> Value {
    if cra.projets.is_empty() {
        let vierge = json!({ "titre": "", "classes": "", "eleves": "", "partenaires": "", "dates": "", "description": [], "chiffres": ["", "", ""], "sans_chiffre": "" });
        return json!({ "vierge": true, "liste": vec![vierge; PROJETS_VIERGES] });
    }
    json!({ "vierge": false, "liste": cra.projets.iter().map(|(projet, chiffres)| json!({
        "titre": projet.titre,
        "classes": liste(&projet.classes),
        "eleves": nombre(projet.eleves),
        "partenaires": liste(&projet.partenaires),
        "dates": periode(projet),
        "description": lignes(&projet.description),
        "chiffres": match chiffres {
            ChiffresDuProjet::Siens(c) => [c.recettes.to_string(), c.depenses.to_string(), c.solde().to_string()],
            _ => Default::default(),
        },
        "sans_chiffre": match chiffres {
            ChiffresDuProjet::Siens(_) => String::new(),
            ChiffresDuProjet::Ailleurs { projet } => format!("Ses recettes et ses dépenses sont comptées avec le projet «\u{a0}{projet}\u{a0}»."),
            ChiffresDuProjet::Aucun => "Aucune recette ni dépense au cahier.".to_owned(),
        },
    })).collect::<Vec<_>>() })
}

fn periode(projet: &Projet) -> String {
    match (projet.debut, projet.fin) {
        (Some(debut), Some(fin)) if debut != fin => {
            format!("du {} au {}", date::en_toutes_lettres(debut), date::en_toutes_lettres(fin))
        }
        (Some(jour), _) | (None, Some(jour)) => date::en_toutes_lettres(jour),
        (None, None) => String::new(),
    }
}

/// Every action of the ledger, what belongs to none, and the CRF's totals.
fn actions(cra: &Cra) -> Value {
    let ligne = |nom: &str, c: Chiffres| json!([nom, euros(c.recettes), euros(c.depenses), euros(c.solde())]);
    let mut lignes: Vec<Value> = cra.actions.iter().map(|(nom, chiffres)| ligne(nom, *chiffres)).collect();
    let reste = cra.hors_action;
    if !reste.recettes.is_zero() || !reste.depenses.is_zero() {
        lignes.push(ligne("Sans action nommée, cahiers de classe compris", reste));
    }
    let chiffres = cra.actions.iter().map(|(_, chiffres)| *chiffres).chain((lignes.len() > cra.actions.len()).then_some(reste));
    json!({ "lignes": lignes, "cumuls": cumuls(chiffres.map(|c| [c.recettes, c.depenses, c.solde()])) })
}

fn signatures(cra: &Cra) -> Vec<Value> {
    let mut cases = cases_des_signataires(&cra.identite);
    cases.push(signature("Pour le conseil de coopérative", ""));
    cases
}
