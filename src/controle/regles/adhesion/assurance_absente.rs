//! A001 — assurance-absente. Retkoop asks it at the closing (domain.md): a question, answered with its reason.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::regles::regle;
use crate::coop::{Compte, Partie};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("A001"),
    nom: "assurance-absente",
    niveau: Niveau::Question,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ventilation, Partie::Cahier, Partie::Classes, Partie::Plan],
    resume: "la cotisation est payée, l’assurance ne l’est pas",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let plan = &vue.departement().plan;
    constats.extend(paye_sans_l_autre(vue, REGLE.code, ("la cotisation", plan.cotisation), ("l’assurance", plan.assurance)));
}

/// One of dues and insurance was paid, the other not at all.
pub(super) fn paye_sans_l_autre(vue: &Vue, code: Code, payee: (&str, Compte), absente: (&str, Compte)) -> Option<Constat> {
    let (paye, du) = (vue.comptes.total_du_compte(payee.1), vue.comptes.total_du_compte(absente.1));
    if payee.1 == absente.1 || paye.is_zero() || paye.is_negative() || !du.is_zero() {
        return None;
    }
    let lacunes = &vue.exercice.lacunes;
    if !lacunes.compte_connu(payee.1, paye) || !lacunes.compte_connu(absente.1, paye) {
        return None;
    }
    let lieu = vue.mouvements_du_compte(payee.1).next()?.lieu;
    let exercice = &vue.exercice.nom;
    // A department that makes it refuse the closing takes no answer.
    let sans_reponse = regle(code).and_then(|regle| regle.niveau_dans(vue.departement())) == Some(Niveau::Bloquant);
    let reponse = if sans_reponse {
        " ; si quelqu’un d’autre la paie, voyez avec le département : il demande ici qu’elle le soit".to_owned()
    } else {
        format!(
            " ; si quelqu’un d’autre la paie, répondez dans retkoop.toml : `[[acquittement]]`, `regle = \"{}\"`, `exercice = \"{exercice}\"`, `motif = \"…\"`",
            code.0
        )
    };
    Some(
        Constat::new(
            code,
            lieu,
            format!("{} est payée ({paye} au compte {}), {} ne l’est pas : rien au compte {}", payee.0, payee.1, absente.0, absente.1),
        )
        .etiquette(format!("{} seule", payee.0))
        .aide(format!("portez {} au compte {}{reponse}", absente.0, absente.1))
        .donnee("paye", paye.decimal())
        .donnee("compte", absente.1.to_string())
        .piece(vue.seule_piece_du_compte(payee.1)),
    )
}

const EXPLICATION: Explication = Explication {
    quoi: "Le compte de la cotisation (6586, sauf choix du département) a bougé, celui de l’assurance (6168) est à zéro.",
    pourquoi: "L’assurance de la coopérative se paie d’ordinaire avec la cotisation, dans le même chèque. Si elle manque, ou bien elle a été portée sur un autre compte et le compte rendu financier est faux, ou bien personne n’est assuré. Le logiciel Retkoop de l’OCCE pose la même question à la clôture.",
    exemple: &[Extrait::Fichier("2024-2025/cahier/2024-10.toml", r#"
[[ecriture]]
piece   = "02"
date    = 2024-10-03
libelle = "OCCE, cotisation"
cheque  = "2200101"
sortie.banque    = 84.00
ventilation.6586 = 73.00
ventilation.6181 = 11.00
pointage = 2024-10-31
justificatifs = ["pieces/02-occe.pdf"]
"#)],
    corriger: "Séparez les deux sommes dans la ventilation. Si quelqu’un d’autre paie l’assurance, la mairie par exemple, répondez à la question dans `retkoop.toml` : `[[acquittement]]`, `regle = \"A001\"`, `exercice`, `motif`.",
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
