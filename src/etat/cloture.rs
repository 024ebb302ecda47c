//! Rapport de clôture: what the closing of an exercice proved, with both sides of each identity of the accounts (domain.md), and
//! what it sealed.

use std::collections::{BTreeSet, HashMap};

use super::crf::Crf;
use super::rapprochement::OperationNonPointee;
use crate::calcul::egalites::{Alentours, Egalites};
use crate::calcul::{Comptes, NonPointee, Origine, inventaire};
use crate::controle::jour_du_sceau::JourInvraisemblable;
use crate::controle::{DossierControle, FAMILLES, Regle, Verification, regle};
use crate::coop::{
    Cloture, ConstatAcquitte, Date, Ecriture, Exercice, FichierScelle, Montant, Reouverture, SceauPrecedent, date,
};
use crate::diagnostic::{Code, Diagnostic, Niveau, enumeration, pluriel};
use crate::source::empreinte;

#[derive(Debug, Clone)]
pub struct RapportDeCloture {
    /// The figures of the return, and who the cooperative is.
    pub crf: Crf,
    /// `None` while the exercice is open, or when its seal cannot be trusted.
    pub sceau: Option<SceauPose>,
    pub egalites: Egalites,
    pub regies: Vec<LigneDeRegie>,
    /// What the bank had not shown on the last day: carried over, by bank.
    pub non_pointees: Vec<(String, OperationNonPointee)>,
    pub annulations: Vec<LigneDAnnulation>,
    pub acquittements: Vec<ConstatAcquitte>,
    pub reouvertures: Vec<Reouverture>,
    pub inventaire: Vec<LigneDInventaire>,
    /// What was found and not answered: it did not refuse the closing.
    pub signales: Vec<ConstatSignale>,
    /// Every rule, by family: those that the department does not apply included, and those that no closing asks.
    pub controles: Vec<(&'static str, Vec<ControleFait>)>,
    /// Opening of the next exercice: name and balance of each treasury account.
    pub ouverture_suivante: Vec<(String, Montant)>,
}

#[derive(Debug, Clone)]
pub struct ConstatSignale {
    pub regle: &'static str,
    pub niveau: Niveau,
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
    /// Why a closing does not ask it.
    pub sans_objet: Option<&'static str>,
    /// The level that the department gives it, where that is another one.
    pub reglage: Option<Reglage>,
    /// Whether, so set, it lets pass what refuses a closing elsewhere.
    pub adouci: bool,
    /// Days of the statements of after the last day, which T003 holds against the next exercice, perhaps not begun at the closing.
    pub d_apres_la_fin: Vec<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reglage {
    Ignoree,
    Niveau(Niveau),
}

impl ControleFait {
    /// « aucun cas », « 1 répondu », « 2 signalés », and what the department makes of the rule; or why it is not asked.
    pub fn resultat(&self) -> String {
        match self.reglage {
            _ if self.sans_objet.is_some() => format!("sans objet : {}", self.sans_objet.unwrap_or_default()),
            None => self.trouve(),
            Some(Reglage::Ignoree) => "non appliquée : réglage du département".to_owned(),
            Some(Reglage::Niveau(niveau)) => format!("{}, {niveau} : réglage du département", self.trouve()),
        }
    }

    fn trouve(&self) -> String {
        let trouve = self.trouve_dans_l_annee();
        if self.d_apres_la_fin.is_empty() {
            return trouve;
        }
        let jours = enumeration(self.d_apres_la_fin.iter().map(|jour| date::en_chiffres(*jour)));
        format!("{trouve} ; relevé du {jours}, après la fin : se compare au cahier de l’année suivante")
    }

    fn trouve_dans_l_annee(&self) -> String {
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
    /// Name and SHA-256 of each text outside the exercice that the seal holds.
    pub reglages: Vec<(&'static str, String)>,
    pub precedent: Option<SceauPrecedent>,
    pub empreinte: String,
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

/// A cheque never presented, and the entry that cancels it.
#[derive(Debug, Clone)]
pub struct LigneDAnnulation {
    pub operation: OperationNonPointee,
    /// Piece and day of the entry.
    pub par: String,
    pub le: Option<Date>,
}

impl LigneDAnnulation {
    fn new(comptes: &Comptes, par: &Ecriture, visee: Origine) -> LigneDAnnulation {
        let montant = comptes.mouvements_de_banque(visee.operation()).into_iter().map(|(_, montant)| montant).sum();
        LigneDAnnulation {
            operation: OperationNonPointee::de(&NonPointee { origine: visee, montant, vue_le: None }),
            par: par.numero().trim().to_owned(),
            le: par.date.map(|date| date.valeur),
        }
    }
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

impl RapportDeCloture {
    pub fn etablir(controle: &DossierControle) -> RapportDeCloture {
        let (dossier, exercice, comptes) = (controle.dossier(), controle.exercice(), controle.comptes());
        let cloture = exercice.cloture.as_ref().filter(|c| c.authentique);
        let crf = Crf::etablir(controle);
        let alentours = Alentours {
            suivant: controle.suivant(),
            precedente: cloture.and_then(|c| precedente(controle, c)),
            subventions: controle.departement().plan.subvention,
        };
        let nom = |id| comptes.cooperative.tresorerie(id).intitule();
        RapportDeCloture {
            sceau: cloture.map(|c| SceauPose {
                date: c.date,
                fichiers: c.fichiers.clone(),
                reglages: c.reglages.par_nom().map(|(nom, texte)| (nom, empreinte(texte.as_bytes()))).collect(),
                precedent: c.precedent.clone(),
                empreinte: c.empreinte.to_string(),
            }),
            egalites: Egalites::de(comptes, alentours),
            regies: regies(comptes),
            non_pointees: comptes
                .banques()
                .flat_map(|id| {
                    let operations = comptes.non_pointees(id, exercice.fin);
                    operations.iter().map(|n| (nom(id), OperationNonPointee::de(n))).collect::<Vec<_>>()
                })
                .collect(),
            annulations: comptes.annulations().map(|(par, visee)| LigneDAnnulation::new(comptes, par, visee)).collect(),
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

/// Whether the department applies less than the rule: it would have refused the closing.
fn est_adouci(regle: &Regle, niveau: Option<Niveau>) -> bool {
    regle.niveau.refuse_une_cloture() && !niveau.is_some_and(Niveau::refuse_une_cloture)
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

/// Why a closing does not ask a rule, whatever it finds.
fn sans_objet(regle: &Regle) -> Option<&'static str> {
    match regle.code.0.as_bytes().first() {
        Some(b'Q') => Some("après la clôture"),
        Some(b'N') => Some("réponses et réglages, non les comptes"),
        _ if matches!(regle.verification, Verification::Cotisation(_)) => Some("la cotisation n’est pas demandée"),
        _ => None,
    }
}

fn est_de_la_cloture(code: Code) -> bool {
    regle(code).is_none_or(|regle| sans_objet(regle).is_none())
}

/// What was found and not answered, the same whatever the day on which the report is printed: that the closing is still to come
/// is no fact of it.
fn trouves<'a>(controle: &DossierControle<'a>) -> impl Iterator<Item = &'a Diagnostic> {
    let exercice = controle.exercice();
    let mal_date = exercice.cloture.as_ref().is_some_and(|c| !JourInvraisemblable::de(exercice, c.date).is_empty());
    controle.constats().iter().copied().filter(move |d| d.code.0 != "X006" || mal_date)
}

fn signales(controle: &DossierControle) -> Vec<ConstatSignale> {
    let signale = |d: &Diagnostic| ConstatSignale {
        regle: d.code.0,
        niveau: d.niveau,
        piece: d.piece.as_deref().unwrap_or_default().to_owned(),
        constat: d.message.to_string(),
    };
    trouves(controle).filter(|d| est_de_la_cloture(d.code)).map(signale).collect()
}

/// Their days, in order, each once.
fn releves_d_apres_la_fin(exercice: &Exercice) -> Vec<Date> {
    let jours: BTreeSet<Date> = exercice.releves.iter().map(|r| r.date.valeur).filter(|jour| *jour > exercice.fin).collect();
    jours.into_iter().collect()
}

/// A seal says what was answered that day; before, the accounts do.
fn controles(controle: &DossierControle, cloture: Option<&Cloture>) -> Vec<(&'static str, Vec<ControleFait>)> {
    let scelles = cloture.iter().flat_map(|c| &c.acquittements).map(|a| a.regle.as_str());
    let du_jour = controle.acquittes().iter().filter(|d| cloture.is_none() || d.exercice.is_none());
    let repondus: Vec<&str> = scelles.chain(du_jour.map(|d| d.code.0)).collect();
    let mut signales: HashMap<&str, usize> = HashMap::new();
    trouves(controle).for_each(|d| *signales.entry(d.code.0).or_default() += 1);
    let fait = |r: &Regle| {
        let (niveau, sans_objet) = (r.niveau_dans(controle.departement()), sans_objet(r));
        ControleFait {
            code: r.code.0,
            resume: r.resume,
            repondus: repondus.iter().filter(|code| **code == r.code.0).count(),
            signales: signales.get(r.code.0).copied().unwrap_or_default(),
            reglage: (niveau != Some(r.niveau)).then(|| niveau.map_or(Reglage::Ignoree, Reglage::Niveau)),
            adouci: sans_objet.is_none() && est_adouci(r, niveau),
            sans_objet,
            d_apres_la_fin: if r.code.0 == "T003" { releves_d_apres_la_fin(controle.exercice()) } else { Vec::new() },
        }
    };
    FAMILLES.iter().map(|famille| (famille.titre, famille.regles().into_iter().map(fait).collect())).collect()
}
