//! E002 — date-hors-exercice. Entries, operations of class ledgers, and counts that stand before the first day.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("E002"),
    nom: "date-hors-exercice",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "une date est avant le premier jour ou après le dernier jour de l’exercice",
    explication: Explication::A_ECRIRE,
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
        let ecart = (date - borne).num_days().abs();
        let sens = if date < borne { "avant le" } else { "après le" };
        constats.push(
            Constat::new(
                REGLE.code,
                lieu,
                format!("{quoi} du {} est {ecart}\u{a0}jour{} {sens} {nom} de l’exercice", date::en_chiffres(date), if ecart > 1 { "s" } else { "" }),
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
    for report in exercice.reports.iter().filter(|r| r.manques.is_aucun() && exercice.contient(r.date.valeur)) {
        let debut = date::en_chiffres(exercice.debut);
        constats.push(
            Constat::new(REGLE.code, exercice.lieu(report.date.span), format!("un report du {} est de cette année, pas de la précédente", date::en_chiffres(report.date.valeur)))
                .etiquette("dans l’exercice")
                .lien(exercice.lieu(exercice.span_debut), format!("premier jour : {debut}"))
                .aide("une opération de l’année s’écrit dans le cahier : un report est de l’année d’avant, et déjà compté dans l’ouverture")
                .donnee("trouve", report.date.valeur.to_string())
                .sujet(report.libelle.as_str()),
        );
    }
}
