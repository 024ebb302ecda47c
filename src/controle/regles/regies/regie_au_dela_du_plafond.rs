//! R002 — regie-au-dela-du-plafond. One versement, not their sum: 150 € is the usual ceiling (domain.md), the department's own stands in `[seuils]`.

use crate::controle::explication::Explication;
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Ecriture, Manques};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("R002"),
    nom: "regie-au-dela-du-plafond",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[],
    resume: "un versement de régie dépasse le plafond du département",
    explication: Explication::A_ECRIRE,
    verification: Verification::Ecriture(verifier),
};

fn verifier(vue: &Vue, ecriture: &Ecriture, constats: &mut Vec<Constat>) {
    let plafond = vue.dossier.departement.seuils.plafond_regie;
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
