//! E005 — libelle-vide. A label of control characters or spaces alone says nothing either.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Manques;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("E005"),
    nom: "libelle-vide",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un libellé est vide ou blanc",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let vide = |texte: &str| texte.chars().all(|c| c.is_whitespace() || c.is_control() || est_invisible(c));
    let entrees = vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::LIBELLE) && e.libelle.span.fin > 0);
    let entrees = entrees.map(|e| (&e.libelle, e.lieu(e.libelle.span), e.numero()));
    let operations = vue.exercice.cahiers_de_classe.iter().flat_map(|c| {
        let lisibles = c.operations.iter().filter(|o| o.manques.is_aucun());
        lisibles.map(|o| (&o.libelle, c.lieu(o.libelle.span), c.piece.as_str()))
    });
    let lisibles = vue.exercice.reports.iter().filter(|r| r.manques.is_aucun());
    let reports = lisibles.map(|r| (&r.libelle, vue.exercice.lieu(r.libelle.span), ""));
    for (_, lieu, piece) in entrees.chain(operations).chain(reports).filter(|(libelle, ..)| vide(libelle)) {
        constats.push(
            Constat::new(REGLE.code, lieu, "le libellé est vide")
                .etiquette("rien à lire ici")
                .aide("dites en quelques mots à qui et pour quoi : `libelle = \"Millet, matériel d’arts plastiques\"`")
                .piece(Some(piece)),
        );
    }
}

/// Characters that draw nothing, pasted with a text from elsewhere: most of Unicode's « default ignorable », and blank letters.
fn est_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

const EXPLICATION: Explication = Explication {
    quoi: "Le libellé d’une écriture, d’un report ou d’une opération de classe doit dire quelque chose.",
    pourquoi: "Le libellé est ce que lisent les vérificateurs et les parents. Un an plus tard, il est souvent la seule trace de ce \
               qu’était l’opération.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = ""
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Écrivez à qui et pour quoi, en quelques mots : le fournisseur, puis l’objet.",
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
    reference: "Les colonnes du cahier de comptes de l’OCCE : numéro, date, libellé.",
};
