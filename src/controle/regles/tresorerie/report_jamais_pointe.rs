//! T014 — report-jamais-pointe. Ours: an operation carried over that the bank will not show any more. A cheque is payable for one
//! year after the eight days in which it is to be presented (Code monétaire et financier, art. L131-32 and L131-59); anything
//! else should have been on a statement within the year. Where the same operation seems entered again, T010 tells it.

use std::collections::{HashMap, HashSet};

use chrono::{Days, Months};

use super::report_reinscrit::reinscriptions;
use crate::calcul::en_route::ecarts_de_reports;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Montant, Operation, Partie, Report, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T014"),
    nom: "report-jamais-pointe",
    niveau: Niveau::Remarque,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Identite, Partie::Bornes],
    resume: "une opération reportée n’a jamais été vue par la banque : chèque périmé, ou année entière",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    // A report that is not written cannot be ticked yet.
    if vue.exercice.reports.is_empty() {
        return;
    }
    // A closed year changes no more, and what is written again in the next year is told there.
    let reprise = vue.suivant.is_some_and(|suivant| !suivant.exercice.reports.is_empty());
    let du_rapport_seul = vue.exercice.scelle || reprise;
    // What the seal did not leave so is T011's.
    if vue.precedent.is_some_and(|p| p.exercice.scelle && !ecarts_de_reports(p, vue.comptes).is_empty()) {
        return;
    }
    // Written in two reports, it is T010's.
    let mut nombres: HashMap<&str, usize> = HashMap::new();
    vue.exercice.reports.iter().for_each(|report| *nombres.entry(report.cheque.trim()).or_default() += 1);
    let double = |report: &Report| !report.cheque.trim().is_empty() && nombres[report.cheque.trim()] > 1;
    let reinscrits: HashSet<usize> = reinscriptions(vue).into_iter().map(|r| r.rang).collect();
    for (rang, report) in vue.exercice.reports.iter().enumerate().filter(|(_, r)| r.manques.is_aucun()) {
        if report.date.valeur >= vue.exercice.debut {
            continue;
        }
        let lignes = vue.comptes.mouvements_de_banque(report);
        let net: Montant = lignes.into_iter().filter(|(banque, _)| report.pointage(*banque).is_none()).map(|(_, m)| m).sum();
        if net.is_zero() || double(report) || reinscrits.contains(&rang) || vue.comptes.annulation_du_report(rang).is_some() {
            continue;
        }
        constats.extend(constat(vue, report, net).map(|constat| constat.du_rapport_seul(du_rapport_seul)));
    }
}

fn constat(vue: &Vue, report: &Report, net: Montant) -> Option<Constat> {
    let (jour, montant) = (date::en_chiffres(report.date.valeur), net.abs());
    let (cheque, libelle) = (report.cheque.trim(), abrege(report.libelle.trim()));
    let (message, etiquette, aide) = if net.is_negative() && !cheque.is_empty() {
        let perime = peremption(report.date.valeur)?;
        if vue.jour.min(vue.exercice.fin) <= perime {
            return None;
        }
        let cle = vue.comptes.mouvements_de_banque(report).into_iter().next();
        let banque = cle.map_or_else(String::new, |(id, _)| vue.comptes.cooperative.tresorerie(id).nom.to_string());
        (
            format!(
                "le chèque {} du {jour} (« {libelle} », {montant}) n’est plus payable depuis le {}, et aucun relevé ne l’a montré",
                abrege(cheque),
                date::en_chiffres(perime)
            ),
            "chèque périmé",
            format!(
                "demandez au bénéficiaire ce qu’il en est, puis annulez-le par une écriture : `annule = \"{}\"`, `entree.{banque} = {}`, \
                 ventilée en recette exceptionnelle ou en moins au compte de la dépense ; s’il reste dû, payez-le par une autre",
                abrege(cheque),
                montant.decimal()
            ),
        )
    } else if vue.exercice.est_termine(vue.jour) && a_des_releves(vue, report) {
        (
            format!("« {libelle} » du {jour}, de {montant}, reporté de l’année d’avant, n’est sur aucun relevé de l’année entière"),
            "jamais vu par la banque",
            "cherchez-le sur les relevés, d’avant et d’après : pointez-le, ou annulez-le par une écriture (`annule = \"…\"`, sa pièce) s’il n’a \
             jamais eu lieu"
                .to_owned(),
        )
    } else {
        return None;
    };
    Some(
        Constat::new(REGLE.code, Lieu { fichier: report.fichier, span: report.span }, message)
            .etiquette(etiquette)
            .aide(aide)
            .donnee("trouve", net.decimal())
            .sujet(format!("{} {}", report.libelle.trim(), report.date.valeur)),
    )
}

/// Without any statement of its bank, statements are what is missing (T007).
fn a_des_releves(vue: &Vue, report: &Report) -> bool {
    let mut banques = vue.comptes.mouvements_de_banque(report).into_iter().map(|(banque, _)| banque);
    banques.any(|banque| vue.exercice.releves.iter().any(|releve| releve.tresorerie.connue() == Some(banque)))
}

/// The last day on which a cheque is paid: eight days to present it, then one year.
fn peremption(emission: Date) -> Option<Date> {
    emission.checked_add_days(Days::new(8))?.checked_add_months(Months::new(12))
}

const EXPLICATION: Explication = Explication {
    quoi: "Un report se pointe dans l’année. La règle signale un chèque reporté que la banque n’a pas montré un an et huit jours après sa \
           date, et, l’année finie, toute autre opération reportée qu’aucun relevé n’a montrée.",
    pourquoi: "Passé ce délai, la banque refuse le chèque : il resterait pour toujours parmi les opérations en route, et le solde du cahier \
               ne rejoindrait plus celui de la banque. Un virement qui n’est sur aucun relevé, lui, n’a sans doute jamais eu lieu.",
    exemple: &[Extrait::Fichier(
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
    corriger: "Demandez au bénéficiaire s’il attend encore son argent. Annulez le chèque par une écriture qui le nomme : l’argent revient, et \
               la paire sort des opérations à pointer. Si la somme est due, un autre chèque la paie.",
    correction: &[
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
            "2024-2025/cahier/2025-08.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-08-26
libelle = "Librairie du Tilleul, chèque jamais présenté"
annule  = "3100410"
entree.banque    = 60.00
ventilation.7700 = 60.00
"#,
        ),
    ],
    reference: "Code monétaire et financier, articles L131-32 (huit jours pour présenter un chèque) et L131-59 (un an ensuite).",
};
