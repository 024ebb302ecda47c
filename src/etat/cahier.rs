//! The ledger as the paper book shows it: treasury on the left with its running balances, ventilation on the right, last year's
//! outstanding operations apart, class ledgers behind — each integrated by one line, so that the columns add up to the CRF.

use super::identite::Identite;
use crate::bareme::{CompteDuPlan, Plan};
use crate::calcul::cahiers_de_classe::{self, CahiersDeClasse, Fait};
use crate::calcul::{Annulation, Comptes};
use crate::controle::DossierControle;
use crate::coop::{
    Compte, Date, Ecriture, Exercice, Montant, Moyen, Operation, ParMoyen, RangDuNom, Report, Sens, Tresorerie, TresorerieId,
};

#[derive(Debug, Clone)]
pub struct Cahier {
    pub identite: Identite,
    pub tresoreries: Vec<ColonneDeTresorerie>,
    /// Accounts that have a movement, charges, then produits, by number; those of the chart when the ledger is empty, to be
    /// filled in by hand.
    pub comptes: Vec<ColonneDeCompte>,
    /// Operations of the previous year that a bank had not yet seen.
    pub reports: Vec<OperationReportee>,
    /// Entries in order of presentation, then one line a class ledger.
    pub lignes: Vec<LigneDeCahier>,
    /// A class was given money, or held some.
    pub a_des_regies: bool,
    /// What classes held before the first line, and hold after the last.
    pub detenu_a_l_ouverture: Montant,
    pub detenu_a_la_cloture: Montant,
    pub classes: Vec<CahierDeClasse>,
}

#[derive(Debug, Clone)]
pub struct ColonneDeTresorerie {
    /// `512`, `514`, `530`.
    pub compte: &'static str,
    /// The name used in the entries, `banque`.
    pub nom: String,
    pub intitule: String,
    pub is_banque: bool,
    pub ouverture: Montant,
    pub cloture: Montant,
}

#[derive(Debug, Clone)]
pub struct ColonneDeCompte {
    pub compte: Compte,
    pub libelle: String,
    pub total: Montant,
}

#[derive(Debug, Clone)]
pub struct OperationReportee {
    /// That of the previous year, where it is known.
    pub piece: String,
    pub date: Date,
    pub libelle: String,
    pub cheque: String,
    /// By treasury account, in their order: positive when money enters.
    pub mouvements: Vec<Montant>,
    pub pointage: Option<Date>,
    /// Of each bank that it goes through, in their order: its rank, and the statement that shows it.
    pub pointages: Vec<(usize, Option<Date>)>,
    /// « annulée par la pièce 02 »: no statement will ever show it.
    pub annulation: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct LigneDeCahier {
    pub piece: String,
    pub date: Option<Date>,
    pub libelle: String,
    /// « chèque 8841228 », « carte ».
    pub reglement: String,
    /// By treasury account, in their order.
    pub tresorerie: Vec<MouvementEtSolde>,
    /// Versée, retournée, expliquée.
    pub regie: [Montant; 3],
    /// What classes hold after this line.
    pub detenu: Montant,
    /// The last statement that shows it; `None` while a bank has not shown its own movement.
    pub pointage: Option<Date>,
    /// « annulée par la pièce 02 », « annule le chèque 4000005 »: no statement will ever show it.
    pub annulation: Option<String>,
    /// Ranks of accounts, and amounts positive in the account's own sense.
    pub ventilation: Vec<(usize, Montant)>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct MouvementEtSolde {
    pub entree: Montant,
    pub sortie: Montant,
    /// After this line.
    pub solde: Montant,
    /// The statement of a bank that shows it.
    pub pointage: Option<Date>,
}

impl MouvementEtSolde {
    pub fn a_bouge(&self) -> bool {
        !self.entree.is_zero() || !self.sortie.is_zero()
    }
}

/// The simplified ledger of one class.
#[derive(Debug, Clone)]
pub struct CahierDeClasse {
    pub classe: String,
    pub piece: String,
    pub avance: Option<Avance>,
    /// Its operations, and what moved its régie, by date.
    pub lignes: Vec<LigneDeClasse>,
}

/// What a class was given, and holds once its ledger is counted.
#[derive(Debug, Clone, Copy)]
pub struct Avance {
    pub ouverture: Montant,
    pub versee: Montant,
    pub retournee: Montant,
    pub recettes: Montant,
    pub depenses: Montant,
    pub detenu: Montant,
}

#[derive(Debug, Clone, Default)]
pub struct LigneDeClasse {
    /// In the ledger of the class; empty for a line of the school's.
    pub numero: String,
    pub date: Option<Date>,
    pub libelle: String,
    pub compte: String,
    /// What the cooperative gave, then what the class gave back.
    pub regie: [Montant; 2],
    pub entrees: ParMoyen,
    pub sorties: ParMoyen,
    /// What the class holds more after this line: with the opening, they add up to what it holds.
    pub apport: Montant,
}

impl Cahier {
    pub fn etablir(controle: &DossierControle) -> Cahier {
        let plan = &controle.departement().plan;
        let mut cahier = Cahier::lire(Identite::de(controle), controle.comptes(), plan);
        if cahier.lignes.is_empty() {
            let du_plan = plan.comptes(Sens::Charge).chain(plan.comptes(Sens::Produit)).filter(|(_, compte)| !compte.retire);
            let colonne = |(numero, compte): (Compte, &CompteDuPlan)| ColonneDeCompte {
                compte: numero,
                libelle: compte.libelle.to_string(),
                total: Montant::ZERO,
            };
            cahier.comptes = du_plan.map(colonne).collect();
        }
        cahier
    }

    /// Of accounts that may hold errors: what could not be read is in no column.
    pub(super) fn lire(identite: Identite, comptes: &Comptes, plan: &Plan) -> Cahier {
        let exercice = comptes.exercice;
        let totaux = comptes.totaux(Sens::Charge).chain(comptes.totaux(Sens::Produit));
        let colonnes: Vec<ColonneDeCompte> =
            totaux.map(|(compte, total)| ColonneDeCompte { compte, libelle: plan.libelle(compte).to_string(), total }).collect();
        let declarees: Vec<(TresorerieId, &Tresorerie)> = comptes.cooperative.tresoreries().collect();
        let tresoreries: Vec<ColonneDeTresorerie> = declarees
            .iter()
            .map(|&(id, t)| ColonneDeTresorerie {
                compte: t.compte.numero(),
                nom: t.nom.to_string(),
                intitule: t.intitule(),
                is_banque: t.compte.is_banque(),
                ouverture: comptes.ouverture(id),
                cloture: comptes.cloture(id),
            })
            .collect();
        let mut soldes: Vec<Montant> = tresoreries.iter().map(|t| t.ouverture).collect();
        let ids: Vec<TresorerieId> = declarees.iter().map(|(id, _)| *id).collect();
        let mut lignes: Vec<LigneDeCahier> =
            exercice.ecritures.iter().map(|e| LigneDeCahier::de(e, comptes, (&ids, &colonnes), &mut soldes)).collect();
        for (rang, ligne) in lignes.iter_mut().enumerate() {
            ligne.annulation = comptes.annulation_de_l_ecriture(rang).map(Annulation::phrase);
        }
        let sources = cahiers_par_piece(exercice);
        let tenus = CahiersDeClasse::new(exercice);
        let classes: Vec<CahierDeClasse> = sources.iter().map(|c| CahierDeClasse::de(c, &tenus, comptes)).collect();
        lignes.extend(sources.iter().zip(&classes).map(|(source, cahier)| {
            let integrees = || source.operations.iter().filter(|o| o.ventile().is_some());
            LigneDeCahier {
                piece: cahier.piece.clone(),
                date: Some(exercice.fin),
                libelle: format!("Cahier de la classe {} (intégration)", cahier.classe),
                tresorerie: soldes.iter().map(|&solde| MouvementEtSolde { solde, ..MouvementEtSolde::default() }).collect(),
                // The integration is the explanation of the class's régie (domain.md).
                regie: [Montant::ZERO, Montant::ZERO, -integrees().map(|o| o.solde()).sum::<Montant>()],
                ventilation: par_colonne(integrees().filter_map(|o| o.ventile()), &colonnes),
                ..LigneDeCahier::default()
            }
        }));
        let detenu_a_l_ouverture = comptes.regies().iter().map(|r| r.ouverture).sum();
        let mut detenu = detenu_a_l_ouverture;
        for ligne in &mut lignes {
            let [versee, retournee, expliquee] = ligne.regie;
            detenu += versee - retournee - expliquee;
            ligne.detenu = detenu;
        }
        Cahier {
            identite,
            reports: comptes.reports().iter().enumerate().map(|(rang, r)| OperationReportee::de(rang, r, comptes)).collect(),
            a_des_regies: !comptes.regies().is_empty(),
            detenu_a_l_ouverture,
            detenu_a_la_cloture: detenu,
            tresoreries,
            comptes: colonnes,
            lignes,
            classes,
        }
    }
}

/// The class ledgers in the order of their lines: by piece as one counts, 2 before 10.
pub(super) fn cahiers_par_piece(exercice: &Exercice) -> Vec<&crate::coop::CahierDeClasse> {
    let mut cahiers: Vec<&crate::coop::CahierDeClasse> = exercice.cahiers_de_classe.iter().collect();
    cahiers.sort_by_cached_key(|cahier| RangDuNom::new(&cahier.piece));
    cahiers
}

impl LigneDeCahier {
    /// `soldes`: of the treasury accounts before this line, then after it.
    fn de(
        ecriture: &Ecriture,
        comptes: &Comptes,
        (ids, colonnes): (&[TresorerieId], &[ColonneDeCompte]),
        soldes: &mut [Montant],
    ) -> LigneDeCahier {
        // An account that only other exercices know has a rank, and no column.
        let colonne = |id: TresorerieId| ids.binary_search(&id).ok();
        let mut tresorerie = vec![MouvementEtSolde::default(); soldes.len()];
        for mouvement in &ecriture.mouvements {
            let Some(rang) = mouvement.tresorerie.connue().and_then(colonne) else { continue };
            let case = &mut tresorerie[rang];
            match mouvement.montant {
                sortie if sortie.is_negative() => case.sortie -= sortie,
                entree => case.entree += entree,
            }
        }
        for (case, solde) in tresorerie.iter_mut().zip(soldes) {
            *solde += case.entree - case.sortie;
            case.solde = *solde;
        }
        for (rang, banque) in banques(ecriture, comptes).filter_map(|banque| Some((colonne(banque)?, banque))) {
            tresorerie[rang].pointage = ecriture.pointage(banque);
        }
        let ventilation = ecriture.ventilations.iter().filter_map(|v| Some((v.compte.connue()?, v.montant)));
        LigneDeCahier {
            piece: ecriture.numero().to_owned(),
            date: ecriture.date.map(|d| d.valeur),
            libelle: ecriture.libelle.to_string(),
            reglement: reglement(ecriture),
            tresorerie,
            regie: ecriture.regie.as_ref().map_or([Montant::ZERO; 3], |r| [r.versee, r.retournee, r.expliquee]),
            pointage: comptes.entierement_vue(ecriture),
            ventilation: par_colonne(ventilation, colonnes),
            ..LigneDeCahier::default()
        }
    }
}

fn reglement(ecriture: &Ecriture) -> String {
    match (&ecriture.cheque, ecriture.moyen) {
        (Some(cheque), _) if !cheque.trim().is_empty() => format!("ch. {}", cheque.valeur),
        (_, Some(Moyen::Cheque)) => "chèque".to_owned(),
        (_, Some(Moyen::Carte)) => "carte".to_owned(),
        (_, Some(Moyen::Virement)) => "virement".to_owned(),
        (_, Some(Moyen::Prelevement)) => "prélèvement".to_owned(),
        (_, Some(Moyen::Especes)) => "espèces".to_owned(),
        (_, None) => String::new(),
    }
}

/// Those that the operation goes through.
fn banques<'a>(operation: &'a dyn Operation, comptes: &'a Comptes) -> impl Iterator<Item = TresorerieId> + 'a {
    comptes.banques().filter(|&banque| !operation.mouvement(banque).is_zero())
}

/// Amounts by rank of column, each account once.
fn par_colonne(ventilation: impl Iterator<Item = (Compte, Montant)>, colonnes: &[ColonneDeCompte]) -> Vec<(usize, Montant)> {
    let mut montants: Vec<(usize, Montant)> = Vec::new();
    for (compte, montant) in ventilation {
        // Charges come first and have the smaller numbers: the columns are sorted.
        let Ok(rang) = colonnes.binary_search_by_key(&compte, |colonne| colonne.compte) else { continue };
        match montants.iter_mut().find(|(autre, _)| *autre == rang) {
            Some((_, somme)) => *somme += montant,
            None => montants.push((rang, montant)),
        }
    }
    montants
}

impl OperationReportee {
    fn de(rang: usize, report: &Report, comptes: &Comptes) -> OperationReportee {
        OperationReportee {
            piece: report.piece.to_string(),
            date: report.date.valeur,
            libelle: report.libelle.to_string(),
            cheque: report.cheque.to_string(),
            mouvements: comptes.cooperative.tresoreries().map(|(id, _)| report.mouvement(id)).collect(),
            pointage: comptes.entierement_vue(report),
            pointages: (comptes.cooperative.tresoreries().enumerate())
                .filter(|(_, (id, tresorerie))| tresorerie.compte.is_banque() && !report.mouvement(*id).is_zero())
                .map(|(rang, (id, _))| (rang, report.pointage(id)))
                .collect(),
            annulation: comptes.annulation_du_report(rang).map(Annulation::phrase),
        }
    }
}

impl CahierDeClasse {
    fn de(cahier: &crate::coop::CahierDeClasse, tenus: &CahiersDeClasse, comptes: &Comptes) -> CahierDeClasse {
        let classe = comptes.exercice.nom_de_classe(&cahier.classe);
        let avance = comptes.regies().iter().find(|regie| regie.classe == classe).map(|regie| Avance {
            ouverture: regie.ouverture,
            versee: regie.verse,
            retournee: regie.retourne,
            recettes: regie.recettes,
            depenses: regie.depenses,
            detenu: regie.tenu(),
        });
        let lignes = tenus.lignes(cahier).iter().map(LigneDeClasse::de).collect();
        CahierDeClasse { classe: classe.to_owned(), piece: cahier.piece.to_string(), avance, lignes }
    }
}

impl LigneDeClasse {
    fn de(ligne: &cahiers_de_classe::LigneDeClasse) -> LigneDeClasse {
        let commun = LigneDeClasse { date: ligne.date, apport: ligne.apport, ..LigneDeClasse::default() };
        match ligne.fait {
            Fait::Regie(ecriture, regie) => LigneDeClasse {
                libelle: format!("{} (pièce {})", ecriture.libelle.trim(), ecriture.numero()),
                regie: [regie.versee, regie.retournee],
                ..commun
            },
            Fait::Operation(operation) => LigneDeClasse {
                numero: operation.numero.to_string(),
                libelle: operation.libelle.to_string(),
                compte: operation.compte.connue().map_or_else(String::new, |compte| compte.to_string()),
                entrees: operation.entrees,
                sorties: operation.sorties,
                ..commun
            },
        }
    }
}
