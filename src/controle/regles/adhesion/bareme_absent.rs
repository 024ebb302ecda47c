//! A004 — bareme-absent. Only when fees are asked for: accounts are kept without a tariff too.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Span;

pub static REGLE: Regle = Regle {
    code: Code("A004"),
    nom: "bareme-absent",
    niveau: Niveau::Erreur,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bareme],
    resume: "le département n’a pas de barème pour l’exercice dont on demande la cotisation",
    explication: EXPLICATION,
    verification: Verification::Cotisation(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let (departement, exercice) = (vue.departement(), vue.exercice);
    let Some(adhesion) = exercice.adhesion.as_ref().filter(|_| departement.bareme(&exercice.nom).is_none()) else { return };
    let connus: Vec<&str> = departement.baremes.iter().map(|b| b.exercice.as_str()).collect();
    let connus = if connus.is_empty() { "il n’y en a aucun".to_owned() } else { format!("il y en a pour {}", connus.join(", ")) };
    constats.push(
        Constat::new(REGLE.code, adhesion.lieu(Span::default()), format!("aucun barème pour l’exercice {} dans departement.toml", exercice.nom))
            .etiquette("adhésion sans barème")
            .aide(format!(
                "{connus} ; ajoutez à departement.toml `[[bareme]]`, `exercice = \"{}\"`, puis les prix de l’année : `forfait = 8.00`, `eleve = 1.73`…",
                exercice.nom
            ))
            .sujet("bareme"),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "On demande la cotisation d’un exercice (`retkoop adhesion`, ses papiers, son écriture), et `departement.toml` n’a pas de `[[bareme]]` pour cet exercice. Vérifier les comptes n’en demande pas.",
    pourquoi: "Les prix changent chaque année et d’un département à l’autre : ils ne sont pas dans le programme. Sans eux, rien ne peut être calculé, et prendre ceux de l’an dernier donnerait une somme fausse.",
    exemple: &[Extrait::Fichier("departement.toml", r#"
[departement]
nom    = "OCCE des Hautes-Brumes"
numero = "098"

[[bareme]]
exercice = "2023-2024"
forfait  = 10.00
eleve    = 1.45
"#)],
    corriger: "Recopiez les prix de l’année que le département a votés, avec leur référence. Ceux des années passées restent : ils servent à relire les comptes d’alors.",
    correction: &[Extrait::Fichier("departement.toml", r#"
[departement]
nom    = "OCCE des Hautes-Brumes"
numero = "098"

[[bareme]]
exercice = "2023-2024"
forfait  = 10.00
eleve    = 1.45

[[bareme]]
exercice  = "2024-2025"
reference = "Assemblée générale du 5 juin 2024"
forfait   = 10.00
eleve     = 1.50
assurance.cooperateur = 0.25
"#)],
    reference: "Le barème de chaque association départementale, voté chaque année.",
};
