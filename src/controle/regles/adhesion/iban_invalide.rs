//! A008 — iban-invalide. The IBAN's key and the RIB's. That of the department is judged while its settings are read.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::diagnostic::{Niveau, code};
use crate::parse::{Dossier, juger_l_iban};

pub static REGLE: Regle = Regle {
    code: code::IBAN_INVALIDE,
    nom: "iban-invalide",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "la clé d’un IBAN (modulo 97) ou du RIB qu’il contient est fausse",
    explication: EXPLICATION,
    verification: Verification::Cooperative(verifier),
};

fn verifier(dossier: &Dossier, constats: &mut Vec<crate::diagnostic::Constat>) {
    let cooperative = &dossier.cooperative;
    for tresorerie in &cooperative.tresorerie {
        let Some(iban) = &tresorerie.iban else { continue };
        constats.extend(juger_l_iban(&format!("le compte « {} »", tresorerie.nom), iban, cooperative.lieu(iban.span)));
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un IBAN (d’un compte de la coopérative, ou celui du département) n’a pas la forme d’un IBAN, ou l’une de ses clés est fausse : la clé internationale (modulo 97), et, en France, celle du RIB. Le message dit laquelle.",
    pourquoi: "L’IBAN s’imprime sur les papiers et dans le code de paiement : un chiffre faux envoie l’argent ailleurs, ou nulle part.",
    exemple: &[Extrait::Fichier("retkoop.toml", r#"
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
iban    = "FR7630006000011234567890198"

[tresorerie.caisse]
compte  = "530"
libelle = "Caisse, bureau de direction"
"#)],
    corriger: "Recopiez l’IBAN du relevé d’identité bancaire, avec ou sans espaces.",
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
iban    = "FR7630006000011234567890189"

[tresorerie.caisse]
compte  = "530"
libelle = "Caisse, bureau de direction"
"#)],
    reference: "Norme ISO 13616 pour la clé de l’IBAN ; relevé d’identité bancaire français pour la clé RIB.",
};
