//! T008 — pointage-sans-releve. One finding for each account and date, at the first operation ticked there.

use std::collections::{BTreeSet, HashSet};

use super::releve_de_cloture_absent::est_encadree;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Mouvement, Partie, Pointage, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T008"),
    nom: "pointage-sans-releve",
    niveau: Niveau::Remarque,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Releves, Partie::Identite],
    resume: "une date de pointage n’a pas de relevé",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let presents: BTreeSet<(TresorerieId, Date)> = vue
        .exercice
        .releves
        .iter()
        .chain(vue.suivant.iter().chain(&vue.precedent).flat_map(|voisin| &voisin.exercice.releves))
        .filter_map(|r| Some((r.tresorerie.connue()?, r.date.valeur)))
        .collect();
    // T007 asks for the statement of the last day by itself.
    let exercice = vue.exercice;
    let demande_t007 = |banque: TresorerieId, jour: Date| {
        jour == exercice.fin && exercice.est_termine(vue.jour) && !est_encadree(vue, banque)
    };
    let mut dites = HashSet::new();
    let mut juger = |date: Date, mouvements: &[Mouvement], pointage: &Pointage, lieu: Lieu| {
        if pointage.date < date {
            return; // T002: the date itself is wrong.
        }
        // A movement of nothing is on no statement.
        let banques = mouvements.iter().filter(|m| !m.montant.is_zero()).filter_map(|m| m.tresorerie.connue()).filter(|id| vue.comptes.cooperative.tresorerie(*id).compte.is_banque());
        for banque in banques {
            let visee = pointage.tresorerie.as_ref().is_none_or(|t| t.connue() == Some(banque));
            if !visee || demande_t007(banque, pointage.date) || presents.contains(&(banque, pointage.date)) || !dites.insert((banque, pointage.date)) {
                continue;
            }
            let nom = &vue.comptes.cooperative.tresorerie(banque).nom;
            constats.push(
                Constat::new(REGLE.code, lieu, format!("aucun relevé de `{nom}` n’est daté du {}", date::en_chiffres(pointage.date)))
                    .etiquette("relevé absent")
                    .aide(format!("ajoutez `{}` avec le solde de ce relevé, ou corrigez la date du pointage", vue.fichier_du(banque, pointage.date)))
                    .donnee("attendu", pointage.date.to_string())
                    .sujet(format!("{nom} {}", pointage.date)),
            );
        }
    };
    // Ticked before the year, it is T002 that tells it.
    for report in &vue.exercice.reports {
        for pointage in &report.pointages {
            juger(report.date.valeur.max(vue.exercice.debut), &report.mouvements, pointage, vue.exercice.lieu(pointage.span));
        }
    }
    for ecriture in &vue.exercice.ecritures {
        for pointage in &ecriture.pointages {
            juger(ecriture.date.map_or(Date::MIN, |d| d.valeur), &ecriture.mouvements, pointage, ecriture.lieu(pointage.span));
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque date de pointage devrait avoir son relevé dans `releves/`, avec son solde ; celui de l’exercice d’avant ou d’après \
           compte aussi. Au dernier jour, une fois l’exercice terminé, c’est T007 qui demande le relevé.",
    pourquoi: "Sans le solde du relevé, le pointage n’est qu’une promesse : rien ne vérifie que la banque est d’accord.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
pointage = 2025-06-30
"#,
        ),
        Extrait::Fichier(
            "2024-2025/releves/2025-08-31.toml",
            r#"
tresorerie = "banque"
date  = 2025-08-31
solde = 750.10     # 796,00 − 45,90
"#,
        ),
    ],
    corriger: "Ajoutez le relevé : trois lignes, le compte, la date et le solde. Ou corrigez la date du pointage, si c’est celle de \
               l’opération et non celle du relevé.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
pointage = 2025-06-30
"#,
        ),
        Extrait::Fichier(
            "2024-2025/releves/2025-06-30.toml",
            r#"
tresorerie = "banque"
date  = 2025-06-30
solde = 750.10
"#,
        ),
        Extrait::Fichier(
            "2024-2025/releves/2025-08-31.toml",
            r#"
tresorerie = "banque"
date  = 2025-08-31
solde = 750.10
"#,
        ),
    ],
    reference: "Le pointage se fait relevé en main ; les relevés se gardent dix ans, comme les pièces.",
};
