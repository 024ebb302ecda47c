//! What a printed CRF proves of itself: its pages are those of the figures that it carries, these are those of its fingerprint,
//! they balance, and they are (or are no longer) those of the ledger.

use serde_json::Value;

use super::cahier_d_aujourd_hui::{CahierDAujourdHui, points_du_cahier};
use super::chiffres_joints::chiffres;
use super::chiffres_montres::point_des_chiffres;
use super::fichier_atteste::points_du_fichier;
use super::pages_attestees::point_des_pages;
use super::pages_jointes::mention_des_comptes_ouverts;
use super::recomposition::Recomposition;
use super::sommes_refaites::point_des_sommes;
use crate::coop::Date;
use crate::diagnostic::pluriel;
use crate::parse::PapierImprime;

#[derive(Debug, Clone)]
pub struct PapierAtteste {
    pub exercice: String,
    /// Number and name of the cooperative; `None`: the paper does not carry them.
    pub cooperative: Option<(String, String)>,
    /// In hexadecimal, of what the file carries.
    pub empreinte: String,
    /// The day that it bears; `None`: it does not carry it.
    pub date: Option<Date>,
    /// Whether it shows the figures of the year before.
    pub porte_le_precedent: bool,
    /// Whether it says that its accounts are not closed.
    pub non_cloture: bool,
    pub points: Vec<Point>,
    /// Of its pages; `None`: they cannot be held against those of today.
    pages: Option<Value>,
}

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// `empreinte`, `chiffres`, `pages`, `somme`, `cahier`, `retour`, `cloture`, `fichier`, `proprietes`, `enregistrement`: for programs.
    pub cle: &'static str,
    pub verdict: Verdict,
    pub phrase: String,
    /// What differs, each with both sides.
    pub details: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Juste,
    Faux,
    /// It was to be looked at, and could not be: the paper is not attested.
    Impossible,
    /// Nobody asked.
    SansObjet,
}

/// More differences than this would tell no more.
const DETAILS_MAX: usize = 20;

impl Point {
    fn new(cle: &'static str, verdict: Verdict, phrase: impl Into<String>, mut details: Vec<String>) -> Point {
        if details.len() > DETAILS_MAX {
            let reste = details.len() - DETAILS_MAX;
            details.truncate(DETAILS_MAX);
            details.push(format!("… et {}", pluriel(reste, "autre")));
        }
        Point { cle, verdict, phrase: phrase.into(), details }
    }

    pub fn juste(cle: &'static str, phrase: &str) -> Point {
        Point::new(cle, Verdict::Juste, phrase, vec![])
    }

    pub fn faux(cle: &'static str, phrase: &str, details: Vec<String>) -> Point {
        Point::new(cle, Verdict::Faux, phrase, details)
    }

    /// Told, and nothing to be ashamed of.
    pub fn mention(cle: &'static str, phrase: &str, details: Vec<String>) -> Point {
        Point::new(cle, Verdict::Juste, phrase, details)
    }

    pub fn impossible(cle: &'static str, phrase: impl Into<String>, details: Vec<String>) -> Point {
        Point::new(cle, Verdict::Impossible, phrase, details)
    }
}

impl PapierAtteste {
    /// Fingerprint, pages and sums, from the file alone: `octets`, and what was read of it. `None`: what it carries is not the
    /// figures of a CRF.
    pub fn etablir(octets: &[u8], papier: &PapierImprime, recomposition: &Recomposition) -> Option<PapierAtteste> {
        let joints: Value = serde_json::from_slice(&papier.chiffres).ok()?;
        let exercice = joints.get("exercice")?.as_str()?.to_owned();
        let champ = |nom: &str| joints["cooperative"][nom].as_str().map(str::to_owned);
        let cooperative = champ("numero").zip(champ("nom"));
        let empreinte = papier.empreinte_calculee();
        // The figures are looked for on the pages as they were composed: what was changed since is told once, as that.
        let (point_des_pages, composees) = point_des_pages(octets, papier, recomposition);
        let lignes = composees.as_ref().unwrap_or(&papier.lignes);
        let mut points = vec![
            point_de_l_empreinte(papier, &empreinte),
            point_des_chiffres(lignes, &exercice, cooperative.as_ref(), &chiffres(&joints)),
            point_des_pages,
            point_des_sommes(&joints, &papier.ecritures),
        ];
        points.extend(points_du_fichier(octets, recomposition));
        let pages: Option<Value> = composees.and(papier.pages.as_ref()).and_then(|pages| serde_json::from_slice(pages).ok());
        let date = pages.as_ref().and_then(|pages| pages["date"].as_str()?.parse().ok());
        let porte_le_precedent = joints.get("precedent").is_some();
        let non_cloture = pages.as_ref().and_then(mention_des_comptes_ouverts).is_some();
        Some(PapierAtteste { exercice, cooperative, empreinte, date, porte_le_precedent, non_cloture, points, pages })
    }

    /// Beside the ledger of today.
    pub fn comparer(&mut self, papier: &PapierImprime, cahier: &CahierDAujourdHui) {
        self.points.extend(points_du_cahier(papier, self.pages.as_ref(), cahier));
    }

    /// Instead of a comparison: `numero` and `nom` are those of the folder that was to be compared.
    pub fn d_une_autre_cooperative(&mut self, numero: &str, nom: &str) {
        let (du_papier, son_nom) = self.cooperative.as_ref().map_or(("?", "?"), |(numero, nom)| (numero, nom));
        let details = vec![format!("le papier : {du_papier}, {son_nom}"), format!("ce dossier : {numero}, {nom}")];
        self.points.push(Point::faux("cahier", "ce papier est celui d’une autre coopérative", details));
    }

    /// Instead of a comparison that could not be made.
    pub fn cahier_en_erreur(&mut self) {
        let phrase = "il n’est pas comparé au cahier, qui a des erreurs : `retkoop verifier` les montre";
        self.points.push(Point::impossible("cahier", phrase, vec![]));
    }

    /// Instead of a comparison that nobody asked for.
    pub fn sans_cahier(&mut self, pourquoi: &str) {
        let phrase = format!("il n’est pas comparé à un cahier : {pourquoi} ; `-C DOSSIER` en nomme un");
        self.points.push(Point::new("cahier", Verdict::SansObjet, phrase, vec![]));
    }

    /// Of all its points: that of what nobody asked is not counted.
    pub fn verdict(&self) -> Verdict {
        let a = |verdict| self.points.iter().any(|point| point.verdict == verdict);
        [Verdict::Faux, Verdict::Impossible].into_iter().find(|verdict| a(*verdict)).unwrap_or(Verdict::Juste)
    }

    pub fn est_juste(&self) -> bool {
        self.verdict() == Verdict::Juste
    }
}

fn point_de_l_empreinte(papier: &PapierImprime, calculee: &str) -> Point {
    match papier.empreinte_imprimee() {
        Some(imprimee) if imprimee == calculee => {
            Point::juste("empreinte", "les chiffres joints sont ceux de l’empreinte imprimée")
        }
        Some(imprimee) => Point::faux(
            "empreinte",
            "les chiffres joints ne sont pas ceux de l’empreinte imprimée : le fichier a été modifié",
            vec![format!("imprimée {imprimee}"), format!("calculée {calculee}")],
        ),
        None => Point::faux("empreinte", "ses pages ne montrent pas d’empreinte qui se lise : le fichier a été modifié", vec![]),
    }
}
