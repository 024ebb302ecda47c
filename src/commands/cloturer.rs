//! `retkoop cloturer`: every reason to refuse at once, or the seal, the closing report and the next exercice.

use clap::Args;

use crate::cli::{
    Charge, CloturePrete, Communs, Console, Echec, Issue, Perimetre, SansExercice, SortiesDemandees, charger, ecrire_les_textes,
    exercice_vise, ignore_par_megarde, jour_du_controle, oter_le_sceau, preparer_la_cloture, prevenir_d_un_jour_a_venir,
    publier_les_essais, relire_la_cloture,
};
use crate::diagnostic::quelques;
use crate::proposition::cloture::EssaiDeCloture;
use crate::render::cloture_texte::cloture_texte;
use crate::render::essai_texte::{ensuite_texte, essais_texte, obstacle_texte};
use crate::render::suite_texte::changement_texte;

/// Clôturer un exercice : toutes les raisons de refus, ou le sceau et l’exercice suivant
#[derive(Debug, Args)]
pub struct Cloturer {
    /// Dire seulement ce qui manque encore, n’importe quel jour de l’année ; d’un département, pour chacune de ses coopératives
    #[arg(long)]
    essai: bool,
    #[command(flatten)]
    sorties: SortiesDemandees,
}

pub fn executer(commande: &Cloturer, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    if commande.essai {
        return essayer(&commande.sorties, communs, console);
    }
    // Refused before anything is written.
    let sorties = if commande.sorties.is_aucune() { None } else { Some(commande.sorties.apparier()?) };
    let mut charge = charger(communs)?;
    let exercice = charge.exercice(communs.exercice.as_deref())?.nom.clone();
    let perimetre = Perimetre::viser(&[], communs, console)?;
    prevenir_d_un_jour_a_venir(communs, console);
    let (mut essai, prete) = preparer_la_cloture(&mut charge, &exercice, "", false)?;
    let Some(CloturePrete { textes, avertissements }) = prete else {
        dire_l_obstacle(&essai, console);
        let essais = [essai];
        match &sorties {
            None => console.erreurs(&essais_texte(&essais, console.rendu_erreurs())),
            Some(sorties) => publier_les_essais(sorties, &essais, None, &perimetre, charge.jour, console)?,
        }
        return Ok(Issue::Constats);
    };
    if let Some((chemin, _)) = textes.iter().find(|(chemin, _)| charge.dossier.source(chemin).is_none()) {
        console.detail(&format!("`{chemin}` sera créé"));
    }
    ecrire_les_textes(&charge, &textes)?;
    console.signaler(*avertissements);
    let ecrits: Vec<&str> = textes.iter().map(|(chemin, _)| chemin.as_str()).collect();
    let Some((rapport, sceau)) = relire_la_cloture(communs, &exercice)? else {
        // Nobody has seen this seal yet: reopening it would accuse a file for ever.
        oter_le_sceau(&charge, &exercice)?;
        let restes = quelques(&ecrits[..ecrits.len().saturating_sub(1)]);
        return Err(Echec::new(
            format!("un fichier de {exercice} a changé pendant sa clôture : le sceau, déjà rompu, est retiré"),
            format!(
                "recommencez quand plus rien n’y écrit : `retkoop cloturer --exercice {exercice}` ; ce que l’exercice suivant reprend de la \
                 clôture est déjà écrit ({restes}), et elle le mettra d’accord"
            ),
        ));
    };
    match &sorties {
        None if console.est_silencieuse() => {}
        None => console.sortie(&cloture_texte(&rapport, console.style()))?,
        Some(sorties) => {
            essai.sceau = Some(sceau);
            publier_les_essais(sorties, std::slice::from_ref(&essai), Some(&rapport), &perimetre, charge.jour, console)?;
        }
    }
    let suivant = &essai.suivant;
    for changement in &essai.changements {
        console.note(&format!("{suivant}/exercice.toml : {}", changement_texte(changement)));
    }
    console.note(&format!("écrit : {} ; l’exercice {suivant} reprend cette clôture", ecrits.join(", ")));
    if let Some(ensuite) = &essai.ensuite {
        console.erreurs(&ensuite_texte(ensuite, console.rendu_erreurs()));
    }
    let scelles = charge.dossier.exercice(&exercice).into_iter().flat_map(|e| &e.annexes).map(|annexe| annexe.chemin.as_str());
    if let Some(perdu) = ignore_par_megarde(&charge.racine, scelles) {
        console.note(&format!(
            "git ignore `{exercice}/{perdu}`, qui est sous le sceau : dans `.gitignore`, écrivez `/documents/` à la place de `documents/`"
        ));
    }
    console.note("notez l’empreinte du sceau sur les papiers signés : `retkoop imprimer` les prépare");
    Ok(Issue::Reussite)
}

/// What is missing to close a cooperative, or each of a department's.
fn essayer(sorties: &SortiesDemandees, communs: &Communs, console: &Console) -> Result<Issue, Echec> {
    let sorties = sorties.apparier()?;
    let (jour, nomme) = (jour_du_controle(communs)?, communs.exercice.as_deref());
    let perimetre = Perimetre::viser(&[], communs, console)?;
    let essais = perimetre.chacune_seule(|dossier, chemin| {
        let exercice = exercice_vise(&dossier, jour, nomme).ok_or_else(|| SansExercice::de(&dossier, chemin))?.nom.clone();
        let mut charge = Charge { racine: perimetre.racine.join(chemin), dossier, jour };
        Ok(preparer_la_cloture(&mut charge, &exercice, chemin, true).map(|(essai, _)| essai))
    })?;
    let essais = super::garder_ceux_qui_l_ont(essais, nomme, console)?;
    let essais: Vec<EssaiDeCloture> = essais.into_iter().collect::<Result<_, Echec>>()?;
    publier_les_essais(&sorties, &essais, None, &perimetre, jour, console)?;
    if let [seul] = essais.as_slice() {
        dire_l_obstacle(seul, console);
    }
    // Of a department, what is closed is done; what could not be read is not.
    let caches = perimetre.comptes_caches();
    caches.iter().for_each(|cache| console.echec(cache));
    let seul = essais.len() == 1;
    Ok(Issue::selon(
        !caches.is_empty() || essais.iter().any(|essai| essai.empechement.is_some() && (seul || !essai.est_deja_cloture())),
    ))
}

/// What is no finding of the accounts.
fn dire_l_obstacle(essai: &EssaiDeCloture, console: &Console) {
    if let Some((message, aide)) = obstacle_texte(essai) {
        console.echec(&Echec::new(message, aide));
    }
}
