//! R001 — regie-non-soldee. Versé − retourné − expliqué + receipts − expenses of its ledger ≠ 0 (domain.md), class by class.

use crate::calcul::{Comptes, Regie};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::Partie;
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::la_plus_proche;

pub static REGLE: Regle = Regle {
    code: Code("R001"),
    nom: "regie-non-soldee",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Regies, Partie::Classes, Partie::Ouverture, Partie::Cahier],
    resume: "une classe détient encore de l’argent à la fin de l’exercice",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for regie in vue.comptes.regies() {
        let tenu = regie.tenu();
        if tenu.is_zero() || est_dite_ailleurs(vue, regie) {
            continue;
        }
        let classe = nom_de_la_classe(&regie.classe);
        let a_un_cahier = vue.exercice.cahier_de_la_classe(&regie.classe).is_some();
        let mut detail = format!("versé {}, retourné {}, expliqué {}", regie.verse, regie.retourne, regie.explique);
        if !regie.recettes.is_zero() || !regie.depenses.is_zero() {
            detail.push_str(&format!(", recettes {} et dépenses {} de son cahier", regie.recettes, regie.depenses));
        }
        constats.push(
            Constat::new(REGLE.code, vue.lieu_de_la_regie(regie, vue.exercice.fin), if tenu.is_negative() { format!("{classe} a dépensé {} de trop ({detail})", tenu.abs()) } else { format!("{classe} détient encore {tenu} ({detail})") })
                .etiquette("dernière écriture de cette régie")
                .aide(if tenu.is_negative() {
                "si la classe a avancé de l’argent, versez-lui le complément (`regie.versee`) ; sinon vérifiez les montants rendus et expliqués"
            } else if a_un_cahier {
                "faites rendre le reste (`regie.retournee`), ou inscrivez la dépense qui manque dans le cahier de la classe"
            } else {
                "faites rendre le reste (`regie.retournee`), ou expliquez la dépense avec ses pièces (`regie.expliquee` et la ventilation)"
            })
                .donnee("attendu", "0.00")
                .donnee("trouve", tenu.decimal())
                .donnee("difference", tenu.abs().decimal())
                .sujet(regie.classe.as_str()),
        );
    }
}

/// « la classe CP », or what to call a régie that does not say whose it is.
pub(super) fn nom_de_la_classe(classe: &str) -> String {
    if classe.is_empty() { "une régie sans classe".to_owned() } else { format!("la classe {classe}") }
}

/// K003 says that the class is explained twice, R004 that its name is misspelt: what it then seems to hold is no other mistake.
pub(super) fn est_dite_ailleurs(vue: &Vue, regie: &Regie) -> bool {
    let explique_deux_fois = |comptes: &Comptes, regie: &Regie| {
        comptes.exercice.cahier_de_la_classe(&regie.classe).is_some() && !regie.explique.is_zero()
    };
    // What a class held at the end of the year before is what it begins with.
    let precedent = vue.precedent.filter(|_| vue.comptes.suit_le_precedent());
    let avant = precedent.and_then(|p| Some((p, p.regies().iter().find(|r| r.classe == regie.classe)?)));
    if explique_deux_fois(vue.comptes, regie) || avant.is_some_and(|(comptes, regie)| explique_deux_fois(comptes, regie)) {
        return true;
    }
    let Some(adhesion) = &vue.exercice.adhesion else { return false };
    let noms = || adhesion.classes.iter().map(|c| c.nom.as_str());
    let confondues = vue.comptes.regies().iter().filter(|autre| autre.classe != regie.classe && autre.tenu() == -regie.tenu());
    confondues.into_iter().any(|autre| {
        let (inconnue, connue) = if adhesion.classe(&regie.classe).is_some() { (autre, regie) } else { (regie, autre) };
        adhesion.classe(&inconnue.classe).is_none() && la_plus_proche(&inconnue.classe, noms()) == Some(connue.classe.as_str())
    })
}

const EXPLICATION: Explication = Explication {
    quoi: "À la fin de l’exercice, aucune classe ne détient plus d’argent : ce qui lui a été versé est rendu ou expliqué, cahier de \
           classe compris. La règle dit ce que chaque classe détient encore, et de quoi cela se compose.",
    pourquoi: "L’argent d’une régie est sorti de la banque sans être encore une dépense. Tant qu’il n’est pas expliqué, il manque au \
               résultat ; et la clôture ne peut pas dire où il est.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 80.00
regie.versee  = 80.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 67.40
regie.classe     = "CP"
ventilation.6181 = 67.40
"#,
    )],
    corriger: "Faites rendre le reste (`regie.retournee`), ou expliquez la dépense qui manque, avec ses pièces (`regie.expliquee` et sa \
               ventilation).",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 80.00
regie.versee  = 80.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 67.40
regie.classe     = "CP"
ventilation.6181 = 67.40

[[ecriture]]
piece   = "08"
date    = 2025-06-26
libelle = "Retour de régie, classe CP"
entree.banque   = 12.60
regie.retournee = 12.60
regie.classe    = "CP"
"#,
    )],
    reference: "Les trois temps d’une régie d’avance selon l’OCCE : versement, retour, explication. Elle est soldée quand versé = \
                retourné + expliqué.",
};
