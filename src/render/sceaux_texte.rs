//! What the seals prove, in the terminal: a line an exercice, then each file that changed.

use std::fmt::Write;

use super::tableau::Style;
use crate::controle::scelle::{Difference, GenreDeDifference};
use crate::coop::date;
use crate::diagnostic::{francaise, pluriel};
use crate::etat::sceaux::{Etat, EtatDuSceau, SceauxDeCooperative};
use crate::source::sans_controle;

/// One cooperative, or those of a department under their names.
pub fn sceaux_texte(cooperatives: &[SceauxDeCooperative], style: Style) -> String {
    if let [seule] = cooperatives {
        return sceaux_d_une_cooperative(&seule.exercices, style);
    }
    let mut texte = String::new();
    for c in cooperatives {
        let nom = format!("{} {} ({})", c.numero, c.nom, c.dossier);
        let _ = writeln!(texte, "{}\n{}", style.titre(&sans_controle(&nom)), sceaux_d_une_cooperative(&c.exercices, style));
    }
    let compte = |etat| cooperatives.iter().flat_map(|c| &c.exercices).filter(|sceau| sceau.etat == etat).count();
    let (intacts, rompus, ouverts) = (compte(Etat::Intact), compte(Etat::Rompu), compte(Etat::Ouvert));
    let illisibles = match compte(Etat::Illisible) {
        0 => String::new(),
        n => format!(", {}", pluriel(n, "illisible")),
    };
    let nombre = pluriel(cooperatives.len(), "coopérative");
    let [intacts, rompus] = [(intacts, "intact"), (rompus, "rompu")].map(|(n, mot)| pluriel(n, mot));
    let _ = writeln!(
        texte,
        "{nombre}\u{a0}; sceaux\u{a0}: {intacts}, {rompus}{illisibles}\u{a0}; exercices encore ouverts\u{a0}: {ouverts}"
    );
    texte
}

fn sceaux_d_une_cooperative(sceaux: &[EtatDuSceau], style: Style) -> String {
    let mut texte = String::new();
    for sceau_lu in sceaux {
        let etat = match sceau_lu.etat {
            Etat::Ouvert => "ouvert",
            Etat::Illisible if sceau_lu.differences.is_empty() => "ILLISIBLE, on ne sait pas s’il est clôturé",
            Etat::Illisible => "ILLISIBLE, on ne sait pas si le sceau est intact",
            Etat::Intact => "sceau intact",
            Etat::Rompu => "SCEAU ROMPU",
        };
        let suite = match &sceau_lu.sceau {
            Some((jour, fichiers, _)) => format!(", clôturé le {}, {}", date::en_chiffres(*jour), pluriel(*fichiers, "fichier")),
            None => String::new(),
        };
        let _ = writeln!(texte, "{}", style.titre(&format!("{}\u{a0}: {etat}{suite}", sceau_lu.exercice)));
        if let Some(outil) = &sceau_lu.autre_outil {
            let outil = if outil.is_empty() { "un programme qu’il ne nomme pas".to_owned() } else { format!("« {outil} »") };
            let ligne = format!("scellé par {outil} : ses règles ne sont pas rejouées, ses chiffres et ses fichiers le sont");
            let _ = writeln!(texte, "   {}", francaise(&sans_controle(&ligne)));
        }
        for message in sceau_lu.chaine.iter().chain(&sceau_lu.jour_douteux) {
            let _ = writeln!(texte, "   {}", sans_controle(message));
        }
        if let Some(attendu) = &sceau_lu.attendu {
            let _ = writeln!(texte, "   d’après le sceau de {}, qui le suit, son empreinte était\u{a0}:", attendu.selon);
            let _ = writeln!(texte, "   {}", style.discret(&attendu.empreinte));
        }
        if sceau_lu.differences.iter().any(|d| d.genre == GenreDeDifference::Sceau) {
            if let Some((jour, fichiers)) = sceau_lu.dit_de_lui {
                let (jour, fichiers) = (date::en_chiffres(jour), pluriel(fichiers, "fichier"));
                let _ = writeln!(texte, "   Il dit avoir été posé le {jour}, sur {fichiers}\u{a0}: rien ne le prouve plus.");
            }
            if sceau_lu.differences.len() > 1 {
                let _ =
                    writeln!(texte, "   Le sceau lui-même a changé\u{a0}: ce qui suit vient de sa liste, qui n’est plus sûre.");
            }
        }
        for difference in &sceau_lu.differences {
            let cause = match &difference.genre {
                GenreDeDifference::Illisible(cause) => format!(" ({cause})"),
                _ => String::new(),
            };
            let _ = writeln!(texte, "   {}\u{a0}: {}{cause}", difference.genre.nom(), sans_controle(&difference.chemin));
        }
        if sceau_lu.differences.iter().any(Difference::est_illisible) {
            let _ = writeln!(texte, "   rendez lisible ce qui ne l’est pas (ses droits, ou le disque), puis recommencez");
        }
        for reouverture in &sceau_lu.reouvertures {
            let ligne = format!("rouvert le {} : {}", date::en_chiffres(reouverture.date), reouverture.raison());
            let _ = writeln!(texte, "   {}", francaise(&sans_controle(&ligne)));
        }
        if let Some((.., empreinte)) = &sceau_lu.sceau {
            let _ = writeln!(texte, "   {}", style.discret(empreinte));
        }
    }
    if sceaux.iter().all(|a| a.etat == Etat::Ouvert) {
        texte.push_str("Aucun exercice n’est clôturé\u{a0}: il n’y a pas de sceau à vérifier.\n");
    }
    texte
}
