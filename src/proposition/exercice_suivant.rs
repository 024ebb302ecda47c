//! The next exercice, as the closing of one leaves it: what it opens with, what the bank had not yet shown, the classes.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months};

use crate::calcul::Comptes;
use crate::calcul::en_route::{EnRoute, apparier};
use crate::controle::{Controle, DossierControle};
use crate::coop::{Date, Exercice, Montant, Operation, Report, nom_d_exercice};
use crate::diagnostic::{Constat, Diagnostic, code};
use crate::parse::Dossier;
use crate::rewrite::{OuvertureASuivre, ReportASuivre, ReportsASuivre, adhesion_toml, exercice_toml, reprendre_la_cloture};

/// A file of the next exercice, from the cooperative's folder, and its text.
pub type Texte = (String, String);

/// The next exercice, as a closing leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suite {
    pub exercice: String,
    pub textes: Vec<Texte>,
    /// What was written there and becomes something else.
    pub changements: Vec<Changement>,
}

/// What somebody wrote in the next exercice, and what the closing makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changement {
    Ouverture(OuvertureChangee),
    ReportCorrige {
        avant: ReportASuivre,
        apres: ReportASuivre,
    },
    /// On its way no more.
    ReportEnleve(ReportASuivre),
    /// Beside an opening that stands there.
    ReportAjoute(ReportASuivre),
}

/// The opening of a treasury account, or what a class holds at that time, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OuvertureChangee {
    pub nom: String,
    pub avant: Montant,
    pub apres: Montant,
}

/// Why the next exercice cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refus {
    /// Its `exercice.toml` is no TOML.
    Illisible(String),
    /// Its `exercice.toml` cannot be edited as it is written.
    Immodifiable(String),
    /// It is sealed already.
    Scelle(String),
    /// A statement shows a report there that this closing does not leave on its way.
    Pointe { chemin: String, report: Box<ReportASuivre> },
}

/// Errors in what the next exercice is made from, of which nothing is computed (format.md): the bounds and the classes of this
/// one, and its figures where it is closed.
pub fn erreurs_de_depart<'a>(controle: &'a Controle<'a>, exercice: &Exercice) -> Vec<&'a Diagnostic> {
    if exercice.scelle {
        return DossierControle::prouver(controle, &exercice.nom).err().unwrap_or_default();
    }
    let [bornes, classes] = ["exercice.toml", "adhesion.toml"].map(|fichier| format!("{}/{fichier}", exercice.nom));
    let est_de_lecture = |d: &Diagnostic| d.code.0.starts_with('L');
    controle.erreurs().filter(|d| d.place.fichier == classes || (d.place.fichier == bornes && est_de_lecture(d))).collect()
}

/// The files of the exercice that follows `exercice` and does not stand yet: the last makes it one, so that what is interrupted
/// is begun again. Without `cloturer`, it follows it until its closing.
pub fn ouvrir(comptes: &Comptes, cloturer: bool) -> (String, Vec<Texte>) {
    let exercice = comptes.exercice;
    let (debut, fin) = bornes(exercice);
    let nom = nom_d_exercice(debut, fin);
    let (ouverture, reports) = (ouverture(comptes), reports(comptes));
    let (ouverture, reports) = if cloturer { (Some(&ouverture), reports.as_slice()) } else { (None, &[][..]) };
    let adhesion = exercice.adhesion.as_ref().filter(|a| !a.classes.is_empty());
    let adhesion = adhesion.map(|adhesion| (format!("{nom}/adhesion.toml"), adhesion_toml(adhesion, debut.year())));
    let textes = adhesion.into_iter().chain([(format!("{nom}/exercice.toml"), exercice_toml(debut, fin, ouverture, reports))]);
    let textes = textes.collect();
    (nom, textes)
}

/// The next exercice once this one is closed: the files that are missing, and its `exercice.toml` brought up to date. Nothing
/// where nothing changes.
pub fn suivre(controle: &Controle, comptes: &Comptes) -> Result<Suite, Refus> {
    let rang = controle.rang(&comptes.exercice.nom);
    let (nom, mut textes) = ouvrir(comptes, true);
    let Some(suivant) = rang.and_then(|rang| controle.comptes.get(rang + 1)) else {
        return Ok(Suite { exercice: nom, textes, changements: Vec::new() });
    };
    let exercice = suivant.exercice;
    if exercice.scelle {
        return Err(Refus::Scelle(exercice.nom.to_string()));
    }
    let present = |(chemin, _): &Texte| controle.dossier.source(chemin).is_some();
    textes.retain(|texte| nom == exercice.nom && !present(texte));
    let mut changements = Vec::new();
    // A folder that was begun may have no `exercice.toml` yet.
    if !textes.iter().any(|(chemin, _)| chemin.ends_with("/exercice.toml")) {
        textes.extend(mettre_a_jour(controle.dossier, comptes, suivant, &mut changements)?);
    }
    Ok(Suite { exercice: exercice.nom.to_string(), textes, changements })
}

fn mettre_a_jour(
    dossier: &Dossier,
    comptes: &Comptes,
    suivant: &Comptes,
    changements: &mut Vec<Changement>,
) -> Result<Option<Texte>, Refus> {
    let exercice = suivant.exercice;
    let chemin = format!("{}/exercice.toml", exercice.nom);
    let Some(source) = dossier.source(&chemin) else { return Err(Refus::Illisible(chemin)) };
    let reports =
        reports_a_suivre(comptes, suivant, changements).map_err(|report| Refus::Pointe { chemin: chemin.clone(), report })?;
    let mut ouverture = ouverture(comptes);
    if let Some(ecrite) = &exercice.ouverture {
        let (soldes, regies) = ouvertures_changees(&ouverture, comptes, suivant);
        // Only what changes is written, a class under the name that stands there.
        let nom_ecrit = |classe: &str| {
            let ecrit = ecrite.regies.iter().find(|(nom, ..)| exercice.nom_de_classe(nom) == classe);
            ecrit.map_or_else(|| classe.to_owned(), |(nom, ..)| nom.to_string())
        };
        ouverture.soldes = soldes.iter().map(|c| (c.nom.clone(), c.apres)).collect();
        ouverture.regies = regies.iter().map(|c| (nom_ecrit(&c.nom), c.apres)).collect();
        changements.extend(soldes.into_iter().chain(regies).map(Changement::Ouverture));
        if ouverture.soldes.is_empty() && ouverture.regies.is_empty() && reports == ReportsASuivre::default() {
            return Ok(None);
        }
    }
    match reprendre_la_cloture(&source.texte, &ouverture, &reports) {
        Ok(texte) => Ok(Some((chemin, texte))),
        Err(_) => {
            let illisible = |c: &Constat| c.code == code::TOML_INVALIDE && c.lieu.is_some_and(|l| l.fichier == exercice.fichier);
            Err(if dossier.constats.iter().any(illisible) { Refus::Illisible(chemin) } else { Refus::Immodifiable(chemin) })
        }
    }
}

/// Where the opening that is written is not this closing: treasury accounts, then what classes hold.
fn ouvertures_changees(
    ouverture: &OuvertureASuivre,
    comptes: &Comptes,
    suivant: &Comptes,
) -> (Vec<OuvertureChangee>, Vec<OuvertureChangee>) {
    let changees = |ouvertures: &mut dyn Iterator<Item = OuvertureChangee>| ouvertures.filter(|o| o.avant != o.apres).collect();
    let solde = |nom: &str| comptes.cooperative.trouver_tresorerie(nom).map_or(Montant::ZERO, |id| suivant.ouverture(id));
    let mut soldes =
        ouverture.soldes.iter().map(|(nom, apres)| OuvertureChangee { nom: nom.clone(), avant: solde(nom), apres: *apres });
    let mut detenus: BTreeMap<&str, (Montant, Montant)> =
        suivant.regies().iter().map(|r| (r.classe.as_str(), (r.ouverture, Montant::ZERO))).collect();
    for (classe, apres) in &ouverture.regies {
        detenus.entry(classe).or_default().1 = *apres;
    }
    let mut regies =
        detenus.into_iter().map(|(classe, (avant, apres))| OuvertureChangee { nom: classe.to_owned(), avant, apres });
    (changees(&mut soldes), changees(&mut regies))
}

/// What becomes of the reports of the next exercice: those to write, to correct, to take away.
///
/// Errors: one that is on its way no more, but that a statement shows.
fn reports_a_suivre(
    comptes: &Comptes,
    suivant: &Comptes,
    changements: &mut Vec<Changement>,
) -> Result<ReportsASuivre, Box<ReportASuivre>> {
    let mut voulus = reports(comptes);
    // One that could not be read stays as it is.
    let lus = suivant.exercice.reports.iter().enumerate().filter(|(_, r)| r.manques.is_aucun());
    let (rangs, presents): (Vec<usize>, Vec<ReportASuivre>) = lus.map(|(rang, r)| (rang, en_clair(suivant, r))).unzip();
    let apparies = apparier(&en_route(&voulus), &en_route(&presents));
    // A tick that may be that of another is not written.
    apparies.ambigus.iter().for_each(|&voulu| voulus[voulu].pointages.clear());
    let (laisses, portes) = (en_route(&voulus), en_route(&presents));
    // A day that both give, and not the same, is T011's: nobody knows which is wrong.
    let a_pointer = |voulu: usize, present: usize| {
        let pointe = |banque: &String| presents[present].pointages.iter().any(|(nom, _)| nom == banque);
        voulus[voulu].pointages.iter().any(|(banque, _)| !pointe(banque))
    };
    let dits_autrement = apparies
        .memes
        .into_iter()
        .filter(|&(voulu, present)| laisses[voulu].identite() != portes[present].identite() || a_pointer(voulu, present));
    let mut corriges = Vec::new();
    for (voulu, present) in apparies.autrement.into_iter().chain(dits_autrement) {
        let (avant, apres) = (presents[present].clone(), voulus[voulu].clone());
        corriges.push((rangs[present], apres.clone()));
        changements.push(Changement::ReportCorrige { avant, apres });
    }
    for &present in &apparies.en_trop {
        let report = presents[present].clone();
        if !suivant.exercice.reports[rangs[present]].pointages.is_empty() {
            return Err(Box::new(report));
        }
        changements.push(Changement::ReportEnleve(report));
    }
    let manquants: Vec<ReportASuivre> = apparies.manquants.into_iter().map(|rang| voulus[rang].clone()).collect();
    if suivant.exercice.ouverture.is_some() {
        changements.extend(manquants.iter().cloned().map(Changement::ReportAjoute));
    }
    Ok(ReportsASuivre { manquants, corriges, en_trop: apparies.en_trop.into_iter().map(|rang| rangs[rang]).collect() })
}

fn en_route(reports: &[ReportASuivre]) -> Vec<EnRoute<'_>> {
    let en_route = reports.iter().map(|report| EnRoute {
        date: report.date,
        libelle: report.libelle.trim(),
        piece: report.piece.trim(),
        cheque: report.cheque.trim(),
        mouvements: report.mouvements.iter().map(|(banque, montant)| (banque.as_str(), *montant)).collect(),
        pointages: report.pointages.iter().map(|(banque, jour)| (banque.as_str(), *jour)).collect(),
    });
    en_route.collect()
}

/// The year after: as many months, from the day after the last.
fn bornes(exercice: &Exercice) -> (Date, Date) {
    let debut = exercice.fin.checked_add_days(Days::new(1)).unwrap_or(exercice.fin);
    let fin = debut.checked_add_months(Months::new(12)).and_then(|jour| jour.pred_opt()).unwrap_or(debut);
    (debut, fin)
}

fn ouverture(comptes: &Comptes) -> OuvertureASuivre {
    OuvertureASuivre {
        soldes: comptes.cooperative.tresoreries().map(|(id, t)| (t.nom.to_string(), comptes.cloture(id))).collect(),
        regies: comptes.regies().iter().filter(|r| !r.tenu().is_zero()).map(|r| (r.classe.clone(), r.tenu())).collect(),
    }
}

/// Unticked at the end, as the next year's `[[report]]`.
fn reports(comptes: &Comptes) -> Vec<ReportASuivre> {
    comptes.reports_a_suivre().iter().map(|report| en_clair(comptes, report)).collect()
}

fn en_clair(comptes: &Comptes, report: &Report) -> ReportASuivre {
    let nom = |id| comptes.cooperative.tresorerie(id).nom.to_string();
    let pointe = |id| Some((nom(id), report.pointage(id)?));
    let mouvements: Vec<_> = comptes.banques().map(|id| (id, report.mouvement(id))).filter(|(_, m)| !m.is_zero()).collect();
    ReportASuivre {
        date: report.date.valeur,
        libelle: report.libelle.to_string(),
        piece: report.piece.to_string(),
        cheque: report.cheque.to_string(),
        pointages: mouvements.iter().filter_map(|(id, _)| pointe(*id)).collect(),
        mouvements: mouvements.into_iter().map(|(id, montant)| (nom(id), montant)).collect(),
    }
}
