//! X004 — exercice-precedent-ouvert. Said by the closing only: each seal follows the one before it.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("X004"),
    nom: "exercice-precedent-ouvert",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "l’exercice d’avant n’est pas clôturé",
    explication: EXPLICATION,
    verification: Verification::Cloture(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(precedent) = vue.precedent.map(|p| p.exercice).filter(|e| !e.scelle) else { return };
    if precedent.illisible {
        let message = format!("le dossier de l’exercice {} ne se lit pas : on ne sait pas s’il est clôturé", precedent.nom);
        constats.push(
            Constat::new(REGLE.code, None, message)
                .chemin(precedent.nom.as_str())
                .aide("rendez-le lisible (ses droits, ou le disque), puis recommencez")
                .sujet(precedent.nom.as_str()),
        );
        return;
    }
    constats.push(
        Constat::new(
            REGLE.code,
            precedent.lieu(precedent.span_fin),
            format!("l’exercice {} n’est pas clôturé : {} ne peut pas l’être avant lui", precedent.nom, vue.exercice.nom),
        )
        .etiquette("dernier jour de l’exercice d’avant")
        .aide(format!("clôturez-le d’abord : `retkoop cloturer --exercice {}`", precedent.nom))
        .donnee("attendu", precedent.nom.as_str())
        .sujet(precedent.nom.as_str()),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "Les exercices se clôturent dans leur ordre : celui d’avant, s’il est dans le dossier, est déjà scellé. La règle ne parle que si \
           l’on demande la clôture.",
    pourquoi: "Chaque sceau contient celui de l’année précédente : c’est ce qui en fait une chaîne, où rien d’ancien ne peut changer sans \
               que cela se voie. Et l’on n’arrête pas une année dont les sommes de départ peuvent encore bouger.",
    exemple: &[
        Extrait::Fichier("2023-2024/exercice.toml", r#"
[exercice]
debut = 2023-09-01
fin   = 2024-08-31

[ouverture]
banque = 500.00
caisse = 0.00
"#),
        Extrait::Fichier("2023-2024/releves/2024-08-31.toml", r#"
tresorerie = "banque"
date  = 2024-08-31
solde = 500.00
"#),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
    ],
    corriger: "Clôturez d’abord l’année précédente. Si elle ne le peut pas, `retkoop cloturer --essai --exercice …` dit pourquoi.",
    correction: &[
        Extrait::Fichier("2023-2024/exercice.toml", r#"
[exercice]
debut = 2023-09-01
fin   = 2024-08-31

[ouverture]
banque = 500.00
caisse = 0.00
"#),
        Extrait::Fichier("2023-2024/releves/2024-08-31.toml", r#"
tresorerie = "banque"
date  = 2024-08-31
solde = 500.00
"#),
        Extrait::Commande("2023-2024/cloture.toml", "retkoop cloturer --exercice 2023-2024", "2023-2024"),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
    ],
    reference: "Une précaution de Retkoop ; l’ouverture d’un exercice est la clôture du précédent.",
};
