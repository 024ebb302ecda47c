//! C001 — arrete-discordant. Σ (denomination × count) = balance at the end of its day (domain.md, E7). A difference that stays
//! the same from one count to the next is told once.

use crate::controle::desequilibres::Desequilibres;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::preuves_a_juger::{conseil_sur, preuves_a_juger};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::coop::{ArreteDeCaisse, Date, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("C001"),
    nom: "arrete-discordant",
    niveau: Niveau::Bloquant,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Ouverture, Partie::Bornes],
    resume: "une caisse comptée n’a pas le solde du cahier",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

const A_CHERCHER: &str = "recomptez, puis cherchez l’écriture d’espèces oubliée, comptée deux fois ou mal recopiée avant ce jour";

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let desequilibres = Desequilibres::de(vue);
    for caisse in vue.comptes.caisses().filter(|&c| vue.exercice.lacunes.solde_connu(c)) {
        // T005 says it, once.
        if vue.cloture_precedente().is_some_and(|precedent| precedent.cloture(caisse) != vue.comptes.ouverture(caisse)) {
            continue;
        }
        let nom = &vue.comptes.cooperative.tresorerie(caisse).nom;
        // A difference that was there at the end of the year before is the same one.
        let precedent = vue.precedent.filter(|_| vue.comptes.suit_le_precedent());
        let mut precedente = precedent.and_then(|p| p.ecart_de_l_arrete(caisse)).unwrap_or_default();
        let mut d_avant: Option<Date> = None;
        let arretes = preuves_a_juger::<ArreteDeCaisse>(vue, caisse).into_iter();
        // A count of before the first day is E002.
        for arrete in arretes.filter(|a| a.date.valeur >= vue.exercice.debut && a.manques.is_aucun()) {
            let Some(compte) = arrete.compte() else { continue };
            let jour = arrete.date.valeur;
            let Some(solde) = vue.comptes.solde_a_compter(vue.suivant, caisse, jour) else { continue };
            let ecart = compte - solde;
            let apparu = ecart - std::mem::replace(&mut precedente, ecart);
            let d_avant = d_avant.replace(jour);
            if apparu.is_zero() || ecart.is_zero() || desequilibres.expliquent(caisse, apparu, d_avant, jour) {
                continue;
            }
            let sens = if ecart.is_negative() { "manquent dans la caisse" } else { "sont de trop dans la caisse" };
            constats.push(
                Constat::new(
                    REGLE.code,
                    arrete.lieu(arrete.date.span),
                    format!("le {}, le compte `{nom}` contient {compte}, le cahier dit {solde} ; différence {}", date::en_chiffres(jour), ecart.abs()),
                )
                .etiquette(format!("{} {sens}", ecart.abs()))
                .aide(conseil_sur(vue, arrete, A_CHERCHER.to_owned()))
                .ecart(solde, compte)
                .sujet(format!("{nom} {jour}")),
            );
        }
    }
}

const EXPLICATION: Explication = Explication {
    quoi: "Le total compté, coupure par coupure, doit être le solde de la caisse au cahier, à la fin de ce jour-là. Un écart qui reste \
           le même d’un arrêté à l’autre n’est dit qu’une fois.",
    pourquoi: "Les espèces ne laissent pas de trace à la banque : l’arrêté est leur seule preuve. Un écart, même petit, est une recette \
               ou une dépense oubliée ; il doit être compris avant la clôture.",
    exemple: &[Extrait::Fichier(
        "2024-2025/caisse/2025-07-03.toml",
        r#"
date        = 2025-07-03
tresorerie  = "caisse"

[coupures]
"20" = 1
"5"  = 1     # 25,00 comptés ; le cahier dit 30,00
"#,
    )],
    corriger: "Recomptez. Puis cherchez l’écriture d’espèces oubliée, comptée deux fois ou mal recopiée avant ce jour. N’ajustez jamais \
               le cahier pour qu’il « tombe juste ».",
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
    reference: "L’arrêté de caisse du compte rendu financier : la somme des coupures est le solde du compte 530.",
};
