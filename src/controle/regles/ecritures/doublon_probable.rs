//! E008 — doublon-probable. Entries of one piece are parts of it; the same entry under two pieces was most likely typed twice.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Compte, Date, Ecriture, Manques, Montant, TresorerieId};
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
    let mut vues: HashMap<(Date, String, Vec<(Colonne, Montant)>), &Ecriture> = HashMap::new();
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
        let sans_numero = premiere.numero().is_empty() || ecriture.numero().is_empty(); // P001.
        if sans_numero || premiere.numero() == ecriture.numero() {
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

/// An account of the treasury or of the chart, or a régie column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Colonne {
    Tresorerie(Option<TresorerieId>),
    Regie(u8),
    Compte(Option<Compte>),
}

/// What an entry moves, account by account, whatever the order in which it is written.
pub(super) fn montants(ecriture: &Ecriture) -> Vec<(Colonne, Montant)> {
    let mouvements = ecriture.mouvements.iter().map(|m| (Colonne::Tresorerie(m.tresorerie.connue()), m.montant));
    let regie = ecriture.regie.iter().flat_map(|r| [(0, r.versee), (1, r.retournee), (2, r.expliquee)]);
    let regie = regie.map(|(colonne, montant)| (Colonne::Regie(colonne), montant));
    let ventilation = ecriture.ventilations.iter().map(|v| (Colonne::Compte(v.compte.connue()), v.montant));
    let mut montants: Vec<_> = mouvements.chain(regie).chain(ventilation).collect();
    montants.sort_unstable();
    montants
}
