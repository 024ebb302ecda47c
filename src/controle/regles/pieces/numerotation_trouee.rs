//! P003 — numerotation-trouee. By series (01…, D1…, R1…), from 1; the pieces that class ledgers become count (domain.md: pieces
//! restart at 1 every exercice).

use crate::calcul::numerotation::{Rang, rang_dans_sa_serie};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("P003"),
    nom: "numerotation-trouee",
    niveau: Niveau::Remarque,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Numerotation, Partie::Cahier],
    resume: "il manque un numéro dans une série de pièces",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let entrees = vue.exercice.ecritures.iter().filter_map(|e| Some((e.numero(), e.lieu(e.piece.as_ref()?.span))));
    let classes = vue.exercice.cahiers_de_classe.iter().map(|c| (c.piece.as_str(), c.lieu(c.piece.span)));
    let mut suites: Vec<Suite> = Vec::new();
    for (piece, lieu) in entrees.chain(classes) {
        let Some(Rang { serie, numero, largeur }) = rang_dans_sa_serie(piece) else { continue };
        // `F-2025-117` is an invoice's own number, `04-2` the second line of a piece: neither starts from 1.
        if !serie.chars().all(char::is_alphabetic) {
            continue;
        }
        match suites.last_mut() {
            Some(suite) if suite.serie == serie && numero.checked_sub(suite.fin).is_some_and(|pas| pas <= 1) => suite.fin = numero,
            _ => suites.push(Suite { serie, debut: numero, fin: numero, largeur, piece, lieu }),
        }
    }
    suites.sort_by_key(|suite| (suite.serie, suite.debut));
    for serie in suites.chunk_by(|a, b| a.serie == b.serie) {
        let mut precedent = 0;
        for &Suite { serie, debut: numero, fin, largeur, piece, lieu } in serie {
            if numero.saturating_sub(precedent) > 1 {
                let nom = |n: u64| format!("{serie}{n:0largeur$}");
                let manquants = if numero == precedent + 2 {
                    format!("la pièce {}", nom(numero - 1))
                } else {
                    let lien = if numero == precedent + 3 { "et" } else { "à" };
                    format!("les pièces {} {lien} {}", nom(precedent + 1), nom(numero - 1))
                };
                constats.push(
                    Constat::new(REGLE.code, lieu, format!("il manque {manquants} avant la pièce {piece}"))
                        .etiquette("la numérotation saute ici")
                        .aide("retrouvez l’écriture qui manque, ou renumérotez : les pièces se suivent depuis 1 dans chaque exercice")
                        .donnee("attendu", nom(precedent + 1))
                        .donnee("trouve", piece)
                        .piece(Some(piece))
                        .sujet(piece),
                );
            }
            precedent = precedent.max(fin);
        }
    }
}

/// Numbers that follow each other without a gap, from one entry to the next.
struct Suite<'a> {
    serie: &'a str,
    debut: u64,
    fin: u64,
    largeur: usize,
    /// The first one.
    piece: &'a str,
    lieu: Lieu,
}

const EXPLICATION: Explication = Explication {
    quoi: "Les pièces d’une série (01, 02… ou D1, D2… et R1, R2…) se suivent depuis 1, cahiers de classe compris. La règle dit quels \
           numéros manquent.",
    pourquoi: "Un trou peut être une écriture oubliée, ou un justificatif perdu. C’est la première question d’un vérificateur ; mieux \
               vaut avoir la réponse.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "07"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Cherchez dans le classeur la pièce qui manque, et écrivez-la. Si le numéro n’a jamais servi, renumérotez la suite.",
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
    reference: "Le cahier de comptes de l’OCCE : les pièces repartent de 1 à chaque exercice et se suivent.",
};
