//! E004 — compte-inconnu. Accounts of entries and class ledgers; a retired account is not in the chart either.

use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Compte, Manques, Partie, Reference, Sens};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::la_plus_proche;
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("E004"),
    nom: "compte-inconnu",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Plan],
    resume: "un compte n’est pas dans le plan comptable",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for ecriture in &vue.exercice.ecritures {
        for ventilation in &ecriture.ventilations {
            if let Reference::Inconnue(ecrit) = &ventilation.compte {
                constats.push(constat(vue, ecrit, ecriture.lieu(ventilation.span)).piece(Some(ecriture.numero())));
            }
        }
    }
    for cahier in &vue.exercice.cahiers_de_classe {
        for operation in &cahier.operations {
            if let Reference::Inconnue(ecrit) = &operation.compte.valeur
                && !operation.manques.touche(Manques::TOUT)
            {
                constats.push(constat(vue, ecrit, cahier.lieu(operation.compte.span)).piece(Some(cahier.piece.as_str())));
            }
        }
    }
}

fn constat(vue: &Vue, ecrit: &str, lieu: Lieu) -> Constat {
    let plan = &vue.dossier.departement.plan;
    let connu = Compte::parse_avec_suffixe(ecrit).and_then(|(compte, suffixe)| Some((compte, suffixe, plan.compte(compte)?)));
    let aide = match connu {
        Some((compte, _, du_plan)) if du_plan.retire => format!("le compte {compte} (« {} ») est retiré par le département : choisissez-en un autre", du_plan.libelle),
        Some((compte, Some(_), du_plan)) => format!("le suffixe de {compte} est {} : écrivez `{compte}`, ou `\"{compte} {}\"`", du_plan.suffixe, du_plan.suffixe),
        _ => proposer(vue, ecrit),
    };
    Constat::new(REGLE.code, lieu, format!("le compte `{}` n’est pas dans le plan comptable", ecrit.chars().take(40).collect::<String>()))
        .etiquette("compte inconnu")
        .aide(aide)
        .donnee("trouve", ecrit)
        .sujet(ecrit)
}

fn proposer(vue: &Vue, ecrit: &str) -> String {
    let plan = &vue.dossier.departement.plan;
    if matches!(ecrit, "512" | "514" | "530") {
        return "un compte de trésorerie ne se ventile pas : écrivez `entree.banque` ou `sortie.banque`".to_owned();
    }
    let numeros: Vec<String> = [Sens::Charge, Sens::Produit]
        .into_iter()
        .flat_map(|sens| plan.comptes(sens))
        .filter(|(_, compte)| !compte.retire)
        .map(|(numero, _)| numero.to_string())
        .collect();
    let quatre: String = ecrit.chars().take(4).collect();
    match la_plus_proche(&quatre, numeros.iter().map(String::as_str)).and_then(Compte::parse) {
        Some(proche) => format!("vouliez-vous dire {proche} (« {} ») ?", plan.libelle(proche)),
        None => format!("les comptes du plan : {}", numeros.join(", ")),
    }
}
