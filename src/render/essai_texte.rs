//! What a trial closing says in the terminal: every reason under its family, or a line a reason for each of many cooperatives.

use std::fmt::Write;

use super::suite_texte::{changement_texte, refus_texte};
use super::tableau::Style;
use crate::controle::FAMILLES;
use crate::coop::{Date, date};
use crate::diagnostic::formats::{Rendu, dessins};
use crate::diagnostic::{Diagnostic, Rapport, francaise, pluriel};
use crate::proposition::cloture::{Empechement, EssaiDeCloture};
use crate::source::sans_controle;

/// One cooperative: its findings, or that nothing is missing; of many, each under its name, then how many of each kind.
pub fn essais_texte(essais: &[EssaiDeCloture], rendu: Rendu) -> String {
    let style = Style::from(rendu);
    if let [seul] = essais {
        return essai_texte(seul, rendu, style);
    }
    let mut texte = String::new();
    let (mut possibles, mut refusees, mut faites, mut rompues) = (0, 0, 0, 0);
    for essai in essais {
        let nom = format!("{} {} ({})", essai.numero, essai.nom, essai.dossier);
        let _ = writeln!(texte, "{}", style.titre(&sans_controle(&nom)));
        let _ = match (&essai.empechement, obstacle_texte(essai)) {
            (None, _) => {
                possibles += 1;
                writeln!(texte, "{}", rien_ne_manque(essai))
            }
            (Some(Empechement::Constats(raisons)), _) => {
                refusees += 1;
                writeln!(texte, "{}\n{}", nombre_de_raisons(essai, raisons), lignes(raisons))
            }
            (Some(Empechement::SceauRompu(_, ruptures)), obstacle) => {
                rompues += 1;
                let quoi = obstacle.map_or_else(String::new, |(message, _)| francaise(&message));
                writeln!(texte, "{quoi}\n{}", lignes(ruptures))
            }
            (Some(_), obstacle) => {
                *(if essai.est_deja_cloture() { &mut faites } else { &mut refusees }) += 1;
                writeln!(texte, "{}", obstacle.map_or_else(String::new, |(message, _)| francaise(&message)))
            }
        };
        texte.push('\n');
    }
    let [refusees, faites] = [(refusees, "refusée"), (faites, "déjà clôturée")].map(|(n, mot)| pluriel(n, mot));
    let nombre = pluriel(essais.len(), "coopérative");
    let rompues = if rompues > 0 { format!(", {} au sceau rompu", rompues) } else { String::new() };
    let _ = writeln!(texte, "{nombre}\u{a0}: rien ne manque à {possibles}, {refusees}, {faites}{rompues}");
    texte
}

fn essai_texte(essai: &EssaiDeCloture, rendu: Rendu, style: Style) -> String {
    let Some(raisons) = essai.raisons() else {
        let ensuite = essai.ensuite.as_ref().map_or_else(String::new, |ensuite| ensuite_texte(ensuite, rendu));
        return if essai.empechement.is_none() { rien_ne_manque(essai) + "\n" + &ensuite } else { String::new() };
    };
    let mut texte = match &essai.empechement {
        // Told with what is no finding.
        Some(Empechement::SceauRompu(..)) => String::new(),
        _ => nombre_de_raisons(essai, raisons) + "\n",
    };
    if essai.est_partiel {
        texte += &(francaise(PARTIEL) + "\n");
    }
    if let Some(jour) = essai.a_partir_du.filter(|_| !raisons.diagnostics.iter().any(|d| d.code.0 == "X001")) {
        texte += &francaise(&format!("Elle se fait à partir du {} (X001) ; d’ici là :\n", date::en_chiffres(jour)));
    }
    // Asked for by chance, the year that has begun: the one that is over is meant.
    if let Some(autre) = &essai.autre {
        texte += &francaise(&format!("Pour clôturer {autre}, qui est terminé : `retkoop cloturer --exercice {autre}`.\n"));
    }
    for famille in FAMILLES {
        let de_la_famille = |d: &&Diagnostic| d.code.0.starts_with(famille.lettre);
        let rapport = raisons.choisir(de_la_famille);
        if !rapport.diagnostics.is_empty() {
            texte += &format!("\n{}\n\n{}", style.titre(famille.titre), dessins(&[rapport], rendu));
        }
    }
    texte
}

const PARTIEL: &str = "Des règles attendent que les erreurs soient corrigées : d’autres raisons pourront alors apparaître.";

/// What formats of findings have no place for, a line each: that some rules have not spoken, and, if they are asked for, the
/// obstacles. `2024-2025 : l’exercice 2025-2026 est clôturé…`
pub fn hors_des_constats(essais: &[EssaiDeCloture], avec_obstacles: bool) -> String {
    let lignes = essais.iter().flat_map(|essai| {
        let ou = if essai.dossier.is_empty() { essai.exercice.clone() } else { format!("{}/{}", essai.dossier, essai.exercice) };
        let obstacle = obstacle_texte(essai).filter(|_| avec_obstacles).map(|(message, aide)| format!("{message} ; {aide}"));
        let partiel = (essai.est_partiel && essai.raisons().is_some()).then(|| PARTIEL.to_owned());
        let dits: Vec<String> = obstacle.into_iter().chain(partiel).collect();
        dits.into_iter().map(move |dit| francaise(&sans_controle(&format!("{ou} : {dit}"))) + "\n")
    });
    lignes.collect()
}

fn rien_ne_manque(essai: &EssaiDeCloture) -> String {
    let quand = match essai.a_partir_du {
        Some(jour) => format!("pourra être clôturé à partir du {} (X001)", date::en_chiffres(jour)),
        None => "peut être clôturé".to_owned(),
    };
    let reste = match essai.avertissements {
        0 => String::new(),
        1 => "\n1 avertissement sans réponse restera dans le rapport : `retkoop verifier`".to_owned(),
        n => format!("\n{n} avertissements sans réponse resteront dans le rapport : `retkoop verifier`"),
    };
    let change = if essai.changements.is_empty() {
        String::new()
    } else {
        let lignes: Vec<String> = essai.changements.iter().map(|c| format!("\n- {}", changement_texte(c))).collect();
        format!("\nla clôture changera dans `{}/exercice.toml` :{}", essai.suivant, lignes.concat())
    };
    francaise(&format!("rien ne manque : l’exercice {} {quand}{reste}{change}", essai.exercice))
}

/// What a closing makes an open year say, that has to follow it.
pub fn ensuite_texte(ensuite: &Rapport, rendu: Rendu) -> String {
    let nombre = pluriel(ensuite.diagnostics.len(), "erreur");
    let phrase = format!("\nL’année suivante, déjà commencée, aura {nombre} à corriger avant sa propre clôture :\n\n");
    francaise(&phrase) + &dessins(&[ensuite.choisir(|_| true)], rendu)
}

fn nombre_de_raisons(essai: &EssaiDeCloture, raisons: &Rapport) -> String {
    format!("Clôture de {} refusée\u{a0}: {}.", essai.exercice, pluriel(raisons.diagnostics.len(), "raison"))
}

/// `T003 2024-2025/releves/2025-08-31.toml:3 relevé…`
fn lignes(raisons: &Rapport) -> String {
    let ligne = |d: &Diagnostic| {
        let place = format!("{}:{}", d.place.fichier, d.place.debut.ligne);
        format!("   {} {} {}", d.code.0, sans_controle(&place), sans_controle(&d.message))
    };
    raisons.diagnostics.iter().map(ligne).collect::<Vec<_>>().join("\n")
}

/// What is no finding of the accounts, and what to do. `None`: nothing, or findings.
pub fn obstacle_texte(essai: &EssaiDeCloture) -> Option<(String, String)> {
    let nom = &essai.exercice;
    let depuis = |jour: &Option<Date>| jour.map_or_else(String::new, |jour| format!(" depuis le {}", date::en_chiffres(jour)));
    match essai.empechement.as_ref()? {
        Empechement::Constats(_) => None,
        Empechement::SceauRompu(jour, _) => Some((
            format!("l’exercice {nom} est déjà clôturé{}, et son sceau est rompu", depuis(jour)),
            "rien n’est envoyé de ces comptes avant qu’il ne soit rétabli : voyez ce que dit chaque constat".to_owned(),
        )),
        Empechement::DejaCloture(jour) => {
            let quand = depuis(jour);
            Some((
                format!("l’exercice {nom} est déjà clôturé{quand}"),
                format!("`retkoop attester` vérifie son sceau ; `retkoop rouvrir --exercice {nom} --motif \"…\"` le rouvre"),
            ))
        }
        Empechement::Suivi(suivant) => Some((
            format!("l’exercice {suivant} est clôturé : {nom} ne peut plus l’être avant lui"),
            format!("rouvrez-le d’abord : `retkoop rouvrir --exercice {suivant} --motif \"…\"`"),
        )),
        Empechement::Disque { message, aide } => Some((message.clone(), aide.clone())),
        Empechement::Suite(refus) => Some(refus_texte(refus, nom, essai.fin)),
    }
}
