//! Rapport de clôture: what the closing of an exercice proved, with both sides of each identity of the accounts (domain.md), and
//! what it sealed.

use std::collections::HashMap;

use super::crf::Crf;
use super::rapprochement::OperationNonPointee;
use crate::calcul::{Comptes, inventaire};
use crate::controle::{DossierControle, FAMILLES, Regle, Verification};
use crate::coop::{Cloture, ConstatAcquitte, Date, FichierScelle, Montant, Reouverture, SceauPrecedent};
use crate::diagnostic::{Diagnostic, pluriel};

#[derive(Debug, Clone)]
pub struct RapportDeCloture {
    /// The figures of the return, and who the cooperative is.
    pub crf: Crf,
    /// `None` while the exercice is open, or when its seal cannot be trusted.
    pub sceau: Option<SceauPose>,
    pub egalites: Vec<Egalite>,
    pub regies: Vec<LigneDeRegie>,
    /// What the bank had not shown on the last day: carried over, by bank.
    pub non_pointees: Vec<(String, OperationNonPointee)>,
    pub acquittements: Vec<ConstatAcquitte>,
    pub reouvertures: Vec<Reouverture>,
    pub inventaire: Vec<LigneDInventaire>,
    /// What was found and not answered: it did not refuse the closing.
    pub signales: Vec<ConstatSignale>,
    /// Every rule that looked at these accounts, by family.
    pub controles: Vec<(&'static str, Vec<ControleFait>)>,
    /// Opening of the next exercice: name and balance of each treasury account.
    pub ouverture_suivante: Vec<(String, Montant)>,
}

#[derive(Debug, Clone)]
pub struct ConstatSignale {
    pub regle: &'static str,
    /// Empty when it is about no piece.
    pub piece: String,
    pub constat: String,
}

/// A rule, and what it found.
#[derive(Debug, Clone)]
pub struct ControleFait {
    pub code: &'static str,
    /// The defect that it looks for.
    pub resume: &'static str,
    pub repondus: usize,
    pub signales: usize,
}

impl ControleFait {
    /// « aucun cas », « 1 répondu », « 2 signalés ».
    pub fn resultat(&self) -> String {
        let nombres = [(self.repondus, "répondu"), (self.signales, "signalé")];
        let dits: Vec<String> = nombres.iter().filter(|(n, _)| *n > 0).map(|(n, mot)| pluriel(*n, mot)).collect();
        if dits.is_empty() { "aucun cas".to_owned() } else { dits.join(", ") }
    }
}

/// The seal that the report tells.
#[derive(Debug, Clone)]
pub struct SceauPose {
    /// The day of the closing.
    pub date: Date,
    pub fichiers: Vec<FichierScelle>,
    pub precedent: Option<SceauPrecedent>,
    pub empreinte: String,
}

/// An identity that closed accounts satisfy, with both its sides.
#[derive(Debug, Clone)]
pub struct Egalite {
    /// What it is about: « Crédit Mutuel, compte courant ».
    pub objet: String,
    /// The terms of the left side with their signs, in words: what they are, and how much each is.
    pub termes: Vec<(String, Montant)>,
    pub gauche: Montant,
    /// What the right side is.
    pub attendu: String,
    pub droite: Montant,
}

/// The régie of one class through the year.
#[derive(Debug, Clone)]
pub struct LigneDeRegie {
    pub classe: String,
    pub ouverture: Montant,
    pub verse: Montant,
    pub retourne: Montant,
    /// By hand, or by its ledger: expenses less receipts.
    pub explique: Montant,
    pub par_son_cahier: bool,
    pub tenu: Montant,
}

#[derive(Debug, Clone)]
pub struct LigneDInventaire {
    pub designation: String,
    pub achat: Date,
    pub valeur: Montant,
    /// Less 10 % a year, on the last day.
    pub valeur_actuelle: Montant,
}

impl LigneDeRegie {
    /// The class, and how its régie is explained where an entry does not do it.
    pub fn intitule(&self) -> String {
        if self.par_son_cahier { format!("{} (par son cahier)", self.classe) } else { self.classe.clone() }
    }
}

impl Egalite {
    fn new(objet: &str, termes: &[(&str, Montant)], attendu: &str, droite: Montant) -> Egalite {
        Egalite {
            objet: objet.to_owned(),
            termes: termes.iter().map(|(nom, montant)| ((*nom).to_owned(), *montant)).collect(),
            gauche: termes.iter().map(|(_, montant)| *montant).sum(),
            attendu: attendu.to_owned(),
            droite,
        }
    }

    pub fn ecart(&self) -> Montant {
        self.gauche - self.droite
    }
}

impl RapportDeCloture {
    pub fn etablir(controle: &DossierControle) -> RapportDeCloture {
        let (dossier, exercice, comptes) = (controle.dossier(), controle.exercice(), controle.comptes());
        let cloture = exercice.cloture.as_ref().filter(|c| c.authentique);
        let crf = Crf::etablir(controle);
        let precedente = cloture.and_then(|c| precedente(controle, c));
        let nom = |id| comptes.cooperative.tresorerie(id).intitule();
        RapportDeCloture {
            sceau: cloture.map(|c| SceauPose {
                date: c.date,
                fichiers: c.fichiers.clone(),
                precedent: c.precedent.clone(),
                empreinte: c.empreinte.to_string(),
            }),
            egalites: egalites(comptes, &crf, precedente),
            regies: regies(comptes),
            non_pointees: comptes
                .banques()
                .flat_map(|id| {
                    let operations = comptes.non_pointees(id, exercice.fin);
                    operations.iter().map(|n| (nom(id), OperationNonPointee::de(n))).collect::<Vec<_>>()
                })
                .collect(),
            acquittements: cloture.map_or_else(Vec::new, |c| c.acquittements.clone()),
            reouvertures: exercice.reouvertures.clone(),
            inventaire: dossier
                .inventaire_de(exercice)
                .iter()
                .filter_map(|bien| {
                    Some(LigneDInventaire {
                        designation: bien.designation.to_string(),
                        achat: bien.date,
                        valeur: bien.valeur,
                        valeur_actuelle: inventaire::valeur_du_bien(bien, exercice.fin)?,
                    })
                })
                .collect(),
            signales: signales(controle),
            controles: controles(controle, cloture),
            ouverture_suivante: comptes.cooperative.tresoreries().map(|(id, _)| (nom(id), comptes.cloture(id))).collect(),
            crf,
        }
    }
}

/// The closing that this exercice opens with.
fn precedente<'a>(controle: &DossierControle<'a>, cloture: &Cloture) -> Option<&'a Cloture> {
    let suivi = cloture.precedent.as_ref()?;
    controle.dossier().exercice(&suivi.exercice)?.cloture.as_ref().filter(|c| c.authentique)
}

fn egalites(comptes: &Comptes, crf: &Crf, precedente: Option<&Cloture>) -> Vec<Egalite> {
    let mut egalites = Vec::new();
    for (id, tresorerie) in comptes.cooperative.tresoreries() {
        let objet = tresorerie.intitule();
        if let Some(precedente) = precedente {
            let termes = [("ouverture", comptes.ouverture(id))];
            let objet = format!("Ouverture, {objet}");
            egalites.push(Egalite::new(&objet, &termes, "clôture de l’exercice précédent", precedente.solde(&tresorerie.nom)));
        }
        let (entrees, sorties) = comptes.mouvements_de(id);
        let termes = [("ouverture", comptes.ouverture(id)), ("entrées", entrees), ("sorties", -sorties)];
        egalites.push(Egalite::new(&objet, &termes, "solde du cahier", comptes.cloture(id)));
    }
    let termes = [("total des produits", crf.total_produits), ("total des charges", -crf.total_charges)];
    egalites.push(Egalite::new("Résultat de l’exercice", &termes, "résultat", crf.resultat));
    let mut termes: Vec<(&str, Montant)> = crf.bilan.actif.iter().map(|l| (l.intitule.as_str(), l.montant)).collect();
    termes.push(("détenu par les classes", crf.bilan.total_regies));
    let passif = format!("report à nouveau ({}) et résultat ({})", crf.bilan.report_a_nouveau, crf.bilan.resultat);
    egalites.push(Egalite::new("Bilan", &termes, &passif, crf.bilan.total_passif));
    for r in &crf.rapprochements {
        if let Some((_, solde)) = r.releve {
            let termes = [
                ("relevé", solde),
                ("sorties non pointées", -r.sorties_non_pointees),
                ("entrées non pointées", r.entrees_non_pointees),
            ];
            egalites.push(Egalite::new(&format!("Rapprochement, {}", r.intitule), &termes, "solde du cahier", r.solde_cahier));
        }
    }
    for a in &crf.arretes {
        let objet = format!("Arrêté de caisse, {}", a.intitule);
        egalites.push(Egalite::new(&objet, &[("espèces comptées", a.compte)], "solde du cahier ce jour-là", a.solde));
    }
    let s = &crf.subventions;
    if !(s.lignes.is_empty() && s.total_du_compte.is_zero()) {
        let attendu = format!("compte {}", s.compte);
        egalites.push(Egalite::new("Subventions", &[("total du tableau", s.total)], &attendu, s.total_du_compte));
    }
    egalites
}

fn regies(comptes: &Comptes) -> Vec<LigneDeRegie> {
    let ligne = |r: &crate::calcul::Regie| LigneDeRegie {
        classe: r.classe.clone(),
        ouverture: r.ouverture,
        verse: r.verse,
        retourne: r.retourne,
        explique: r.explique + r.depenses - r.recettes,
        par_son_cahier: !r.depenses.is_zero() || !r.recettes.is_zero(),
        tenu: r.tenu(),
    };
    comptes.regies().iter().map(ligne).collect()
}

/// What the verifiers say comes after the closing, and answers are no accounts.
fn est_de_la_cloture(code: &str) -> bool {
    !code.starts_with(['Q', 'N'])
}

fn signales(controle: &DossierControle) -> Vec<ConstatSignale> {
    let trouves = controle.constats().iter().filter(|d| est_de_la_cloture(d.code.0));
    let signale = |d: &&Diagnostic| ConstatSignale {
        regle: d.code.0,
        piece: d.piece.as_deref().unwrap_or_default().to_owned(),
        constat: d.message.to_string(),
    };
    trouves.map(signale).collect()
}

/// A seal says what was answered that day; before, the accounts do.
fn controles(controle: &DossierControle, cloture: Option<&Cloture>) -> Vec<(&'static str, Vec<ControleFait>)> {
    let scelles = cloture.iter().flat_map(|c| &c.acquittements).map(|a| a.regle.as_str());
    let du_jour = controle.acquittes().iter().filter(|d| cloture.is_none() || d.exercice.is_none());
    let repondus: Vec<&str> = scelles.chain(du_jour.map(|d| d.code.0)).collect();
    let mut signales: HashMap<&str, usize> = HashMap::new();
    controle.constats().iter().for_each(|d| *signales.entry(d.code.0).or_default() += 1);
    // Without fees asked for, nobody looked.
    let a_regarde =
        |r: &&Regle| !matches!(r.verification, Verification::Cotisation(_)) && r.niveau_dans(controle.departement()).is_some();
    let fait = |r: &Regle| ControleFait {
        code: r.code.0,
        resume: r.resume,
        repondus: repondus.iter().filter(|code| **code == r.code.0).count(),
        signales: signales.get(r.code.0).copied().unwrap_or_default(),
    };
    let familles = FAMILLES.iter().filter(|famille| est_de_la_cloture(&famille.lettre.to_string()));
    let regles = familles.map(|famille| {
        let regles = famille.regles().into_iter().filter(a_regarde);
        (famille.titre, regles.map(fait).collect::<Vec<_>>())
    });
    regles.filter(|(_, regles)| !regles.is_empty()).collect()
}
