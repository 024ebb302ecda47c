//! The settings that closed exercices are read by: those of the day of their closing, as their seals hold them.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::formes;
use super::plan_du_dossier::{Role, RoleDExercice, role};
use crate::bareme::Departement;
use crate::source::{FichierId, Source};

/// By exercice. A seal that was changed, or that a reopening voids, says nothing.
pub(super) fn reglages_scelles(sources: &[Source]) -> BTreeMap<EcoString, Departement> {
    let du_role = |voulu| {
        sources.iter().filter_map(move |source| match role(&source.chemin) {
            Role::Exercice(nom, role) if role == voulu => Some((nom, source.texte.as_str())),
            _ => None,
        })
    };
    let reouvertures: Vec<_> = du_role(RoleDExercice::Reouvertures)
        .flat_map(|(_, texte)| formes::reouvertures::lire(FichierId(0), texte).valeur)
        .map(|reouverture| reouverture.sceau)
        .collect();
    du_role(RoleDExercice::Cloture)
        .filter_map(|(nom, texte)| {
            let (empreinte, reglages) = formes::cloture::reglages(texte)?;
            (!reouvertures.contains(&empreinte)).then(|| (nom.into(), reglages))
        })
        .collect()
}
