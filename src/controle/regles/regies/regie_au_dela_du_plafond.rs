//! R002 — regie-au-dela-du-plafond. One versement, not their sum: 150 € is the usual ceiling (domain.md), the department's own
//! stands in `[seuils]`.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, Manques, Partie};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("R002"),
    nom: "regie-au-dela-du-plafond",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Seuils],
    resume: "un versement de régie dépasse le plafond du département",
    explication: EXPLICATION,
    verification: Verification::Ecriture(verifier),
};

fn verifier(vue: &Vue, ecriture: &Ecriture, constats: &mut Vec<Constat>) {
    let plafond = vue.departement().seuils.plafond_regie;
    let Some(regie) = ecriture.regie.as_ref().filter(|r| r.versee > plafond && !ecriture.manques.touche(Manques::REGIE)) else { return };
    constats.push(
        Constat::new(
            REGLE.code,
            ecriture.lieu(regie.span),
            format!("la régie versée est de {}, le plafond de {plafond} ; dépassement {}", regie.versee, regie.versee - plafond),
        )
        .etiquette(format!("{} de trop", regie.versee - plafond))
        .aide("versez moins, ou en deux fois quand la première est expliquée")
        .ecart(plafond, regie.versee),
    );
}

const EXPLICATION: Explication = Explication {
    quoi: "Un versement de régie ne dépasse pas le plafond du département : 150 €, sauf réglage contraire. C’est chaque versement qui \
           compte, non leur somme.",
    pourquoi: "Une avance est de l’argent confié sans justificatif ; plus elle est grosse, plus il est difficile d’en rendre compte.",
    exemple: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 180.00
regie.versee  = 180.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 180.00
regie.classe     = "CP"
ventilation.6181 = 180.00
"#,
    )],
    corriger: "Versez moins, et une seconde fois quand la première avance est expliquée. Une grosse dépense se paie directement, par \
               chèque ou par virement.",
    correction: &[Extrait::Fichier(
        "2024-2025/cahier/2025-06.toml",
        r#"
[[ecriture]]
piece   = "06"
date    = 2025-06-02
libelle = "Régie d’avance, classe CP"
cheque  = "2200103"
sortie.banque = 150.00
regie.versee  = 150.00
regie.classe  = "CP"

[[ecriture]]
piece   = "07"
date    = 2025-06-26
libelle = "Emploi de la régie, classe CP"
regie.expliquee  = 150.00
regie.classe     = "CP"
ventilation.6181 = 150.00
"#,
    )],
    reference: "L’usage de l’OCCE : 150 € au plus par régie. Le plafond est celui de `[seuils]`, `plafond_regie`, dans \
                `departement.toml`.",
};
