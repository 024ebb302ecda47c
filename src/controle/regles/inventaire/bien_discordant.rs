//! I003 — bien-discordant. Ours: the inventory is declared to the insurance, and verifiers hold it against the purchases. Silent
//! where nothing sure can be compared: no piece, or one that is not found or buys nothing (I002).

use std::collections::HashSet;

use crate::calcul::inventaire::{AchatDeBiens, achats_de_biens};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Bien, Exercice, Montant, NumeroDePiece, Partie};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("I003"),
    nom: "bien-discordant",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Inventaire, Partie::Plan, Partie::Bornes, Partie::Cahier, Partie::Classes, Partie::Numerotation, Partie::Ventilation],
    resume: "un bien de l’inventaire n’a pas le prix que son achat a dans le cahier",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

/// A closed year answers for its own inventory, in its report; what today's says of its purchases is told once, of the first year
/// that is open.
fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let biens = vue.dossier.inventaire_de(vue.exercice);
    comparer(vue, vue.exercice, biens, constats);
    let exercices = &vue.dossier.exercices;
    if exercices.iter().find(|e| !e.scelle).is_some_and(|premier| premier.nom == vue.exercice.nom) {
        exercices.iter().filter(|e| e.scelle && REGLE.peut_juger(e)).for_each(|clos| comparer(vue, clos, biens, constats));
    }
}

/// Goods against their purchases in `exercice`.
fn comparer(vue: &Vue, exercice: &Exercice, biens: &[Bien], constats: &mut Vec<Constat>) {
    if biens.iter().all(|bien| bien.piece_de(exercice).is_none()) {
        return;
    }
    let achats = achats_de_biens(exercice, vue.dossier.departement_de(exercice).plan.biens_durables, biens);
    // A deposit, a balance, a refund of the seller: other pieces of the same purchase.
    let autres = || achats.iter().filter(|a| a.biens.is_empty()).map(|a| a.achete);
    let (chacune, en_tout): (HashSet<Montant>, Montant) = (autres().collect(), autres().sum());
    // E001: what such an entry bought is not known.
    let desequilibrees: HashSet<NumeroDePiece> =
        exercice.ecritures.iter().filter(|e| !e.est_equilibree()).map(|e| e.numero_de_piece()).collect();
    let repondues = if exercice.nom == vue.exercice.nom { HashSet::new() } else { repondues(exercice) };
    for achat in achats.iter().filter(|a| !a.biens.is_empty() && a.achete > Montant::ZERO) {
        let ecart = achat.valeur() - achat.achete;
        let est_expliquee = ecart.is_zero() || chacune.contains(&ecart) || en_tout == ecart;
        let numero = NumeroDePiece::new(achat.piece);
        if !est_expliquee && !desequilibrees.contains(&numero) && !repondues.contains(&numero) {
            constats.push(constat(vue, exercice, achat));
        }
    }
}

/// The year was closed with these differences, and their reasons: they are not asked again of those that follow.
fn repondues(clos: &Exercice) -> HashSet<NumeroDePiece<'_>> {
    let reponses = clos.cloture.iter().flat_map(|cloture| &cloture.acquittements);
    reponses.filter(|a| a.regle == REGLE.code.0).map(|a| NumeroDePiece::new(&a.piece)).collect()
}

fn constat(vue: &Vue, exercice: &Exercice, achat: &AchatDeBiens) -> Constat {
    let (valeur, achete) = (achat.valeur(), achat.achete);
    let propre = exercice.nom == vue.exercice.nom;
    let piece = if propre { achat.piece.to_owned() } else { format!("{} de {}", achat.piece, exercice.nom) };
    let sujet = match achat.biens.as_slice() {
        [seul] => format!("le bien « {} » vaut {valeur} dans l’inventaire", abrege(&seul.designation)),
        biens => format!("les {} biens qui nomment la pièce {piece} valent ensemble {valeur} dans l’inventaire", biens.len()),
    };
    let compte = vue.dossier.departement_de(exercice).plan.biens_durables;
    let message =
        format!("{sujet}, et la pièce {piece} dépense {achete} au compte {compte} ; différence {}", (valeur - achete).abs());
    let du_jour = std::ptr::eq(vue.dossier.inventaire_de(vue.exercice), vue.dossier.inventaire.as_slice());
    let premier = achat.biens[0];
    // What a seal says of the goods of its year stands in no file of today.
    let lieu = if du_jour { Lieu { fichier: premier.fichier, span: premier.span } } else { achat.lieu };
    let constat = Constat::new(REGLE.code, lieu, message)
        .etiquette("ce n’est pas le prix de son achat")
        .aide(aide(exercice, achat))
        .ecart(achete, valeur)
        .sujet(format!("{} {}", exercice.nom, NumeroDePiece::new(achat.piece)))
        .piece(propre.then_some(achat.piece))
        .du_rapport_seul(vue.exercice.scelle);
    if du_jour { constat.lien(achat.lieu, "l’achat dans le cahier") } else { constat }
}

fn aide(exercice: &Exercice, achat: &AchatDeBiens) -> String {
    let (valeur, achete) = (achat.valeur(), achat.achete);
    // Several goods on one line, at the price of one.
    let prix_de = |bien: &Bien| achete - (valeur - bien.valeur);
    let un_seul = |bien: &Bien| {
        bien.quantite > 1 && bien.valeur.centimes().checked_mul(bien.quantite) == Some(prix_de(bien).centimes())
    };
    let corriger = match achat.biens.iter().find(|bien| un_seul(bien)) {
        Some(bien) => format!(
            "`valeur` est le prix de toute la ligne : pour {}, écrivez {}",
            bien.quantite,
            prix_de(bien).decimal()
        ),
        None if valeur < achete => "corrigez `valeur`, ou ajoutez l’autre bien que cette pièce achète".to_owned(),
        None => "corrigez `valeur`, ou la pièce que nomme le bien".to_owned(),
    };
    let cahier = if exercice.scelle {
        format!(" ; le cahier de {} est clôturé", exercice.nom)
    } else {
        " ; ou le cahier, si c’est lui qui se trompe".to_owned()
    };
    corriger + &cahier
}

const EXPLICATION: Explication = Explication {
    quoi: "Un bien de l’inventaire nomme la pièce de son achat : ce que cette pièce dépense au compte des biens durables (6800, sauf choix du \
           département) est sa `valeur`, ou la somme de celles des biens qui la nomment. Les achats d’une année clôturée sont comparés aussi, \
           si elle est dans le dossier. La règle se tait quand la pièce n’est pas trouvée ou n’achète rien à ce compte (I002), et quand \
           une autre pièce, un acompte ou un remboursement, fait la différence.",
    pourquoi: "La valeur de l’inventaire est celle que l’on déclare à l’assurance : un chiffre de trop, et la coopérative paie pour un bien \
               qu’elle n’a pas ; un chiffre de moins, et elle n’est pas remboursée.",
    exemple: &[Extrait::Fichier("inventaire.toml", r#"
[[bien]]
designation = "Appareil photo"
date   = 2025-03-13
valeur = 1200.00     # la pièce 04 porte 120.00
piece  = "2024-2025/04"
"#)],
    corriger: "Reprenez la facture. Corrigez `valeur`, qui est le prix de toute la ligne, ou l’écriture ; ajoutez le bien qui manque si la pièce \
               en achète plusieurs. Si la différence a sa raison (un achat payé pour partie par un autre), répondez-y dans `retkoop.toml`.",
    correction: &[Extrait::Fichier("inventaire.toml", r#"
[[bien]]
designation = "Appareil photo"
date   = 2025-03-13
valeur = 120.00
piece  = "2024-2025/04"
"#)],
    reference: "Plan comptable de l’OCCE : le compte 6800 va avec le cahier d’inventaire.",
};
