//! C003 — arrete-absent. A count on the day of the last movement counts its end of day.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{Date, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("C003"),
    nom: "arrete-absent",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: true,
    besoins: &[Partie::Caisse, Partie::Bornes, Partie::Identite],
    resume: "la caisse a servi et n’a pas été comptée après son dernier mouvement",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    for caisse in vue.comptes.caisses().filter(|&c| vue.exercice.lacunes.solde_connu(c)) {
        let Some(dernier) = vue.comptes.chronique(caisse).dernier_mouvement() else { continue };
        let arretes = || vue.exercice.arretes.iter().filter(|a| a.tresorerie.connue() == Some(caisse));
        let compte_apres = |date: Date| date >= dernier && vue.a_pu_etre_etabli(date);
        // A count dated before the first day is E002: its true date may be the one that is missed here.
        if arretes().any(|a| compte_apres(a.date.valeur) || a.date.valeur < vue.exercice.debut) {
            continue;
        }
        let nom = &vue.comptes.cooperative.tresorerie(caisse).nom;
        let solde = vue.comptes.cloture(caisse);
        let mut constat = Constat::new(
                REGLE.code,
                vue.lieu_du_mouvement(caisse, dernier),
                format!("le compte `{nom}` n’a pas été compté après son dernier mouvement, le {}", date::en_chiffres(dernier)),
            )
            .etiquette("dernier mouvement d’espèces")
            .aide(format!("comptez les espèces (le cahier dit {solde}) et écrivez l’arrêté dans `{}`", vue.fichier_du(caisse, vue.exercice.fin)))
            .donnee("attendu", solde.decimal())
            .sujet(nom.as_str());
        if let Some(futur) = arretes().find(|a| !vue.a_pu_etre_etabli(a.date.valeur)) {
            constat = constat.lien(futur.lieu(futur.date.span), "daté d’un jour à venir : rien n’a encore été compté ce jour-là");
        }
        constats.push(constat);
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Une fois l’exercice terminé, une caisse qui a servi doit avoir été comptée le jour de son dernier mouvement, ou après : \
           les premiers jours de septembre conviennent encore. Un arrêté daté d’un jour à venir ne prouve rien.",
    pourquoi: "Sans comptage, personne ne sait si l’argent est dans la boîte. L’arrêté fait partie du compte rendu financier, et les \
               vérificateurs recomptent la caisse.",
    exemple: &[Extrait::Absent("2024-2025/caisse/2025-07-03.toml")],
    corriger: "Comptez les espèces, à deux si possible, et écrivez l’arrêté dans `caisse/`, coupure par coupure. Une caisse vide se \
               compte aussi : `[coupures]` sans rien dessous.",
    correction: &[Extrait::Fichier(
        "2024-2025/caisse/2025-07-03.toml",
        r#"
date        = 2025-07-03
tresorerie  = "caisse"

[coupures]
"20" = 1
"10" = 1
"#,
    )],
    reference: "L’arrêté de caisse du compte rendu financier.",
};
