//! `attester --format json`, version 1: what seals prove (`schemas/attester.schema.json`), or a printed CRF
//! (`schemas/attester-papier.schema.json`).

use serde::Serialize;

use crate::controle::scelle::{self, GenreDeDifference};
use crate::coop::{self, Date};
use crate::etat::papier_atteste::{self, PapierAtteste, Verdict};
use crate::etat::sceaux::{EtatDuSceau, SceauxDeCooperative};
use crate::source::texte_json;

#[derive(Serialize)]
struct Sceaux<'a> {
    version: u8,
    cooperatives: Vec<Cooperative<'a>>,
}

#[derive(Serialize)]
struct Cooperative<'a> {
    dossier: &'a str,
    numero: &'a str,
    nom: &'a str,
    exercices: Vec<Exercice<'a>>,
}

#[derive(Serialize)]
struct Exercice<'a> {
    exercice: &'a str,
    etat: &'static str,
    /// `null`: open, or the seal cannot be trusted.
    sceau: Option<Sceau<'a>>,
    differences: Vec<Difference<'a>>,
    chaine: &'a [String],
    /// Why the day of the seal cannot be the true one (X006).
    jour_douteux: &'a [String],
    /// The fingerprint that a seal which changed should have; `null`: nothing knows it, or it did not change.
    attendu: Option<Attendu<'a>>,
    /// What a seal that changed says of itself; `null`: it did not change.
    dit_de_lui: Option<DitDeLui>,
    /// The program that made it, when it is another one: its rules are not played again.
    autre_outil: Option<&'a str>,
    reouvertures: Vec<Reouverture<'a>>,
}

#[derive(Serialize)]
struct Sceau<'a> {
    date: Date,
    fichiers: usize,
    empreinte: &'a str,
}

#[derive(Serialize)]
struct Attendu<'a> {
    /// The exercice of the seal that knows it.
    selon: &'a str,
    empreinte: &'a str,
}

#[derive(Serialize)]
struct DitDeLui {
    date: Date,
    fichiers: usize,
}

#[derive(Serialize)]
struct Difference<'a> {
    chemin: &'a str,
    genre: &'static str,
    /// Why it cannot be read; of no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'a str>,
}

#[derive(Serialize)]
struct Reouverture<'a> {
    date: Date,
    motif: &'a str,
    sceau: &'a str,
    /// Files that differed already, from the exercice's folder.
    differences: Vec<&'a str>,
}

#[derive(Serialize)]
struct Papier<'a> {
    version: u8,
    exercice: &'a str,
    /// `null`: the paper does not say whose it is.
    cooperative: Option<Identite<'a>>,
    empreinte: &'a str,
    /// `null`: nothing is wrong, but something could not be looked at.
    juste: Option<bool>,
    points: Vec<Point<'a>>,
}

#[derive(Serialize)]
struct Identite<'a> {
    numero: &'a str,
    nom: &'a str,
}

#[derive(Serialize)]
struct Point<'a> {
    cle: &'static str,
    /// `null`: not looked at.
    juste: Option<bool>,
    phrase: &'a str,
    details: &'a [String],
}

pub fn sceaux_json(cooperatives: &[SceauxDeCooperative]) -> String {
    let cooperatives = cooperatives.iter().map(|c| Cooperative {
        dossier: &c.dossier,
        numero: &c.numero,
        nom: &c.nom,
        exercices: c.exercices.iter().map(exercice).collect(),
    });
    texte_json(&Sceaux { version: 1, cooperatives: cooperatives.collect() })
}

fn exercice(sceau: &EtatDuSceau) -> Exercice<'_> {
    Exercice {
        exercice: &sceau.exercice,
        etat: sceau.etat.nom(),
        sceau: sceau.sceau.as_ref().map(|(date, fichiers, empreinte)| Sceau { date: *date, fichiers: *fichiers, empreinte }),
        differences: sceau.differences.iter().map(difference).collect(),
        chaine: &sceau.chaine,
        jour_douteux: &sceau.jour_douteux,
        attendu: sceau.attendu.as_ref().map(|a| Attendu { selon: &a.selon, empreinte: &a.empreinte }),
        dit_de_lui: sceau.dit_de_lui.map(|(date, fichiers)| DitDeLui { date, fichiers }),
        autre_outil: sceau.autre_outil.as_deref(),
        reouvertures: sceau.reouvertures.iter().map(reouverture).collect(),
    }
}

fn difference(d: &scelle::Difference) -> Difference<'_> {
    let cause = match &d.genre {
        GenreDeDifference::Illisible(cause) => Some(cause.as_str()),
        _ => None,
    };
    Difference { chemin: &d.chemin, genre: d.genre.nom(), cause }
}

fn reouverture(r: &coop::Reouverture) -> Reouverture<'_> {
    let differences = r.differences.iter().map(|chemin| chemin.as_str()).collect();
    Reouverture { date: r.date, motif: &r.motif, sceau: &r.sceau, differences }
}

pub fn attestation_json(papier: &PapierAtteste) -> String {
    texte_json(&Papier {
        version: 1,
        exercice: &papier.exercice,
        cooperative: papier.cooperative.as_ref().map(|(numero, nom)| Identite { numero, nom }),
        empreinte: &papier.empreinte,
        juste: juste(papier.verdict()),
        points: papier.points.iter().map(point).collect(),
    })
}

fn point(point: &papier_atteste::Point) -> Point<'_> {
    Point { cle: point.cle, juste: juste(point.verdict), phrase: &point.phrase, details: &point.details }
}

fn juste(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::Juste => Some(true),
        Verdict::Faux => Some(false),
        Verdict::Impossible | Verdict::SansObjet => None,
    }
}
