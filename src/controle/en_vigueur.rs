//! The settings in force for an exercice, whoever set them: what a seal holds, so that the year owes nothing to what is ordinary
//! when it is read again.

use std::collections::BTreeMap;

use super::regle::Regle;
use super::regles::REGLES;
use crate::bareme::{AuDelaDUneFranchise, Bareme, Departement, Reglage};
use crate::coop::{Montant, Sens};
use crate::diagnostic::Niveau;
use crate::source::Span;

/// The chart, the thresholds, the commission, the level of every rule, the tariff of the exercice.
pub(super) fn en_vigueur(departement: &Departement, exercice: &str) -> Departement {
    let niveau = |regle: &Regle| (regle.code.0.into(), Reglage { niveau: regle.niveau_dans(departement), span: Span::default() });
    Departement {
        baremes: departement.bareme(exercice).cloned().into_iter().collect(),
        niveaux: REGLES.iter().copied().filter(|regle| regle.se_regle()).map(niveau).collect(),
        niveaux_complets: true,
        ..departement.clone()
    }
}

/// Each setting, by what it is.
pub(super) fn en_clair(departement: &Departement) -> BTreeMap<String, String> {
    let d = departement;
    let nommes = [
        ("le nom du département", d.nom.to_string()),
        ("le numéro du département", d.numero.to_string()),
        ("la commune du département", d.commune.to_string()),
        ("l’IBAN du département", d.iban.as_ref().map(|iban| iban.valeur.to_string()).unwrap_or_default()),
        ("le compte de la cotisation", d.plan.cotisation.to_string()),
        ("le compte de l’assurance", d.plan.assurance.to_string()),
        ("le compte des subventions", d.plan.subvention.to_string()),
        ("le compte des biens durables", d.plan.biens_durables.to_string()),
        ("le seuil des opérations non pointées", d.seuils.ecritures_non_pointees.to_string()),
        ("le plafond d’une régie", d.seuils.plafond_regie.to_string()),
        ("le nombre de vérificateurs", d.commission.verificateurs.to_string()),
        ("le parent obligatoire", if d.commission.parent_obligatoire { "oui" } else { "non" }.to_owned()),
    ];
    let comptes = d.plan.comptes(Sens::Charge).chain(d.plan.comptes(Sens::Produit)).map(|(numero, compte)| {
        let retire = if compte.retire { ", retiré" } else { "" };
        (format!("le compte {numero} du plan"), format!("« {} » {}{retire}", compte.libelle, compte.suffixe))
    });
    let niveaux = d
        .niveaux
        .iter()
        .map(|(regle, reglage)| (format!("le niveau de {regle}"), reglage.niveau.map_or("ignorer", Niveau::nom).to_owned()));
    let tarifs = d.baremes.iter().flat_map(prix);
    let nommes = nommes.into_iter().map(|(quoi, valeur)| (quoi.to_owned(), valeur)).filter(|(_, valeur)| !valeur.is_empty());
    nommes.chain(comptes).chain(niveaux).chain(tarifs).collect()
}

fn prix(bareme: &Bareme) -> impl Iterator<Item = (String, String)> {
    let prix: [(&str, Montant); 6] = [
        ("le forfait", bareme.forfait),
        ("le prix par élève", bareme.eleve),
        ("le prix par enseignant", bareme.enseignant),
        ("le prix par autre adulte", bareme.autre_adulte),
        ("le prix par coopérateur", bareme.cooperateur),
        ("l’assurance par coopérateur", bareme.assurance_cooperateur),
    ];
    let assurances =
        [("l’assurance des biens", bareme.assurance_biens), ("l’assurance des instruments", bareme.assurance_instruments)];
    let assurances = assurances.into_iter().filter_map(|(quoi, assurance)| {
        let AuDelaDUneFranchise { franchise, taux } = assurance?;
        Some((quoi.to_owned(), format!("{taux} au-delà de {franchise}")))
    });
    let abonnements =
        bareme.abonnements.iter().map(|a| (format!("l’abonnement {}", a.cle.trim()), format!("« {} » à {}", a.libelle, a.prix)));
    prix.into_iter().map(|(quoi, montant)| (quoi.to_owned(), montant.to_string())).chain(assurances).chain(abonnements)
}
