//! X005 — egalite-fausse. Ours: a seal states that the identities of the accounts hold (domain.md, E6 to E8). A department may
//! lower the rules that see to each; it cannot make a sum right. Said by the closing only, and where no other reason tells of it
//! already ([`crate::controle::DossierControle::prouver_la_cloture`]).

use crate::calcul::egalites::{Alentours, Egalite, Egalites, GenreDEgalite};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("X005"),
    nom: "egalite-fausse",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[
        Partie::Bornes,
        Partie::Ouverture,
        Partie::Cahier,
        Partie::Ventilation,
        Partie::Classes,
        Partie::Caisse,
        Partie::Releves,
        Partie::Subventions,
        Partie::Plan,
        Partie::Identite,
    ],
    resume: "un relevé, un arrêté de caisse ou le tableau des subventions contredit les comptes à clôturer",
    explication: EXPLICATION,
    verification: Verification::Cloture(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let alentours =
        Alentours { suivant: vue.suivant, precedente: None, subventions: vue.departement().plan.subvention };
    for egalite in Egalites::de(vue.comptes, alentours).fausses() {
        // The others hold in any ledger without an error: E001 and T005 see to them.
        let (regle, lieu) = match egalite.genre {
            GenreDEgalite::Rapprochement(banque) => {
                ("T003", vue.comptes.releve_de_rapprochement(banque).map(|releve| releve.lieu(releve.solde.span)))
            }
            GenreDEgalite::ArreteDeCaisse(caisse) => {
                ("C001", vue.comptes.arrete_de_cloture(caisse).map(|arrete| arrete.lieu(arrete.date.span)))
            }
            GenreDEgalite::Subventions => ("S001", vue.exercice.subventions.first().map(|s| s.lieu(s.montant.span))),
            GenreDEgalite::Ouverture(_) | GenreDEgalite::Solde(_) | GenreDEgalite::Resultat | GenreDEgalite::Bilan => continue,
        };
        constats.push(constat(egalite, regle, lieu.unwrap_or(vue.exercice.lieu(vue.exercice.span_fin))));
    }
}

fn constat(egalite: &Egalite, regle: &'static str, lieu: Lieu) -> Constat {
    let (ecart, termes) = (egalite.ecart(), egalite.termes.iter());
    let termes: Vec<String> =
        termes.filter(|(_, montant)| !montant.is_zero()).map(|(nom, montant)| format!("{nom} {montant}")).collect();
    let ensemble = if termes.len() > 1 { format!(", ensemble {}", egalite.gauche) } else { String::new() };
    Constat::new(
        REGLE.code,
        lieu,
        format!(
            "{} : {}{ensemble} ; {} {} ; différence {}",
            egalite.objet,
            termes.join(", "),
            egalite.attendu,
            egalite.droite,
            ecart.abs()
        ),
    )
    .etiquette(format!("{} d’écart", ecart.abs()))
    .aide(format!(
        "le département n’en fait pas un refus ({regle}), mais un sceau ne peut pas dire juste ce qui ne l’est pas : corrigez ce document ou \
         le cahier"
    ))
    .donnee("regle", regle)
    .ecart(egalite.droite, egalite.gauche)
    .sujet(egalite.objet.as_str())
}

const EXPLICATION: Explication = Explication {
    quoi: "À la clôture, le dernier relevé mène au solde du cahier, les espèces comptées sont celles de la caisse, et le tableau des \
           subventions a le total de son compte : quel que soit le niveau que le département donne aux règles qui y veillent pendant l’année \
           (T003, C001, S001). Elle ne parle que si l’une d’elles, abaissée, laisserait passer la différence.",
    pourquoi: "Le sceau et le rapport de clôture affirment que ces égalités sont vraies, et un mandataire les signe. Un département peut \
               ne pas demander un document ; aucun réglage ne rend juste un document faux.",
    exemple: &[
        Extrait::Fichier("departement.toml", r#"
[departement]
nom    = "OCCE des Hautes-Brumes"
numero = "098"

[[bareme]]
exercice = "2024-2025"
forfait  = 10.00
eleve    = 1.50
assurance.cooperateur = 0.25

[niveaux]
C001 = "ignorer"
"#),
        Extrait::Fichier("2024-2025/caisse/2025-07-03.toml", r#"
date        = 2025-07-03
tresorerie  = "caisse"
comptee_par = ["Sabine Orlaveau", "Thibaut Cazelmont"]

[coupures]
"20" = 1     # le billet de 10 n’a pas été compté
"#),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
    ],
    corriger: "Reprenez le document avec son original, ou cherchez dans le cahier l’opération oubliée, comptée deux fois ou mal recopiée. Un \
               document d’essai s’enlève.",
    correction: &[
        Extrait::Fichier("2024-2025/caisse/2025-07-03.toml", r#"
date        = 2025-07-03
tresorerie  = "caisse"
comptee_par = ["Sabine Orlaveau", "Thibaut Cazelmont"]

[coupures]
"20" = 1
"10" = 1
"#),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
    ],
    reference: "Le guide de l’OCCE : l’état de rapprochement, l’arrêté de caisse et le tableau des subventions du compte rendu financier.",
};
