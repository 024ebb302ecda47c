//! A007 — uai-invalide. Seven digits and their key letter (domain.md); the guides' own demo codes are wrong, so only a warning.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::coop::uai::{self, UaiInvalide};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::parse::Dossier;

pub static REGLE: Regle = Regle {
    code: Code("A007"),
    nom: "uai-invalide",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "le code UAI de l’école n’a pas sa forme ou sa lettre clé",
    explication: EXPLICATION,
    verification: Verification::Cooperative(verifier),
};

fn verifier(dossier: &Dossier, constats: &mut Vec<Constat>) {
    let Some(ecrit) = dossier.cooperative.uai.as_ref().filter(|uai| !uai.trim().is_empty()) else { return };
    let code = abrege(ecrit.trim());
    let (message, etiquette, aide) = match uai::verifier(ecrit) {
        Ok(()) => return,
        Err(UaiInvalide::Forme) => (
            format!("« {code} » n’est pas un code UAI"),
            "sept chiffres et une lettre attendus".to_owned(),
            "recopiez le code de l’école : sept chiffres et une lettre, comme `0460410W`".to_owned(),
        ),
        Err(UaiInvalide::Cle(attendue)) => (
            format!("la lettre du code UAI « {code} » ne convient pas : les sept chiffres donnent {attendue}"),
            format!("{attendue} attendu"),
            "vérifiez les sept chiffres et la lettre sur l’annuaire de l’éducation".to_owned(),
        ),
    };
    let constat = Constat::new(REGLE.code, dossier.cooperative.lieu(ecrit.span), message);
    constats.push(constat.etiquette(etiquette).aide(aide).donnee("trouve", code).sujet("uai"));
}

const EXPLICATION: Explication = Explication {
    quoi: "Le code UAI (autrefois RNE) de l’école n’a pas sept chiffres et une lettre, ou sa lettre n’est pas celle que donnent les sept chiffres : le reste de leur division par 23, dans l’alphabet sans I, O ni Q.",
    pourquoi: "Le département retrouve l’école par ce code. Un chiffre échangé désigne une autre école.",
    exemple: &[Extrait::Fichier("retkoop.toml", r#"
[cooperative]
nom       = "Coopérative scolaire de l’école du Vieux Lavoir"
numero    = "098-0207"
uai       = "0980270T"
commune   = "Sainte-Amarelle"

[[mandataire]]
nom  = "Sabine Orlaveau"
role = "mandataire"

[tresorerie.banque]
compte  = "512"
libelle = "Banque des Deux-Rives"

[tresorerie.caisse]
compte  = "530"
libelle = "Caisse, bureau de direction"
"#)],
    corriger: "Recopiez le code depuis l’annuaire de l’éducation ou un courrier de l’académie : un chiffre ou la lettre est faux.",
    correction: &[Extrait::Fichier("retkoop.toml", r#"
[cooperative]
nom       = "Coopérative scolaire de l’école du Vieux Lavoir"
numero    = "098-0207"
uai       = "0980207T"
commune   = "Sainte-Amarelle"

[[mandataire]]
nom  = "Sabine Orlaveau"
role = "mandataire"

[tresorerie.banque]
compte  = "512"
libelle = "Banque des Deux-Rives"

[tresorerie.caisse]
compte  = "530"
libelle = "Caisse, bureau de direction"
"#)],
    reference: "La clé des codes UAI. Les codes de démonstration des guides de l’OCCE ne la respectent pas : ce n’est qu’un avertissement.",
};
