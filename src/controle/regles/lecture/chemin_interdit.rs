//! L008 — chemin-interdit. Links that leave are refused while reading; the paths of receipts are looked at here.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::diagnostic::{Constat, Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::CHEMIN_INTERDIT,
    nom: "chemin-interdit",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un chemin ou un lien sort du dossier de la coopérative",
    explication: Explication::A_ECRIRE,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for justificatif in crate::controle::justificatifs::nommes(vue.exercice) {
        if justificatif.chemin_relatif().is_some() {
            continue;
        }
        constats.push(
            Constat::new(REGLE.code, justificatif.lieu, format!("le chemin `{}` sort du dossier de l’exercice", justificatif.ecrit))
                .etiquette("chemin refusé")
                .aide("copiez le fichier dans `pieces/` et nommez-le depuis le dossier de l’exercice : `pieces/05-facture.pdf`")
                .piece(justificatif.piece)
                .sujet(justificatif.ecrit),
        );
    }
}
