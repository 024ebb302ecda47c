//! T007 — releve-de-cloture-absent. Either a statement dated the last day, or one before and one after it. An account that was
//! never used needs none.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Partie, Releve, TresorerieId, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("T007"),
    nom: "releve-de-cloture-absent",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Releves, Partie::Bornes, Partie::Identite],
    resume: "aucun relevé n’encadre le dernier jour de l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let fin = vue.exercice.fin;
    for banque in vue.comptes.banques() {
        if est_encadree(vue, banque) || vue.comptes.est_inutilise(banque) {
            continue;
        }
        let nom = &vue.comptes.cooperative.tresorerie(banque).nom;
        let dernier = releves(vue, banque).map(|r| r.date.valeur).filter(|d| *d < fin).max();
        let dernier = dernier.map_or_else(|| "il n’y en a aucun avant".to_owned(), |d| format!("le dernier est du {}", date::en_chiffres(d)));
        let fichier = vue.fichier_du(banque, fin);
        let mut constat =
            Constat::new(REGLE.code, vue.exercice.lieu(vue.exercice.span_fin), format!("il manque le relevé de `{nom}` au {} ({dernier})", date::en_chiffres(fin)))
                .etiquette("dernier jour de l’exercice")
                .aide(format!("ajoutez `{fichier}` avec `tresorerie = \"{nom}\"`, `date` et `solde` ; ou un relevé avant et un relevé après ce jour"))
                .donnee("attendu", fin.to_string())
                .sujet(nom.as_str());
        if let Some(futur) = releves(vue, banque).find(|r| !vue.a_pu_etre_etabli(r.date.valeur)) {
            constat = constat.lien(futur.lieu(futur.date.span), "daté d’un jour à venir : la banque ne l’a pas encore établi");
        }
        constats.push(constat);
    }
}

/// Whether statements prove the balance of the last day: one of that day, or one before and one after. What is dated after the
/// day of the check proves nothing yet.
pub(super) fn est_encadree(vue: &Vue, banque: TresorerieId) -> bool {
    let fin = vue.exercice.fin;
    let dates = || releves(vue, banque).map(|r| r.date.valeur).filter(|d| vue.a_pu_etre_etabli(*d));
    dates().any(|d| d == fin) || (dates().any(|d| d < fin) && dates().any(|d| d > fin))
}

/// Of the exercice and of the following one.
fn releves<'a>(vue: &Vue<'a>, banque: TresorerieId) -> impl Iterator<Item = &'a Releve> {
    let releves = vue.exercice.releves.iter().chain(vue.suivant.into_iter().flat_map(|s| &s.exercice.releves));
    releves.filter(move |r| r.tresorerie.connue() == Some(banque))
}

const EXPLICATION: Explication = Explication {
    quoi: "Une fois l’exercice terminé, chaque compte bancaire qui a servi doit avoir un relevé daté de son dernier jour, ou bien un relevé \
           d’avant et un relevé d’après, qui l’encadrent. Un relevé daté d’un jour à venir ne prouve encore rien. Rien n’est demandé pendant l’année, ni d’un \
           compte qui n’a pas servi.",
    pourquoi: "Le relevé est la seule preuve du solde qui ne vienne pas de la coopérative elle-même. C’est de lui que partent l’état de \
               rapprochement du compte rendu financier et le contrôle des vérificateurs, et il se joint aux papiers envoyés à l’OCCE.",
    exemple: &[Extrait::Absent("2024-2025/releves/2025-08-31.toml")],
    corriger: "Prenez le relevé de la banque qui porte le solde au 31 août (ou, s’il est du milieu du mois, celui de septembre) et recopiez-en \
               la date et le solde dans `releves/`.",
    correction: &[Extrait::Fichier(
        "2024-2025/releves/2025-08-31.toml",
        r#"
tresorerie = "banque"
date  = 2025-08-31
solde = 796.00
"#,
    )],
    reference: "Les pièces à joindre au compte rendu financier de l’OCCE : un relevé qui encadre le 31 août.",
};
