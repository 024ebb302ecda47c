//! A002 — cotisation-absente. The reverse of A001.

use super::assurance_absente::paye_sans_l_autre;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("A002"),
    nom: "cotisation-absente",
    niveau: Niveau::Question,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ventilation, Partie::Cahier, Partie::Classes, Partie::Plan],
    resume: "l’assurance est payée, la cotisation ne l’est pas",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let plan = &vue.departement().plan;
    constats.extend(paye_sans_l_autre(vue, REGLE.code, ("l’assurance", plan.assurance), ("la cotisation", plan.cotisation)));
}

const EXPLICATION: Explication = Explication {
    quoi: "Le compte de l’assurance (6168, sauf choix du département) a bougé, celui de la cotisation (6586) est à zéro.",
    pourquoi: "On n’est assuré par l’OCCE que si l’on y adhère. Une cotisation absente est le plus souvent portée sur un autre compte : le compte rendu financier dit alors que la coopérative n’a pas adhéré.",
    exemple: &[Extrait::Fichier("2024-2025/cahier/2024-10.toml", r#"
[[ecriture]]
piece   = "02"
date    = 2024-10-03
libelle = "OCCE, assurance"
cheque  = "2200101"
sortie.banque    = 84.00
ventilation.6181 = 73.00
ventilation.6168 = 11.00
pointage = 2024-10-31
justificatifs = ["pieces/02-occe.pdf"]
"#)],
    corriger: "Portez la cotisation sur son compte. Si elle est payée par quelqu’un d’autre, répondez à la question dans `retkoop.toml` : `[[acquittement]]`, `regle = \"A002\"`, `exercice`, `motif`.",
    correction: &[Extrait::Fichier("2024-2025/cahier/2024-10.toml", r#"
[[ecriture]]
piece   = "02"
date    = 2024-10-03
libelle = "OCCE, cotisation et assurance"
cheque  = "2200101"
sortie.banque    = 84.00
ventilation.6586 = 73.00
ventilation.6168 = 11.00
pointage = 2024-10-31
justificatifs = ["pieces/02-occe.pdf"]
"#)],
    reference: "La question que le logiciel Retkoop de l’OCCE pose à la clôture. Les comptes sont ceux de `[plan]` dans `departement.toml`.",
};
