//! P005 — justificatif-orphelin. Goods name a piece, not a file: they do not count.

use std::collections::HashSet;

use crate::controle::justificatifs;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P005"),
    nom: "justificatif-orphelin",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Justificatifs, Partie::Cahier],
    resume: "un fichier de pieces/ n’est nommé par aucune écriture",
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    // A name that differs by its capitals alone is P004, which proposes the file: it is no orphan.
    let nommes: HashSet<String> = justificatifs::nommes(vue.exercice).filter_map(|j| Some(j.chemin_relatif()?.to_lowercase())).collect();
    for annexe in vue.exercice.annexes.iter().filter(|a| !a.refusee && a.chemin.starts_with("pieces/") && !nommes.contains(&a.chemin.to_lowercase())) {
        constats.push(
            Constat::new(REGLE.code, None, format!("le fichier `{}` n’est le justificatif d’aucune écriture", annexe.chemin))
                .chemin(format!("{}/{}", vue.exercice.nom, annexe.chemin))
                .aide(format!("nommez-le dans son écriture : `justificatifs = [\"{}\"]`, ou enlevez-le", annexe.chemin))
                .sujet(annexe.chemin.as_str()),
        );
    }
}
