//! E001 — ecriture-desequilibree. (Σ entrées − Σ sorties) + (régie versée − retournée − expliquée) = ΣP − ΣC (domain.md).

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Compte, Ecriture, Manques, Montant, Partie, Reference, Sens};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("E001"),
    nom: "ecriture-desequilibree",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Plan],
    resume: "une écriture ne satisfait pas l’équation",
    explication: EXPLICATION,
    verification: Verification::Ecriture(verifier),
};

fn verifier(vue: &Vue, ecriture: &Ecriture, constats: &mut Vec<Constat>) {
    let illisible = ecriture.manques.touche(Manques::MONTANTS) || ecriture.ventilations.iter().any(|v| matches!(v.compte, Reference::Inconnue(_)));
    if illisible || ecriture.est_vide() {
        return;
    }
    let (gauche, droite) = ecriture.equation();
    if gauche == droite {
        return;
    }
    // An expense is read in positive numbers: 233 paid, 212 ventilated.
    let depense = gauche.is_negative() || (gauche.is_zero() && droite.is_negative());
    let (attendu, trouve) = if depense { (-gauche, -droite) } else { (gauche, droite) };
    let difference = (attendu - trouve).abs();
    let cote = match (ecriture.mouvements.is_empty(), ecriture.regie.is_some()) {
        (false, true) => "la trésorerie et la régie donnent",
        (true, true) => "la régie donne",
        (_, false) => "la trésorerie donne",
    };
    let nature = if depense { "dépense" } else { "recette" };
    let mut constat = Constat::new(
        REGLE.code,
        ecriture.lieu(ecriture.span),
        format!("écriture déséquilibrée : {cote} {attendu} de {nature}, la ventilation {trouve} ; différence {difference}"),
    )
    .etiquette(format!("il y a {difference} de différence"))
    .aide(conseil(ecriture, attendu, trouve, vue.departement().plan.exemple(if depense { Sens::Charge } else { Sens::Produit })))
    .ecart(attendu, trouve);
    for mouvement in ecriture.mouvements.iter().take(4) {
        let sens = if mouvement.montant.is_negative() { "sortie" } else { "entrée" };
        constat = constat.lien(ecriture.lieu(mouvement.span), format!("{sens} : {}", mouvement.montant.abs()));
    }
    if let Some(regie) = &ecriture.regie {
        constat = constat.lien(ecriture.lieu(regie.span), format!("régie : {}", regie.solde()));
    }
    for ventilation in ecriture.ventilations.iter().take(8) {
        constat = constat.lien(ecriture.lieu(ventilation.span), format!("ventilé : {}", ventilation.montant));
    }
    constats.push(constat);
}

/// A transfer between two accounts ventilates nothing; anything else needs its reason.
fn conseil(ecriture: &Ecriture, attendu: Montant, trouve: Montant, exemple: Option<Compte>) -> String {
    let difference = (attendu - trouve).abs();
    let entre = ecriture.mouvements.iter().any(|m| !m.montant.is_negative() && !m.montant.is_zero());
    let sort = ecriture.mouvements.iter().any(|m| m.montant.is_negative());
    if ecriture.regie.is_some() && ecriture.ventilations.is_empty() {
        return "la trésorerie et la régie doivent dire le même montant : corrigez `regie.versee`, `regie.retournee` ou le mouvement ; une explication, elle, se ventile".to_owned();
    }
    match (entre && sort && ecriture.regie.is_none(), ecriture.ventilations.is_empty()) {
        (true, true) => format!("un virement sort et entre du même montant : corrigez l’un des deux ; si {difference} sont une dépense ou une recette, ventilez-les"),
        (true, false) => "un virement entre deux comptes ne se ventile pas : enlevez la ventilation, ou corrigez un montant".to_owned(),
        (false, true) => {
            let exemple = exemple.map_or_else(String::new, |compte| format!(" : `ventilation.{compte} = {}`", attendu.decimal()));
            format!("ventilez {attendu} sur un compte (une dépense en 6xxx, une recette en 7xxx){exemple}")
        }
        (false, false) if trouve.is_negative() => format!("la ventilation va dans l’autre sens : un compte en 6 est une dépense, un compte en 7 une recette, et un remboursement se ventile en négatif ; il faut en tout {attendu}"),
        (false, false) if trouve < attendu => format!("ventilez les {difference} qui manquent, ou corrigez un montant"),
        (false, false) => format!("enlevez {difference} de la ventilation, ou corrigez un montant"),
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une écriture dit deux fois la même somme : par la trésorerie (ce qui entre et sort de la banque ou de la caisse) et par la \
           ventilation (à quoi cela sert). Les deux côtés doivent être égaux :\n\n\
           - une dépense de 45,90 € sort de la banque et se ventile pour 45,90 € sur des comptes en 6 ;\n\
           - une recette entre et se ventile sur des comptes en 7 ;\n\
           - un virement entre deux comptes sort et entre du même montant, sans ventilation ;\n\
           - une régie versée, rendue ou expliquée compte du côté de la trésorerie.\n\n\
           Le constat donne les deux sommes et leur différence.",
    pourquoi: "Une écriture déséquilibrée fausse tout ce qui en découle : le résultat ne correspond plus à l’argent que l’on a, et le compte \
               rendu financier ne peut pas tomber juste. C’est pourquoi rien ne s’imprime tant qu’il en reste une.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.09     # deux chiffres échangés
"#,
    )],
    corriger: "Reprenez le justificatif : lequel des deux montants est le bon ? Une différence divisible par neuf vient souvent de deux \
               chiffres échangés. S’il s’agit d’une facture à répartir, ajoutez une ligne de ventilation pour ce qui manque.",
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
    reference: "L’équation d’une écriture : entrées − sorties + régie versée − régie retournée − régie expliquée = produits − charges. C’est \
                l’égalité des deux pages du cahier de comptes de l’OCCE, trésorerie à gauche et ventilation à droite.",
};
