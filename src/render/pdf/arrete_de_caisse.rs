//! The arrêté de caisse on paper: a block of the CRF, and a paper of its own, a page a count.

use serde_json::{Value, json};

use super::conclusion::conclusion;
use super::signatures::{cases_des_mandataires, signature};
use super::typographie::{enumerer, euros};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{COUPURES, Date, Montant, date, nom_de_la_coupure, par_milliers};
use crate::etat::arrete_de_caisse::Arrete;
use crate::etat::identite::Identite;
use crate::parse::Dossier;

pub fn emission(_: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    let a_compter = comptes.caisses().any(|caisse| comptes.a_compter(caisse).is_some());
    Emission::si(a_compter || !comptes.exercice.arretes.is_empty())
}

/// Every count of the year, in order; then a blank form for a cash box that nobody counted, or not since it last moved.
pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let identite = Identite::de(controle);
    let comptes = controle.comptes();
    let mut feuilles: Vec<Value> = vec![];
    for caisse in comptes.caisses() {
        let arretes = controle.exercice().arretes.iter().filter(|a| a.tresorerie.connue() == Some(caisse));
        let comptees: Vec<Value> = arretes.filter_map(|a| Some(feuille(&Arrete::de(controle, caisse, a)?, &identite))).collect();
        let vierge = comptees.is_empty() || comptes.a_compter(caisse).is_some();
        feuilles.extend(comptees);
        if vierge {
            feuilles.push(feuille_vierge(&comptes.cooperative.tresorerie(caisse).intitule(), &identite));
        }
    }
    if feuilles.is_empty() {
        feuilles.push(feuille_vierge("Caisse", &identite));
    }
    vec![Papier::new(Modele::ArreteDeCaisse, &identite, date, json!({ "feuilles": feuilles }))]
}

fn feuille(arrete: &Arrete, identite: &Identite) -> Value {
    let mut signatures: Vec<Value> = arrete.comptee_par.iter().map(|nom| signature("A compté la caisse", nom)).collect();
    let autres = identite.mandataires.iter().filter(|nom| !arrete.comptee_par.contains(nom));
    signatures.extend(autres.map(|nom| signature("Mandataire", nom)));
    if signatures.is_empty() {
        signatures = cases_des_mandataires(identite);
    }
    json!({ "arrete": bloc(arrete), "signatures": signatures })
}

fn phrase(arrete: &Arrete) -> String {
    match arrete.ecart {
        Montant::ZERO => "La caisse comptée et le cahier concordent.".to_owned(),
        manque if manque.is_negative() => format!("Il manque {} dans la caisse, d’après le cahier.", manque.abs()),
        surplus => format!("La caisse contient {surplus} de plus que le cahier."),
    }
}

pub fn bloc(arrete: &Arrete) -> Value {
    let coupures = |billets: bool| {
        let coupures = arrete.coupures.iter().filter(move |(valeur, ..)| est_un_billet(*valeur) == billets);
        coupures
            .map(|&(valeur, nombre, montant)| json!([nom_de_la_coupure(valeur), par_milliers(nombre), euros(montant)]))
            .collect::<Value>()
    };
    json!({
        "intitule": arrete.intitule,
        "date": date::en_toutes_lettres(arrete.date),
        "comptee_par": enumerer(&arrete.comptee_par),
        "billets": coupures(true),
        "pieces": coupures(false),
        "compte": euros(arrete.compte),
        "solde": euros(arrete.solde),
        "ecart": euros(arrete.ecart),
        "conclusion": conclusion(phrase(arrete), !arrete.ecart.is_zero()),
    })
}

/// The denominations, to be counted by hand.
fn feuille_vierge(intitule: &str, identite: &Identite) -> Value {
    let coupures = |billets: bool| {
        let valeurs = COUPURES.into_iter().filter(move |valeur| est_un_billet(*valeur) == billets);
        valeurs.map(|valeur| json!([nom_de_la_coupure(valeur), "", ""])).collect::<Value>()
    };
    let mut signatures = vec![signature("A compté la caisse", "")];
    signatures.extend(cases_des_mandataires(identite));
    json!({
        "arrete": {
            "intitule": intitule, "date": "", "comptee_par": "", "billets": coupures(true), "pieces": coupures(false),
            "compte": "", "solde": "", "ecart": "", "conclusion": conclusion("", false),
        },
        "signatures": signatures,
    })
}

fn est_un_billet(valeur: Montant) -> bool {
    valeur.centimes() >= 500
}
