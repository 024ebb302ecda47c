//! K002 — cahier-sans-classe. A class that has a ledger can no longer be removed (domain.md).

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::la_plus_proche;

pub static REGLE: Regle = Regle {
    code: Code("K002"),
    nom: "cahier-sans-classe",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion],
    resume: "un cahier de classe n’a pas sa classe dans l’adhésion",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for cahier in vue.exercice.cahiers_de_classe.iter().filter(|c| !c.classe.valeur.is_empty()) {
        let adhesion = vue.exercice.adhesion.as_ref();
        if adhesion.is_some_and(|a| a.classe(&cahier.classe).is_some()) {
            continue;
        }
        let noms: Vec<&str> = adhesion.iter().flat_map(|a| &a.classes).map(|c| c.nom.as_str()).collect();
        let aide = match la_plus_proche(&cahier.classe, noms.iter().copied()) {
            Some(proche) => format!("vouliez-vous dire « {proche} » ? Sinon, ajoutez la classe à adhesion.toml : `[[classe]]` et `nom`"),
            None => format!("ajoutez la classe à adhesion.toml : `[[classe]]`, `nom` et `cahier = \"{}\"`", cahier.classe.valeur),
        };
        constats.push(
            Constat::new(REGLE.code, cahier.lieu(cahier.classe.span), format!("la classe « {} » de ce cahier n’est pas dans l’adhésion", cahier.classe.valeur))
                .etiquette("classe inconnue")
                .aide(aide)
                .donnee("trouve", cahier.classe.as_str())
                .piece(Some(cahier.piece.as_str()))
                .sujet(cahier.classe.as_str()),
        );
    }
}
