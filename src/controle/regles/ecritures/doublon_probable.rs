//! E008 — doublon-probable. Entries of one piece are parts of it; the same entry under two pieces was most likely typed twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Ecriture, Manques};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("E008"),
    nom: "doublon-probable",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "deux écritures ont la même date, les mêmes montants et le même libellé sous deux numéros",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let mut vues: HashMap<(Date, String, Vec<i64>), &Ecriture> = HashMap::new();
    for ecriture in &vue.exercice.ecritures {
        let Some(date) = ecriture.date else { continue };
        if ecriture.manques.touche(Manques::MONTANTS.et(Manques::LIBELLE)) || super::ecriture_vide::est_vide(ecriture) {
            continue;
        }
        let premiere = match vues.entry((date.valeur, cle_du_libelle(&ecriture.libelle), montants(ecriture))) {
            Entry::Vacant(place) => {
                place.insert(ecriture);
                continue;
            }
            Entry::Occupied(place) => *place.get(),
        };
        if premiere.numero() == ecriture.numero() {
            continue;
        }
        constats.push(
            Constat::new(
                REGLE.code,
                ecriture.lieu(ecriture.span),
                format!("l’écriture {} ressemble trait pour trait à l’écriture {}", ecriture.numero(), premiere.numero()),
            )
            .etiquette("même date, mêmes montants, même libellé")
            .lien(premiere.lieu(premiere.span), "déjà écrite ici ?")
            .aide("si c’est la même dépense, enlevez l’une des deux ; sinon, distinguez leurs libellés")
            .piece(Some(ecriture.numero()))
            .sujet(premiere.numero()),
        );
    }
}

fn cle_du_libelle(libelle: &str) -> String {
    libelle.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Treasury movements, then régie, then ventilation, each with the place it has in the entry.
fn montants(ecriture: &Ecriture) -> Vec<i64> {
    let mouvements = ecriture.mouvements.iter().flat_map(|m| [m.tresorerie.connue().map_or(-1, |id| i64::from(id.0)), m.montant.centimes()]);
    let regie = ecriture.regie.iter().flat_map(|r| [r.versee, r.retournee, r.expliquee]).map(|m| m.centimes());
    let ventilation = ecriture.ventilations.iter().map(|v| v.montant.centimes());
    mouvements.chain(regie).chain(ventilation).collect()
}
