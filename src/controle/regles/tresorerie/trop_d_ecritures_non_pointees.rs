//! T001 — trop-d-ecritures-non-pointees. More than the department's threshold, carried-over operations included; cancelled pairs
//! leave the count.

use crate::calcul::Origine;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};

pub static REGLE: Regle = Regle {
    code: Code("T001"),
    nom: "trop-d-ecritures-non-pointees",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Cahier, Partie::Ouverture, Partie::Bornes, Partie::Identite, Partie::Seuils],
    resume: "trop d’opérations ne sont pas pointées",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    if !vue.exercice.lacunes.tous_pointages_connus() {
        return;
    }
    let seuil = vue.departement().seuils.ecritures_non_pointees;
    let non_pointees = vue.comptes.operations_non_pointees(vue.exercice.fin);
    let Some(premiere) = non_pointees.first().filter(|_| non_pointees.len() as i64 > seuil) else { return };
    let montree = |operation: &Origine| vue.comptes.entierement_vue(operation.operation());
    let montrees = non_pointees.iter().filter(|operation| montree(operation).is_some()).count();
    let etat = |operation: &Origine| match montree(operation) {
        Some(jour) => format!("vue par la banque le {}", date::en_chiffres(jour)),
        None => "non pointée".to_owned(),
    };
    let debut = if montrees == 0 { "la plus ancienne".to_owned() } else { format!("la plus ancienne, {}", etat(premiere)) };
    let mut constat = Constat::new(REGLE.code, premiere.lieu(), message(vue, (non_pointees.len(), montrees), seuil))
        .etiquette(debut)
        .aide(aide(&vue.exercice.nom, (non_pointees.len(), montrees)))
        .donnee("attendu", seuil.to_string())
        .donnee("trouve", non_pointees.len().to_string())
        .donnee("difference", (non_pointees.len() as i64 - seuil).to_string());
    for autre in non_pointees.iter().skip(1).take(2) {
        constat = constat.lien(autre.lieu(), format!("du {}, {}", date::en_chiffres(autre.date()), etat(autre)));
    }
    constats.push(constat);
}

/// Of all, how many the bank showed after the last day: they bear a tick, and the closing counts them with the others.
fn message(vue: &Vue, (toutes, montrees): (usize, usize), seuil: i64) -> String {
    let operations = pluriel(toutes, "opération");
    let fin = date::en_chiffres(vue.exercice.fin);
    match montrees {
        0 => format!("{operations} sans pointage, {seuil} au plus à la clôture"),
        _ if montrees == toutes => format!("{operations} que la banque n’a montrées qu’après le {fin}, {seuil} au plus à la clôture"),
        _ => format!(
            "{operations} que la banque n’avait pas montrées au {fin}, dont {montrees} vues ensuite, {seuil} au plus à la clôture"
        ),
    }
}

/// A date that is right stays: what is left is for the department to decide.
fn aide(exercice: &str, (toutes, montrees): (usize, usize)) -> String {
    let voir = format!("`retkoop cahier --exercice {exercice} --non-pointees` les montre toutes");
    let pointer = "`pointage = AAAA-MM-JJ`, la date du relevé qui les montre";
    if montrees == 0 {
        return format!("{voir} ; pointez-les : {pointer}");
    }
    let pointer = if montrees == toutes { String::new() } else { format!(" ; pointez celles qui ne le sont pas : {pointer}") };
    format!(
        "{voir}{pointer} ; vue après le dernier jour, une opération compte parmi les non pointées à la clôture : si son pointage est \
         juste, gardez-le, et demandez au département d’en admettre davantage (`ecritures_non_pointees`, dans `[seuils]` de \
         `departement.toml`)"
    )
}

const EXPLICATION: Explication = Explication {
    quoi: "Pointer, c’est écrire sur une opération de banque la date du relevé qui la montre : `pointage = 2025-06-30`. Au dernier jour \
           de l’exercice, cinq opérations au plus (ou le seuil du département) peuvent rester sans pointage, reports de l’an passé \
           compris. Celle que la banque n’a montrée qu’après ce jour compte aussi. Une paire annulée ne compte pas.",
    pourquoi: "Une opération que la banque n’a pas montrée est peut-être un chèque perdu, ou une erreur. Quelques-unes sont normales fin \
               août ; beaucoup veulent dire que personne n’a comparé le cahier aux relevés.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Autocars Belleroche"
sortie.banque    = 180.00
ventilation.6181 = 180.00

[[ecriture]]
piece   = "07"
date    = 2025-06-03
libelle = "Ferme du Vallon"
sortie.banque    = 96.00
ventilation.6181 = 96.00

[[ecriture]]
piece   = "08"
date    = 2025-06-05
libelle = "Papeterie Beaulac"
sortie.banque    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "09"
date    = 2025-06-10
libelle = "Librairie des Trois-Ponts"
sortie.banque    = 31.20
ventilation.6181 = 31.20

[[ecriture]]
piece   = "10"
date    = 2025-06-12
libelle = "Jardinerie du Coteau"
sortie.banque    = 22.50
ventilation.6181 = 22.50

[[ecriture]]
piece   = "11"
date    = 2025-06-17
libelle = "Épicerie de la Halle"
sortie.banque    = 14.80
ventilation.6181 = 14.80
"#,
    )],
    corriger: "Prenez les relevés l’un après l’autre, et datez chaque opération de celui qui la montre. Ajoutez le relevé dans \
               `releves/` s’il n’y est pas. Si la banque n’a vraiment montré des opérations qu’après le dernier jour, leurs dates \
               restent : c’est au département de dire s’il en admet davantage, par `ecritures_non_pointees`.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Autocars Belleroche"
sortie.banque    = 180.00
ventilation.6181 = 180.00
pointage = 2025-08-31

[[ecriture]]
piece   = "07"
date    = 2025-06-03
libelle = "Ferme du Vallon"
sortie.banque    = 96.00
ventilation.6181 = 96.00

[[ecriture]]
piece   = "08"
date    = 2025-06-05
libelle = "Papeterie Beaulac"
sortie.banque    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "09"
date    = 2025-06-10
libelle = "Librairie des Trois-Ponts"
sortie.banque    = 31.20
ventilation.6181 = 31.20

[[ecriture]]
piece   = "10"
date    = 2025-06-12
libelle = "Jardinerie du Coteau"
sortie.banque    = 22.50
ventilation.6181 = 22.50

[[ecriture]]
piece   = "11"
date    = 2025-06-17
libelle = "Épicerie de la Halle"
sortie.banque    = 14.80
ventilation.6181 = 14.80
"#,
        ),
        Extrait::Fichier(
            "2024-2025/releves/2025-08-31.toml",
            r#"
tresorerie = "banque"
date  = 2025-08-31
solde = 616.00     # 796,00 − 180,00
"#,
        ),
    ],
    reference: "Le logiciel Retkoop de l’OCCE prévient au-delà de cinq écritures non pointées et refuse la clôture. Le seuil est celui \
                de `[seuils]`, `ecritures_non_pointees`, dans `departement.toml`.",
};
