//! X002 — exercice-scelle-modifie. By content, byte for byte: accounts are sealed as they are written, not as they are
//! understood.

use crate::controle::contradictions::{Contradiction, Examen, examiner};
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::scelle::{Difference, GenreDeDifference};
use crate::coop::{Cloture, nom_d_exercice};
use crate::diagnostic::{Code, Constat, Niveau};

pub static REGLE: Regle = Regle {
    code: Code("X002"),
    nom: "exercice-scelle-modifie",
    niveau: Niveau::Erreur,
    immuable: true,
    apres_la_fin: false,
    besoins: &[],
    resume: "un fichier d’un exercice clôturé a été modifié, ajouté ou retiré",
    explication: EXPLICATION,
    verification: Verification::Exercice(verifier),
};

/// Findings of one exercice: a folder whose every line ending changed needs no more.
const CONSTATS_MAX: usize = 20;

fn verifier(vue: &Vue, constats: &mut Vec<Constat>) {
    let Examen { mut differences, contradictions } = examiner(vue.dossier, vue.comptes);
    let nom = &vue.exercice.nom;
    let cloture = vue.exercice.cloture.as_ref();
    // What cannot be read was told while reading.
    let est_dit = |chemin: &str| vue.dossier.constats.iter().any(|constat| constat.chemin.as_deref() == Some(chemin));
    differences.retain(|d| !d.est_illisible() || !est_dit(&d.chemin));
    let reste = differences.len().saturating_sub(CONSTATS_MAX);
    let liste_sure = cloture.is_some_and(|c| c.authentique || c.fins_de_ligne);
    let rouvrir = comment_rouvrir(vue);
    let dire = |difference| constat(nom, difference, liste_sure, reste, &rouvrir);
    constats.extend(differences.iter().take(CONSTATS_MAX).map(dire));
    // L009 tells of a folder that bears the name of another year.
    let mal_nomme = |cloture: &&Cloture| {
        let annees = nom_d_exercice(vue.exercice.debut, vue.exercice.fin);
        cloture.exercice != *nom && cloture.exercice == annees
    };
    constats.extend(cloture.filter(|c| !mal_nomme(c)).and_then(|cloture| contredit(cloture, &contradictions)));
}

/// Made again by hand: one cause, however much of it is wrong.
fn contredit(cloture: &Cloture, contradictions: &[Contradiction]) -> Option<Constat> {
    let premiere = contradictions.first()?;
    let suite = match contradictions.len() - 1 {
        0 => String::new(),
        1 => " ; et une autre contradiction, que nomme `retkoop attester`".to_owned(),
        autres => format!(" ; et {autres} autres contradictions, que nomme `retkoop attester`"),
    };
    let constat = Constat::new(REGLE.code, cloture.lieu(cloture.span), premiere.phrase.clone() + &suite)
        .etiquette("le sceau a été refait à la main, ou vient d’ailleurs")
        .aide("comparez l’empreinte du sceau à celle que vous avez notée, et reprenez `cloture.toml` dans une sauvegarde")
        .sujet(premiere.sujet.as_str());
    Some(match premiere.ecart {
        Some((attendu, trouve)) => constat.ecart(attendu, trouve),
        None => constat,
    })
}

fn constat(exercice: &str, difference: &Difference, liste_sure: bool, reste: usize, rouvrir: &str) -> Constat {
    let chemin = &difference.chemin;
    let (message, aide) = match &difference.genre {
        GenreDeDifference::Sceau => (
            format!("le sceau de l’exercice {exercice} a été modifié depuis la clôture, ou ne se lit plus"),
            "reprenez `cloture.toml` dans une sauvegarde : rien de ce qu’il dit n’est sûr, sa liste des fichiers non plus".to_owned(),
        ),
        GenreDeDifference::Modifie => (
            format!("`{chemin}` a été modifié depuis la clôture de l’exercice {exercice}"),
            remede(rouvrir, "reprenez-le dans une sauvegarde"),
        ),
        GenreDeDifference::FinsDeLigne => (
            format!("les fins de ligne de `{chemin}` ont changé depuis la clôture de l’exercice {exercice}"),
            "git les convertit peut-être : écrivez `* -text` dans `.gitattributes`, puis reprenez le fichier".to_owned(),
        ),
        GenreDeDifference::Ajoute => (
            format!("`{chemin}` a été ajouté depuis la clôture de l’exercice {exercice}"),
            remede(rouvrir, "enlevez-le, ou rangez-le dans `retour/` s’il accompagne le compte rendu"),
        ),
        GenreDeDifference::Illisible(cause) => (
            format!("`{chemin}` ne se lit pas ({cause}) : on ne sait pas s’il est encore ce que l’exercice {exercice} a scellé"),
            "rendez-le lisible (ses droits, ou le disque), puis vérifiez de nouveau".to_owned(),
        ),
        GenreDeDifference::Annule => (
            format!("l’exercice {exercice} a été rouvert, et le sceau que sa réouverture annule est encore là"),
            format!("`retkoop rouvrir --exercice {exercice} --motif \"…\"` l’enlève ; si personne n’a rouvert l’année, enlevez la dernière réouverture de `reouvertures.toml`"),
        ),
        GenreDeDifference::Retire => (
            format!("`{chemin}` a été retiré depuis la clôture de l’exercice {exercice}"),
            remede(rouvrir, "remettez-le depuis une sauvegarde"),
        ),
    };
    let message = match difference.genre {
        GenreDeDifference::Modifie | GenreDeDifference::Ajoute | GenreDeDifference::Retire if !liste_sure => {
            format!("{message}, d’après la liste d’un sceau qui a changé aussi")
        }
        _ => message,
    };
    let suite = if reste > 0 { format!(" ; {reste} autres fichiers diffèrent : `retkoop attester` les nomme") } else { String::new() };
    let constat = match difference.lieu {
        Some(lieu) => Constat::new(REGLE.code, lieu, message),
        None => Constat::new(REGLE.code, None, message).chemin(chemin.as_str()),
    };
    constat.etiquette(difference.genre.nom()).aide(aide + &suite).donnee("changement", difference.genre.nom()).sujet(chemin.as_str())
}

fn remede(rouvrir: &str, remede: &str) -> String {
    format!("{remede} ; si le changement est voulu : {rouvrir}, qui en garde la trace")
}

/// A year that closed ones follow is opened after them.
fn comment_rouvrir(vue: &Vue) -> String {
    let commande = |nom: &str| format!("`retkoop rouvrir --exercice {nom} --motif \"…\"`");
    let suivants = vue.dossier.exercices.iter().rev().filter(|e| e.scelle && e.debut > vue.exercice.debut);
    let mut noms = suivants.map(|e| e.nom.as_str()).chain([vue.exercice.nom.as_str()]);
    let premier = noms.next().map_or_else(String::new, commande);
    noms.fold(premier, |phrase, nom| format!("{phrase}, puis {nom}"))
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque fichier d’un exercice clôturé, justificatifs compris, est celui qui a été scellé, octet pour octet ; aucun n’a été ajouté \
           ni retiré, et le sceau lui-même est intact. Il dit aussi ce que disent ses fichiers : les bornes, chaque chiffre, les opérations en \
           route, les réouvertures, les réponses données. Les fichiers du retour (`activites.toml`, `controle.toml`, `retour/`) s’écrivent \
           après la clôture : ils sont libres.",
    pourquoi: "Le sceau prouve que les comptes sont restés ce que les vérificateurs ont signé et ce que le département a reçu. Un seul \
               octet changé, et il ne prouve plus rien.",
    exemple: &[
        Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025"),
        Extrait::Ajout("2024-2025/cahier/2025-05.toml", "# Une remarque ajoutée après la clôture."),
    ],
    corriger: "Reprenez le fichier dans une sauvegarde (`git checkout`, par exemple). Si la correction est nécessaire, rouvrez l’exercice \
               avec `retkoop rouvrir --motif \"…\"` : la trace en reste dans tous les sceaux suivants. Puis clôturez de nouveau.",
    correction: &[Extrait::Commande("2024-2025/cloture.toml", "retkoop cloturer --exercice 2024-2025", "2024-2025")],
    reference: "Le caractère définitif des écritures d’un exercice clos ; les documents se gardent dix ans.",
};
