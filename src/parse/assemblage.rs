//! Reads every file of a folder, in parallel, and puts the pieces together in the order of their paths.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use ecow::EcoString;
use rayon::prelude::*;

use super::constats_du_dossier::{
    aucun_exercice, chevauchements, constat_de_defaut, dossier_mal_nomme, extension_cachee, fichier_inattendu, homonymes,
    volume_excessif,
};
use super::dossier::Dossier;
use super::exercice_en_cours::{Assemblage, Contenu, lire_contenu};
use super::fichier::FichierLu;
use super::formes::{self, Contexte};
use super::plan_du_dossier::{Role, RoleDExercice, role};
use super::reglages_scelles::reglages_scelles;
use crate::bareme::Departement;
use crate::coop::{AnnexeDExercice, Cooperative, Exercice, FichierScelle, Montant, Partie, en_nfc, est_un_nom_d_exercice};
use crate::diagnostic::Constat;
use crate::source::{Annexe, Arborescence, Defaut, FichierId, Source};

/// The settings of a department that stand in a folder above, read once for all its cooperatives.
#[derive(Debug, Clone)]
pub struct DepartementLu {
    departement: Arc<Departement>,
    /// The text, and what reading it found, placed in `FichierId(0)`; `None` where that is told elsewhere.
    a_dire: Option<(Source, Vec<Constat>)>,
}

/// Reads a `departement.toml`, named `chemin` in messages.
pub fn lire_departement(chemin: &str, lu: Result<Source, Defaut>) -> DepartementLu {
    match lu {
        Ok(source) => {
            let lu = formes::departement::lire(FichierId(0), &source.texte);
            DepartementLu { departement: Arc::new(lu.valeur), a_dire: Some((source, lu.constats)) }
        }
        Err(defaut) => DepartementLu {
            departement: Arc::new(Departement::illisible()),
            a_dire: Some((Source::new(chemin, ""), constat_de_defaut(chemin, &defaut).into_iter().collect())),
        },
    }
}

impl DepartementLu {
    /// For a cooperative of a batch, which reports the department's own mistakes once.
    pub fn sans_constats(&self) -> DepartementLu {
        DepartementLu { departement: Arc::clone(&self.departement), a_dire: None }
    }

    pub fn departement(&self) -> &Departement {
        &self.departement
    }

    /// The department's own settings, as a dossier without cooperative.
    pub fn en_dossier(self) -> Option<Dossier> {
        let (source, constats) = self.a_dire?;
        Some(Dossier {
            departement: self.departement,
            fichier_du_departement: Some(FichierId(0)),
            sources: vec![source],
            ..sans_cooperative(constats)
        })
    }
}

/// Folders that could not be read, as a dossier without cooperative; `None` when there are none.
pub fn dossier_de_defauts(defauts: &[(String, Defaut)]) -> Option<Dossier> {
    let constats: Vec<Constat> = defauts.iter().filter_map(|(chemin, defaut)| constat_de_defaut(chemin, defaut)).collect();
    (!constats.is_empty()).then(|| sans_cooperative(constats))
}

fn sans_cooperative(constats: Vec<Constat>) -> Dossier {
    Dossier {
        cooperative: formes::retkoop::lire(FichierId(0), "").valeur,
        departement: Arc::default(),
        fichier_du_departement: None,
        reglages_scelles: BTreeMap::new(),
        inventaire: Vec::new(),
        exercices: Vec::new(),
        sources: Vec::new(),
        constats,
    }
}

/// Makes a [`Dossier`] of a folder. `externe`: the department's settings, when they stand in a folder above.
pub fn charger(arborescence: Arborescence, externe: Option<DepartementLu>) -> Dossier {
    let Arborescence { mut sources, annexes, dossiers, defauts } = arborescence;
    let mut constats = Vec::new();
    let (departement, fichier_du_departement) = departement(&mut sources, &defauts, externe, &mut constats);
    let (mut cooperative, mut volume) = cooperative(&mut sources, &defauts, &mut constats);
    let mut inventaire = Vec::new();
    let mut inventaire_incomplet = defauts.iter().any(|(chemin, _)| role(chemin) == Role::Inventaire);
    let reglages_scelles = reglages_scelles(&sources, &mut cooperative);
    // Those of a closed year are its own.
    let reglages = |nom: &str| {
        let scelles = reglages_scelles.get(nom);
        let cooperative = scelles.and_then(|reglages| reglages.cooperative.as_ref()).unwrap_or(&cooperative);
        (cooperative, scelles.map_or(&*departement, |reglages| &reglages.departement))
    };
    let contenus: Vec<(FichierId, EcoString, RoleDExercice, FichierLu<Contenu>)> = sources
        .par_iter()
        .enumerate()
        .filter_map(|(rang, source)| {
            let Role::Exercice(nom, role) = role(&source.chemin) else { return None };
            let (cooperative, departement) = reglages(nom);
            let contexte = Contexte { fichier: FichierId(rang as u32), cooperative, plan: &departement.plan };
            Some((contexte.fichier, nom.into(), role, lire_contenu(contexte, role, &source.texte)))
        })
        .collect();
    let exercice_mal_nomme = |source: &Source| {
        let dossier = source.chemin.strip_suffix("/exercice.toml")?;
        (!dossier.contains('/') && !est_un_nom_d_exercice(dossier)).then(|| dossier.to_owned())
    };
    let mal_nommes: BTreeSet<String> = sources.iter().filter_map(exercice_mal_nomme).collect();
    constats.extend(mal_nommes.iter().map(|dossier| dossier_mal_nomme(dossier)));
    for (rang, source) in sources.iter().enumerate() {
        let fichier = FichierId(rang as u32);
        match role(&source.chemin) {
            Role::Inventaire => {
                let lu = formes::inventaire::lire(fichier, &source.texte);
                constats.extend(lu.constats);
                volume = volume.saturating_add(lu.volume);
                inventaire_incomplet |= lu.incomplet;
                inventaire = lu.valeur;
            }
            // The department's settings, in a folder above.
            Role::Inattendu if source.chemin.starts_with("../") => {}
            Role::Inattendu => match source.chemin.split_once('/') {
                Some((dossier, _)) if mal_nommes.contains(dossier) => {}
                _ => constats.push(fichier_inattendu(fichier, &source.chemin)),
            },
            Role::Retkoop | Role::Departement | Role::Exercice(..) => {}
        }
    }

    let mut exercices = Exercices::new();
    for nom in dossiers.iter().filter(|nom| est_un_nom_d_exercice(nom)) {
        exercices.entry(nom.into()).or_default();
    }
    for (fichier, nom, role, lu) in contenus {
        let assemblage = exercices.entry(nom).or_default();
        volume = volume.saturating_add(lu.volume);
        let trop = volume > Montant::VOLUME_MAX;
        if trop {
            volume -= lu.volume;
            constats.push(volume_excessif(fichier));
        }
        assemblage.ajouter(fichier, role, lu, trop, &mut constats);
    }
    perdre_ce_qui_n_est_pas_lu(&mut exercices, &defauts);
    constats.extend(defauts.iter().filter_map(|(chemin, defaut)| constat_de_defaut(chemin, defaut)));
    constats.extend(annexes.iter().filter_map(|annexe| extension_cachee(&annexe.chemin)));
    constats.extend(homonymes(&sources, &annexes));
    annexer(&mut exercices, annexes, defauts);
    let mut exercices: Vec<Exercice> = exercices
        .into_iter()
        .map(|(nom, assemblage)| {
            let (cooperative, departement) = reglages(&nom);
            assemblage.finir(nom, cooperative, departement, &mut constats)
        })
        .collect();
    for exercice in &mut exercices {
        if inventaire_incomplet {
            exercice.lacunes.perdre(Partie::Inventaire);
        }
    }
    exercices.sort_by_key(|e| e.debut);
    for rang in 1..exercices.len() {
        let (avant, apres) = exercices.split_at_mut(rang);
        if apres[0].ouverture.is_none() {
            apres[0].lacunes.heriter(&avant[rang - 1].lacunes);
        }
    }
    let textes: HashSet<_> = sources.iter().map(|source| en_nfc(&source.chemin)).collect();
    // After what openings take over: X002 speaks of the sealed year, not of those that follow it.
    for exercice in &mut exercices {
        perdre_ce_qui_fut_retire(exercice, &textes);
    }
    if exercices.is_empty() && mal_nommes.is_empty() {
        constats.push(aucun_exercice());
    }
    constats.extend(chevauchements(&exercices));
    Dossier { cooperative, departement, fichier_du_departement, reglages_scelles, inventaire, exercices, sources, constats }
}

/// Exercices while their files come in, by name.
type Exercices = BTreeMap<EcoString, Assemblage>;

/// What stands in an exercice and could not be read, files and folders.
fn perdre_ce_qui_n_est_pas_lu(exercices: &mut Exercices, defauts: &[(String, Defaut)]) {
    for (chemin, _) in defauts {
        if est_un_nom_d_exercice(chemin) {
            exercices.entry(chemin.into()).or_default().perdre_le_dossier();
        }
        // A folder that could not be listed hides what its files would have said.
        let dedans = format!("{chemin}/x.toml");
        let perdu = if role(chemin) == Role::Inattendu { &dedans } else { chemin };
        if let Role::Exercice(nom, role) = role(perdu) {
            exercices.entry(nom.into()).or_default().perdre_un_fichier(role);
        }
    }
}

/// What was sealed and is gone (X002) cannot be read either: nothing of its own year is found wrong again for want of it.
fn perdre_ce_qui_fut_retire(exercice: &mut Exercice, textes: &HashSet<Cow<str>>) {
    // A note left beside the counts says nothing of them.
    let lus = |scelle: &&FichierScelle| scelle.chemin.ends_with(".toml");
    for scelle in exercice.cloture.iter().flat_map(|cloture| &cloture.fichiers).filter(lus) {
        let chemin = format!("{}/{}", exercice.nom, scelle.chemin);
        if let Role::Exercice(_, role) = role(&chemin)
            && !textes.contains(&en_nfc(&chemin))
        {
            role.perdre(&mut exercice.lacunes);
        }
    }
}

/// Gives each exercice the files that stand beside its accounts, those that could not be read too.
fn annexer(exercices: &mut Exercices, annexes: Vec<Annexe>, defauts: Vec<(String, Defaut)>) {
    let refuses = defauts
        .into_iter()
        .map(|(chemin, defaut)| (Annexe { chemin, empreinte: None, imprimee: false, nom_illisible: false }, Some(defaut)));
    for (annexe, refus) in annexes.into_iter().map(|a| (a, None)).chain(refuses) {
        if let Some((nom, reste)) = annexe.chemin.split_once('/')
            && let Some(assemblage) = exercices.get_mut(nom)
        {
            let Annexe { empreinte, imprimee, nom_illisible, .. } = annexe;
            assemblage.annexer(AnnexeDExercice { chemin: reste.to_owned(), empreinte, imprimee, refus, nom_illisible });
        }
    }
}

fn departement(
    sources: &mut Vec<Source>,
    defauts: &[(String, Defaut)],
    externe: Option<DepartementLu>,
    constats: &mut Vec<Constat>,
) -> (Arc<Departement>, Option<FichierId>) {
    if defauts.iter().any(|(chemin, _)| role(chemin) == Role::Departement) {
        return (Arc::new(Departement::illisible()), None);
    }
    if let Some(rang) = sources.iter().position(|s| role(&s.chemin) == Role::Departement) {
        let fichier = FichierId(rang as u32);
        let lu = formes::departement::lire(fichier, &sources[rang].texte);
        constats.extend(lu.constats);
        return (Arc::new(lu.valeur), Some(fichier));
    }
    let Some(externe) = externe else { return (Arc::default(), None) };
    let fichier = externe.a_dire.map(|(source, lus)| {
        let fichier = FichierId(sources.len() as u32);
        sources.push(source);
        constats.extend(lus.into_iter().map(|c| deplacer(c, fichier)));
        fichier
    });
    (externe.departement, fichier)
}

fn deplacer(mut constat: Constat, fichier: FichierId) -> Constat {
    for lieu in constat.lieu.iter_mut().chain(constat.liens.iter_mut().map(|l| &mut l.lieu)) {
        lieu.fichier = fichier;
    }
    constat
}

fn cooperative(sources: &mut Vec<Source>, defauts: &[(String, Defaut)], constats: &mut Vec<Constat>) -> (Cooperative, u64) {
    let rang = sources.iter().position(|s| role(&s.chemin) == Role::Retkoop).unwrap_or_else(|| {
        // It stands there (that is what made the folder a cooperative) but could not be read.
        sources.push(Source::new("retkoop.toml", ""));
        sources.len() - 1
    });
    let fichier = FichierId(rang as u32);
    let mut lu = formes::retkoop::lire(fichier, &sources[rang].texte);
    if defauts.iter().any(|(chemin, _)| role(chemin) == Role::Retkoop) {
        lu.valeur.tresorerie_illisible = true;
    } else {
        constats.extend(lu.constats);
    }
    (lu.valeur, lu.volume)
}
