//! N001 — acquittement-inutile. Held against the findings of every exercice; while one of them holds an error, nobody knows
//! what it would say, and nothing is said of the answers that wait for it.

use crate::controle::acquittements::{Acquittements, Verdict};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification};
use crate::controle::regles::regle_proche;
use crate::coop::{Acquittement, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("N001"),
    nom: "acquittement-inutile",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un acquittement ne répond à aucun constat, ne peut pas y répondre, ou a expiré",
    explication: EXPLICATION,
    verification: Verification::Acquittements(verifier),
};

fn verifier(acquittements: &Acquittements, constats: &mut Vec<Constat>) {
    for (acquittement, verdict) in acquittements.verdicts() {
        if let Some((span, message, etiquette, aide)) = dire(acquittements, acquittement, &verdict) {
            let lieu = acquittements.dossier.cooperative.lieu(span);
            let sujet = format!("{}{}", acquittement.regle.valeur, limites(acquittement));
            constats.push(Constat::new(REGLE.code, lieu, message).etiquette(etiquette).aide(aide).sujet(sujet));
        }
    }
}

/// Where, what, a few words there, and what to do.
fn dire(acquittements: &Acquittements, acquittement: &Acquittement, verdict: &Verdict) -> Option<(Span, String, String, String)> {
    let span = acquittement.regle.span;
    Some(match verdict {
        Verdict::Garde => return None,
        Verdict::SansConstat(regle) => (
            span,
            format!("l’acquittement de {} ne répond à aucun constat{}", regle.code.0, limites(acquittement)),
            format!("{} : rien à acquitter", regle.nom),
            conseil(acquittements, acquittement, regle),
        ),
        Verdict::Perime(regle, fin) => (
            fin.span,
            format!("l’acquittement de {} a expiré le {}", regle.code.0, date::en_chiffres(fin.valeur)),
            "n’acquitte plus rien".to_owned(),
            "si la réponse vaut toujours, repoussez `jusqu_au` ; sinon, enlevez l’acquittement".to_owned(),
        ),
        Verdict::RegleInconnue => (
            span,
            format!("l’acquittement nomme la règle `{}`, qui n’existe pas", abrege(&acquittement.regle)),
            "règle inconnue".to_owned(),
            match regle_proche(&acquittement.regle) {
                Some(proche) => format!("vouliez-vous dire `{proche}` ?"),
                None => "écrivez le code du constat, comme `A001` ; `retkoop expliquer` en donne la liste".to_owned(),
            },
        ),
        Verdict::Immuable(regle) => (
            span,
            format!("{} ne s’acquitte pas : l’acquittement est sans effet", regle.code.0),
            "réponse refusée".to_owned(),
            format!("corrigez ce que montre le constat (`retkoop expliquer {}`), et enlevez l’acquittement", regle.code.0),
        ),
        Verdict::Bloquant(regle) => (
            span,
            format!("{} refuse la clôture et ne s’acquitte pas : l’acquittement est sans effet", regle.code.0),
            "réponse refusée".to_owned(),
            format!("avant la clôture, corrigez ce que montre le constat (`retkoop expliquer {}`) ; enlevez l’acquittement", regle.code.0),
        ),
        Verdict::SansExercice(regle, piece) => (
            piece.span,
            format!("l’acquittement de {} vise la pièce {} sans dire de quel exercice : il est sans effet", regle.code.0, abrege(piece)),
            "de quelle année ?".to_owned(),
            "les pièces repartent de 1 chaque année : ajoutez `exercice = \"2024-2025\"`".to_owned(),
        ),
    })
}

/// « , pièce 05 de 2024-2025 ».
fn limites(acquittement: &Acquittement) -> String {
    match (&acquittement.exercice, &acquittement.piece) {
        (Some(exercice), Some(piece)) => format!(", pièce {} de {}", abrege(piece), abrege(exercice)),
        (Some(exercice), None) => format!(" de {}", abrege(exercice)),
        (None, _) => String::new(),
    }
}

fn conseil(acquittements: &Acquittements, acquittement: &Acquittement, regle: &Regle) -> String {
    let dossier = acquittements.dossier;
    if regle.niveau_dans(&dossier.departement).is_none() {
        return "le département ignore déjà cette règle : enlevez l’acquittement".to_owned();
    }
    if let Some(exercice) = acquittement.exercice.as_ref().filter(|e| dossier.exercice(e).is_none()) {
        return format!("il n’y a pas d’exercice `{}` : corrigez-le, ou enlevez l’acquittement", abrege(exercice));
    }
    match acquittements.sans_reponse(regle) {
        Some((Some(exercice), Some(piece))) => format!("la règle est dite de la pièce {piece} de {exercice} : corrigez `exercice` et `piece`, ou enlevez l’acquittement"),
        Some((Some(exercice), None)) => format!("la règle est dite de l’exercice {exercice} : corrigez l’acquittement, ou enlevez-le"),
        _ => "ce qu’il excusait est corrigé, ou n’a jamais été dit : enlevez l’acquittement".to_owned(),
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un `[[acquittement]]` de `retkoop.toml` répond à un constat : il dit pourquoi l’on peut vivre avec. La règle signale celui \
           qui ne sert à rien :\n\n- aucun constat, d’aucun exercice, n’en a besoin ; ou son `jusqu_au` est passé ;\n- sa règle n’existe \
           pas, ou ne s’acquitte pas : celles qui portent ●, celles qui refusent la clôture, les règles N elles-mêmes ;\n- il vise une \
           `piece` sans dire de quel `exercice`.\n\nTant qu’une erreur reste à corriger, elle ne juge pas inutile une réponse que cette \
           erreur pourrait concerner.",
    pourquoi: "Une réponse sans effet laisse croire que la question est réglée. Et celle que l’on oublie d’enlever excusera sans bruit \
               la même faute, le jour où elle reviendra pour une autre raison.",
    exemple: &[Extrait::Ajout(
        "retkoop.toml",
        r#"
[[acquittement]]
regle    = "P003"
exercice = "2024-2025"
piece    = "07"
motif    = "Le reçu 06 est abîmé : il n’a pas servi"
"#,
    )],
    corriger: "Enlevez l’acquittement si ce qu’il excusait est corrigé ou ne s’excuse pas. Sinon, corrigez sa règle, son exercice ou sa \
               pièce, ou repoussez `jusqu_au`. Il reste tant qu’un constat en a besoin :",
    correction: &[
        Extrait::Ajout(
            "retkoop.toml",
            r#"
[[acquittement]]
regle    = "P003"
exercice = "2024-2025"
piece    = "07"
motif    = "Le reçu 06 est abîmé : il n’a pas servi"
"#,
        ),
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "07"     # la pièce 06 manque
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
        ),
    ],
    reference: "Une précaution : une réponse vaut pour ce qu’elle a vu, pas pour la suite. Ce qui rend les comptes faux, ou refuse la \
                clôture, se corrige.",
};
