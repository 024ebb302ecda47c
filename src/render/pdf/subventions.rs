//! The table of subsidies on paper: a block of the CRF, and a paper of its own.

use serde_json::{Value, json};

use super::conclusion::conclusion;
use super::signatures::cases_des_signataires;
use super::typographie::{cumuls, en_colonne, euros};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, date};
use crate::etat::identite::Identite;
use crate::etat::subventions::Subventions;
use crate::parse::Dossier;

/// Rows of the form that is filled in by hand.
const LIGNES_VIERGES: usize = 8;

pub fn emission(dossier: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    let du_compte = comptes.total_du_compte(dossier.departement_de(comptes.exercice).plan.subvention);
    Emission::si(!comptes.exercice.subventions.is_empty() || !du_compte.is_zero())
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let identite = Identite::de(controle);
    let subventions = Subventions::de(controle);
    let mut tableau = bloc(&subventions);
    let mut vierges = vec![];
    if subventions.lignes.is_empty() {
        // The account is known; what a hand writes in the table is not.
        tableau["total"] = "".into();
        tableau["ecart"] = "".into();
        tableau["conclusion"] = conclusion(phrase(&subventions), false);
        vierges = vec![[""; 7]; LIGNES_VIERGES];
    }
    let donnees = json!({
        "subventions": tableau,
        "vierges": vierges,
        "signatures": cases_des_signataires(&identite),
    });
    vec![Papier::new(Modele::Subventions, &identite, date, donnees)]
}

fn phrase(subventions: &Subventions) -> String {
    let compte = subventions.compte;
    match subventions.ecart {
        Montant::ZERO if subventions.lignes.is_empty() => {
            "Aucune subvention de l’État, de la région, du département ou de la commune n’est inscrite au cahier.".to_owned()
        }
        _ if subventions.lignes.is_empty() => {
            format!("Le tableau est à remplir d’après le compte {compte} du cahier, {}.", subventions.total_du_compte)
        }
        Montant::ZERO => format!("Le tableau et le compte {compte} du cahier concordent."),
        ecart => format!("Le tableau et le compte {compte} du cahier diffèrent de {}.", ecart.abs()),
    }
}

fn sans_justificatif(subventions: &Subventions) -> String {
    match subventions.lignes.iter().filter(|ligne| !ligne.justificatif).count() {
        0 => String::new(),
        1 => "Un justificatif reste à joindre.".to_owned(),
        n => format!("{n}\u{a0}justificatifs restent à joindre."),
    }
}

pub fn bloc(subventions: &Subventions) -> Value {
    let lignes = subventions.lignes.iter().map(|ligne| {
        json!([
            ligne.origine,
            ligne.designation,
            date::en_chiffres(ligne.date),
            en_colonne(&ligne.piece),
            if ligne.justificatif { "oui" } else { "non" },
            euros(ligne.montant),
            euros(ligne.reste_a_depenser),
        ])
    });
    let manquants = sans_justificatif(subventions);
    // What agrees is not to be explained.
    let conclusion = match (subventions.ecart.is_zero(), manquants.is_empty()) {
        (true, true) => conclusion(phrase(subventions), false),
        (true, false) => conclusion(manquants, true),
        (false, _) => conclusion([phrase(subventions), manquants].join(" ").trim_end(), true),
    };
    json!({
        "lignes": lignes.collect::<Vec<_>>(),
        "cumuls": cumuls(subventions.lignes.iter().map(|l| [l.montant, l.reste_a_depenser])),
        "total": euros(subventions.total),
        "intitule_du_compte": format!("Total du compte {}", subventions.compte),
        "total_du_compte": euros(subventions.total_du_compte),
        "ecart": euros(subventions.ecart),
        "vide": if subventions.ecart.is_zero() { "Aucune subvention reçue pendant l’exercice." } else { "Aucune ligne au tableau." },
        "conclusion": conclusion,
    })
}
