//! T013 — cheque-reutilise. Ours: a cheque is drawn once. It may pay several entries of one day or of one piece; a cancelled one
//! was never drawn.

use std::collections::HashMap;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, Manques, Partie, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege};

pub static REGLE: Regle = Regle {
    code: Code("T013"),
    nom: "cheque-reutilise",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Identite],
    resume: "un même numéro de chèque paie deux opérations d’une banque",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let est_banque = |id: &TresorerieId| vue.comptes.cooperative.tresorerie(*id).compte.is_banque();
    let lisible = |e: &Ecriture| !e.manques.touche(Manques::MOUVEMENTS.et(Manques::DATE).et(Manques::PIECE));
    let mut premiers: HashMap<(TresorerieId, &str), &Ecriture> = HashMap::new();
    for ecriture in vue.comptes.ecritures_non_annulees().filter(|e| lisible(e)) {
        let Some(cheque) = ecriture.cheque.as_ref().filter(|c| !c.trim().is_empty()) else { continue };
        // A cheque received and banked bears its drawer's number.
        let sorties = ecriture.mouvements.iter().filter(|m| m.montant.is_negative());
        let Some(banque) = sorties.filter_map(|m| m.tresorerie.connue()).find(est_banque) else { continue };
        let premier = *premiers.entry((banque, cheque.trim())).or_insert(ecriture);
        let meme_jour = premier.date.map(|d| d.valeur) == ecriture.date.map(|d| d.valeur);
        // Without a number (P001), nobody knows which piece it is.
        let sans_numero = premier.numero().is_empty() || ecriture.numero().is_empty();
        if meme_jour || sans_numero || premier.numero_de_piece() == ecriture.numero_de_piece() {
            continue;
        }
        let numero = abrege(cheque.trim());
        let le = premier.date.map_or_else(String::new, |d| format!(" le {}", date::en_chiffres(d.valeur)));
        let place = premier.cheque.as_ref().map_or(premier.span, |c| c.span);
        constats.push(
            Constat::new(REGLE.code, ecriture.lieu(cheque.span), format!("le chèque {numero} a déjà payé la pièce {}{le}", premier.numero()))
                .etiquette("numéro déjà employé")
                .lien(premier.lieu(place), "d’abord ici")
                .aide("corrigez l’un des deux numéros, d’après le talon ; si ce chèque paie les deux, donnez aux écritures la même date ou la même pièce")
                .donnee("trouve", numero.clone())
                .piece(Some(ecriture.numero()))
                .sujet(numero),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un numéro de chèque ne sert qu’une fois par banque. Un chèque peut payer plusieurs écritures, si elles ont la même date ou la même \
           pièce ; un chèque annulé ne compte pas, ni celui que l’on a reçu et remis à la banque.",
    pourquoi: "C’est presque toujours un numéro recopié de la ligne d’avant. Le jour du pointage, on cherche le chèque d’après son numéro, et \
               l’on pointe la mauvaise écriture.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200102"     # celui de l’appareil photo, en mars
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Reprenez le numéro sur le talon du chéquier.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Une précaution ; le numéro du chèque est ce que montre le relevé.",
};
