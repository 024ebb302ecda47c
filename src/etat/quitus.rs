//! The page of the control commission: what the accounts show on each point to check, the pieces drawn for its members to look
//! at, and what they decided.

use super::arrete_de_caisse::Arrete;
use super::crf::{Bilan, CaisseNonComptee, Crf};
use super::identite::Identite;
use super::inventaire::Inventaire;
use super::rapprochement::Rapprochement;
use super::subventions::Subventions;
use crate::calcul::sondage::Sondage;
use crate::controle::{Controle, DossierControle};
use crate::coop::{Date, Ecriture, Exercice, Montant, Qualite, date};
use crate::diagnostic::Diagnostic;

/// Pieces that the members look at.
pub const PIECES_AU_SONDAGE: usize = 10;

#[derive(Debug, Clone)]
pub struct Quitus {
    pub identite: Identite,
    /// Day of the meeting.
    pub date: Option<Date>,
    /// Name and quality.
    pub verificateurs: Vec<(String, Option<Qualite>)>,
    /// How many the department asks for, and whether a parent must be among them.
    pub demandes: i64,
    pub parent_demande: bool,
    pub donne: Option<bool>,
    /// Day and fingerprint of the seal that the members vouch for; `None` while the exercice is open.
    pub sceau: Option<(Date, String)>,
    /// Why that seal is not of the accounts that they saw.
    pub avant_la_cloture: Option<String>,
    /// What is wrong with the commission, as the rules say it; so below, for the rows of the grid.
    pub irregularites: Vec<String>,
    pub constats_des_pieces: Vec<String>,
    pub constats_de_la_cotisation: Vec<String>,
    pub reserves: String,
    pub resultat: Montant,
    pub total_charges: Montant,
    pub total_produits: Montant,
    pub bilan: Bilan,
    pub pieces: Pieces,
    pub rapprochements: Vec<Rapprochement>,
    pub arretes: Vec<Arrete>,
    pub caisses_non_comptees: Vec<CaisseNonComptee>,
    pub subventions: Subventions,
    pub inventaire: Inventaire,
    /// Dues and insurance, as the ledger has them.
    pub cotisation: Montant,
    pub assurance: Montant,
    pub sondage: Sondage,
    pub tirees: Vec<PieceTiree>,
}

/// How many entries there are, and how many name a receipt.
#[derive(Debug, Clone, Copy)]
pub struct Pieces {
    pub ecritures: usize,
    pub avec_justificatif: usize,
    pub cahiers_de_classe: usize,
}

#[derive(Debug, Clone)]
pub struct PieceTiree {
    pub piece: String,
    pub date: Option<Date>,
    pub libelle: String,
    pub montant: Montant,
    /// Names of the receipts.
    pub justificatifs: Vec<String>,
}

impl Quitus {
    pub fn etablir(controle: &DossierControle) -> Quitus {
        let (exercice, departement) = (controle.exercice(), controle.departement());
        let commission = exercice.commission.as_ref();
        let crf = Crf::etablir(controle);
        let pieces = pieces(exercice);
        let poids: Vec<u64> = pieces.iter().map(|p| p.montant.centimes().unsigned_abs()).collect();
        let graine = format!("{} {}", crf.identite.numero, crf.identite.exercice);
        let sondage = Sondage::tirer(&graine, &poids, PIECES_AU_SONDAGE);
        Quitus {
            date: commission.and_then(|c| c.date).map(|date| date.valeur),
            verificateurs: commission.iter().flat_map(|c| &c.verificateurs).map(|v| (v.nom.to_string(), v.qualite)).collect(),
            demandes: departement.commission.verificateurs,
            parent_demande: departement.commission.parent_obligatoire,
            sceau: exercice.cloture.as_ref().filter(|c| c.authentique).map(|c| (c.date, c.empreinte.to_string())),
            avant_la_cloture: reunie_avant_la_cloture(exercice),
            irregularites: irregularites_de_la_commission(controle),
            constats_des_pieces: constats_et_reponses(controle, &DES_PIECES),
            constats_de_la_cotisation: constats_et_reponses(controle, &DE_LA_COTISATION),
            donne: commission.and_then(|c| c.quitus_donne),
            reserves: commission.map(|c| c.reserves.to_string()).unwrap_or_default(),
            resultat: crf.resultat,
            total_charges: crf.total_charges,
            total_produits: crf.total_produits,
            bilan: crf.bilan,
            pieces: Pieces {
                ecritures: exercice.ecritures.len(),
                avec_justificatif: exercice.ecritures.iter().filter(|e| !e.justificatifs.is_empty()).count(),
                cahiers_de_classe: exercice.cahiers_de_classe.len(),
            },
            rapprochements: crf.rapprochements,
            arretes: crf.arretes,
            caisses_non_comptees: crf.caisses_non_comptees,
            subventions: crf.subventions,
            inventaire: Inventaire::etablir(controle),
            cotisation: controle.comptes().total_du_compte(departement.plan.cotisation),
            assurance: controle.comptes().total_du_compte(departement.plan.assurance),
            tirees: sondage.rangs.iter().map(|&rang| pieces[rang].clone()).collect(),
            sondage,
            identite: crf.identite,
        }
    }
}

/// Rules about who verifies: too few, a mandataire, no parent.
const DE_LA_COMMISSION: [&str; 3] = ["Q001", "Q002", "Q003"];
/// Rules about numbers and receipts: one used twice, a gap, a receipt that nothing names, one under two pieces.
const DES_PIECES: [&str; 4] = ["P002", "P003", "P005", "P006"];
/// Rules about dues and insurance: one without the other, other than the tariff computes.
const DE_LA_COTISATION: [&str; 3] = ["A001", "A002", "A003"];

/// Whether the commission of an exercice is not one that may give the quitus, and nobody answered for it.
pub fn la_commission_est_irreguliere(controle: &Controle, exercice: &str) -> bool {
    controle.diagnostics().iter().any(|d| DE_LA_COMMISSION.contains(&d.code.0) && d.concerne(exercice))
}

/// What the rules find of the commission, and nobody answered.
pub fn irregularites_de_la_commission(controle: &DossierControle) -> Vec<String> {
    constats(controle, &DE_LA_COMMISSION).collect()
}

fn constats(controle: &DossierControle, regles: &[&str]) -> impl Iterator<Item = String> {
    controle.constats().iter().filter(|d| regles.contains(&d.code.0)).map(|d| d.message.to_string())
}

/// What the rules find, then what the cooperative answered, with its reason: the members judge of both.
fn constats_et_reponses(controle: &DossierControle, regles: &[&str]) -> Vec<String> {
    let acquittes = controle.acquittes().iter().filter(|d| regles.contains(&d.code.0));
    let repondu = |d: &&Diagnostic| match &d.motif {
        Some(motif) => format!("{} (réponse de la coopérative : « {motif} »)", d.message),
        None => d.message.to_string(),
    };
    constats(controle, regles).chain(acquittes.map(repondu)).collect()
}

/// The members met before the accounts were closed: they cannot vouch for the seal.
pub fn reunie_avant_la_cloture(exercice: &Exercice) -> Option<String> {
    let (reunion, cloture) = exercice.reunie_avant_la_cloture()?;
    Some(format!(
        "la commission s’est réunie le {}, avant la clôture du {} : ce ne sont pas ces comptes qu’elle a vus",
        date::en_toutes_lettres(reunion.valeur),
        date::en_toutes_lettres(cloture)
    ))
}

/// Every entry, then every class ledger, with what each weighs.
fn pieces(exercice: &Exercice) -> Vec<PieceTiree> {
    let ecritures = exercice.ecritures.iter().map(|e| PieceTiree {
        piece: e.numero().to_owned(),
        date: e.date.map(|d| d.valeur),
        libelle: e.libelle.to_string(),
        montant: poids(e),
        justificatifs: e.justificatifs.iter().map(|j| nom_de_fichier(&j.valeur)).collect(),
    });
    let cahiers = exercice.cahiers_de_classe.iter().map(|c| PieceTiree {
        piece: c.piece.to_string(),
        date: Some(exercice.fin),
        libelle: format!("Cahier de la classe {}", exercice.nom_de_classe(&c.classe)),
        montant: c.operations.iter().map(|o| o.entrees.total() + o.sorties.total()).sum(),
        justificatifs: vec![],
    });
    ecritures.chain(cahiers).collect()
}

/// The largest of what enters, what leaves, and what is ventilated: no entry is light because it is booked in one way.
fn poids(ecriture: &Ecriture) -> Montant {
    let mouvements = || ecriture.mouvements.iter().map(|m| m.montant);
    let entrees: Montant = mouvements().filter(|m| !m.is_negative()).sum();
    let sorties: Montant = mouvements().filter(|m| m.is_negative()).map(Montant::abs).sum();
    let ventile: Montant = ecriture.ventilations.iter().map(|v| v.montant.abs()).sum();
    entrees.max(sorties).max(ventile)
}

fn nom_de_fichier(chemin: &str) -> String {
    chemin.rsplit('/').next().unwrap_or(chemin).to_owned()
}
