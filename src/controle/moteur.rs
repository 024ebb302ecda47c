//! Runs the rules over a dossier, and turns what they state into findings with a level, a place and a fingerprint.

use std::cmp::Ordering;
use std::collections::HashMap;

use ecow::EcoString;
use rayon::prelude::*;

use super::acquittements::Acquittements;
use super::regle::{Regle, Verification, Vue};
use super::regles::{REGLES, regle};
use crate::calcul::Comptes;
use crate::coop::{Acquittement, Date};
use crate::diagnostic::{Code, Constat, Diagnostic, Place, Rapport, francaise};
use crate::parse::{Dossier, est_un_nom_d_exercice};
use crate::source::{Lieu, Position, Source, Span, empreinte};

/// From this many entries on, the rules of an entry are run by several threads.
const BEAUCOUP: usize = 5_000;

/// What is asked for, beyond what is always checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Demande<'a> {
    Ordinaire,
    /// The fees of this exercice.
    Cotisation(&'a str),
    /// The closing of this exercice.
    Cloture(&'a str),
}

/// A dossier, its accounts, and everything found wrong with it.
#[derive(Debug)]
pub struct Controle<'a> {
    pub dossier: &'a Dossier,
    /// One for each exercice, in their order.
    pub comptes: Vec<Comptes<'a>>,
    pub jour: Date,
    diagnostics: Vec<Diagnostic>,
    acquittes: Vec<Diagnostic>,
}

impl<'a> Controle<'a> {
    /// Checks everything. `jour`: the day of the check; rules « after the end » wait for it to be past an exercice's last day.
    pub fn new(dossier: &'a Dossier, jour: Date) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::Ordinaire)
    }

    /// Checks everything, and what computing the fees of one exercice needs (A004).
    pub fn avec_cotisation(dossier: &'a Dossier, jour: Date, exercice: &str) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::Cotisation(exercice))
    }

    /// Checks everything, and what the closing of one exercice needs (X001, X004), as if its last day were past.
    pub fn pour_cloturer(dossier: &'a Dossier, jour: Date, exercice: &str) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::Cloture(exercice))
    }

    fn controler(dossier: &'a Dossier, jour: Date, demande: Demande) -> Controle<'a> {
        let comptes = Comptes::de_tous(&dossier.cooperative, &dossier.exercices);
        let mut constats = dossier.constats.clone();
        for rang in 0..comptes.len() {
            let vue = Vue {
                dossier,
                exercice: comptes[rang].exercice,
                comptes: &comptes[rang],
                precedent: rang.checked_sub(1).map(|r| &comptes[r]),
                suivant: comptes.get(rang + 1),
                jour,
            };
            controler_exercice(&vue, demande, &mut constats);
        }
        controler_cooperative(dossier, &mut constats);
        let cotisation = match demande {
            Demande::Cotisation(exercice) => Some(exercice),
            _ => None,
        };
        let (diagnostics, acquittes) = finir(dossier, constats, Acquittements::new(dossier, jour, cotisation));
        Controle { dossier, comptes, jour, diagnostics, acquittes }
    }

    /// In order of path and place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Findings that an acknowledgement settles.
    pub fn acquittes(&self) -> &[Diagnostic] {
        &self.acquittes
    }

    /// The answered findings of an exercice, each with its answer.
    pub fn reponses(&self, exercice: &str) -> Vec<(&Diagnostic, &'a Acquittement)> {
        let acquittements = Acquittements::new(self.dossier, self.jour, None);
        let concernes = self.acquittes.iter().filter(|d| d.exercice.as_ref().is_some_and(|e| e == exercice));
        concernes.filter_map(|d| Some((d, acquittements.reponse(d)?))).collect()
    }

    pub fn comptes_de(&self, exercice: &str) -> Option<&Comptes<'a>> {
        self.comptes.iter().find(|c| c.exercice.nom == exercice)
    }

    /// The findings alone: what a batch keeps of a cooperative, once it has the texts that they point to.
    pub fn en_rapport(self) -> Rapport {
        Rapport {
            cooperatives: 1,
            fichiers: self.dossier.nombre_de_fichiers(),
            ecritures: self.dossier.nombre_d_ecritures(),
            numero: self.dossier.cooperative.numero.clone(),
            diagnostics: self.diagnostics,
            acquittes: self.acquittes,
            ..Rapport::default()
        }
    }
}

fn controler_cooperative(dossier: &Dossier, constats: &mut Vec<Constat>) {
    for regle in REGLES {
        if let Verification::Cooperative(verifier) = regle.verification
            && regle.niveau_dans(&dossier.departement).is_some()
        {
            verifier(dossier, constats);
        }
    }
}

fn controler_exercice(vue: &Vue, demande: Demande, constats: &mut Vec<Constat>) {
    let exercice = vue.exercice;
    let cloture = matches!(demande, Demande::Cloture(nom) if nom == exercice.nom);
    let termine = cloture || exercice.est_termine(vue.jour);
    let applicables: Vec<&Regle> = REGLES
        .iter()
        .copied()
        .filter(|regle| (termine || !regle.apres_la_fin) && !regle.besoins.iter().any(|&partie| exercice.lacunes.manque(partie)))
        .filter(|regle| regle.niveau_dans(&vue.dossier.departement).is_some())
        .collect();
    let par_ecriture: Vec<_> = applicables
        .iter()
        .filter_map(|regle| match regle.verification {
            Verification::Ecriture(verifier) => Some(verifier),
            _ => None,
        })
        .collect();
    let des_ecritures = |ecritures: &[crate::coop::Ecriture]| {
        let mut constats = Vec::new();
        for ecriture in ecritures {
            let avant = constats.len();
            for verifier in &par_ecriture {
                verifier(vue, ecriture, &mut constats);
            }
            for constat in &mut constats[avant..] {
                constat.piece = Some(ecriture.numero().into());
                if ecriture.numero().is_empty() {
                    constat.sujet = format!("{} {}", constat.sujet, ecriture.libelle.valeur);
                }
            }
        }
        constats
    };
    let mut trouves: Vec<Constat> = if exercice.ecritures.len() > BEAUCOUP {
        exercice.ecritures.par_chunks(BEAUCOUP).flat_map_iter(des_ecritures).collect()
    } else {
        des_ecritures(&exercice.ecritures)
    };
    let d_exercice = |regle: &&Regle| {
        let mut constats = Vec::new();
        match regle.verification {
            Verification::Exercice(verifier) => verifier(vue, &mut constats),
            Verification::Cotisation(verifier) if demande == Demande::Cotisation(&exercice.nom) => verifier(vue, &mut constats),
            Verification::Cloture(verifier) if cloture => verifier(vue, &mut constats),
            _ => {}
        }
        constats
    };
    if exercice.ecritures.len() > BEAUCOUP {
        trouves.par_extend(applicables.par_iter().flat_map_iter(d_exercice));
    } else {
        trouves.extend(applicables.iter().flat_map(d_exercice));
    }
    for constat in &mut trouves {
        constat.exercice = Some(exercice.nom.clone());
    }
    constats.extend(trouves);
}

/// Levels, places, fingerprints; then what is answered leaves, and the answers themselves are looked at.
fn finir(dossier: &Dossier, constats: Vec<Constat>, mut acquittements: Acquittements) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let (acquittes, mut diagnostics): (Vec<_>, Vec<_>) =
        ranger(dossier, constats).into_iter().partition(|diagnostic| acquittements.regle(diagnostic));
    let mut constats = Vec::new();
    for regle in REGLES {
        if let Verification::Acquittements(verifier) = regle.verification {
            verifier(&acquittements, &mut constats);
        }
    }
    if !constats.is_empty() {
        diagnostics.extend(ranger(dossier, constats));
        diagnostics.sort_by(par_place);
    }
    (diagnostics, acquittes)
}

/// In order, each with its fingerprint.
fn ranger(dossier: &Dossier, constats: Vec<Constat>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = constats.into_iter().filter_map(|constat| resoudre(dossier, constat)).collect();
    diagnostics.sort_by(par_place);
    numeroter(&mut diagnostics);
    diagnostics
}

fn par_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message))
}

fn resoudre(dossier: &Dossier, constat: Constat) -> Option<Diagnostic> {
    let regle = regle(constat.code).expect("every code that is emitted has its rule: a test holds it");
    let niveau = regle.niveau_dans(&dossier.departement)?;
    let place = match (constat.lieu, constat.chemin) {
        (Some(lieu), _) => placer(&dossier.sources, lieu),
        (None, chemin) => {
            let debut = Position { ligne: constat.ligne, colonne: 1 };
            Place { fichier: chemin.unwrap_or_else(|| "retkoop.toml".to_owned()), debut, fin: debut, octets: Span::default() }
        }
    };
    let exercice = constat.exercice.or_else(|| exercice_du_chemin(&place.fichier));
    let sujet = format!("{} {}", constat.sujet, constat.piece.as_deref().unwrap_or_default());
    Some(Diagnostic {
        code: constat.code,
        nom: regle.nom,
        niveau,
        message: francaise(&constat.message),
        aide: francaise(&constat.aide),
        place,
        etiquette: francaise(&constat.etiquette),
        liens: constat.liens.into_iter().map(|lien| (placer(&dossier.sources, lien.lieu), francaise(&lien.texte))).collect(),
        donnees: constat.donnees,
        cooperative: dossier.cooperative.numero.clone(),
        exercice,
        piece: constat.piece.filter(|piece| !piece.is_empty()),
        // The seed of the fingerprint, until `numeroter`.
        empreinte: sujet,
    })
}

fn placer(sources: &[Source], lieu: Lieu) -> Place {
    let source = &sources[lieu.fichier.0 as usize];
    let (debut, fin) = (source.position(lieu.span.debut), source.position(lieu.span.fin.max(lieu.span.debut)));
    Place { fichier: source.chemin.clone(), debut, fin, octets: lieu.span }
}

fn exercice_du_chemin(chemin: &str) -> Option<EcoString> {
    chemin.split_once('/').map(|(dossier, _)| dossier).filter(|d| est_un_nom_d_exercice(d)).map(EcoString::from)
}

/// Fingerprints: the code, the cooperative, the exercice, what it is about, and an ordinal among equals.
fn numeroter(diagnostics: &mut [Diagnostic]) {
    let mut vus: HashMap<(Code, Option<EcoString>, String), u32> = HashMap::new();
    for diagnostic in diagnostics {
        let sujet = std::mem::take(&mut diagnostic.empreinte);
        let ordinal = vus.entry((diagnostic.code, diagnostic.exercice.clone(), sujet.clone())).or_default();
        let exercice = diagnostic.exercice.as_deref().unwrap_or("");
        let graine = format!("{}\u{1f}{}\u{1f}{exercice}\u{1f}{sujet}\u{1f}{ordinal}", diagnostic.code.0, diagnostic.cooperative);
        *ordinal += 1;
        diagnostic.empreinte = empreinte(graine.as_bytes())[..16].to_owned();
    }
}
