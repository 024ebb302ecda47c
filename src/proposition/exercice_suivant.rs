//! The next exercice, as the closing of one leaves it: what it opens with, what the bank had not yet shown, the classes.

use chrono::{Datelike, Days, Months};

use crate::calcul::Comptes;
use crate::controle::Controle;
use crate::coop::{Date, Exercice, Montant, Operation, Report};
use crate::parse::Dossier;
use crate::rewrite::{OuvertureASuivre, ReportASuivre, adhesion_toml, exercice_toml, reprendre_la_cloture};

/// A file of the next exercice, from the cooperative's folder, and its text.
pub type Texte = (String, String);

/// Why the next exercice cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refus {
    /// Its `exercice.toml` cannot be edited as it is written.
    Illisible(String),
    /// It is sealed already.
    Scelle(String),
}

/// The files of the exercice that follows `exercice` and does not stand yet. Without `cloturer`, it follows it until its closing.
pub fn ouvrir(comptes: &Comptes, cloturer: bool) -> (String, Vec<Texte>) {
    let exercice = comptes.exercice;
    let (debut, fin) = bornes(exercice);
    let nom = format!("{:04}-{:04}", debut.year(), fin.year());
    let (ouverture, reports) = (ouverture(comptes), reports(comptes));
    let (ouverture, reports) = if cloturer { (Some(&ouverture), reports.as_slice()) } else { (None, &[][..]) };
    let mut textes = vec![(format!("{nom}/exercice.toml"), exercice_toml(debut, fin, ouverture, reports))];
    if let Some(adhesion) = exercice.adhesion.as_ref().filter(|a| !a.classes.is_empty()) {
        textes.push((format!("{nom}/adhesion.toml"), adhesion_toml(adhesion, debut.year())));
    }
    (nom, textes)
}

/// The files of the next exercice once `exercice` is closed: those that are missing, and its `exercice.toml` brought up to date.
/// Nothing where nothing changes.
pub fn suivre(controle: &Controle, comptes: &Comptes) -> Result<(String, Vec<Texte>), Refus> {
    let rang = controle.comptes.iter().position(|c| c.exercice.nom == comptes.exercice.nom);
    let (nom, mut textes) = ouvrir(comptes, true);
    let Some(suivant) = rang.and_then(|rang| controle.comptes.get(rang + 1)) else { return Ok((nom, textes)) };
    let exercice = suivant.exercice;
    if exercice.scelle {
        return Err(Refus::Scelle(exercice.nom.to_string()));
    }
    let present = |(chemin, _): &Texte| controle.dossier.sources.iter().any(|s| s.chemin == *chemin);
    textes.retain(|texte| nom == exercice.nom && !present(texte));
    // A folder that was begun may have no `exercice.toml` yet.
    if !textes.iter().any(|(chemin, _)| chemin.ends_with("/exercice.toml")) {
        textes.extend(mettre_a_jour(controle.dossier, comptes, suivant)?);
    }
    Ok((exercice.nom.to_string(), textes))
}

fn mettre_a_jour(dossier: &Dossier, comptes: &Comptes, suivant: &Comptes) -> Result<Option<Texte>, Refus> {
    let exercice = suivant.exercice;
    let chemin = format!("{}/exercice.toml", exercice.nom);
    let Some(source) = dossier.sources.iter().find(|s| s.chemin == chemin) else { return Err(Refus::Illisible(chemin)) };
    let (manquants, en_trop) = rapprocher(reports(comptes), exercice, suivant);
    let ecrite = exercice.ouverture.is_some();
    let mut ouverture = ouverture(comptes);
    if ecrite {
        let deja = |(nom, montant): &(String, Montant)| {
            let id = comptes.cooperative.trouver_tresorerie(nom);
            id.is_some_and(|id| suivant.ouverture(id) == *montant)
        };
        ouverture.soldes.retain(|solde| !deja(solde));
    }
    let detenu = |classe: &str| ouverture.regies.iter().find(|(nom, _)| nom == classe).map_or(Montant::ZERO, |(_, m)| *m);
    let memes_regies = suivant.regies().iter().all(|r| r.ouverture == detenu(&r.classe))
        && ouverture.regies.iter().all(|(nom, _)| suivant.regies().iter().any(|r| r.classe == *nom));
    if ecrite && ouverture.soldes.is_empty() && memes_regies && manquants.is_empty() && en_trop.is_empty() {
        return Ok(None);
    }
    match reprendre_la_cloture(&source.texte, &ouverture, &manquants, &en_trop) {
        Ok(texte) => Ok(Some((chemin, texte))),
        Err(_) => Err(Refus::Illisible(chemin)),
    }
}

/// The reports still to write, and the ranks of those that stand there unticked and are on their way no more.
fn rapprocher(mut voulus: Vec<ReportASuivre>, exercice: &Exercice, suivant: &Comptes) -> (Vec<ReportASuivre>, Vec<usize>) {
    let mut en_trop = Vec::new();
    for (rang, present) in exercice.reports.iter().enumerate() {
        let ecrit = en_clair(suivant, present);
        let meme = |voulu: &ReportASuivre| {
            let cheques = [&voulu.cheque, &ecrit.cheque];
            voulu.date == ecrit.date
                && voulu.mouvements == ecrit.mouvements
                && (cheques[0] == cheques[1] || cheques.iter().any(|c| c.is_empty()))
        };
        match voulus.iter().position(meme) {
            Some(trouve) => _ = voulus.remove(trouve),
            None if present.pointages.is_empty() => en_trop.push(rang),
            None => {}
        }
    }
    (voulus, en_trop)
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
