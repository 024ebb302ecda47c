//! R004 — regie-de-classe-inconnue. One finding for each unknown name; each unnamed régie has its own.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Manques, Partie};
use crate::diagnostic::{Code, Constat, Niveau, quelques};
use crate::parse::Connus;

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
    let mut dites = HashSet::new();
    for ecriture in vue.exercice.ecritures.iter().filter(|e| !e.manques.touche(Manques::REGIE)) {
        let Some(regie) = &ecriture.regie else { continue };
        let Some(classe) = regie.classe.as_ref().filter(|c| !c.trim().is_empty()) else {
            constats.push(
                Constat::new(REGLE.code, ecriture.lieu(regie.span), "la régie ne dit pas à quelle classe elle est")
                    .etiquette("classe non nommée")
                    .aide("ajoutez la classe : `regie.classe = \"CP\"` ; chaque régie est suivie à part")
                    .piece(Some(ecriture.numero())),
            );
            continue;
        };
        // A class that has a ledger but no line in the adhésion is K002.
        let connue = adhesion.is_some_and(|a| a.classe(classe).is_some()) || par_classe.contains_key(vue.exercice.nom_de_classe(classe));
        if connue || !dites.insert(classe.as_str()) {
            continue;
        }
        let aide = match connues.la_plus_proche(classe) {
            Some(proche) => format!("vouliez-vous dire « {proche} » ?"),
            None if noms.is_empty() => "ajoutez les classes à adhesion.toml : `[[classe]]` et `nom`".to_owned(),
            None => format!("les classes de l’adhésion : {}", quelques(&noms)),
        };
        constats.push(
            Constat::new(REGLE.code, ecriture.lieu(classe.span), format!("la classe « {} » n’est pas dans l’adhésion", classe.valeur))
                .etiquette("classe inconnue")
                .aide(aide)
                .donnee("trouve", classe.as_str())
                .piece(Some(ecriture.numero()))
                .sujet(classe.as_str()),
        );
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une régie dit à quelle classe elle est confiée, et cette classe est dans `adhesion.toml`. Le constat propose le nom le plus \
           proche.",
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
