//! L010 — exercices-disjoints. Ours: days, or whole years, between two exercices of the folder, and that no ledger tells. Years
//! that the sums or the seals miss are T005's and X003's.

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{AnneesManquantes, Regle, Verification, Vue};
use crate::controle::regles::tresorerie::ouverture_discordante;
use crate::coop::{Exercice, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, pluriel};

pub static REGLE: Regle = Regle {
    code: Code("L010"),
    nom: "exercices-disjoints",
    niveau: Niveau::Avertissement,
    immuable: false,
    apres_la_fin: false,
    besoins: &[Partie::Bornes],
    resume: "des jours, ou une année entière, manquent entre deux exercices",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let Some(precedent) = vue.precedent.map(|p| p.exercice).filter(|p| !p.lacunes.manque(Partie::Bornes)) else { return };
    if let Some(manquantes) = vue.annees_manquantes() {
        constats.extend(annees_manquantes(vue, precedent, &manquantes));
        return;
    }
    let jours = (exercice.debut - precedent.fin).num_days() - 1;
    if jours <= 0 {
        return;
    }
    let Some(lendemain) = precedent.fin.succ_opt() else { return };
    constats.push(
        Constat::new(
            REGLE.code,
            exercice.lieu(exercice.span_debut),
            format!(
                "{} commence le {}, {} finit le {} : {} dans aucun exercice",
                exercice.nom,
                date::en_chiffres(exercice.debut),
                precedent.nom,
                date::en_chiffres(precedent.fin),
                pluriel(jours.unsigned_abs() as usize, "jour")
            ),
        )
        .etiquette("premier jour")
        .lien(precedent.lieu(precedent.span_fin), "dernier jour de l’exercice d’avant")
        .aide(format!("un exercice commence le lendemain du précédent : `debut = {lendemain}`"))
        .donnee("attendu", lendemain.to_string())
        .donnee("trouve", exercice.debut.to_string())
        .sujet("debut"),
    );
}

fn annees_manquantes(vue: &Vue, precedent: &Exercice, manquantes: &AnneesManquantes) -> Option<Constat> {
    let exercice = vue.exercice;
    // A seal that follows another year: X003.
    let en_suit_un_autre = exercice.scelle && vue.cloture_precedente().is_none();
    if en_suit_un_autre || ouverture_discordante::nomme_l_annee_manquante(vue) {
        return None;
    }
    let (nom, avant) = (&exercice.nom, &precedent.nom);
    let suite = if exercice.ouverture.is_some() { "rien ne prouve son ouverture" } else { "son ouverture est reprise de plus loin" };
    Some(
        Constat::new(
            REGLE.code,
            exercice.lieu(exercice.span_debut),
            format!("il manque {} entre {avant} et {nom} : {suite}", manquantes.exercices()),
        )
        .etiquette("premier jour")
        .lien(precedent.lieu(precedent.span_fin), "dernier jour de l’exercice présent avant lui")
        .aide(format!(
            "remettez {} depuis une sauvegarde ; si la coopérative n’a alors rien tenu, dites-le : un `[[acquittement]]` de L010, `exercice = \
             \"{nom}\"`, et son motif",
            manquantes.dossiers()
        ))
        .donnee("attendu", manquantes.premiere.as_str())
        .sujet(manquantes.premiere.as_str()),
    )
}

const EXPLICATION: Explication = Explication {
    quoi: "Un exercice commence le lendemain du dernier jour de celui d’avant. La règle nomme aussi une année entière dont le dossier n’est \
           pas là, sauf si T005 ou X003 la nomment déjà : son ouverture, ou son sceau, montre alors qu’elle manque.",
    pourquoi: "L’argent de ces jours-là n’a plus de cahier : une recette ou une dépense n’y a sa place nulle part, et l’ouverture ne \
               peut plus être la clôture de l’année d’avant.",
    exemple: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-10-01     # et septembre ?
fin   = 2026-08-31
"#,
    )],
    corriger: "Corrigez `debut`, ou le dernier jour de l’année d’avant ; d’une année entière, remettez son dossier depuis une sauvegarde.",
    correction: &[Extrait::Fichier(
        "2025-2026/exercice.toml",
        r#"
[exercice]
debut = 2025-09-01
fin   = 2026-08-31
"#,
    )],
    reference: "Le calendrier de l’OCCE : l’exercice va du 1er septembre au 31 août.",
};
