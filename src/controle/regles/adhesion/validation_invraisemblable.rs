//! A013 — validation-invraisemblable. The department validates what it has received, once it has.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Spanned;

pub static REGLE: Regle = Regle {
    code: Code("A013"),
    nom: "validation-invraisemblable",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes, Partie::Adhesion],
    resume: "l’adhésion est validée avant d’être faite, ou après le jour de la vérification",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(adhesion) = &vue.exercice.adhesion else { return };
    // A day that is itself out of the year (A012) says nothing of the others.
    let faite = adhesion.date.filter(|date| vue.exercice.contient(date.valeur));
    for (quoi, validee) in adhesion.validation.dates() {
        let jour = date::en_chiffres(validee.valeur);
        let constat = |message: String| {
            Constat::new(REGLE.code, adhesion.lieu(validee.span), message)
                .donnee("trouve", validee.valeur.to_string())
                .sujet(quoi)
        };
        let avant = |faite: &Spanned<Date>| validee.valeur < faite.valeur;
        if validee.valeur > vue.jour {
            let verification = date::en_chiffres(vue.jour);
            constats.push(
                constat(format!("{quoi} est validé le {jour}, après le jour de la vérification ({verification})"))
                    .etiquette("dans l’avenir")
                    .aide("écrivez le jour où le département l’a reçu")
                    .donnee("attendu", vue.jour.to_string()),
            );
        } else if let Some(faite) = faite.filter(avant) {
            let adhere = date::en_chiffres(faite.valeur);
            constats.push(
                constat(format!("{quoi} est validé le {jour}, avant l’adhésion elle-même, du {adhere}"))
                    .etiquette("avant l’adhésion")
                    .lien(adhesion.lieu(faite.span), "le jour de l’adhésion")
                    .aide("corrigez celle des deux dates qui se trompe, d’ordinaire d’une année")
                    .donnee("attendu", faite.valeur.to_string()),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Les jours de `[validation]` viennent après celui de l’adhésion, et ne sont pas dans l’avenir (après aujourd’hui, ou après le \
           jour que donne `--date`).",
    pourquoi: "L’adhésion et l’assurance ont effet le jour où le paiement est reçu : les attestations le disent à qui les lit. Une année \
               de trop ou de moins, et elles diraient la coopérative assurée quand elle ne l’était pas.",
    exemple: &[Extrait::Ajout(
        "2024-2025/adhesion.toml",
        r#"
[validation]
paiement   = { date = 2023-10-03, montant = 84.00, reference = "Chèque 2200101" }
engagement = 2024-10-03
"#,
    )],
    corriger: "Corrigez la date d’après le bordereau du département, ou celle de l’adhésion.",
    correction: &[Extrait::Ajout(
        "2024-2025/adhesion.toml",
        r#"
[validation]
paiement   = { date = 2024-10-03, montant = 84.00, reference = "Chèque 2200101" }
engagement = 2024-10-03
"#,
    )],
    reference: "L’adhésion et l’assurance prennent effet à la réception du paiement.",
};
