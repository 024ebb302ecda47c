//! The sentences of the CRF that depend on its figures: each is chosen here, once. The template holds the fixed words.

use crate::coop::{Date, Montant, date};
use crate::etat::crf::{CaisseNonComptee, Crf};
use crate::render::pdf::typographie::enumerer;

/// What who reads accounts that may still change must not miss.
pub(super) fn non_clotures(crf: &Crf) -> Option<String> {
    (!crf.avancement.scelle).then(|| {
        let ecrits = match crf.ecritures {
            0 => "aucune écriture n’y est encore".to_owned(),
            _ => format!(
                "ce compte rendu les dit tels qu’ils sont écrits, jusqu’au {}",
                date::en_toutes_lettres(crf.avancement.connu_jusqu_au)
            ),
        };
        format!("Comptes non clôturés\u{a0}: {ecrits}\u{a0}; une écriture ajoutée ou corrigée d’ici la clôture les changerait.")
    })
}

pub(super) fn arrete_au(crf: &Crf, date: Date) -> String {
    let jour = date::en_toutes_lettres(crf.avancement.arrete_au(date));
    if crf.avancement.est_en_cours(date) { format!("{jour}, exercice en cours") } else { jour }
}

pub(super) fn intitule_du_resultat(resultat: Montant) -> &'static str {
    match resultat {
        Montant::ZERO => "Résultat nul",
        deficit if deficit.is_negative() => "Déficit de l’exercice",
        _ => "Excédent de l’exercice",
    }
}

pub(super) fn resultat_en_mots(resultat: Montant) -> String {
    match resultat {
        Montant::ZERO => "un résultat nul".to_owned(),
        deficit if deficit.is_negative() => format!("un déficit de {}", deficit.abs()),
        excedent => format!("un excédent de {excedent}"),
    }
}

/// In the bilan the result keeps its sign, since it is added.
pub(super) fn resultat_au_passif(resultat: Montant) -> &'static str {
    match resultat {
        Montant::ZERO => "Résultat de l’exercice (nul)",
        deficit if deficit.is_negative() => "Résultat de l’exercice (déficit)",
        _ => "Résultat de l’exercice (excédent)",
    }
}

/// The difference that is positive, as the result is written without its sign.
pub(super) fn difference(resultat: Montant) -> &'static str {
    if resultat.is_negative() { "charges moins produits" } else { "produits moins charges" }
}

pub(super) fn nombre_d_ecritures(nombre: usize) -> String {
    match nombre {
        0 => "Aucune opération comptable n’a été enregistrée.".to_owned(),
        1 => "Ces comptes résument une seule opération comptable.".to_owned(),
        _ => format!("Ces comptes résument {nombre}\u{a0}opérations comptables."),
    }
}

/// What block 4 says when no cash box has anything to prove.
pub(super) fn sans_caisse(crf: &Crf) -> Option<&'static str> {
    let rien = crf.arretes.is_empty() && crf.caisses_non_comptees.iter().all(|c| !c.a_servi);
    rien.then_some("Caisse non utilisée pendant l’exercice\u{a0}: aucune espèce n’est détenue.")
}

pub(super) fn non_comptee(caisse: &CaisseNonComptee) -> String {
    let CaisseNonComptee { intitule, montant, .. } = caisse;
    format!("{intitule}\u{a0}: aucun arrêté de caisse n’a été établi, le cahier y tient {montant}.")
}

/// What who signs must not miss: the proofs that do not hold.
pub(super) fn a_expliquer(crf: &Crf) -> Option<String> {
    let blocs = [
        ("l’état de rapprochement (3)", crf.rapprochements.iter().any(|r| r.ecart.is_some_and(|ecart| !ecart.is_zero()))),
        ("l’arrêté de caisse (4)", crf.arretes.iter().any(|a| !a.ecart.is_zero())),
        ("les subventions (5)", !crf.subventions.ecart.is_zero()),
    ];
    let avec_ecart: Vec<String> = blocs.iter().filter(|(_, ecart)| *ecart).map(|(bloc, _)| (*bloc).to_owned()).collect();
    (!avec_ecart.is_empty()).then(|| format!("Avant de signer, un écart reste à expliquer dans {}.", enumerer(&avec_ecart)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_follow_the_figures() {
        assert_eq!(intitule_du_resultat(Montant::from_centimes(-1_00)), "Déficit de l’exercice");
        assert_eq!(intitule_du_resultat(Montant::from_centimes(1_00)), "Excédent de l’exercice");
    }
}
