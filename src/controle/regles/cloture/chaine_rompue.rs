//! X003 — chaine-rompue. Judged between two seals that are intact: what one of them lost is X002. And a seal that a return was
//! made with, which neither stands nor was opened again by a trace.

use std::collections::HashSet;

use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::scelle::differences;
use crate::coop::{Exercice, Partie, date};
use crate::diagnostic::{Code, Constat, Niveau, abrege};
use crate::source::Lieu;

pub static REGLE: Regle = Regle {
    code: Code("X003"),
    nom: "chaine-rompue",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[Partie::Cloture],
    resume: "un sceau ne suit pas celui de l’exercice d’avant, ou a disparu sans trace",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    disparus(vue, constats);
    let Some(cloture) = vue.exercice.cloture.as_ref().filter(|c| c.authentique) else { return };
    let nom = &vue.exercice.nom;
    // In the folder of another year, it follows what that year follows: X002 says whose it is.
    if cloture.exercice != *nom {
        return;
    }
    let precedent = vue.precedent.map(|p| p.exercice);
    let message = match (&cloture.precedent, precedent) {
        (None, None) => return,
        (None, Some(precedent)) => {
            let Some(sceau) = precedent.cloture.as_ref().filter(|c| c.authentique) else { return };
            if sceau.date > cloture.date {
                format!("le sceau de {nom} ne suit pas celui de {}, clôturé après lui", precedent.nom)
            } else {
                format!("le sceau de {nom} ne dit pas qu’il suit celui de {}, qui est clôturé", precedent.nom)
            }
        }
        (Some(suivi), precedent) => match precedent.filter(|p| est(p, &suivi.exercice)) {
            Some(precedent) => {
                if precedent.illisible {
                    return;
                }
                if !precedent.scelle {
                    format!("le sceau de {nom} suit celui de {}, mais cet exercice n’est plus clôturé", suivi.exercice)
                } else {
                    let Some(sceau) = precedent.cloture.as_ref().filter(|c| c.authentique) else { return };
                    if suivi.empreinte == sceau.empreinte {
                        return;
                    }
                    format!("le sceau de {nom} suit un autre sceau de {} que celui d’aujourd’hui : l’un des deux a été refait", suivi.exercice)
                }
            }
            // Under its name, the seal of another year: X002 says so.
            None if precedent.is_some_and(|p| p.nom == suivi.exercice) => return,
            None if vue.dossier.exercices.iter().any(|e| est(e, &suivi.exercice)) => {
                format!("le sceau de {nom} suit celui de {}, qui n’est pas l’exercice d’avant", suivi.exercice)
            }
            None => format!("le sceau de {nom} suit celui de {}, dont le dossier n’est plus là", suivi.exercice),
        },
    };
    let attendu = cloture.precedent.as_ref().map_or("", |p| p.empreinte.as_str());
    let trouve = precedent.and_then(|p| p.cloture.as_ref()).map_or("", |c| c.empreinte.as_str());
    constats.push(
        Constat::new(REGLE.code, cloture.lieu(cloture.span), message)
            .etiquette("le sceau qu’il suit")
            .aide(format!(
                "remettez l’exercice d’avant tel qu’il a été clôturé ; ou rouvrez {nom} (`retkoop rouvrir --exercice {nom} --motif \"…\"`), puis \
                 clôturez de nouveau dans l’ordre"
            ))
            .donnee("attendu", attendu)
            .donnee("trouve", trouve)
            .sujet("precedent"),
    );
}

/// Seals that a return names, and that nothing else knows.
fn disparus(vue: &Vue, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let mut connus: HashSet<&str> = exercice.reouvertures.iter().map(|r| r.sceau.as_str()).collect();
    connus.extend(exercice.cloture.iter().map(|cloture| cloture.empreinte.as_str()));
    let nommes = exercice.retour.iter().filter_map(|etape| Some((etape, etape.sceau.as_ref().filter(|sceau| !sceau.is_empty())?)));
    let inconnus: Vec<_> = nommes.filter(|(_, sceau)| connus.insert(sceau.as_str())).collect();
    // A seal that is broken, or lost its trace, says so itself (X002).
    if inconnus.is_empty() || !differences(vue.dossier, exercice).is_empty() {
        return;
    }
    for (etape, sceau) in inconnus {
        let (nom, jour, debut) = (&exercice.nom, date::en_chiffres(etape.date), abrege(sceau));
        constats.push(
            Constat::new(
                REGLE.code,
                Lieu { fichier: etape.fichier, span: sceau.span },
                format!("le retour noté le {jour} a été fait avec le sceau {debut}, qui n’est plus celui de {nom}, et qu’aucune réouverture ne nomme"),
            )
            .etiquette("un sceau disparu")
            .aide(format!(
                "remettez {nom}/cloture.toml tel qu’il était ; s’il a été rouvert, remettez-en la trace dans {nom}/reouvertures.toml : \
                 `[[reouverture]]`, `date = …`, `motif = \"…\"`, `sceau = \"{}\"`",
                sceau.valeur
            ))
            .donnee("attendu", sceau.as_str())
            .donnee("trouve", exercice.cloture.as_ref().map_or("", |cloture| cloture.empreinte.as_str()))
            .sujet(sceau.as_str()),
        );
    }
}

/// A folder may have been renamed: the seal that it holds says which year it is.
fn est(exercice: &Exercice, nom: &str) -> bool {
    exercice.cloture.as_ref().filter(|cloture| cloture.authentique).map_or(&exercice.nom, |cloture| &cloture.exercice) == nom
}

const EXPLICATION: Explication = Explication {
    quoi: "Le sceau d’un exercice contient l’empreinte du sceau précédent. La règle compare les deux : l’exercice que le sceau nomme \
           est là, juste avant lui, il est clôturé, et son sceau est celui que le suivant a connu. Elle cherche aussi \
           chaque sceau avec lequel un retour a été fait (`sceau`, dans `retour/etat.toml`) : il est toujours là, ou `reouvertures.toml` dit qu’il a été rouvert.",
    pourquoi: "Sans cela, on pourrait refaire une ancienne année et la sceller de nouveau. La chaîne oblige à refaire aussi tous les sceaux \
               suivants, dont le département ou un papier signé garde l’empreinte. De même, un sceau enlevé à la main, ou une réouverture que \
               l’on efface avant de clôturer de nouveau, se voit à ce que le retour en avait noté.",
    exemple: &[
        Extrait::Fichier("2023-2024/exercice.toml", r#"
[exercice]
debut = 2023-09-01
fin   = 2024-08-31

[ouverture]
banque = 500.00
caisse = 0.00
"#),
        Extrait::Fichier("2023-2024/releves/2024-08-31.toml", r#"
tresorerie = "banque"
date  = 2024-08-31
solde = 500.00
"#),
        Extrait::Commande("2023-2024/cloture.toml", "retkoop cloturer --exercice 2023-2024", "2023-2024"),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Absent("2023-2024/cloture.toml"),
    ],
    corriger: "Remettez l’exercice d’avant tel qu’il était à sa clôture, depuis une sauvegarde. S’il devait vraiment changer, rouvrez les \
               exercices du dernier au plus ancien avec `retkoop rouvrir`, puis clôturez-les dans l’ordre.",
    correction: &[
        Extrait::Fichier("2023-2024/exercice.toml", r#"
[exercice]
debut = 2023-09-01
fin   = 2024-08-31

[ouverture]
banque = 500.00
caisse = 0.00
"#),
        Extrait::Fichier("2023-2024/releves/2024-08-31.toml", r#"
tresorerie = "banque"
date  = 2024-08-31
solde = 500.00
"#),
        Extrait::Commande("2023-2024/cloture.toml", "retkoop cloturer --exercice 2023-2024", "2023-2024"),
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
    ],
    reference: "Une précaution de Retkoop : des empreintes enchaînées, comme en gardent les registres.",
};
