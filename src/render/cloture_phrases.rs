//! What a closing report says in words of the whole: only what its figures and its checks say too.

use crate::calcul::egalites::Egalites;
use crate::coop::date;
use crate::diagnostic::{francaise, pluriel};
use crate::etat::cloture::{ControleFait, RapportDeCloture};

/// A sentence each.
pub fn phrases(rapport: &RapportDeCloture) -> Vec<String> {
    let exercice = &rapport.crf.identite.exercice;
    let Some(sceau) = &rapport.sceau else {
        return vec![francaise(&format!("L’exercice {exercice} n’est pas clôturé : ce rapport n’a pas de sceau."))];
    };
    let mut phrases = vec![format!("L’exercice {exercice} a été clôturé le {}.", date::en_toutes_lettres(sceau.date))];
    let mut en_defaut: Vec<&str> = rapport.signales.iter().filter(|s| s.niveau.refuse_une_cloture()).map(|s| s.regle).collect();
    en_defaut.dedup();
    phrases.push(match en_defaut.as_slice() {
        [] => "Aucune règle qui refuse une clôture n’est en défaut.".to_owned(),
        codes => format!("Ses fichiers, relus, sont en défaut de ce qui refuse une clôture : {}.", codes.join(", ")),
    });
    let controles = rapport.controles.iter().flat_map(|(_, controles)| controles);
    let adoucis: Vec<&str> = controles.filter(|c: &&ControleFait| c.adouci).map(|c| c.code).collect();
    if !adoucis.is_empty() {
        let nombre = pluriel(adoucis.len(), "règle");
        let refusent = if adoucis.len() == 1 { "refuse" } else { "refusent" };
        phrases.push(format!(
            "Le département abaisse ou ignore {nombre} qui {refusent} d’ordinaire une clôture : {}.",
            adoucis.join(", ")
        ));
    }
    phrases.extend(phrases_des_egalites(&rapport.egalites));
    phrases.into_iter().map(|phrase| francaise(&phrase)).collect()
}

fn phrases_des_egalites(egalites: &Egalites) -> Vec<String> {
    let fausses: Vec<String> = egalites.fausses().map(|e| format!("{} (écart de {})", e.objet, e.ecart().abs())).collect();
    let manquantes: Vec<String> = egalites.sans_preuve.iter().map(|e| format!("{} ({})", e.objet, e.manque)).collect();
    let mut phrases = Vec::new();
    if !fausses.is_empty() {
        phrases.push(format!("Ne sont pas vérifiées : {}.", fausses.join(" ; ")));
    }
    if !manquantes.is_empty() {
        phrases.push(format!("Sans pièce qui les prouve : {}.", manquantes.join(" ; ")));
    }
    phrases.push(
        match (fausses.is_empty(), manquantes.is_empty()) {
            (true, true) => "Chaque égalité ci-dessous est vérifiée.",
            (true, false) => "Les autres égalités, ci-dessous, sont vérifiées.",
            (false, _) => "Les autres sont vérifiées.",
        }
        .to_owned(),
    );
    phrases
}
