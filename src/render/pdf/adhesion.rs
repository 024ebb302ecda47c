//! The membership form on paper: classes, fees with their reasons, payment with its code, the department's box.

mod virement;

use serde_json::{Value, json};

use super::en_tete::en_tete;
use super::signatures::cases_des_mandataires;
use super::{Emission, Modele, Papier};
use crate::calcul::formalites::{Etape, Formalites};
use crate::calcul::{Comptes, Cotisation};
use crate::controle::DossierControle;
use crate::coop::{Date, ModeDePaiement, date, iban};
use crate::etat::adhesion::{Adhesion, LigneDeClasse, OrdreDesClasses};
use crate::parse::Dossier;
use virement::Virement;

/// Rows to fill in by hand when no class is declared.
const CLASSES_VIERGES: usize = 8;

pub fn emission(dossier: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    let exercice = comptes.exercice;
    Emission::si(exercice.adhesion.is_some() && dossier.departement_de(exercice).bareme(&exercice.nom).is_some())
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
        "total": adhesion.declaree.then(|| {
            let e = adhesion.effectifs;
            ["Ensemble".to_owned(), compter(e.enseignants, "enseignant"), String::new()]
                .into_iter()
                .chain([e.eleves, e.adultes(), e.cooperateurs()].map(|n| n.to_string()))
                .collect::<Vec<_>>()
        }),
        "frais": adhesion.cotisation.as_ref().map(frais),
        "mode": adhesion.mode.map_or("", |mode| mode.intitule()),
        "virement": adhesion.cotisation.as_ref().and_then(|cotisation| {
            virement(&adhesion, cotisation, departement.iban.as_ref().map_or("", |i| i.as_str()))
        }),
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
    let valeur = |n: i64| if adhesion.declaree { n.to_string() } else { String::new() };
    cases.into_iter().map(|(nom, nombre)| json!({ "nom": nom, "valeur": valeur(nombre) })).collect()
}

fn classes(adhesion: &Adhesion) -> Vec<[String; 6]> {
    if adhesion.classes.is_empty() {
        return vec![Default::default(); CLASSES_VIERGES];
    }
    adhesion.classes.iter().map(classe).collect()
}

fn classe(classe: &LigneDeClasse) -> [String; 6] {
    let personne = |e: &crate::coop::Enseignant| match (e.nom.is_empty(), e.mel.is_empty()) {
        (false, false) => format!("{} ({})", e.nom, e.mel),
        (true, _) => e.mel.to_string(),
        _ => e.nom.to_string(),
    };
    let enseignants: Vec<String> = classe.enseignants.iter().map(personne).collect();
    let e = classe.effectifs;
    [
        classe.nom.clone(),
        enseignants.join(", "),
        classe.actions_pedagogiques.join(", "),
        e.eleves.to_string(),
        e.adultes().to_string(),
        e.cooperateurs().to_string(),
    ]
}

fn frais(cotisation: &Cotisation) -> Value {
    let lignes = |assurance: bool| -> Vec<[String; 3]> {
        let lignes = cotisation.lignes.iter().filter(|l| l.is_assurance == assurance);
        lignes.map(|l| [l.libelle.clone(), l.raison.clone(), l.montant.sans_unite()]).collect()
    };
    json!({
        "reference": cotisation.reference,
        "adhesion": lignes(false),
        "assurance": lignes(true),
        "total_adhesion": cotisation.total_adhesion.sans_unite(),
        "total_assurance": cotisation.total_assurance.sans_unite(),
        "total": cotisation.total.to_string(),
    })
}

/// For who pays by transfer, or has not said how, and has not paid yet.
fn virement(adhesion: &Adhesion, cotisation: &Cotisation, iban: &str) -> Option<Value> {
    let identite = &adhesion.identite;
    let par_virement = adhesion.mode.is_none_or(|mode| mode == ModeDePaiement::Virement);
    let a_payer = adhesion.formalites.as_ref().is_some_and(|f| f.paiement == Etape::AFaire);
    if !par_virement || !a_payer {
        return None;
    }
    let beneficiaire = identite.departement.as_str();
    let motif = format!("Adhésion {} {} {}", identite.exercice, identite.numero, identite.cooperative);
    let virement = Virement { beneficiaire, iban, montant: cotisation.total, motif };
    Some(json!({
        "code": virement.dessin()?,
        "beneficiaire": beneficiaire,
        "iban": iban::presenter(iban),
        "montant": cotisation.total.to_string(),
        "motif": virement.motif,
    }))
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
        { "nom": "Changement de mandataire", "valeur": etat(formalites.map(|f| f.changement)) },
        { "nom": "Code d’enregistrement", "valeur": formalites.map_or("", |f| f.code.as_str()) },
    ])
}

fn compter(nombre: i64, nom: &str) -> String {
    crate::diagnostic::pluriel(usize::try_from(nombre).unwrap_or_default(), nom)
}
