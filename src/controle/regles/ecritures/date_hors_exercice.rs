//! E002 — date-hors-exercice. Entries, operations of class ledgers, and counts that stand before the first day.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("E002"),
    nom: "date-hors-exercice",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "une date est avant le premier jour ou après le dernier jour de l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let mut juger = |date: Date, lieu: Lieu, quoi: &str, piece: Option<&str>| {
        if exercice.contient(date) {
            return;
        }
        let (borne, nom, span) = if date < exercice.debut {
            (exercice.debut, "premier jour", exercice.span_debut)
        } else {
            (exercice.fin, "dernier jour", exercice.span_fin)
        };
        let ecart = pluriel((date - borne).num_days().unsigned_abs() as usize, "jour");
        let sens = if date < borne { "avant le" } else { "après le" };
        constats.push(
            Constat::new(
                REGLE.code,
                lieu,
                format!("{quoi} du {} est {ecart} {sens} {nom} de l’exercice", date::en_chiffres(date)),
            )
            .etiquette("hors de l’exercice")
            .lien(exercice.lieu(span), format!("{nom} : {}", date::en_chiffres(borne)))
            .aide(format!("corrigez la date, ou déplacez {quoi} dans le dossier de son exercice"))
            .donnee("attendu", format!("{}/{}", exercice.debut, exercice.fin))
            .donnee("trouve", date.to_string())
            .piece(piece),
        );
    };
    for ecriture in &exercice.ecritures {
        if let Some(date) = ecriture.date {
            juger(date.valeur, ecriture.lieu(date.span), "l’écriture", Some(ecriture.numero()));
        }
    }
    for cahier in &exercice.cahiers_de_classe {
        for operation in &cahier.operations {
            if let Some(date) = operation.date {
                juger(date.valeur, cahier.lieu(date.span), "l’opération de classe", Some(&cahier.piece));
            }
        }
    }
    // A count of the first days of September still closes the year; one before the first day proves nothing of it.
    for arrete in exercice.arretes.iter().filter(|a| a.date.valeur < exercice.debut) {
        juger(arrete.date.valeur, arrete.lieu(arrete.date.span), "l’arrêté de caisse", None);
    }
    for report in exercice.reports.iter().filter(|r| r.manques.is_aucun() && r.date.valeur >= exercice.debut) {
        let [debut, jour] = [exercice.debut, report.date.valeur].map(date::en_chiffres);
        let (quand, etiquette) = match exercice.contient(report.date.valeur) {
            true => ("de cette année", "dans l’exercice"),
            false => ("d’une année suivante", "après l’exercice"),
        };
        let message = format!("un report du {jour} est {quand}, pas de la précédente");
        constats.push(
            Constat::new(REGLE.code, exercice.lieu(report.date.span), message)
                .etiquette(etiquette)
                .lien(exercice.lieu(exercice.span_debut), format!("premier jour : {debut}"))
                .aide("une opération de l’année s’écrit dans le cahier : un report est de l’année d’avant, et déjà compté dans l’ouverture")
                .donnee("trouve", report.date.valeur.to_string())
                .sujet(report.libelle.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "La date d’une écriture, ou d’une opération de classe, doit tomber entre le premier et le dernier jour de son exercice. Un \
           report, lui, est de l’année d’avant. Le constat dit de combien de jours la date s’en écarte.",
    pourquoi: "Une dépense comptée dans la mauvaise année fausse le résultat des deux, et l’ouverture de la suivante. Le plus souvent, \
               ce n’est qu’une faute de frappe sur l’année.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2026-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Corrigez la date. Si l’opération est vraiment d’une autre année, déplacez l’écriture dans le dossier de cette année-là.",
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
    reference: "L’exercice des coopératives scolaires, du 1er septembre au 31 août. Une écriture se date du jour du chèque ou du \
                paiement, non du jour où la banque la montre : celle du 29 août, débitée en septembre, est de l’année qui finit.",
};
