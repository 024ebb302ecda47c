//! R004 — regie-de-classe-inconnue. One finding for each unknown name, in `[ouverture]` or in an entry; each unnamed régie has
//! its own.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Manques, Partie};
use crate::diagnostic::{Code, Constat, Niveau, quelques};
use crate::parse::Connus;
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("R004"),
    nom: "regie-de-classe-inconnue",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Adhesion],
    resume: "la classe d’une régie n’est pas dans l’adhésion, ou n’est pas nommée",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let adhesion = vue.exercice.adhesion.as_ref();
    let par_classe = vue.exercice.cahiers_par_classe();
    let noms: Vec<&str> = adhesion.iter().flat_map(|a| &a.classes).map(|c| c.nom.as_str()).collect();
    let mut connues = Connus::new(noms.iter().copied());
    let est_connue = |classe: &str| {
        // A class that has a ledger but no line in the adhésion is K002.
        adhesion.is_some_and(|a| a.classe(classe).is_some()) || par_classe.contains_key(vue.exercice.nom_de_classe(classe))
    };
    let mut inconnue = |classe: &str, lieu: Lieu| {
        let aide = match connues.la_plus_proche(classe) {
            Some(proche) => format!("vouliez-vous dire « {proche} » ?"),
            None if noms.is_empty() => "ajoutez les classes à adhesion.toml : `[[classe]]` et `nom`".to_owned(),
            None => format!("les classes de l’adhésion : {}", quelques(&noms)),
        };
        Constat::new(REGLE.code, lieu, format!("la classe « {classe} » n’est pas dans l’adhésion"))
            .etiquette("classe inconnue")
            .aide(aide)
            .donnee("trouve", classe)
            .sujet(classe)
    };
    let mut dites = HashSet::new();
    for ecriture in vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::REGIE)) {
        let Some(regie) = &ecriture.regie else { continue };
        let Some(classe) = regie.classe.as_ref().filter(|c| !c.trim().is_empty()) else {
            let aide = "ajoutez la classe : `regie.classe = \"CP\"` ; chaque régie est suivie à part";
            constats.push(sans_nom(ecriture.lieu(regie.span), aide).piece(Some(ecriture.numero())));
            continue;
        };
        if !est_connue(classe) && dites.insert(classe.as_str()) {
            constats.push(inconnue(classe, ecriture.lieu(classe.span)).piece(Some(ecriture.numero())));
        }
    }
    // Money only: a class of last year that held nothing may stay there.
    let tenues = vue.exercice.ouverture.iter().flat_map(|o| &o.regies).filter(|(_, montant, _)| !montant.is_zero());
    for (classe, _, span) in tenues {
        if classe.trim().is_empty() {
            let aide = "nommez la classe : `regies = { CP = 12.00 }` ; chaque régie est suivie à part";
            constats.push(sans_nom(vue.exercice.lieu(*span), aide));
        } else if !est_connue(classe) && dites.insert(classe.as_str()) {
            constats.push(inconnue(classe, vue.exercice.lieu(*span)));
        }
    }
}

fn sans_nom(lieu: Lieu, aide: &'static str) -> Constat {
    Constat::new(REGLE.code, lieu, "la régie ne dit pas à quelle classe elle est").etiquette("classe non nommée").aide(aide)
}

const EXPLICATION: Explication = Explication {
    quoi: "Une régie dit à quelle classe elle est confiée, et cette classe est dans `adhesion.toml`, l’argent que `[ouverture]` dit \
           détenu compris. Le constat propose le nom le plus proche.",
    pourquoi: "Chaque régie est suivie à part. Sous un nom mal écrit, le versement et son explication paraîtraient deux régies, l’une \
               jamais expliquée, l’autre jamais versée.",
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
regie.classe  = "GS"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe GS"
regie.expliquee  = 80.00
regie.classe     = "GS"
ventilation.6181 = 80.00
"#,
    )],
    corriger: "Corrigez le nom, ou ajoutez la classe à `adhesion.toml` si elle y manque.",
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
regie.expliquee  = 80.00
regie.classe     = "CP"
ventilation.6181 = 80.00
"#,
    )],
    reference: "Le suivi des régies classe par classe.",
};
