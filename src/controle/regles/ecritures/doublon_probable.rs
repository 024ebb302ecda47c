//! E008 — doublon-probable. Entries of one piece are parts of it; the same entry under two pieces, or twice under one, was most
//! likely typed twice.

use std::collections::HashMap;

use ecow::EcoString;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, montants, semblables};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Spanned;

pub static REGLE: Regle = Regle {
    code: Code("E008"),
    nom: "doublon-probable",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "deux écritures ont la même date, les mêmes montants et le même libellé",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for semblables in semblables(&vue.exercice.ecritures) {
        let mut vues: HashMap<_, Vec<&Ecriture>> = HashMap::new();
        for ecriture in semblables {
            let vues = vues.entry((cle_du_libelle(&ecriture.libelle), montants(ecriture).into_vec())).or_default();
            match vues.iter().find(|premiere| !se_distinguent(premiere, ecriture)) {
                Some(premiere) => constats.extend(constat(premiere, ecriture)),
                None if vues.len() < DISTINCTES_MAX => vues.push(ecriture),
                None => {}
            }
        }
    }
}

/// So many alike in one day, each told apart from all the others, are nobody's slip: they are not compared further.
const DISTINCTES_MAX: usize = 32;

/// Whether both entries say something that the other says otherwise: two cheques, two classes, two actions are two operations.
fn se_distinguent(une: &Ecriture, autre: &Ecriture) -> bool {
    let dits = |e: &'_ Ecriture| -> [EcoString; 4] {
        let classe = e.regie.as_ref().and_then(|r| r.classe.as_ref());
        let texte = |t: Option<&Spanned<EcoString>>| t.map(|t| t.trim().into()).unwrap_or_default();
        [texte(e.cheque.as_ref()), texte(classe), e.action_a.clone(), e.action_b.clone()]
    };
    dits(une).iter().zip(&dits(autre)).any(|(un, autre)| !un.is_empty() && !autre.is_empty() && un != autre)
}

fn constat(premiere: &Ecriture, ecriture: &Ecriture) -> Option<Constat> {
    let (numero, premier) = (ecriture.numero(), premiere.numero());
    if premier.is_empty() || numero.is_empty() {
        return None; // P001.
    }
    let meme_piece = premiere.numero_de_piece() == ecriture.numero_de_piece();
    if meme_piece && premiere.fichier != ecriture.fichier {
        return None; // E009.
    }
    let message = if meme_piece {
        format!("l’écriture {numero} est écrite deux fois, pièce comprise")
    } else {
        format!("l’écriture {numero} ressemble trait pour trait à l’écriture {premier}")
    };
    Some(
        Constat::new(REGLE.code, ecriture.lieu(ecriture.span), message)
            .etiquette("même date, mêmes montants, même libellé")
            .lien(premiere.lieu(premiere.span), "déjà écrite ici ?")
            .aide("si c’est la même opération, enlevez l’une des deux ; sinon, écrivez ce qui les distingue : numéro de chèque, libellé")
            .piece(Some(numero))
            .sujet(premier),
    )
}

fn cle_du_libelle(libelle: &str) -> String {
    libelle.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

const EXPLICATION: Explication = Explication {
    quoi: "Deux écritures du même jour, avec les mêmes montants et le même libellé, sous deux numéros de pièce ou sous un seul, sont sans doute la \
           même, tapée deux fois. Deux numéros de chèque, deux classes, deux actions écrits et différents en font deux opérations.",
    pourquoi: "Une dépense comptée deux fois diminue le résultat, et le solde de la banque ne correspond plus au relevé.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "07"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Regardez le relevé de la banque : une seule opération ? Enlevez l’une des deux écritures. Deux achats semblables le même \
               jour ? Écrivez ce qui les distingue : leurs numéros de chèque, leurs libellés.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
sortie.banque    = 45.90
ventilation.6181 = 45.90

[[ecriture]]
piece   = "07"
date    = 2025-06-05
libelle = "Papeterie Beaulac, gouaches"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Une précaution : c’est la faute de saisie la plus courante.",
};
