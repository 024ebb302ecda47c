//! T001 — trop-d-ecritures-non-pointees. More than the department's threshold, carried-over operations included; cancelled pairs
//! leave the count.

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
    let mut constat = Constat::new(
        REGLE.code,
        premiere.lieu(),
        format!("{} sans pointage, {seuil} au plus à la clôture", pluriel(non_pointees.len(), "opération")),
    )
    .etiquette("la plus ancienne")
    .aide(format!(
        "`retkoop cahier --exercice {} --non-pointees` les montre toutes ; pointez-les : `pointage = AAAA-MM-JJ`, la date du relevé qui les montre",
        vue.exercice.nom
    ))
    .donnee("attendu", seuil.to_string())
    .donnee("trouve", non_pointees.len().to_string())
    .donnee("difference", (non_pointees.len() as i64 - seuil).to_string());
    for autre in non_pointees.iter().skip(1).take(2) {
        constat = constat.lien(autre.lieu(), format!("du {}, non pointée", date::en_chiffres(autre.date())));
    }
    constats.push(constat);
}

const EXPLICATION: Explication = Explication {
    quoi: "Pointer, c’est écrire sur une opération de banque la date du relevé qui la montre : `pointage = 2025-06-30`. Au dernier jour \
           de l’exercice, cinq opérations au plus (ou le seuil du département) peuvent rester sans pointage, reports de l’an passé \
           compris. Une paire annulée ne compte pas.",
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
               `releves/` s’il n’y est pas.",
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
