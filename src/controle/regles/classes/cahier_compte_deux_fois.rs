//! K003 — cahier-compte-deux-fois. The integration of a class ledger is a piece of the school's ledger and the explanation of the
//! class's régie: neither is entered by hand (domain.md).

use std::collections::HashMap;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{CahierDeClasse, NumeroDePiece};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("K003"),
    nom: "cahier-compte-deux-fois",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un cahier de classe serait compté deux fois",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let cahiers = vue.exercice.pieces_de_classe();
    if cahiers.is_empty() {
        return;
    }
    let par_classe = vue.exercice.cahiers_par_classe();
    for ecriture in &vue.exercice.ecritures {
        if let Some((piece, cahier)) = ecriture.piece.as_ref().and_then(|p| Some((p, cahiers.get(&NumeroDePiece::new(p))?))) {
            constats.push(
                Constat::new(
                    REGLE.code,
                    ecriture.lieu(piece.span),
                    format!("la pièce {} est déjà celle du cahier de la classe {}", piece.valeur, cahier.classe.valeur),
                )
                .etiquette("pièce déjà prise")
                .lien(cahier.lieu(cahier.piece.span), "intégrée automatiquement sous ce numéro")
                .aide("donnez un autre numéro à l’écriture, ou enlevez-la si elle recopie le cahier de la classe")
                .piece(Some(piece.valeur.clone()))
                .sujet("piece"),
            );
        }
        let Some(regie) = ecriture.regie.as_ref().filter(|r| !r.expliquee.is_zero()) else { continue };
        let Some(classe) = &regie.classe else { continue };
        if let Some(cahier) = par_classe.get(vue.exercice.nom_de_classe(classe)) {
            constats.push(
                Constat::new(REGLE.code, ecriture.lieu(regie.span), format!("la régie de la classe {} est expliquée à la main, mais son cahier l’explique déjà", classe.valeur))
                    .etiquette("expliquée deux fois")
                    .lien(cahier.lieu(cahier.classe.span), "le cahier de la classe")
                    .aide("enlevez `regie.expliquee` et sa ventilation : les opérations du cahier de la classe sont intégrées automatiquement")
                    .piece(Some(ecriture.numero()))
                    .sujet("explication"),
            );
        }
    }
    let mut premiers: HashMap<NumeroDePiece, &CahierDeClasse> = HashMap::new();
    for cahier in &vue.exercice.cahiers_de_classe {
        let numero = NumeroDePiece::new(&cahier.piece);
        let autre = premiers.get(&numero);
        if let Some(autre) = autre.filter(|_| !cahier.piece.is_empty()) {
            constats.push(
                Constat::new(REGLE.code, cahier.lieu(cahier.piece.span), format!("deux cahiers de classe ont la pièce {}", cahier.piece.valeur))
                    .etiquette("pièce déjà prise")
                    .lien(autre.lieu(autre.piece.span), format!("par la classe {}", autre.classe.valeur))
                    .aide("donnez à chaque cahier de classe son propre numéro de pièce")
                    .piece(Some(cahier.piece.valeur.clone()))
                    .sujet("piece"),
            );
        }
        premiers.entry(numero).or_insert(cahier);
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le cahier d’une classe est repris tout seul dans celui de l’école, sous son numéro de pièce. Ce numéro ne sert donc à aucune \
           écriture ; et la régie d’une classe qui tient un cahier ne s’explique pas à la main.",
    pourquoi: "Les dépenses de la classe seraient comptées deux fois : une fois par son cahier, une fois par l’écriture.",
    exemple: &[
        Extrait::Fichier(
            "2024-2025/classes/CP.toml",
            r#"
classe = "CP"
piece  = "06"

[[operation]]
numero  = "1"
date    = 2025-04-10
libelle = "Vente de plants"
entree.especes = 12.50
compte  = "7070"

[[operation]]
numero  = "2"
date    = 2025-04-11
libelle = "Graines et terreau"
sortie.especes = 12.50
compte  = "6181"
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"     # déjà le numéro du cahier des CP
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
        ),
    ],
    corriger: "Donnez à l’écriture un autre numéro ; si elle recopie le cahier de la classe, enlevez-la. De même, enlevez \
               `regie.expliquee` pour une classe qui tient un cahier.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/classes/CP.toml",
            r#"
classe = "CP"
piece  = "06"

[[operation]]
numero  = "1"
date    = 2025-04-10
libelle = "Vente de plants"
entree.especes = 12.50
compte  = "7070"

[[operation]]
numero  = "2"
date    = 2025-04-11
libelle = "Graines et terreau"
sortie.especes = 12.50
compte  = "6181"
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "07"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
        ),
    ],
    reference: "Le guide de l’OCCE, cahiers de coop-classe : leur intégration en fin d’année vaut explication de la régie.",
};
