//! Findings about files and folders as such: what could not be read, what has no place, exercices badly named or overlapping.

use std::collections::HashMap;

use crate::coop::{Date, Exercice, Partie, nom_d_exercice};
use crate::diagnostic::{Constat, code};
use crate::source::{Annexe, Defaut, FichierId, Lieu, Source, Span, chemin_confondu};

use super::plan_du_dossier::{NOMS, Role, role};
use super::proposition;

pub(super) fn exercice_mal_nomme(fichier: FichierId, nom: &str, debut: (Date, Span), fin: (Date, Span)) -> Option<Constat> {
    use chrono::Datelike;
    if fin.0 < debut.0 {
        return Some(
            Constat::new(
                code::EXERCICE_INCOHERENT,
                Lieu { fichier, span: fin.1 },
                format!("l’exercice {nom} finit avant de commencer"),
            )
            .etiquette("dernier jour")
            .lien(Lieu { fichier, span: debut.1 }, "premier jour")
            .aide("corrigez `debut` ou `fin` : un exercice va en général du 1er septembre au 31 août")
            .exercice(nom),
        );
    }
    let attendu = nom_d_exercice(debut.0, fin.0);
    (attendu != nom).then(|| {
        Constat::new(
            code::EXERCICE_INCOHERENT,
            Lieu { fichier, span: debut.1 },
            format!("le dossier s’appelle {nom}, mais l’exercice va de {} à {}", debut.0.year(), fin.0.year()),
        )
        .etiquette("premier jour")
        .lien(Lieu { fichier, span: fin.1 }, "dernier jour")
        .aide(format!("renommez le dossier en `{attendu}`, ou corrigez `debut` et `fin`"))
        .donnee("attendu", attendu.clone())
        .donnee("trouve", nom)
        .exercice(nom)
    })
}

pub(super) fn dossier_mal_nomme(dossier: &str) -> Constat {
    Constat::new(
        code::EXERCICE_INCOHERENT,
        None,
        format!("le dossier `{dossier}` a un exercice.toml, mais son nom n’est pas celui d’un exercice"),
    )
    .chemin(format!("{dossier}/exercice.toml"))
    .aide("renommez-le d’après les années de l’exercice, comme `2024-2025` : rien de ce dossier n’est compté")
    .sujet(dossier)
}

pub(super) fn aucun_exercice() -> Constat {
    Constat::new(code::CLE_MANQUANTE, None, "cette coopérative n’a aucun exercice")
        .chemin("retkoop.toml")
        .aide("créez un dossier comme `2024-2025/` avec son `exercice.toml`")
        .sujet("exercice")
}

pub(super) fn chevauchements(exercices: &[Exercice]) -> Vec<Constat> {
    // Each against the one that ends last among those before it.
    let mut dernier: Option<&Exercice> = None;
    let mut paires = Vec::new();
    for exercice in exercices.iter().filter(|e| !e.lacunes.manque(Partie::Bornes)) {
        paires.extend(dernier.filter(|d| exercice.debut <= d.fin).map(|d| [d, exercice]));
        if dernier.is_none_or(|d| d.fin < exercice.fin) {
            dernier = Some(exercice);
        }
    }
    paires
        .into_iter()
        .map(|paire| {
            Constat::new(
                code::EXERCICE_INCOHERENT,
                paire[1].lieu(paire[1].span_debut),
                format!("l’exercice {} commence avant la fin de {}", paire[1].nom, paire[0].nom),
            )
            .etiquette("premier jour")
            .lien(paire[0].lieu(paire[0].span_fin), "dernier jour de l’exercice précédent")
            .aide("un jour n’appartient qu’à un exercice : corrigez l’une des deux dates")
            .exercice(paire[1].nom.clone())
        })
        .collect()
}

pub(super) fn fichier_inattendu(fichier: FichierId, chemin: &str) -> Constat {
    let nom = chemin.rsplit('/').next().unwrap_or(chemin);
    let dossier = chemin.split('/').rev().nth(1).unwrap_or("");
    let proche = proposition::la_plus_proche(nom, NOMS.iter().copied())
        .filter(|proche| *proche != nom)
        .or_else(|| proposition::la_plus_proche(dossier, NOMS.iter().copied()).filter(|proche| *proche != dossier));
    Constat::new(
        code::FICHIER_INATTENDU,
        Lieu { fichier, span: Span::default() },
        format!("le fichier `{chemin}` n’a pas sa place ici"),
    )
    .etiquette("ce fichier n’est pas lu")
    .aide(match proche {
        Some(proche) => format!("vouliez-vous dire `{proche}` ? Rien de ce fichier n’est compté"),
        None => {
            "rien de ce fichier n’est compté : rangez-le à sa place (`2024-2025/cahier/`, `caisse/`, `releves/`…) ou enlevez-le"
                .to_owned()
        }
    })
    .sujet(chemin)
}

/// `2024-09.toml.txt`: Windows adds an extension, and hides it.
pub(super) fn extension_cachee(chemin: &str) -> Option<Constat> {
    let (voulu, extension) = chemin.rsplit_once('.')?;
    if !extension.eq_ignore_ascii_case("txt") || !voulu.ends_with(".toml") || role(voulu) == Role::Inattendu {
        return None;
    }
    let nom = voulu.rsplit('/').next().unwrap_or(voulu);
    Some(
        Constat::new(
            code::FICHIER_INATTENDU,
            None,
            format!("le fichier `{chemin}` n’est pas lu : son nom finit par `.{extension}`"),
        )
        .chemin(chemin)
        .aide(format!("renommez-le en `{nom}` ; sous Windows, affichez d’abord les extensions des noms de fichiers"))
        .sujet(chemin),
    )
}

/// Files that a disk which knows no capitals takes for one: whoever copies the folder there keeps only one of them.
pub(super) fn homonymes(sources: &[Source], annexes: &[Annexe]) -> Vec<Constat> {
    let lieux = (0..).map(|rang| Some(Lieu { fichier: FichierId(rang), span: Span::default() }));
    let sources = sources.iter().map(|source| source.chemin.as_str()).zip(lieux);
    let mut premiers: HashMap<String, &str> = HashMap::new();
    let mut constats = Vec::new();
    for (chemin, lieu) in sources.chain(annexes.iter().map(|annexe| (annexe.chemin.as_str(), None))) {
        let premier = *premiers.entry(chemin_confondu(chemin)).or_insert(chemin);
        if premier != chemin {
            constats.push(
                Constat::new(
                    code::FICHIER_INATTENDU,
                    lieu,
                    format!("`{chemin}` et `{premier}` sont un seul nom sous Windows et macOS, qui n’en gardent qu’un"),
                )
                .chemin(chemin)
                .aide("renommez l’un des deux : sur un tel ordinateur, l’autre serait perdu")
                .sujet(chemin),
            );
        }
    }
    constats
}

pub(super) fn volume_excessif(fichier: FichierId) -> Constat {
    Constat::new(
        code::MONTANT_INVALIDE,
        Lieu { fichier, span: Span::default() },
        "le total des montants de la coopérative dépasse ce qui peut être compté",
    )
    .aide("aucune coopérative ne manie de telles sommes : vérifiez les montants de ce fichier")
}

pub(super) fn constat_de_defaut(chemin: &str, defaut: &Defaut) -> Option<Constat> {
    let (code, message, aide) = match defaut {
        // A pipe or a folder among the receipts harms nobody: naming it as a receipt is P004.
        Defaut::PasUnFichier if !chemin.to_lowercase().ends_with(".toml") => return None,
        Defaut::PasUtf8 { ligne } => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` n’est pas un texte UTF-8 (ligne {ligne})"),
            "enregistrez-le en UTF-8 dans votre éditeur".to_owned(),
        ),
        Defaut::TropProfond => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` est un dossier trop profond : rien n’y est lu"),
            "rapprochez ses fichiers du dossier de la coopérative".to_owned(),
        ),
        Defaut::Utf16 => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` est enregistré en UTF-16"),
            "enregistrez-le en UTF-8 dans votre éditeur".to_owned(),
        ),
        Defaut::TropGros(taille) => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` est trop gros : {} Mo", taille / 1_000_000),
            format!(
                "un fichier a {} Mo au plus : répartissez les écritures par mois",
                crate::source::disque::TAILLE_MAX / 1_000_000
            ),
        ),
        Defaut::PasUnFichier => {
            (code::FICHIER_ILLISIBLE, format!("`{chemin}` n’est pas un fichier"), "remplacez-le par un fichier texte".to_owned())
        }
        Defaut::LienInterdit => (
            code::CHEMIN_INTERDIT,
            format!("`{chemin}` est un lien qui sort du dossier de la coopérative, ou ne mène à aucun fichier"),
            "copiez le fichier lui-même dans le dossier à la place du lien".to_owned(),
        ),
        Defaut::SansCooperative => (
            code::CLE_MANQUANTE,
            format!("`{chemin}` est un exercice sans coopérative : il n’y a pas de `retkoop.toml` à côté de lui"),
            "remettez le fichier `retkoop.toml` de la coopérative dans le dossier qui contient cet exercice".to_owned(),
        ),
        Defaut::Systeme(message) => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` ne peut pas être lu : {message}"),
            "vérifiez les droits du fichier et le disque".to_owned(),
        ),
    };
    let ligne = if let Defaut::PasUtf8 { ligne } = defaut { *ligne } else { 1 };
    Some(Constat::new(code, None, message).chemin(chemin).ligne(ligne).aide(aide).sujet(chemin))
}
