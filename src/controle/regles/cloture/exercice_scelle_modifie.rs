//! X002 — exercice-scelle-modifie. By content, byte for byte: accounts are sealed as they are written, not as they are understood.

use crate::controle::chiffres_scelles::chiffres_contredits;
use crate::controle::explication::{Explication, Extrait};
use crate::controle::regle::{Regle, Verification, Vue};
use crate::controle::scelle::{Difference, GenreDeDifference, differences};
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
    let mut differences = differences(vue.dossier, vue.exercice);
    // L006 tells of a text that cannot be read.
    differences.retain(|d| d.genre != GenreDeDifference::Illisible || !d.chemin.ends_with(".toml"));
    let reste = differences.len().saturating_sub(CONSTATS_MAX);
    let nom = &vue.exercice.nom;
    constats.extend(differences.iter().take(CONSTATS_MAX).map(|difference| constat(nom, difference, reste)));
    if differences.is_empty()
        && let Some(cloture) = &vue.exercice.cloture
    {
        constats.extend(chiffres_contredits(vue.comptes).into_iter().map(|ecart| {
            Constat::new(REGLE.code, cloture.lieu(cloture.span), ecart.phrase(nom))
                .etiquette("le sceau a été refait à la main")
                .aide("comparez l’empreinte du sceau à celle que vous avez notée, et reprenez `cloture.toml` dans une sauvegarde")
                .ecart(ecart.calcule, ecart.scelle)
                .sujet(ecart.quoi.as_str())
        }));
    }
}

fn constat(exercice: &str, difference: &Difference, reste: usize) -> Constat {
    let chemin = &difference.chemin;
    let (message, aide) = match difference.genre {
        GenreDeDifference::Sceau => (
            format!("le sceau de l’exercice {exercice} a été modifié depuis la clôture, ou ne se lit plus"),
            "reprenez `cloture.toml` dans une sauvegarde : rien de ce qu’il dit ne peut être cru".to_owned(),
        ),
        GenreDeDifference::Modifie => (
            format!("`{chemin}` a été modifié depuis la clôture de l’exercice {exercice}"),
            remede(exercice, "reprenez-le dans une sauvegarde"),
        ),
        GenreDeDifference::FinsDeLigne => (
            format!("les fins de ligne de `{chemin}` ont changé depuis la clôture de l’exercice {exercice}"),
            "git les convertit peut-être : écrivez `* -text` dans `.gitattributes`, puis reprenez le fichier".to_owned(),
        ),
        GenreDeDifference::Ajoute => (
            format!("`{chemin}` a été ajouté depuis la clôture de l’exercice {exercice}"),
            remede(exercice, "enlevez-le, ou rangez-le dans `retour/` s’il accompagne le compte rendu"),
        ),
        GenreDeDifference::Illisible => (
            format!("`{chemin}` ne se lit pas : on ne sait pas s’il est encore ce que l’exercice {exercice} a scellé"),
            "rendez-le lisible (ses droits, ou le disque), puis vérifiez de nouveau".to_owned(),
        ),
        GenreDeDifference::Annule => (
            format!("l’exercice {exercice} a été rouvert, et le sceau que sa réouverture annule est encore là"),
            format!("`retkoop rouvrir --exercice {exercice} --motif \"…\"` l’enlève ; si personne n’a rouvert l’année, enlevez la dernière réouverture de `reouvertures.toml`"),
        ),
        GenreDeDifference::Retire => (
            format!("`{chemin}` a été retiré depuis la clôture de l’exercice {exercice}"),
            remede(exercice, "remettez-le depuis une sauvegarde"),
        ),
    };
    let suite = if reste > 0 { format!(" ; {reste} autres fichiers diffèrent : `retkoop attester` les nomme") } else { String::new() };
    let constat = match difference.lieu {
        Some(lieu) => Constat::new(REGLE.code, lieu, message),
        None => Constat::new(REGLE.code, None, message).chemin(chemin.as_str()),
    };
    constat.etiquette(difference.genre.nom()).aide(aide + &suite).donnee("changement", difference.genre.nom()).sujet(chemin.as_str())
}

fn remede(exercice: &str, remede: &str) -> String {
    format!("{remede} ; si le changement est voulu : `retkoop rouvrir --exercice {exercice} --motif \"…\"`, qui en garde la trace")
}

const EXPLICATION: Explication = Explication {
    quoi: "Chaque fichier d’un exercice clôturé, justificatifs compris, est celui qui a été scellé, octet pour octet ; aucun n’a été ajouté \
           ni retiré, et le sceau lui-même est intact. Les fichiers du retour (`activites.toml`, `controle.toml`, `retour/`) s’écrivent \
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
