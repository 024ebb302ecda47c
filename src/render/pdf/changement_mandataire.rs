//! The change of mandataire or signataire on paper: for the department, never for the bank.

use serde_json::{Value, json};

use super::{Emission, Modele, Papier};
use crate::calcul::{ChangementsDeMandataire, Comptes};
use crate::controle::DossierControle;
use crate::coop::{Date, Role, date, iban};
use crate::etat::changement_de_mandataire::{ChangementDeMandataire, Personne};
use crate::parse::Dossier;

pub fn emission(_: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    Emission::si(!ChangementsDeMandataire::de(comptes.cooperative, comptes.exercice).is_vide())
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let changement = ChangementDeMandataire::etablir(controle);
    let comptes: Vec<[String; 3]> =
        changement.comptes.iter().map(|c| [c.numero.to_owned(), c.intitule.clone(), iban::presenter(&c.iban)]).collect();
    let donnees = json!({
        "comptes": comptes,
        "sortants": personnes(&changement.sortants),
        "entrants": personnes(&changement.entrants),
        "cases": cases(&changement),
    });
    vec![Papier::new(Modele::ChangementMandataire, &changement.identite, date, donnees)]
}

/// One row a person; two blank ones when nobody is known.
fn personnes(personnes: &[Personne]) -> Vec<[String; 4]> {
    if personnes.is_empty() {
        return vec![Default::default(); 2];
    }
    let ligne = |p: &Personne| [p.nom.clone(), p.role.nom().to_owned(), p.mel.clone(), date::en_toutes_lettres(p.jour)];
    personnes.iter().map(ligne).collect()
}

/// Who leaves and who comes both sign; a box without a name for each side where nobody is known.
fn cases(changement: &ChangementDeMandataire) -> Vec<Value> {
    let mut cases = Vec::new();
    for (cote, personnes) in [("sortant(e)", &changement.sortants), ("entrant(e)", &changement.entrants)] {
        if personnes.is_empty() {
            cases.push(json!({ "qualite": format!("Mandataire {cote}"), "nom": "" }));
        }
        for personne in personnes {
            let qualite = if personne.role == Role::Mandataire { "Mandataire" } else { "Signataire" };
            cases.push(json!({ "qualite": format!("{qualite} {cote}"), "nom": personne.nom }));
        }
    }
    cases
}
