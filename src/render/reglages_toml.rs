//! The settings that a closed year is read by, as its seal holds them: in the form of `departement.toml`, every key written,
//! those that nobody set too.

use std::fmt::Write;

use crate::bareme::{AuDelaDUneFranchise, Bareme, Departement};
use crate::coop::Sens;
use crate::diagnostic::Niveau;
use crate::rewrite::chaine;

const TABLE: &str = "reglages.en_vigueur";

/// `[reglages.en_vigueur]`, which begins with an empty line.
pub(super) fn en_vigueur(departement: &Departement) -> String {
    let mut texte = String::new();
    let t = &mut texte;
    let _ = writeln!(
        t,
        "\n# Ce qui valait ce jour-là, réglé par le département ou ordinaire : l’année se relit par là.\n[{TABLE}.departement]"
    );
    for (nom, valeur) in [("nom", &departement.nom), ("numero", &departement.numero), ("commune", &departement.commune)] {
        facultatif(t, nom, valeur);
    }
    facultatif(t, "iban", departement.iban.as_ref().map_or("", |iban| iban.as_str()));
    let seuils = &departement.seuils;
    let _ = writeln!(t, "\n[{TABLE}.seuils]\necritures_non_pointees = {}", seuils.ecritures_non_pointees);
    let _ = writeln!(t, "plafond_regie = {}", seuils.plafond_regie.decimal());
    let commission = &departement.commission;
    let _ = writeln!(t, "\n[{TABLE}.controle]\nverificateurs = {}", commission.verificateurs);
    let _ = writeln!(t, "parent_obligatoire = {}", commission.parent_obligatoire);
    let plan = &departement.plan;
    let _ = writeln!(t, "\n[{TABLE}.plan]");
    for (emploi, compte) in [
        ("cotisation", plan.cotisation),
        ("assurance", plan.assurance),
        ("subvention", plan.subvention),
        ("biens_durables", plan.biens_durables),
    ] {
        let _ = writeln!(t, "{emploi} = \"{compte}\"");
    }
    let _ = writeln!(t, "compte = [");
    for (numero, compte) in plan.comptes(Sens::Charge).chain(plan.comptes(Sens::Produit)) {
        let retire = if compte.retire { ", retire = true" } else { "" };
        let (libelle, suffixe) = (chaine(&compte.libelle), &compte.suffixe);
        let _ = writeln!(t, "  {{ numero = \"{numero}\", libelle = {libelle}, suffixe = \"{suffixe}\"{retire} }},");
    }
    let _ = writeln!(t, "]");
    departement.baremes.iter().for_each(|tarif| bareme(t, tarif));
    let _ = writeln!(t, "\n[{TABLE}.niveaux]");
    for (regle, reglage) in &departement.niveaux {
        let _ = writeln!(t, "{regle} = \"{}\"", reglage.niveau.map_or("ignorer", Niveau::nom));
    }
    texte
}

fn bareme(t: &mut String, bareme: &Bareme) {
    let _ = writeln!(t, "\n[[{TABLE}.bareme]]\nexercice = {}", chaine(bareme.exercice.trim()));
    facultatif(t, "reference", &bareme.reference);
    for (nom, prix) in [
        ("forfait", bareme.forfait),
        ("eleve", bareme.eleve),
        ("enseignant", bareme.enseignant),
        ("autre_adulte", bareme.autre_adulte),
        ("cooperateur", bareme.cooperateur),
        ("assurance.cooperateur", bareme.assurance_cooperateur),
    ] {
        let _ = writeln!(t, "{nom} = {}", prix.decimal());
    }
    for (nom, assurance) in [("biens", bareme.assurance_biens), ("instruments", bareme.assurance_instruments)] {
        if let Some(AuDelaDUneFranchise { franchise, taux }) = assurance {
            let _ = writeln!(t, "assurance.{nom} = {{ franchise = {}, taux = {taux} }}", franchise.decimal());
        }
    }
    for abonnement in &bareme.abonnements {
        let (cle, libelle) = (chaine(&abonnement.cle), chaine(&abonnement.libelle));
        let _ = writeln!(
            t,
            "\n[[{TABLE}.bareme.abonnement]]\ncle = {cle}\nlibelle = {libelle}\nprix = {}",
            abonnement.prix.decimal()
        );
    }
}

pub(super) fn facultatif(t: &mut String, nom: &str, valeur: &str) {
    if !valeur.is_empty() {
        let _ = writeln!(t, "{nom} = {}", chaine(valeur));
    }
}
