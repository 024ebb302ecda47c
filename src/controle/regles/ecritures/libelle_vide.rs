//! E005 — libelle-vide. A label of control characters or spaces alone says nothing either.

use crate::controle::explication::Explication;
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
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let vide = |texte: &str| texte.chars().all(|c| c.is_whitespace() || c.is_control());
    let entrees = vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::LIBELLE) && e.libelle.span.fin > 0);
    let entrees = entrees.map(|e| (&e.libelle, e.lieu(e.libelle.span), e.numero()));
    let operations = vue.exercice.cahiers_de_classe.iter().flat_map(|c| {
        let lisibles = c.operations.iter().filter(|o| o.manques.is_aucun());
        lisibles.map(|o| (&o.libelle, c.lieu(o.libelle.span), c.piece.as_str()))
    });
    for (_, lieu, piece) in entrees.chain(operations).filter(|(libelle, ..)| vide(libelle)) {
        constats.push(
            Constat::new(REGLE.code, lieu, "le libellé est vide")
                .etiquette("rien à lire ici")
                .aide("dites en quelques mots à qui et pour quoi : `libelle = \"Millet, matériel d’arts plastiques\"`")
                .piece(Some(piece)),
        );
    }
}
