//! P005 — justificatif-orphelin. Goods name a piece, not a file: they do not count.

use std::collections::HashSet;

use crate::controle::justificatifs;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::scelle::listes;
use crate::coop::{Partie, en_nfc};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("P005"),
    nom: "justificatif-orphelin",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Justificatifs, Partie::Cahier],
    resume: "un fichier de pieces/ n’est nommé par aucune écriture",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let nommes: HashSet<String> = justificatifs::nommes(vue.exercice).filter_map(|j| j.chemin_relatif()).collect();
    let proposes: HashSet<&str> = justificatifs::introuvables(vue.exercice).into_values().flatten().collect();
    // A path that leaves the folder (L008) most likely meant the file of that name.
    let refuses: HashSet<_> = justificatifs::nommes(vue.exercice)
        .filter(|j| j.chemin_relatif().is_none())
        .filter_map(|j| j.ecrit.rsplit(['/', '\\']).next())
        .map(en_nfc)
        .collect();
    // Put there after the seal: X002.
    let listes = listes(vue.exercice);
    let est_ajoute = |chemin: &str| listes.as_ref().is_some_and(|listes| !listes.contains(chemin));
    for annexe in vue.exercice.annexes.iter().filter(|a| a.chemin.starts_with("pieces/") && !a.est_refusee()) {
        let chemin = annexe.nom_compare();
        let nom = chemin.rsplit('/').next().unwrap_or_default();
        if nommes.contains(&*chemin) || proposes.contains(annexe.chemin.as_str()) || refuses.contains(nom) || est_ajoute(&chemin) {
            continue;
        }
        let aide = format!("nommez-le dans son écriture : `justificatifs = [\"{}\"]`, ou enlevez-le", annexe.chemin);
        constats.push(
            Constat::new(REGLE.code, None, format!("le fichier `{}` n’est le justificatif d’aucune écriture", annexe.chemin))
                .chemin(format!("{}/{}", vue.exercice.nom, annexe.chemin))
                .aide(aide)
                .sujet(annexe.chemin.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque fichier du dossier `pieces/` doit être nommé par une écriture, par une subvention ou par l’adhésion.",
    pourquoi: "Une facture que rien ne nomme est peut-être une dépense que l’on a oublié d’écrire : l’argent est sorti, et le cahier ne \
               le sait pas.",
    exemple: &[Extrait::Recu("2024-2025/pieces/06-beaulac.pdf", "Facture 2025-118, cahiers et feutres : 45,90 €")],
    corriger: "Si la dépense n’est pas dans le cahier, écrivez-la. Si elle y est, ajoutez-lui `justificatifs`. Ce qui n’est pas un \
               justificatif se range ailleurs.",
    correction: &[
        Extrait::Fichier(
            "2024-2025/cahier/2025-06.toml",
            r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
justificatifs = ["pieces/06-beaulac.pdf"]
"#,
        ),
        Extrait::Recu("2024-2025/pieces/06-beaulac.pdf", "Facture 2025-118, cahiers et feutres : 45,90 €"),
    ],
    reference: "Une précaution : le cahier doit être complet, et les justificatifs en sont la contre-épreuve.",
};
