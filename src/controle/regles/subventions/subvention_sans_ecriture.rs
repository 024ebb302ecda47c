//! S004 — subvention-sans-ecriture. Ours: a table whose total is right may still name the wrong pieces. While the totals differ,
//! S001 says enough.

use std::collections::HashMap;

use crate::calcul::Subventions;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, NumeroDePiece, Partie};
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("S004"),
    nom: "subvention-sans-ecriture",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Subventions, Partie::Ventilation, Partie::Cahier, Partie::Classes, Partie::Plan, Partie::Numerotation],
    resume: "la pièce que nomme une subvention n’en reçoit aucune",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let compte = vue.departement().plan.subvention;
    let Subventions { au_compte, ecart, .. } = vue.comptes.subventions(compte);
    if !ecart.is_zero() || !vue.exercice.lacunes.compte_connu(compte, au_compte) {
        return;
    }
    let nommees: Vec<_> = (vue.exercice.subventions.iter())
        .filter(|subvention| !subvention.montant.valeur.is_zero())
        .filter_map(|subvention| Some((subvention, subvention.piece.as_ref().filter(|piece| !piece.trim().is_empty())?)))
        .map(|(subvention, piece)| (subvention, piece, NumeroDePiece::new(piece)))
        .collect();
    if nommees.is_empty() {
        return;
    }
    // By named piece: its first entry, and whether one of its entries received something.
    let mut pieces: HashMap<&NumeroDePiece, Option<(&Ecriture, bool)>> = nommees.iter().map(|(.., numero)| (numero, None)).collect();
    for ecriture in &vue.exercice.ecritures {
        if let Some(trouvee) = pieces.get_mut(&ecriture.numero_de_piece()) {
            let (_, recue) = trouvee.get_or_insert((ecriture, false));
            *recue |= ecriture.ventilations.iter().any(|v| v.compte.connue() == Some(compte));
        }
    }
    let classes = vue.exercice.pieces_de_classe();
    for (subvention, piece, voulu) in &nommees {
        let nommee = pieces[voulu];
        if nommee.is_some_and(|(_, recue)| recue) || classes.contains_key(voulu) {
            continue;
        }
        let numero = abrege(piece.trim());
        let constat = match nommee {
            Some((ecriture, _)) => Constat::new(
                REGLE.code,
                subvention.lieu(piece.span),
                format!("la pièce {numero}, nommée pour la subvention « {} », n’a rien au compte {compte}", abrege(&subvention.origine)),
            )
            .lien(ecriture.lieu(ecriture.span), "cette pièce"),
            None => Constat::new(
                REGLE.code,
                subvention.lieu(piece.span),
                format!("la pièce {numero}, nommée pour la subvention « {} », n’existe pas", abrege(&subvention.origine)),
            ),
        };
        constats.push(
            constat
                .etiquette("ce n’est pas la pièce qui l’a reçue")
                .aide(format!("nommez l’écriture qui a reçu cette subvention au compte {compte} : `piece = \"…\"`"))
                .donnee("trouve", numero.clone())
                .sujet(format!("{} {}", subvention.origine, subvention.date)),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une ligne de `subventions.toml` peut nommer la pièce qui a reçu la subvention. La règle cherche cette pièce dans le cahier, et \
           une ligne ventilée au compte des subventions. Elle se tait tant que les totaux diffèrent : S001 le dit.",
    pourquoi: "Le tableau part avec le compte rendu, et le vérificateur suit le numéro jusqu’au relevé. Un numéro faux envoie vers une \
               autre opération, et fait douter de la bonne.",
    exemple: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine          = "Mairie de Sainte-Amarelle"
montant          = 200.00
date             = 2025-01-16
reste_a_depenser = 0.00
piece            = "77"
justificatif     = "pieces/03-mairie.pdf"
"#,
    )],
    corriger: "Recopiez dans `piece` le numéro de l’écriture qui a reçu l’argent.",
    correction: &[Extrait::Fichier(
        "2024-2025/subventions.toml",
        r#"
[[subvention]]
origine          = "Mairie de Sainte-Amarelle"
montant          = 200.00
date             = 2025-01-16
reste_a_depenser = 0.00
piece            = "03"
justificatif     = "pieces/03-mairie.pdf"
"#,
    )],
    reference: "Une précaution de ce programme.",
};
