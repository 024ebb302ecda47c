//! The membership form on paper: classes, fees with their reasons, payment with its code, the department's box.

mod virement;

use std::iter;

use serde_json::{Value, json};

use super::en_tete::en_tete;
use super::signatures::cases_des_mandataires;
use super::typographie::{cumuls, euros};
use super::{Emission, Modele, Papier};
use crate::bareme::Departement;
use crate::calcul::cotisation::{Effectifs, LigneDeCotisation};
use crate::calcul::formalites::{Etape, Formalites};
use crate::calcul::{Comptes, Cotisation};
use crate::controle::DossierControle;
use crate::coop::{Date, ModeDePaiement, Montant, date, iban, par_milliers};
use crate::etat::adhesion::{Adhesion, LigneDeClasse, OrdreDesClasses};
use crate::etat::identite::Identite;
use crate::parse::Dossier;
use virement::Virement;

/// Rows to fill in by hand when no class is declared.
const CLASSES_VIERGES: usize = 6;

pub fn emission(dossier: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    let exercice = comptes.exercice;
    if exercice.adhesion.is_some() && dossier.departement_de(exercice).bareme(&exercice.nom).is_none() {
        return Emission::Incomplete {
            attendu: format!("le barème de l’exercice {} dans departement.toml (A004)", exercice.nom),
            aide: "`retkoop expliquer A004` dit quoi écrire",
        };
    }
    Emission::si(exercice.adhesion.is_some())
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let mut adhesion = Adhesion::etablir(controle, OrdreDesClasses::Saisie);
    if !adhesion.declaree {
        // Fees of nobody would be the flat ones only: the boxes stay blank, to be filled in by hand.
        adhesion.cotisation = None;
    }
    let departement = controle.dossier().departement_de(controle.exercice());
    let donnees = json!({
        "chiffres": chiffres(&adhesion),
        "classes": classes(&adhesion),
        "pied": adhesion.declaree.then(|| {
            let Effectifs { classes, enseignants, .. } = adhesion.effectifs;
            let total = format!("Ensemble\u{a0}: {}, {}", compter(classes, "classe"), compter(enseignants, "enseignant"));
            json!({ "cumuls": tetes_cumulees(&adhesion.classes), "total": total })
        }),
        "frais": adhesion.cotisation.as_ref().map(frais),
        "mode": adhesion.mode.map_or("", |mode| mode.intitule()),
        "virement": adhesion.cotisation.as_ref().and_then(|cotisation| virement(&adhesion, cotisation, departement)),
        "departement": cadre_du_departement(adhesion.formalites.as_ref()),
        "cases": cases_des_mandataires(&adhesion.identite),
    });
    let en_tete = en_tete(&adhesion.identite, adhesion.date.unwrap_or(date));
    vec![Papier { en_tete, ..Papier::new(Modele::Adhesion, &adhesion.identite, date, donnees) }]
}

fn chiffres(adhesion: &Adhesion) -> Value {
    let e = adhesion.effectifs;
    let cases = [
        ("Classes", e.classes),
        ("Enseignants", e.enseignants),
        ("Élèves", e.eleves),
        ("Autres adultes", e.autres_adultes),
        ("Coopérateurs", e.cooperateurs()),
    ];
    let valeur = |n: i64| if adhesion.declaree { par_milliers(n) } else { String::new() };
    cases.into_iter().map(|(nom, nombre)| json!({ "nom": nom, "valeur": valeur(nombre) })).collect()
}

fn classes(adhesion: &Adhesion) -> Vec<[String; 6]> {
    if adhesion.classes.is_empty() {
        return vec![Default::default(); CLASSES_VIERGES];
    }
    adhesion.classes.iter().map(classe).collect()
}

/// Head counts after each class, none first: what is carried from page to page, and the total.
fn tetes_cumulees(classes: &[LigneDeClasse]) -> Vec<[String; 3]> {
    let jusqu_a = classes.iter().scan(Effectifs::default(), |somme, classe| {
        *somme = somme.plus(classe.effectifs);
        Some(*somme)
    });
    iter::once(Effectifs::default()).chain(jusqu_a).map(tetes).collect()
}

/// Pupils, adults, all.
fn tetes(e: Effectifs) -> [String; 3] {
    [e.eleves, e.adultes(), e.cooperateurs()].map(par_milliers)
}

fn classe(classe: &LigneDeClasse) -> [String; 6] {
    let personne = |e: &crate::coop::Enseignant| match (e.nom.is_empty(), e.mel.is_empty()) {
        (false, false) => format!("{} ({})", e.nom, e.mel),
        (true, _) => e.mel.to_string(),
        _ => e.nom.to_string(),
    };
    let enseignants: Vec<String> = classe.enseignants.iter().map(personne).collect();
    let [eleves, adultes, total] = tetes(classe.effectifs);
    [classe.nom.clone(), enseignants.join(", "), classe.actions_pedagogiques.join(", "), eleves, adultes, total]
}

fn frais(cotisation: &Cotisation) -> Value {
    let bloc = |assurance: bool, total: Montant| {
        let lignes: Vec<&LigneDeCotisation> =
            cotisation.lignes.iter().filter(|l| l.composant.is_assurance() == assurance).collect();
        json!({
            "lignes": lignes.iter().map(|l| [l.libelle.clone(), l.raison.clone(), euros(l.montant)]).collect::<Vec<_>>(),
            "cumuls": cumuls(lignes.iter().map(|l| [l.montant])),
            "total": euros(total),
        })
    };
    json!({
        "reference": cotisation.reference,
        "adhesion": bloc(false, cotisation.total_adhesion),
        "assurance": bloc(true, cotisation.total_assurance),
        "total": cotisation.total.to_string(),
    })
}

/// For who pays by transfer, or has not said how, and has not paid yet.
fn virement(adhesion: &Adhesion, cotisation: &Cotisation, departement: &Departement) -> Option<Value> {
    let identite = &adhesion.identite;
    let par_virement = adhesion.mode.is_none_or(|mode| mode == ModeDePaiement::Virement);
    let a_payer = adhesion.formalites.as_ref().is_some_and(|f| f.paiement == Etape::AFaire);
    if !par_virement || !a_payer {
        return None;
    }
    let iban = departement.iban.as_ref()?;
    let motif = format!("Adhésion {} {} {}", identite.exercice, identite.numero, identite.cooperative);
    let virement = Virement::new(&titulaire(identite, departement), iban, cotisation.total, &motif)?;
    Some(json!({
        "code": virement.dessin(),
        "beneficiaire": virement.beneficiaire,
        "iban": iban::presenter(iban),
        "montant": cotisation.total.to_string(),
        "motif": virement.motif,
    }))
}

/// Whose the department's account is: its name, or what stands for it, since a transfer has a beneficiary.
fn titulaire(identite: &Identite, departement: &Departement) -> String {
    let noms = [departement.nom.as_str(), identite.departement.as_str(), departement.numero.as_str()].map(str::trim);
    match noms.into_iter().find(|nom| !nom.is_empty()) {
        None => "OCCE".to_owned(),
        Some(code) if code.starts_with(|c: char| c.is_ascii_digit()) => format!("OCCE {code}"),
        Some(nom) => nom.to_owned(),
    }
}

/// What the department has validated; empty where it has still to write.
fn cadre_du_departement(formalites: Option<&Formalites>) -> Value {
    let etat = |etape: Option<Etape>| match etape {
        Some(Etape::Validee(jour)) => format!("validé le {}", date::en_toutes_lettres(jour)),
        Some(Etape::SansObjet) => "sans objet".to_owned(),
        _ => String::new(),
    };
    let recu = formalites.and_then(|f| f.recu.as_ref()).map_or_else(String::new, ToString::to_string);
    json!([
        { "nom": "Paiement", "valeur": etat(formalites.map(|f| f.paiement)) },
        { "nom": "Montant et référence", "valeur": recu },
        { "nom": "Engagement du mandataire", "valeur": etat(formalites.map(|f| f.engagement)) },
        { "nom": "Changement de mandataire", "valeur": etat(formalites.filter(|f| f.changement_dit).map(|f| f.changement)) },
        { "nom": "Code d’enregistrement", "valeur": formalites.map_or("", |f| f.code.as_str()) },
    ])
}

fn compter(nombre: i64, nom: &str) -> String {
    crate::diagnostic::pluriel(usize::try_from(nombre).unwrap_or_default(), nom)
}
