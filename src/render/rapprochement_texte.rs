//! An état de rapprochement in the terminal.

use super::montants::Montants;
use super::tableau::Style;
use crate::coop::date;
use crate::etat::rapprochement::Rapprochement;
use crate::source::sans_controle;

/// Every bank, one after the other.
pub fn rapprochement_texte(exercice: &str, rapprochements: &[Rapprochement], style: Style) -> String {
    let d = Montants { style: Montants::a_lire(style), annees: None };
    let mut texte = format!("{}\n", style.discret(&format!("exercice {exercice} · montants en euros")));
    if rapprochements.is_empty() {
        texte.push_str("\nAucun compte bancaire\u{a0}: il n’y a rien à rapprocher.\n");
    }
    rapprochements.iter().for_each(|rapprochement| bloc_de_rapprochement(&mut texte, rapprochement, d));
    texte
}

/// From the bank's statement to the balance of the ledger, one account.
pub(super) fn bloc_de_rapprochement(texte: &mut String, rapprochement: &Rapprochement, d: Montants) {
    let mut table = d.table();
    match rapprochement.releve {
        Some((jour, solde)) => {
            d.ligne(&mut table, "", &format!("Solde du relevé du {}", date::en_chiffres(jour)), solde, None);
        }
        None => {
            table.add_row([d.style.texte(""), d.style.texte("Aucun relevé")]);
        }
    }
    for operation in &rapprochement.operations {
        let nature = if operation.cheque.is_empty() { String::new() } else { format!(", chèque {}", operation.cheque) };
        let vue = operation.vue_le.map_or_else(String::new, |jour| format!(", vue le {}", date::en_chiffres(jour)));
        let detail = format!("{}, {}{nature}{vue}", operation.libelle, date::en_chiffres(operation.date));
        let piece = if operation.report { "report" } else { &operation.piece };
        d.ligne(&mut table, piece, &detail, operation.montant, None);
    }
    d.total(&mut table, "Solde du cahier", rapprochement.solde_cahier, None);
    d.ecart(&mut table, rapprochement.ecart.unwrap_or_default());
    let titre = format!("Rapprochement bancaire\u{a0}: {}", sans_controle(&rapprochement.intitule));
    d.section(texte, &titre, &table);
}
