//! T015 — compte-renumerote. Ours: an opening is the closing before it account by account (domain.md, E5), and an account is its
//! number too. A name keeps the money from one year to the next; nothing says that it kept its bank.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("T015"),
    nom: "compte-renumerote",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Identite],
    resume: "un compte de trésorerie n’a plus le numéro sous lequel l’année d’avant a été clôturée",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Some(comptes) = vue.cloture_precedente() else { return };
    let precedent = comptes.exercice;
    let Some(cloture) = precedent.cloture.as_ref().filter(|c| c.authentique) else { return };
    for (id, tresorerie) in vue.comptes.cooperative.tresoreries() {
        let alors = comptes.cooperative.tresorerie(id);
        let laisse = cloture.solde(&alors.nom);
        // Empty, its name may serve for another.
        if !alors.declaree || alors.compte == tresorerie.compte || laisse.is_zero() {
            continue;
        }
        let (nom, [avant, maintenant]) = (&tresorerie.nom, [alors, tresorerie].map(|t| t.compte.numero()));
        // Of a closed year, the text of that day stands in no file of today.
        let lieu = match &vue.exercice.ouverture {
            _ if !vue.exercice.scelle => vue.comptes.cooperative.lieu(tresorerie.span),
            ouverture => vue.exercice.lieu(ouverture.as_ref().map_or(vue.exercice.span_debut, |o| o.span)),
        };
        constats.push(
            Constat::new(
                REGLE.code,
                lieu,
                format!(
                    "`{nom}` est au compte {maintenant}, et la clôture de {} a laissé ses {laisse} au compte {avant}",
                    precedent.nom
                ),
            )
            .etiquette(format!("au compte {avant} à la clôture"))
            .lien(cloture.lieu(cloture.span_date), "la clôture de l’année d’avant")
            .aide(format!(
                "rendez-lui son numéro (`compte = \"{avant}\"`) ; si l’argent a changé de banque, déclarez la nouvelle sous un autre nom, et \
                 inscrivez le virement ; si {avant} était une erreur, répondez-y par un `[[acquittement]]`"
            ))
            .donnee("attendu", avant)
            .donnee("trouve", maintenant)
            .sujet(nom.as_str())
            .du_rapport_seul(vue.exercice.scelle),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Un compte de trésorerie qui avait de l’argent à la clôture de l’année d’avant garde, l’année suivante, le numéro (512, 514 ou 530) \
           que dit le `retkoop.toml` que le sceau contient. À côté des comptes de l’année, ceux d’avant restent sous leur numéro d’alors.",
    pourquoi: "L’ouverture est la clôture précédente, compte par compte. Un numéro changé sous le même nom fait passer l’argent d’une ligne \
               du bilan à une autre sans aucune écriture, et les totaux du département ne se suivent plus d’une année sur l’autre.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier("retkoop.toml", r#"
# La petite coopérative sur laquelle se posent les exemples des règles. Tous les noms sont inventés.
[cooperative]
nom       = "Coopérative scolaire de l'école du Vieux Lavoir"
numero    = "098-0207"
uai       = "0980207T"
commune   = "Sainte-Amarelle"

[[mandataire]]
nom  = "Sabine Orlaveau"
role = "mandataire"

[tresorerie.banque]
compte  = "514"     # 512 à la clôture
libelle = "Banque des Deux-Rives"

[tresorerie.caisse]
compte  = "530"
libelle = "Caisse, bureau de direction"
"#),
    ],
    corriger: "Rendez au compte son numéro. Si la coopérative a vraiment changé de banque, déclarez la nouvelle sous un autre nom \
               (`[tresorerie.ccp]`), gardez l’ancienne, et inscrivez le virement de l’une à l’autre. Si l’ancien numéro était une erreur, \
               répondez au constat dans `retkoop.toml`.",
    correction: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Fichier("retkoop.toml", r#"
# La petite coopérative sur laquelle se posent les exemples des règles. Tous les noms sont inventés.
[cooperative]
nom       = "Coopérative scolaire de l'école du Vieux Lavoir"
numero    = "098-0207"
uai       = "0980207T"
commune   = "Sainte-Amarelle"

[[mandataire]]
nom  = "Sabine Orlaveau"
role = "mandataire"

[tresorerie.banque]
compte  = "512"
libelle = "Banque des Deux-Rives"

[tresorerie.caisse]
compte  = "530"
libelle = "Caisse, bureau de direction"
"#),
    ],
    reference: "L’égalité du bilan d’ouverture et du bilan de clôture ; le plan comptable de l’OCCE : 512 banque, 514 Banque Postale, 530 \
                caisse.",
};
