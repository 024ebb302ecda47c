//! L008 — chemin-interdit. Links that leave are refused while reading; the paths of receipts are looked at here.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::justificatifs::Refus;
use crate::diagnostic::{Constat, Niveau, code};

pub static REGLE: Regle = Regle {
    code: code::CHEMIN_INTERDIT,
    nom: "chemin-interdit",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un chemin ou un lien sort du dossier de la coopérative",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for justificatif in crate::controle::justificatifs::nommes(vue.exercice) {
        let Some(refus) = justificatif.refus() else { continue };
        let ecrit = justificatif.ecrit;
        let (message, aide) = match refus {
            Refus::Sort => (
                format!("le chemin `{ecrit}` sort du dossier de l’exercice"),
                "copiez le fichier dans `pieces/` et nommez-le depuis le dossier de l’exercice : `pieces/05-facture.pdf`".to_owned(),
            ),
            Refus::Remonte => (
                format!("le chemin `{ecrit}` remonte par `..`"),
                "écrivez-le sans détour, depuis le dossier de l’exercice : `pieces/05-facture.pdf`".to_owned(),
            ),
            Refus::BarreInverse => (
                format!("le chemin `{ecrit}` sépare ses dossiers par une barre inverse"),
                format!("écrivez `{}` : la barre oblique vaut pour tous les ordinateurs", ecrit.replace('\\', "/")),
            ),
        };
        constats.push(
            Constat::new(REGLE.code, justificatif.lieu, message)
                .etiquette("chemin refusé")
                .aide(aide)
                .piece(justificatif.piece)
                .sujet(justificatif.ecrit),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le chemin d’un justificatif part du dossier de l’exercice et y reste. Sont refusés un chemin absolu (`C:\\Documents\\…`, \
           `/home/…`), un chemin qui remonte (`../`) ou écrit avec des barres inverses (`pieces\\facture.pdf`), et un lien qui mène hors de la coopérative.",
    pourquoi: "Un justificatif rangé ailleurs ne suit pas le dossier : ni chez le prochain mandataire, ni chez le vérificateur, ni dans \
               l’archive que l’on garde dix ans. Et un dossier reçu d’un autre ne doit pas pouvoir faire lire vos propres fichiers.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-05
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
justificatifs = ["../../Téléchargements/facture.pdf"]
"#,
    )],
    corriger: "Copiez le fichier dans le dossier `pieces/` de l’exercice, et nommez-le depuis là.",
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
    reference: "Une précaution : le dossier de la coopérative se suffit à lui-même.",
};
