//! T010 — report-reinscrit. Ours: what the bank had not shown in August is carried over, never entered again (domain.md,
//! « Pointage »). By its cheque number, so that two bills of one amount are no mistake.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, Manques, Montant, Operation, Partie, Report};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T010"),
    nom: "report-reinscrit",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Identite],
    resume: "une opération reportée de l’année d’avant est inscrite de nouveau, dans le cahier ou les reports",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let mut par_cheque: HashMap<&str, Vec<&Ecriture>> = HashMap::new();
    for ecriture in vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::MONTANTS)) {
        if let Some(cheque) = &ecriture.cheque {
            par_cheque.entry(cheque.trim()).or_default().push(ecriture);
        }
    }
    for report in vue.comptes.reports().iter().filter(|r| r.manques.is_aucun() && !r.cheque.trim().is_empty()) {
        let du_cheque = par_cheque.get(report.cheque.trim()).into_iter().flatten();
        let memes_montants = |e: &Ecriture| vue.comptes.banques().all(|banque| e.mouvement(banque) == report.mouvement(banque));
        let reinscrite = du_cheque.copied().find(|e| memes_montants(e));
        let Some(ecriture) = reinscrite else { continue };
        constats.push(
            Constat::new(
                REGLE.code,
                ecriture.lieu(ecriture.span),
                format!("le chèque {}, reporté de l’année d’avant, est inscrit une seconde fois", abrege(report.cheque.trim())),
            )
            .etiquette("compté deux fois")
            .lien(Lieu { fichier: report.fichier, span: report.span }, "déjà compté dans l’ouverture")
            .aide("enlevez cette écriture, et pointez le report : `pointage = AAAA-MM-JJ`, la date du relevé qui montre le chèque")
            .donnee("trouve", abrege(report.cheque.trim()))
            .piece(Some(ecriture.numero())),
        );
    }
    reporte_deux_fois(vue, constats);
}

/// One cheque written in two reports. Once the year before is sealed, T011 knows which one it left.
fn reporte_deux_fois(vue: &Vue, constats: &mut Vec<Constat>) {
    if vue.precedent.is_some_and(|precedent| precedent.exercice.scelle) {
        return;
    }
    let mut premiers: HashMap<(&str, Vec<Montant>), &Report> = HashMap::new();
    for report in vue.exercice.reports.iter().filter(|r| r.manques.is_aucun() && !r.cheque.trim().is_empty()) {
        let montants = vue.comptes.banques().map(|banque| report.mouvement(banque)).collect();
        match premiers.entry((report.cheque.trim(), montants)) {
            Entry::Vacant(libre) => _ = libre.insert(report),
            Entry::Occupied(premier) => constats.push(
                Constat::new(
                    REGLE.code,
                    Lieu { fichier: report.fichier, span: report.span },
                    format!("le chèque {} est reporté deux fois", abrege(report.cheque.trim())),
                )
                .etiquette("compté deux fois")
                .lien(Lieu { fichier: premier.get().fichier, span: premier.get().span }, "le même")
                .aide("enlevez l’un des deux, et gardez celui qui est pointé")
                .donnee("trouve", abrege(report.cheque.trim()))
                .sujet(report.cheque.trim()),
            ),
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un chèque de juillet que la banque n’avait pas encore débité au 31 août est un `[[report]]` de l’exercice suivant. La règle \
           cherche dans le cahier une écriture du même numéro de chèque et du même montant, et un second report du même chèque.",
    pourquoi: "Le report est déjà compté dans l’ouverture : inscrit de nouveau, le même argent sort deux fois, et le solde du cahier ne \
               rejoint plus jamais celui de la banque.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/exercice.toml",
            r#"
[exercice]
debut = 2024-09-01
fin   = 2025-08-31

[ouverture]
banque = 440.00
caisse = 0.00

[[report]]
date     = 2024-07-03
libelle  = "Librairie du Tilleul"
cheque   = "3100410"
sortie.banque = 60.00
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece    = "06"
date     = 2025-06-02
libelle  = "Librairie du Tilleul"
cheque   = "3100410"
sortie.banque    = 60.00
ventilation.6181 = 60.00
"#,
        ),
    ],
    corriger: "Enlevez l’écriture. Quand un relevé montre le chèque, pointez le report dans `exercice.toml`.",
    correction: &[Extrait::Fichier(
            "2024-2025/exercice.toml",
            r#"
[exercice]
debut = 2024-09-01
fin   = 2025-08-31

[ouverture]
banque = 440.00
caisse = 0.00

[[report]]
date     = 2024-07-03
libelle  = "Librairie du Tilleul"
cheque   = "3100410"
sortie.banque = 60.00
"#,
        )],
    reference: "Guide de l’OCCE : les opérations de l’année précédente se pointent, elles ne se réinscrivent jamais.",
};
