//! E004 — compte-inconnu. Accounts of entries and class ledgers; a retired account is not in the chart either.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Compte, CompteDeTresorerie, Manques, Partie, Reference, Sens};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::parse::les_plus_proches;
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("E004"),
    nom: "compte-inconnu",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Plan],
    resume: "un compte n’est pas dans le plan comptable",
    explication: EXPLICATION,
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
    let plan = &vue.departement().plan;
    let connu = Compte::parse_avec_suffixe(ecrit).and_then(|(compte, suffixe)| Some((compte, suffixe, plan.compte(compte)?)));
    let aide = match connu {
        Some((compte, _, du_plan)) if du_plan.retire => format!("le compte {compte} (« {} ») est retiré par le département : choisissez-en un autre", du_plan.libelle),
        Some((compte, Some(_), du_plan)) => format!("le suffixe de {compte} est {} : écrivez `{compte}`, ou `\"{compte} {}\"`", du_plan.suffixe, du_plan.suffixe),
        _ => proposer(vue, ecrit),
    };
    Constat::new(REGLE.code, lieu, format!("le compte `{}` n’est pas dans le plan comptable", abrege(ecrit)))
        .etiquette("compte inconnu")
        .aide(aide)
        .donnee("trouve", ecrit)
        .sujet(ecrit)
}

fn proposer(vue: &Vue, ecrit: &str) -> String {
    let cooperative = vue.comptes.cooperative;
    if let Some(compte) = CompteDeTresorerie::parse(ecrit) {
        let nom = cooperative.tresoreries().map(|(_, t)| t).find(|t| t.compte == compte).map_or("banque", |t| t.nom.as_str());
        return format!("un compte de trésorerie ne se ventile pas : écrivez `entree.{nom}` ou `sortie.{nom}`");
    }
    let plan = &vue.departement().plan;
    let comptes = [Sens::Charge, Sens::Produit].into_iter().flat_map(|sens| plan.comptes(sens)).filter(|(_, c)| !c.retire);
    let comptes: Vec<(Compte, String)> = comptes.map(|(numero, _)| (numero, numero.to_string())).collect();
    let quatre: String = ecrit.chars().take(4).collect();
    let par_le_debut = comptes.iter().filter(|(_, numero)| quatre.len() >= 3 && numero.starts_with(&quatre));
    let mut proches: Vec<Compte> = par_le_debut.map(|(compte, _)| *compte).collect();
    if proches.is_empty() {
        proches = les_plus_proches(&quatre, comptes.iter().map(|(_, n)| n.as_str())).into_iter().filter_map(Compte::parse).collect();
    }
    if proches.is_empty() || proches.len() > 3 {
        return format!("les comptes du plan : {}", comptes.iter().map(|(_, n)| n.as_str()).collect::<Vec<_>>().join(", "));
    }
    let noms: Vec<String> = proches.iter().map(|compte| format!("{compte} (« {} »)", plan.libelle(*compte))).collect();
    format!("vouliez-vous dire {} ?", noms.join(" ou "))
}

const EXPLICATION: Explication = Explication {
    quoi: "Le compte d’une ventilation doit être dans le plan comptable : les comptes en 6 pour les dépenses, en 7 pour les recettes. Le \
           département peut en ajouter, en renommer, en retirer. Le constat propose les comptes les plus proches.",
    pourquoi: "Un compte qui n’existe pas n’a pas de ligne au compte rendu financier : la somme y disparaîtrait, et les comptes de \
               toutes les coopératives ne pourraient plus s’additionner.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6811 = 45.90     # 6181, sans doute
"#,
    )],
    corriger: "Choisissez le compte d’après la nature de l’opération : 6181 pour presque tout ce que font les classes, 6070 pour ce qui \
               sera revendu, 6270 pour les frais de banque. Les comptes de trésorerie (512, 530) ne se ventilent pas : ils s’écrivent \
               `entree` ou `sortie`.",
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
    reference: "Le plan comptable de l’OCCE, et `[plan]` de `departement.toml` pour ce que le département y change.",
};
