//! T002 — pointage-anterieur. A bank cannot show what has not yet happened.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Partie, Pointage, Report, date};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("T002"),
    nom: "pointage-anterieur",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "une opération est pointée sur un relevé antérieur à sa date",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let mut juger = |operation: Date, pointage: &Pointage, lieu: Lieu, lieu_date: Lieu, piece: Option<&str>| {
        if pointage.date >= operation {
            return;
        }
        constats.push(
            Constat::new(
                REGLE.code,
                lieu,
                format!("l’opération est pointée sur le relevé du {}, avant sa date, le {}", date::en_chiffres(pointage.date), date::en_chiffres(operation)),
            )
            .etiquette(format!("{} trop tôt", pluriel((operation - pointage.date).num_days() as usize, "jour")))
            .lien(lieu_date, "date de l’opération")
            .aide("corrigez la date du pointage (celle du relevé qui montre l’opération), ou celle de l’écriture")
            .donnee("attendu", operation.to_string())
            .donnee("trouve", pointage.date.to_string())
            .piece(piece),
        );
    };
    for ecriture in &vue.exercice.ecritures {
        // A date out of the year is E002: what is held against it would be its consequence.
        let hors = |date: Date| !vue.exercice.lacunes.manque(Partie::Bornes) && !vue.exercice.contient(date);
        let Some(date) = ecriture.date.filter(|d| !hors(d.valeur)) else { continue };
        for pointage in &ecriture.pointages {
            juger(date.valeur, pointage, ecriture.lieu(pointage.span), ecriture.lieu(date.span), Some(ecriture.numero()));
        }
    }
    let bornes_sures = !vue.exercice.lacunes.manque(Partie::Bornes);
    // A report dated in the year is E002.
    let est_d_avant = |r: &&Report| r.manques.is_aucun() && !(bornes_sures && r.date.valeur >= vue.exercice.debut);
    let reports = || vue.exercice.reports.iter().filter(est_d_avant).flat_map(|r| r.pointages.iter().map(move |p| (r, p)));
    for (report, pointage) in reports() {
        juger(report.date.valeur, pointage, vue.exercice.lieu(pointage.span), vue.exercice.lieu(report.date.span), None);
    }
    let deja_vus = reports().filter(|(r, p)| bornes_sures && p.date >= r.date.valeur && p.date < vue.exercice.debut);
    constats.extend(deja_vus.map(|(_, pointage)| deja_vu(vue, pointage, vue.exercice.lieu(pointage.span))));
}

/// What the bank had shown by then was not on its way any more.
fn deja_vu(vue: &Vue, pointage: &Pointage, lieu: Lieu) -> Constat {
    let [pointe, debut] = [pointage.date, vue.exercice.debut].map(date::en_chiffres);
    Constat::new(
        REGLE.code,
        lieu,
        format!("le report est pointé sur le relevé du {pointe}, avant le premier jour de l’exercice, le {debut}"),
    )
    .etiquette(format!("{} trop tôt", pluriel((vue.exercice.debut - pointage.date).num_days() as usize, "jour")))
    .aide(
        "donnez la date du relevé de cet exercice qui montre l’opération ; si la banque l’avait montrée avant, elle n’est pas à \
         reporter : c’est dans l’exercice précédent qu’elle se pointe",
    )
    .donnee("attendu", vue.exercice.debut.to_string())
    .donnee("trouve", pointage.date.to_string())
}

const EXPLICATION: Explication = Explication {
    quoi: "Une opération ne peut pas être pointée sur un relevé daté d’avant elle.",
    pourquoi: "La banque ne montre pas ce qui n’a pas encore eu lieu : l’une des deux dates est fausse, et avec elle le solde de ce \
               jour-là.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
pointage = 2025-03-31
"#,
    )],
    corriger: "Corrigez la date du pointage, qui est celle du relevé où se lit l’opération ; ou celle de l’écriture, si c’est elle qui \
               est fausse.",
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
solde = 750.10     # 796,00 − 45,90
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
    reference: "Le pointage, tel que le décrit le guide de l’OCCE : cocher sur le relevé ce que la banque a passé.",
};
