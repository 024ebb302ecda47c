//! Reads every file of a folder, in parallel, and puts the pieces together in the order of their paths.

use std::collections::BTreeMap;
use std::sync::Arc;

use ecow::EcoString;
use rayon::prelude::*;

use super::dossier::Dossier;
use super::fichier::FichierLu;
use super::formes::{self, Contexte};
use super::plan_du_dossier::{NOMS, Role, RoleDExercice, role};
use super::{est_un_nom_d_exercice, proposition};
use crate::bareme::Departement;
use crate::coop::{
    Adhesion, AnnexeDExercice, ArreteDeCaisse, CahierDeClasse, Commission, Cooperative, Date, Ecriture, Exercice, Lacunes,
    Manques, Montant, Partie, Reference, Releve, Subvention, TresorerieId,
};
use crate::diagnostic::{Constat, code};
use crate::source::{Arborescence, Defaut, FichierId, Lieu, Source, Span};

/// The settings of a department that stand in a folder above, read once for all its cooperatives.
#[derive(Debug, Clone)]
pub struct DepartementLu {
    departement: Arc<Departement>,
    source: Source,
    /// Placed in `FichierId(0)`, which is `source`.
    constats: Vec<Constat>,
}

/// Reads a `departement.toml`, named `chemin` in messages.
pub fn lire_departement(chemin: &str, lu: Result<Source, Defaut>) -> DepartementLu {
    match lu {
        Ok(source) => {
            let lu = formes::departement::lire(FichierId(0), &source.texte);
            DepartementLu { departement: Arc::new(lu.valeur), constats: lu.constats, source }
        }
        Err(defaut) => DepartementLu {
            departement: Arc::new(Departement { plan_illisible: true, ..Departement::default() }),
            constats: constat_de_defaut(chemin, &defaut).into_iter().collect(),
            source: Source::new(chemin, ""),
        },
    }
}

impl DepartementLu {
    /// For a cooperative of a batch, which reports the department's own mistakes once.
    pub fn sans_constats(&self) -> DepartementLu {
        DepartementLu { departement: Arc::clone(&self.departement), source: Source::new("", ""), constats: Vec::new() }
    }

    /// The department's own mistakes, as a dossier without cooperative; `None` when there are none.
    pub fn en_dossier(self) -> Option<Dossier> {
        if self.constats.is_empty() {
            return None;
        }
        let cooperative = formes::retkoop::lire(FichierId(0), "").valeur;
        Some(Dossier {
            cooperative,
            departement: self.departement,
            inventaire: Vec::new(),
            exercices: Vec::new(),
            sources: vec![self.source],
            constats: self.constats,
        })
    }
}

/// What one file of an exercice became.
enum Contenu {
    Exercice(formes::exercice::EnTete),
    Adhesion(Adhesion),
    Cahier(Vec<Ecriture>),
    Classe(CahierDeClasse),
    Caisse(Option<ArreteDeCaisse>),
    Releve(Option<Releve>),
    Subventions(Vec<Subvention>),
    Controle(Commission),
    Rien,
}

/// Makes a [`Dossier`] of a folder. `externe`: the department's settings, when they stand in a folder above.
pub fn charger(arborescence: Arborescence, externe: Option<DepartementLu>) -> Dossier {
    let Arborescence { mut sources, annexes, dossiers, defauts } = arborescence;
    let mut constats = Vec::new();
    let departement = departement(&mut sources, &defauts, externe, &mut constats);
    let (cooperative, mut volume) = cooperative(&mut sources, &defauts, &mut constats);
    let mut inventaire = Vec::new();
    let mut contenus: Vec<(FichierId, EcoString, RoleDExercice, FichierLu<Contenu>)> = Vec::new();

    let lus: Vec<_> = sources
        .par_iter()
        .enumerate()
        .map(|(rang, source)| {
            let contexte = Contexte { fichier: FichierId(rang as u32), cooperative: &cooperative, plan: &departement.plan };
            match role(&source.chemin) {
                Role::Exercice(nom, role) => Some((EcoString::from(nom), role, lire_contenu(contexte, role, &source.texte))),
                _ => None,
            }
        })
        .collect();
    for (rang, lu) in lus.into_iter().enumerate() {
        let fichier = FichierId(rang as u32);
        if let Some((nom, role, lu)) = lu {
            contenus.push((fichier, nom, role, lu));
            continue;
        }
        match role(&sources[rang].chemin) {
            Role::Inventaire => {
                let lu = formes::inventaire::lire(fichier, &sources[rang].texte);
                constats.extend(lu.constats);
                volume = volume.saturating_add(lu.volume);
                inventaire = lu.valeur;
            }
            Role::Inattendu => constats.push(fichier_inattendu(fichier, &sources[rang].chemin)),
            Role::Retkoop | Role::Departement | Role::Exercice(..) => {}
        }
    }

    let mut exercices: BTreeMap<EcoString, Assemblage> = BTreeMap::new();
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
    for (chemin, defaut) in &defauts {
        if let Role::Exercice(nom, role) = role(chemin) {
            role.perdre(&mut exercices.entry(nom.into()).or_default().lacunes);
            if role == RoleDExercice::Exercice {
                exercices.entry(nom.into()).or_default().illisible = true;
            }
        }
        constats.extend(constat_de_defaut(chemin, defaut));
    }
    for annexe in annexes {
        if let Some((nom, reste)) = annexe.chemin.split_once('/')
            && let Some(assemblage) = exercices.get_mut(nom)
        {
            assemblage.annexes.push(AnnexeDExercice { chemin: reste.to_owned(), empreinte: annexe.empreinte });
        }
    }
    let mut exercices: Vec<Exercice> = exercices
        .into_iter()
        .map(|(nom, assemblage)| assemblage.finir(nom, &cooperative, departement.plan_illisible, &mut constats))
        .collect();
    exercices.sort_by_key(|e| e.debut);
    constats.extend(chevauchements(&exercices));
    Dossier { cooperative, departement, inventaire, exercices, sources, constats }
}

fn departement(
    sources: &mut Vec<Source>,
    defauts: &[(String, Defaut)],
    externe: Option<DepartementLu>,
    constats: &mut Vec<Constat>,
) -> Arc<Departement> {
    if defauts.iter().any(|(chemin, _)| role(chemin) == Role::Departement) {
        return Arc::new(Departement { plan_illisible: true, ..Departement::default() });
    }
    if let Some(rang) = sources.iter().position(|s| role(&s.chemin) == Role::Departement) {
        let lu = formes::departement::lire(FichierId(rang as u32), &sources[rang].texte);
        constats.extend(lu.constats);
        return Arc::new(lu.valeur);
    }
    let Some(externe) = externe else { return Arc::default() };
    if !externe.constats.is_empty() {
        let fichier = FichierId(sources.len() as u32);
        sources.push(externe.source);
        constats.extend(externe.constats.into_iter().map(|c| deplacer(c, fichier)));
    }
    externe.departement
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

fn lire_contenu(contexte: Contexte, role: RoleDExercice, texte: &str) -> FichierLu<Contenu> {
    fn en<T>(lu: FichierLu<T>, contenu: impl FnOnce(T) -> Contenu) -> FichierLu<Contenu> {
        FichierLu {
            valeur: contenu(lu.valeur),
            constats: lu.constats,
            abime: lu.abime,
            incomplet: lu.incomplet,
            volume: lu.volume,
        }
    }
    match role {
        RoleDExercice::Exercice => en(formes::exercice::lire(contexte, texte), Contenu::Exercice),
        RoleDExercice::Adhesion => en(formes::adhesion::lire(contexte, texte), Contenu::Adhesion),
        RoleDExercice::Cahier => en(formes::cahier::lire(contexte, texte), Contenu::Cahier),
        RoleDExercice::Classe => en(formes::classe::lire(contexte, texte), Contenu::Classe),
        RoleDExercice::Caisse => en(formes::caisse::lire(contexte, texte), Contenu::Caisse),
        RoleDExercice::Releve => en(formes::releve::lire(contexte, texte), Contenu::Releve),
        RoleDExercice::Subventions => en(formes::subventions::lire(contexte, texte), Contenu::Subventions),
        RoleDExercice::Controle => en(formes::controle::lire(contexte.fichier, texte), Contenu::Controle),
        RoleDExercice::Activites | RoleDExercice::Cloture => en(formes::libre::lire(contexte.fichier, texte), |()| Contenu::Rien),
    }
}

/// An exercice while its files come in.
#[derive(Default)]
struct Assemblage {
    en_tete: Option<(FichierId, formes::exercice::EnTete)>,
    /// `exercice.toml` stands there but could not be read.
    illisible: bool,
    ecritures: Vec<Ecriture>,
    cahiers_de_classe: Vec<CahierDeClasse>,
    arretes: Vec<ArreteDeCaisse>,
    releves: Vec<Releve>,
    subventions: Vec<Subvention>,
    fichier_subventions: Option<FichierId>,
    adhesion: Option<Adhesion>,
    commission: Option<Commission>,
    annexes: Vec<AnnexeDExercice>,
    scelle: bool,
    lacunes: Lacunes,
}

impl Assemblage {
    fn ajouter(
        &mut self,
        fichier: FichierId,
        role: RoleDExercice,
        lu: FichierLu<Contenu>,
        trop: bool,
        constats: &mut Vec<Constat>,
    ) {
        constats.extend(lu.constats);
        self.scelle |= role == RoleDExercice::Cloture;
        if trop {
            role.perdre(&mut self.lacunes);
            return;
        }
        // The entries, and the header of the exercice, tell themselves what they lack.
        let se_dit = matches!(role, RoleDExercice::Cahier | RoleDExercice::Exercice);
        if lu.incomplet && (role == RoleDExercice::Cahier || !se_dit) {
            role.perdre(&mut self.lacunes);
        }
        match lu.valeur {
            Contenu::Exercice(en_tete) => self.en_tete = Some((fichier, en_tete)),
            Contenu::Adhesion(adhesion) => self.adhesion = Some(adhesion),
            Contenu::Cahier(ecritures) => self.ecritures.extend(ecritures),
            Contenu::Classe(cahier) => self.cahiers_de_classe.push(cahier),
            Contenu::Caisse(arrete) => self.arretes.extend(arrete),
            Contenu::Releve(releve) => self.releves.extend(releve),
            Contenu::Subventions(subventions) => {
                self.subventions = subventions;
                self.fichier_subventions = Some(fichier);
            }
            Contenu::Controle(commission) => self.commission = Some(commission),
            Contenu::Rien => {}
        }
    }

    fn finir(mut self, nom: EcoString, cooperative: &Cooperative, plan_illisible: bool, constats: &mut Vec<Constat>) -> Exercice {
        let (debut_attendu, fin_attendue) = bornes_du_nom(&nom);
        if self.en_tete.is_none() && !self.illisible {
            constats.push(
                Constat::new(code::CLE_MANQUANTE, None, format!("il manque le fichier `exercice.toml` de l’exercice {nom}"))
                    .chemin(format!("{nom}/exercice.toml"))
                    .aide(format!("créez-le : `[exercice]`, `debut = {debut_attendu}`, `fin = {fin_attendue}`"))
                    .sujet("exercice.toml")
                    .exercice(nom.clone()),
            );
            self.lacunes.perdre(Partie::Bornes);
            self.lacunes.perdre(Partie::Ouverture);
            self.lacunes.perdre_toute_la_tresorerie();
        }
        let (fichier, en_tete) = self.en_tete.unwrap_or((cooperative.fichier, Default::default()));
        let (debut, fin) = (en_tete.debut, en_tete.fin);
        match (&debut, &fin) {
            (Some(debut), Some(fin)) => {
                constats.extend(exercice_mal_nomme(fichier, &nom, (debut.valeur, debut.span), (fin.valeur, fin.span)))
            }
            _ => self.lacunes.perdre(Partie::Bornes),
        }
        if en_tete.ouverture_illisible {
            self.lacunes.perdre(Partie::Ouverture);
            self.lacunes.perdre_toute_la_tresorerie();
            self.lacunes.perdre(Partie::Regies);
        }
        if cooperative.tresorerie_illisible {
            self.lacunes.perdre(Partie::Identite);
            self.lacunes.perdre_toute_la_tresorerie();
        }
        if plan_illisible {
            self.lacunes.perdre(Partie::Plan);
            self.lacunes.perdre(Partie::Ventilation);
        }
        for ecriture in &self.ecritures {
            self.lacunes.noter(manques_avec_references(ecriture), nommees(&ecriture.mouvements));
        }
        for report in &en_tete.reports {
            self.lacunes.noter(report.manques, nommees(&report.mouvements));
        }
        if !self.ecritures.is_sorted_by_key(|e| e.date.map(|d| d.valeur)) {
            self.ecritures.sort_by_key(|e| e.date.map(|d| d.valeur));
        }
        self.arretes.sort_by_key(|a| a.date.valeur);
        self.releves.sort_by_key(|r| r.date.valeur);
        Exercice {
            nom,
            fichier,
            debut: debut.map_or(debut_attendu, |d| d.valeur),
            fin: fin.map_or(fin_attendue, |d| d.valeur),
            span_debut: debut.map_or(Span::default(), |d| d.span),
            span_fin: fin.map_or(Span::default(), |d| d.span),
            ouverture: en_tete.ouverture,
            reports: en_tete.reports,
            ecritures: self.ecritures,
            cahiers_de_classe: self.cahiers_de_classe,
            arretes: self.arretes,
            releves: self.releves,
            subventions: self.subventions,
            fichier_subventions: self.fichier_subventions,
            adhesion: self.adhesion,
            commission: self.commission,
            annexes: self.annexes,
            scelle: self.scelle,
            lacunes: self.lacunes,
        }
    }
}

/// An unknown name (E004, E006) hides the account that was meant, as an unreadable value would.
fn manques_avec_references(ecriture: &Ecriture) -> Manques {
    let mut manques = ecriture.manques;
    if ecriture.mouvements.iter().any(|m| m.tresorerie.connue().is_none()) {
        manques.ajoute(Manques::TOUT);
    }
    if ecriture.ventilations.iter().any(|v| v.compte.connue().is_none()) {
        manques.ajoute(Manques::VENTILATION);
    }
    if ecriture.pointages.iter().any(|p| matches!(p.tresorerie, Some(Reference::Inconnue(_)))) {
        manques.ajoute(Manques::POINTAGE);
    }
    manques
}

fn nommees(mouvements: &[crate::coop::Mouvement]) -> impl Iterator<Item = TresorerieId> + '_ {
    mouvements.iter().filter_map(|m| m.tresorerie.connue())
}

/// 1 September of the first year, 31 August of the second.
fn bornes_du_nom(nom: &str) -> (Date, Date) {
    let annee = |plage: std::ops::Range<usize>| nom.get(plage).and_then(|a| a.parse().ok()).unwrap_or(2000);
    let debut = Date::from_ymd_opt(annee(0..4), 9, 1).unwrap_or_default();
    let fin = Date::from_ymd_opt(annee(5..9), 8, 31).unwrap_or_default();
    (debut, fin)
}

fn exercice_mal_nomme(fichier: FichierId, nom: &str, debut: (Date, Span), fin: (Date, Span)) -> Option<Constat> {
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
    let attendu = format!("{:04}-{:04}", debut.0.year(), fin.0.year());
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

fn chevauchements(exercices: &[Exercice]) -> Vec<Constat> {
    let deux_a_deux = exercices.windows(2).filter(|paire| paire[1].debut <= paire[0].fin);
    deux_a_deux
        .filter(|paire| !paire.iter().any(|e| e.lacunes.manque(Partie::Bornes)))
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

fn fichier_inattendu(fichier: FichierId, chemin: &str) -> Constat {
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

fn volume_excessif(fichier: FichierId) -> Constat {
    Constat::new(
        code::MONTANT_INVALIDE,
        Lieu { fichier, span: Span::default() },
        "le total des montants de la coopérative dépasse ce qui peut être compté",
    )
    .aide("aucune coopérative ne manie de telles sommes : vérifiez les montants de ce fichier")
}

fn constat_de_defaut(chemin: &str, defaut: &Defaut) -> Option<Constat> {
    let (code, message, aide) = match defaut {
        // A pipe or a folder among the receipts harms nobody: naming it as a receipt is P004.
        Defaut::PasUnFichier if !chemin.ends_with(".toml") => return None,
        Defaut::PasUtf8(octet) => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` n’est pas un texte UTF-8 (octet {})", octet + 1),
            "enregistrez-le en UTF-8 dans votre éditeur".to_owned(),
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
        Defaut::Systeme(message) => (
            code::FICHIER_ILLISIBLE,
            format!("`{chemin}` ne peut pas être lu : {message}"),
            "vérifiez les droits du fichier et le disque".to_owned(),
        ),
    };
    Some(Constat::new(code, None, message).chemin(chemin).aide(aide).sujet(chemin))
}
