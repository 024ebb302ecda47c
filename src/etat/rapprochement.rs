//! État de rapprochement bancaire (domain.md, E6): one bank's statement brought to the ledger's balance.

use crate::calcul::{Comptes, NonPointee, Origine};
use crate::coop::{Date, Montant, TresorerieId};

/// E6 of domain.md: statement − unticked outs + unticked ins = ledger.
#[derive(Debug, Clone)]
pub struct Rapprochement {
    /// `512`, `514`.
    pub compte: &'static str,
    pub tresorerie: String,
    pub intitule: String,
    pub iban: String,
    /// Last day of the exercice.
    pub fin: Date,
    /// Date and balance of the last statement up to that day; `None` when there is none.
    pub releve: Option<(Date, Montant)>,
    /// Date of the first statement after that day: with the one before, it frames the closing.
    pub releve_suivant: Option<Date>,
    pub operations: Vec<OperationNonPointee>,
    pub sorties_non_pointees: Montant,
    pub entrees_non_pointees: Montant,
    pub solde_cahier: Montant,
    /// What the statement leads to: its balance − unticked outs + unticked ins.
    pub solde_attendu: Option<Montant>,
    /// That, less the ledger's balance: zero when they agree.
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
    /// The later statement that shows it.
    pub vue_le: Option<Date>,
}

impl Rapprochement {
    pub fn de(comptes: &Comptes, banque: TresorerieId) -> Rapprochement {
        let tresorerie = comptes.cooperative.tresorerie(banque);
        let releve = comptes.releve_de_rapprochement(banque);
        let non_pointees = comptes.non_pointees_du_rapprochement(banque);
        let somme =
            |sorties: bool| non_pointees.iter().map(|n| n.montant).filter(|m| m.is_negative() == sorties).sum::<Montant>();
        let (sorties, entrees) = (-somme(true), somme(false));
        let solde_cahier = comptes.cloture(banque);
        let solde_attendu = releve.map(|r| r.solde.valeur - sorties + entrees);
        Rapprochement {
            compte: tresorerie.compte.numero(),
            tresorerie: tresorerie.nom.to_string(),
            intitule: tresorerie.intitule(),
            iban: tresorerie.iban.as_ref().map_or_else(String::new, |i| i.valeur.to_string()),
            fin: comptes.exercice.fin,
            releve: releve.map(|r| (r.date.valeur, r.solde.valeur)),
            releve_suivant: comptes.releve_suivant(banque).map(|r| r.date.valeur),
            operations: non_pointees.iter().map(OperationNonPointee::de).collect(),
            sorties_non_pointees: sorties,
            entrees_non_pointees: entrees,
            solde_cahier,
            solde_attendu,
            ecart: solde_attendu.map(|attendu| attendu - solde_cahier),
        }
    }
}

impl OperationNonPointee {
    pub(super) fn de(non_pointee: &NonPointee) -> OperationNonPointee {
        OperationNonPointee {
            piece: non_pointee.origine.piece().to_owned(),
            date: non_pointee.origine.date(),
            libelle: non_pointee.origine.libelle().to_owned(),
            cheque: non_pointee.origine.cheque().to_owned(),
            montant: non_pointee.montant,
            report: matches!(non_pointee.origine, Origine::Report(_)),
            vue_le: non_pointee.vue_le,
        }
    }
}
