//! Q004 — quitus-anterieur. Ours: the quitus comes after the closing, and answers for what was sealed (domain.md, « Closing »).
//! Until the exercice is closed nothing is said.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("Q004"),
    nom: "quitus-anterieur",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Commission, Partie::Cloture],
    resume: "le quitus est d’avant la clôture : ce ne sont pas ces comptes que la commission a vus",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(commission) = vue.exercice.commission.as_ref().filter(|c| c.quitus_donne == Some(true)) else { return };
    let Some((reunion, cloture)) = vue.exercice.reunie_avant_la_cloture() else { return };
    let [donne, clos] = [reunion.valeur, cloture].map(date::en_chiffres);
    constats.push(
        Constat::new(
            REGLE.code,
            commission.lieu(reunion.span),
            format!("le quitus a été donné le {donne}, et les comptes ont été clôturés le {clos} : ce ne sont pas eux que la commission a vus"),
        )
        .etiquette("avant la clôture")
        .aide(
            "faites revoir les comptes clôturés par la commission, et écrivez ici le jour de cette réunion ; le quitus que l’on imprime porte \
             l’empreinte du sceau",
        )
        .donnee("attendu", cloture.to_string())
        .donnee("trouve", reunion.valeur.to_string())
        .sujet("quitus"),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "La date de `controle.toml` est celle de la réunion de la commission. Quand l’exercice est clôturé et le quitus donné, cette réunion \
           n’est pas d’avant la clôture. Tant que l’exercice est ouvert, rien n’est dit.",
    pourquoi: "Les vérificateurs répondent des comptes scellés : le quitus imprimé porte l’empreinte du sceau. Ce qu’ils ont vu avant la \
               clôture, ou avant une réouverture, a pu changer depuis, et leur signature ne prouverait plus rien.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2024-2025/controle.toml",
            r#"
date = 2025-09-11     # la clôture est du 15

[[verificateur]]
nom     = "Mehdi Larroquin"
qualite = "parent"

[[verificateur]]
nom     = "Irène Falgoux"
qualite = "enseignant"

[quitus]
donne = true
"#,
        ),
    ],
    corriger: "Montrez les comptes clôturés à la commission, faites signer de nouveau le quitus, et corrigez la date. Si la date était seulement \
               mal recopiée, corrigez-la : `controle.toml` n’est pas sous le sceau.",
    correction: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier(
            "2024-2025/controle.toml",
            r#"
date = 2025-09-15

[[verificateur]]
nom     = "Mehdi Larroquin"
qualite = "parent"

[[verificateur]]
nom     = "Irène Falgoux"
qualite = "enseignant"

[quitus]
donne = true
"#,
        ),
    ],
    reference: "L’ordre du guide de l’OCCE : le cahier se clôture, puis les vérificateurs signent et tout est envoyé.",
};
