//! Compte rendu financier (CRF): the yearly return, in five blocks (domain.md), as values. Every output of it — table, CSV,
//! JSON, PDF — renders this one model, so that they cannot disagree.

use chrono::Datelike;

use super::identite::Identite;
use crate::calcul::{Comptes, NonPointee, Origine};
use crate::controle::DossierControle;
use crate::coop::{ArreteDeCaisse, COUPURES, Compte, Date, Montant, Sens, Tresorerie, TresorerieId};

#[derive(Debug, Clone)]
pub struct Crf {
    pub identite: Identite,
    /// 1. Comptes de fonctionnement: accounts that have a movement, in order of number.
    pub charges: Vec<LigneDeCompte>,
    pub produits: Vec<LigneDeCompte>,
    pub total_charges: Montant,
    pub total_produits: Montant,
    /// Produits less charges: excédent when positive, déficit when negative.
    pub resultat: Montant,
    /// 2. Bilan.
    pub bilan: Bilan,
    /// 3. État de rapprochement of each bank account.
    pub rapprochements: Vec<Rapprochement>,
    /// 4. Arrêté of each cash box: the last count on or before the last day, else the first after it.
    pub arretes: Vec<Arrete>,
    /// 5. Subventions.
    pub subventions: Subventions,
    /// Teachers who sign (émargement), class by class.
    pub emargement: Vec<Emargement>,
    /// Treasury (banks and cash boxes together) at the opening, then at the end of each month: for the chart.
    pub tresorerie_par_mois: Vec<(Date, Montant)>,
    /// Number of entries and class operations behind the figures.
    pub ecritures: usize,
}

#[derive(Debug, Clone)]
pub struct LigneDeCompte {
    pub compte: Compte,
    /// Four digits, `0008`.
    pub suffixe: String,
    pub libelle: String,
    pub montant: Montant,
}

#[derive(Debug, Clone)]
pub struct Bilan {
    pub actif: Vec<LigneDeTresorerie>,
    /// What classes hold: outstanding régies and class ledgers, class by class.
    pub regies: Vec<(String, Montant)>,
    pub total_regies: Montant,
    pub total_actif: Montant,
    pub report_a_nouveau: Montant,
    pub resultat: Montant,
    pub total_passif: Montant,
}

#[derive(Debug, Clone)]
pub struct LigneDeTresorerie {
    /// `512`, `514`, `530`.
    pub compte: &'static str,
    /// The name used in the entries, `banque`.
    pub nom: String,
    /// « Crédit Mutuel, compte courant », or the name.
    pub intitule: String,
    pub ouverture: Montant,
    pub montant: Montant,
}

/// E6 of domain.md: statement − unticked outs + unticked ins = ledger.
#[derive(Debug, Clone)]
pub struct Rapprochement {
    pub tresorerie: String,
    pub intitule: String,
    pub iban: String,
    /// Date and balance of the statement; `None` when there is none.
    pub releve: Option<(Date, Montant)>,
    pub operations: Vec<OperationNonPointee>,
    pub sorties_non_pointees: Montant,
    pub entrees_non_pointees: Montant,
    pub solde_cahier: Montant,
    /// What the statement leads to, less the ledger's balance: zero when they agree.
    pub ecart: Option<Montant>,
}

#[derive(Debug, Clone)]
pub struct OperationNonPointee {
    /// Empty for an operation carried over from the previous year.
    pub piece: String,
    pub date: Date,
    pub libelle: String,
    pub cheque: String,
    /// Positive when money enters, negative when it leaves.
    pub montant: Montant,
    /// Comes from the previous year.
    pub report: bool,
}

/// E7 of domain.md: Σ denomination × count = balance of the cash box that day.
#[derive(Debug, Clone)]
pub struct Arrete {
    pub tresorerie: String,
    pub intitule: String,
    pub date: Date,
    pub comptee_par: Vec<String>,
    /// Every euro denomination, the largest first: value, count, amount.
    pub coupures: Vec<(Montant, i64, Montant)>,
    pub compte: Montant,
    pub solde: Montant,
    pub ecart: Montant,
}

/// E8 of domain.md.
#[derive(Debug, Clone)]
pub struct Subventions {
    pub lignes: Vec<LigneDeSubvention>,
    pub total: Montant,
    /// The account that the chart names for subsidies, usually 7410, and its total.
    pub compte: Compte,
    pub total_du_compte: Montant,
    pub ecart: Montant,
}

#[derive(Debug, Clone)]
pub struct LigneDeSubvention {
    pub origine: String,
    pub montant: Montant,
    pub date: Date,
    pub designation: String,
    pub reste_a_depenser: Montant,
    pub piece: String,
    pub justificatif: bool,
}

#[derive(Debug, Clone)]
pub struct Emargement {
    pub classe: String,
    pub enseignants: Vec<String>,
}

impl Crf {
    /// The return of one exercice.
    pub fn etablir(controle: &DossierControle) -> Crf {
        let comptes = controle.comptes();
        let exercice = controle.exercice();
        let lignes = |sens| comptes.totaux(sens).map(|(compte, montant)| ligne_de_compte(controle, compte, montant)).collect();
        let operations_de_classe: usize = exercice.cahiers_de_classe.iter().map(|c| c.operations.len()).sum();
        Crf {
            identite: Identite::de(controle),
            charges: lignes(Sens::Charge),
            produits: lignes(Sens::Produit),
            total_charges: comptes.total(Sens::Charge),
            total_produits: comptes.total(Sens::Produit),
            resultat: comptes.resultat(),
            bilan: bilan(comptes),
            rapprochements: comptes.banques().map(|id| rapprochement(comptes, id)).collect(),
            arretes: comptes.caisses().filter_map(|id| Some(arrete(comptes, id, comptes.arrete_de_cloture(id)?))).collect(),
            subventions: subventions(controle, controle.departement().plan.subvention),
            emargement: exercice
                .adhesion
                .iter()
                .flat_map(|a| &a.classes)
                .map(|c| Emargement {
                    classe: c.nom.to_string(),
                    enseignants: c.enseignants.iter().map(|e| e.nom.to_string()).filter(|nom| !nom.is_empty()).collect(),
                })
                .collect(),
            tresorerie_par_mois: tresorerie_par_mois(comptes),
            ecritures: exercice.ecritures.len() + operations_de_classe,
        }
    }
}

fn ligne_de_compte(controle: &DossierControle, compte: Compte, montant: Montant) -> LigneDeCompte {
    let plan = &controle.departement().plan;
    let suffixe = plan.compte(compte).map_or_else(String::new, |c| c.suffixe.to_string());
    LigneDeCompte { compte, suffixe, libelle: plan.libelle(compte).to_string(), montant }
}

fn bilan(comptes: &Comptes) -> Bilan {
    let actif: Vec<LigneDeTresorerie> = comptes
        .cooperative
        .tresoreries()
        .map(|(id, tresorerie)| LigneDeTresorerie {
            compte: tresorerie.compte.numero(),
            nom: tresorerie.nom.to_string(),
            intitule: tresorerie.intitule().to_owned(),
            ouverture: comptes.ouverture(id),
            montant: comptes.cloture(id),
        })
        .collect();
    let total_regies = comptes.total_des_regies();
    let resultat = comptes.resultat();
    Bilan {
        total_actif: actif.iter().map(|l| l.montant).sum::<Montant>() + total_regies,
        actif,
        regies: comptes.regies().iter().filter(|r| !r.tenu().is_zero()).map(|r| (r.classe.clone(), r.tenu())).collect(),
        total_regies,
        report_a_nouveau: comptes.report_a_nouveau(),
        resultat,
        total_passif: comptes.report_a_nouveau() + resultat,
    }
}

fn rapprochement(comptes: &Comptes, banque: TresorerieId) -> Rapprochement {
    let Tresorerie { nom, iban, .. } = comptes.cooperative.tresorerie(banque);
    let releve = comptes.releve_de_rapprochement(banque);
    // Without a statement nothing can be compared: what is unticked at the end is listed all the same.
    let jour = releve.map_or(comptes.exercice.fin, |r| r.date.valeur);
    let non_pointees = comptes.non_pointees(banque, jour);
    let somme = |sorties: bool| non_pointees.iter().map(|n| n.montant).filter(|m| m.is_negative() == sorties).sum::<Montant>();
    let (sorties, entrees) = (-somme(true), somme(false));
    let solde_cahier = comptes.cloture(banque);
    Rapprochement {
        tresorerie: nom.to_string(),
        intitule: comptes.cooperative.tresorerie(banque).intitule().to_owned(),
        iban: iban.as_ref().map_or_else(String::new, |i| i.valeur.to_string()),
        releve: releve.map(|r| (r.date.valeur, r.solde.valeur)),
        operations: non_pointees.iter().map(operation_non_pointee).collect(),
        sorties_non_pointees: sorties,
        entrees_non_pointees: entrees,
        solde_cahier,
        ecart: releve.map(|r| r.solde.valeur - sorties + entrees - solde_cahier),
    }
}

pub(super) fn operation_non_pointee(non_pointee: &NonPointee) -> OperationNonPointee {
    let (piece, cheque, report) = match non_pointee.origine {
        Origine::Ecriture(e) => {
            (e.numero().to_owned(), e.cheque.as_ref().map_or_else(String::new, |c| c.valeur.to_string()), false)
        }
        Origine::Report(r) => (r.piece.to_string(), r.cheque.to_string(), true),
    };
    OperationNonPointee {
        piece,
        date: non_pointee.origine.date(),
        libelle: non_pointee.origine.libelle().to_owned(),
        cheque,
        montant: non_pointee.montant,
        report,
    }
}

fn arrete(comptes: &Comptes, caisse: TresorerieId, arrete: &ArreteDeCaisse) -> Arrete {
    let tresorerie = comptes.cooperative.tresorerie(caisse);
    let compte = arrete.compte().unwrap_or_default();
    let solde = comptes.solde(caisse, arrete.date.valeur);
    let nombre = |valeur| {
        arrete.coupures.iter().filter(|c| c.valeur == Some(valeur)).fold(0_i64, |total, c| total.saturating_add(c.nombre))
    };
    Arrete {
        tresorerie: tresorerie.nom.to_string(),
        intitule: tresorerie.intitule().to_owned(),
        date: arrete.date.valeur,
        comptee_par: arrete.comptee_par.iter().map(ToString::to_string).collect(),
        coupures: COUPURES
            .into_iter()
            .map(|valeur| (valeur, nombre(valeur), Montant::from_centimes(valeur.centimes().saturating_mul(nombre(valeur)))))
            .collect(),
        compte,
        solde,
        ecart: compte - solde,
    }
}

fn subventions(controle: &DossierControle, compte: Compte) -> Subventions {
    let lignes: Vec<LigneDeSubvention> = controle
        .exercice()
        .subventions
        .iter()
        .map(|s| LigneDeSubvention {
            origine: s.origine.to_string(),
            montant: s.montant.valeur,
            date: s.date,
            designation: s.designation.to_string(),
            reste_a_depenser: s.reste_a_depenser.valeur,
            piece: s.piece.as_ref().map_or_else(String::new, |p| p.valeur.to_string()),
            justificatif: s.justificatif.as_ref().is_some_and(|j| !j.trim().is_empty()),
        })
        .collect();
    let total = lignes.iter().map(|l| l.montant).sum();
    let total_du_compte = controle.comptes().total_du_compte(compte);
    Subventions { lignes, total, compte, total_du_compte, ecart: total - total_du_compte }
}

/// The opening on the first day, then the end of each month, the last day included.
fn tresorerie_par_mois(comptes: &Comptes) -> Vec<(Date, Montant)> {
    let exercice = comptes.exercice;
    let ouverture = comptes.cooperative.tresoreries().map(|(id, _)| comptes.ouverture(id)).sum();
    let mut points = vec![(exercice.debut, ouverture)];
    let mut mois = exercice.debut.with_day(1).unwrap_or(exercice.debut);
    while let Some(suivant) = mois.checked_add_months(chrono::Months::new(1)) {
        let fin_de_mois = suivant.pred_opt().unwrap_or(suivant).min(exercice.fin);
        points.push((fin_de_mois, comptes.tresorerie_totale(fin_de_mois)));
        if fin_de_mois == exercice.fin || points.len() > MOIS_MAX {
            break;
        }
        mois = suivant;
    }
    points
}

/// A year has twelve months; a wrongly dated one is not drawn for ever.
const MOIS_MAX: usize = 36;
