//! Compte rendu financier (CRF): the yearly return, in five blocks (domain.md), as values. Every output of it — table, CSV,
//! JSON, PDF — renders this one model, so that they cannot disagree.

use chrono::Datelike;

use super::arrete_de_caisse::Arrete;
use super::cahier::cahiers_par_piece;
use super::identite::Identite;
use super::precedent::{DeuxAns, Precedent, cote_a_cote};
use super::rapprochement::Rapprochement;
use super::subventions::Subventions;
use crate::bareme::Plan;
use crate::calcul::{Comptes, charges_et_produits};
use crate::controle::DossierControle;
use crate::controle::etapes_du_retour::retour_depasse;
use crate::coop::{Avancement, CahierDeClasse, Compte, Date, EtatDuRetour, Exercice, Montant, Sens};

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
    /// Class ledgers, which those accounts count, in order of piece.
    pub cahiers_de_classe: Vec<CahierIntegre>,
    /// 2. Bilan.
    pub bilan: Bilan,
    /// 3. État de rapprochement of each bank account, in order of number.
    pub rapprochements: Vec<Rapprochement>,
    /// 4. Arrêté of each cash box: the last count on or before the last day, else the first after it.
    pub arretes: Vec<Arrete>,
    /// The cash boxes that no count closes.
    pub caisses_non_comptees: Vec<CaisseNonComptee>,
    /// 5. Subventions.
    pub subventions: Subventions,
    /// Teachers who sign (émargement), class by class.
    pub emargement: Vec<Emargement>,
    /// Treasury (banks and cash boxes together) at the opening, then at the end of each month: for the chart.
    pub tresorerie_par_mois: Vec<(Date, Montant)>,
    /// Number of entries and class operations behind the figures.
    pub ecritures: usize,
    /// The state that the return was in, and since when, if these accounts are no longer those that it was made from.
    pub retour_depasse: Option<(EtatDuRetour, Date)>,
    pub avancement: Avancement,
    /// Figures of the exercice before, where there is one to compare with.
    pub precedent: Option<Precedent>,
}

/// What the ledger of one class brings to the accounts.
#[derive(Debug, Clone)]
pub struct CahierIntegre {
    pub classe: String,
    pub piece: String,
    pub charges: Montant,
    pub produits: Montant,
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
    /// In order of number.
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
    /// `512`, `514`, `530`; empty for an account of a past year that is declared no more.
    pub compte: &'static str,
    /// The name used in the entries, `banque`.
    pub nom: String,
    /// « Crédit Mutuel, compte courant », or the name.
    pub intitule: String,
    pub ouverture: Montant,
    pub montant: Montant,
}

#[derive(Debug, Clone)]
pub struct CaisseNonComptee {
    pub intitule: String,
    /// It held something on the first day, or something entered or left it.
    pub a_servi: bool,
    /// What the ledger holds on the last day.
    pub montant: Montant,
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
        let plan = &controle.departement().plan;
        let lignes = |sens| comptes.totaux(sens).map(|(compte, montant)| ligne_de_compte(plan, compte, montant)).collect();
        let operations_de_classe: usize = exercice.cahiers_de_classe.iter().map(|c| c.operations.len()).sum();
        Crf {
            identite: Identite::de(controle),
            charges: lignes(Sens::Charge),
            produits: lignes(Sens::Produit),
            total_charges: comptes.total(Sens::Charge),
            total_produits: comptes.total(Sens::Produit),
            resultat: comptes.resultat(),
            cahiers_de_classe: cahiers_de_classe(exercice),
            bilan: Bilan::de(comptes),
            rapprochements: rapprochements(comptes),
            arretes: comptes.caisses().filter_map(|id| Arrete::de_cloture(controle, id)).collect(),
            caisses_non_comptees: caisses_non_comptees(controle),
            subventions: Subventions::de(controle),
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
            retour_depasse: retour_depasse(controle.dossier(), exercice).map(|etape| (etape.etat, etape.date)),
            avancement: exercice.avancement(),
            precedent: Precedent::de(controle),
        }
    }

    /// The treasury of the months that a paper of `date` knows of. Dated of the last day by default, it knows what is written:
    /// the months after have not happened yet, as far as anyone can tell. Whether the accounts are sealed changes nothing here.
    pub fn tresorerie_connue(&self, date: Date) -> Vec<(Date, Montant)> {
        let fin = self.identite.fin;
        let connu = if date > fin { fin } else { self.avancement.connu_jusqu_au.max(if date < fin { date } else { Date::MIN }) };
        let commences = self.tresorerie_par_mois.iter().skip(1).take_while(|(jour, _)| jour.with_day(1) <= connu.with_day(1));
        let point = |(jour, montant): &(Date, Montant)| ((*jour).min(connu), *montant);
        self.tresorerie_par_mois.iter().take(1).copied().chain(commences.map(point)).collect()
    }

    /// The accounts of one side beside those of the year before, in order of number.
    pub fn comptes_compares(&self, sens: Sens) -> Vec<DeuxAns<'_, LigneDeCompte>> {
        let (lignes, avant) = match sens {
            Sens::Charge => (&self.charges, self.precedent.as_ref().map(|p| p.charges.as_slice())),
            Sens::Produit => (&self.produits, self.precedent.as_ref().map(|p| p.produits.as_slice())),
        };
        let mut compares = cote_a_cote(lignes, avant, |ligne| ligne.compte, |ligne| ligne.montant);
        compares.sort_by_key(|l| l.ligne.compte);
        compares
    }

    /// Treasury accounts beside what they held a year before, under the number that each had then.
    pub fn actif_compare(&self) -> Vec<DeuxAns<'_, LigneDeTresorerie>> {
        let avant = self.precedent.as_ref().map(|p| p.bilan.actif.as_slice());
        let mut compares = cote_a_cote(&self.bilan.actif, avant, |ligne| (ligne.compte, &ligne.nom), |ligne| ligne.montant);
        compares.sort_by_key(|l| l.ligne.compte);
        compares
    }

    /// What each class holds, beside what it held a year before.
    pub fn regies_comparees(&self) -> Vec<DeuxAns<'_, (String, Montant)>> {
        let avant = self.precedent.as_ref().map(|p| p.bilan.regies.as_slice());
        cote_a_cote(&self.bilan.regies, avant, |(classe, _)| classe, |(_, montant)| *montant)
    }
}

/// In order of number.
fn rapprochements(comptes: &Comptes) -> Vec<Rapprochement> {
    let mut rapprochements: Vec<_> = comptes.banques().map(|id| Rapprochement::de(comptes, id)).collect();
    rapprochements.sort_by_key(|rapprochement| rapprochement.compte);
    rapprochements
}

fn caisses_non_comptees(controle: &DossierControle) -> Vec<CaisseNonComptee> {
    let comptes = controle.comptes();
    let non_comptees = comptes.caisses().filter(|id| Arrete::de_cloture(controle, *id).is_none());
    let caisse = |id| CaisseNonComptee {
        intitule: comptes.cooperative.tresorerie(id).intitule(),
        a_servi: !comptes.est_inutilise(id),
        montant: comptes.cloture(id),
    };
    non_comptees.map(caisse).collect()
}

fn cahiers_de_classe(exercice: &Exercice) -> Vec<CahierIntegre> {
    let integre = |cahier: &CahierDeClasse| {
        let (charges, produits) = charges_et_produits(cahier);
        let classe = exercice.nom_de_classe(&cahier.classe).to_owned();
        CahierIntegre { classe, piece: cahier.piece.to_string(), charges, produits }
    };
    cahiers_par_piece(exercice).into_iter().map(integre).collect()
}

pub(super) fn ligne_de_compte(plan: &Plan, compte: Compte, montant: Montant) -> LigneDeCompte {
    let suffixe = plan.compte(compte).map_or_else(String::new, |c| c.suffixe.to_string());
    LigneDeCompte { compte, suffixe, libelle: plan.libelle(compte).to_string(), montant }
}

impl Bilan {
    pub(super) fn de(comptes: &Comptes) -> Bilan {
        let mut tresoreries: Vec<_> = comptes.cooperative.tresoreries().collect();
        tresoreries.sort_by_key(|(_, tresorerie)| tresorerie.compte);
        let actif = tresoreries.into_iter().map(|(id, tresorerie)| LigneDeTresorerie {
            compte: tresorerie.compte.numero(),
            nom: tresorerie.nom.to_string(),
            intitule: tresorerie.intitule(),
            ouverture: comptes.ouverture(id),
            montant: comptes.cloture(id),
        });
        let regies = comptes.regies().iter().filter(|r| !r.tenu().is_zero()).map(|r| (r.classe.clone(), r.tenu()));
        Bilan::dresser(actif.collect(), regies.collect(), comptes.report_a_nouveau(), comptes.resultat())
    }

    /// Both sides with their totals.
    pub(super) fn dresser(
        actif: Vec<LigneDeTresorerie>,
        regies: Vec<(String, Montant)>,
        report_a_nouveau: Montant,
        resultat: Montant,
    ) -> Bilan {
        let total_regies = regies.iter().map(|(_, tenu)| *tenu).sum();
        Bilan {
            total_actif: actif.iter().map(|l| l.montant).sum::<Montant>() + total_regies,
            actif,
            regies,
            total_regies,
            report_a_nouveau,
            resultat,
            total_passif: report_a_nouveau + resultat,
        }
    }
}

/// The opening on the first day, then the end of each month, the last day included.
pub(super) fn tresorerie_par_mois(comptes: &Comptes) -> Vec<(Date, Montant)> {
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
