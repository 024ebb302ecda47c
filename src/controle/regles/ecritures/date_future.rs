//! E007 — date-future. The day of the check is `--date`, or today.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("E007"),
    nom: "date-future",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "une écriture ou une opération de classe est datée après le jour de la vérification",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let ecritures = vue.exercice.ecritures.iter().map(|e| (e.date, e.fichier, e.numero(), "l’écriture"));
    let operations = vue.exercice.cahiers_de_classe.iter().flat_map(|cahier| {
        cahier.operations.iter().map(|o| (o.date, cahier.fichier, cahier.piece.trim(), "l’opération de classe"))
    });
    for (date, fichier, piece, quoi) in ecritures.chain(operations) {
        let Some(date) = date.filter(|d| d.valeur > vue.jour && vue.exercice.contient(d.valeur)) else { continue };
        let (ecrite, jour) = (date::en_chiffres(date.valeur), date::en_chiffres(vue.jour));
        constats.push(
            Constat::new(
                REGLE.code,
                Lieu { fichier, span: date.span },
                format!("{quoi} est datée du {ecrite}, après le jour de la vérification ({jour})"),
            )
            .etiquette("dans l’avenir")
            .aide("corrigez la date ; un chèque se date du jour où il est fait")
            .donnee("attendu", vue.jour.to_string())
            .donnee("trouve", date.valeur.to_string())
            .piece(Some(piece)),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une écriture, ou une opération d’un cahier de classe, ne peut pas être datée d’après le jour de la vérification (aujourd’hui, ou celui que donne `--date`).",
    pourquoi: "C’est presque toujours une faute de frappe : un jour et un mois échangés, une année de trop. L’écriture fausserait le \
               solde de ce jour-là.",
    exemple: &[Extrait::Fichier(
        "2025-2026/cahier/2025-09.toml",
        r#"
[[ecriture]]
piece   = "01"
date    = 2025-10-09     # écrit le 10 septembre : 2025-09-10
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    corriger: "Corrigez la date. Un chèque se date du jour où on le fait ; une dépense prévue s’écrira quand elle aura lieu.",
    correction: &[Extrait::Fichier(
        "2025-2026/cahier/2025-09.toml",
        r#"
[[ecriture]]
piece   = "01"
date    = 2025-09-10
libelle = "Papeterie Beaulac, cahiers et feutres"
cheque  = "2200103"
sortie.banque    = 45.90
ventilation.6181 = 45.90
"#,
    )],
    reference: "Une comptabilité de caisse, comme celle des coopératives, ne connaît que ce qui a eu lieu.",
};
