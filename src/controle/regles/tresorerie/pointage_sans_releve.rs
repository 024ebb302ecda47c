//! T008 — pointage-sans-releve. One finding for each account and date, at the first operation ticked there.

use std::collections::{BTreeSet, HashSet};

use crate::controle::explication::Explication;
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
    explication: Explication::A_ECRIRE,
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
    let mut dites = HashSet::new();
    let mut juger = |date: Date, mouvements: &[Mouvement], pointage: &Pointage, lieu: Lieu| {
        if pointage.date < date {
            return; // T002: the date itself is wrong.
        }
        let banques = mouvements.iter().filter_map(|m| m.tresorerie.connue()).filter(|id| vue.dossier.cooperative.tresorerie(*id).compte.is_banque());
        for banque in banques {
            let visee = pointage.tresorerie.as_ref().is_none_or(|t| t.connue() == Some(banque));
            if !visee || presents.contains(&(banque, pointage.date)) || !dites.insert((banque, pointage.date)) {
                continue;
            }
            let nom = &vue.dossier.cooperative.tresorerie(banque).nom;
            constats.push(
                Constat::new(REGLE.code, lieu, format!("aucun relevé de `{nom}` n’est daté du {}", date::en_chiffres(pointage.date)))
                    .etiquette("relevé absent")
                    .aide(format!("ajoutez `releves/{}.toml` avec le solde de ce relevé, ou corrigez la date du pointage", pointage.date))
                    .donnee("attendu", pointage.date.to_string())
                    .sujet(format!("{nom} {}", pointage.date)),
            );
        }
    };
    for report in &vue.exercice.reports {
        for pointage in &report.pointages {
            juger(report.date.valeur, &report.mouvements, pointage, vue.exercice.lieu(pointage.span));
        }
    }
    for ecriture in &vue.exercice.ecritures {
        for pointage in &ecriture.pointages {
            juger(ecriture.date.map_or(Date::MIN, |d| d.valeur), &ecriture.mouvements, pointage, ecriture.lieu(pointage.span));
        }
    }
}
