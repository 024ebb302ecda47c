//! Arrêté de caisse (domain.md, E7): the cash counted on a day, and the ledger's balance of that day.

use crate::controle::DossierControle;
use crate::coop::{ArreteDeCaisse, COUPURES, Date, Montant, TresorerieId};

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

impl Arrete {
    /// The count that closes the year, if there is one.
    pub fn de_cloture(controle: &DossierControle, caisse: TresorerieId) -> Option<Arrete> {
        Arrete::de(controle, caisse, controle.comptes().arrete_de_cloture(caisse)?)
    }

    /// `None` when nothing tells the balance that the count is held against.
    pub fn de(controle: &DossierControle, caisse: TresorerieId, arrete: &ArreteDeCaisse) -> Option<Arrete> {
        let comptes = controle.comptes();
        let solde = comptes.solde_a_compter(controle.suivant(), caisse, arrete.date.valeur)?;
        let tresorerie = comptes.cooperative.tresorerie(caisse);
        let compte = arrete.compte().unwrap_or_default();
        let nombre = |valeur| {
            arrete.coupures.iter().filter(|c| c.valeur == Some(valeur)).fold(0_i64, |total, c| total.saturating_add(c.nombre))
        };
        Some(Arrete {
            tresorerie: tresorerie.nom.to_string(),
            intitule: tresorerie.intitule(),
            date: arrete.date.valeur,
            comptee_par: arrete.comptee_par.iter().map(ToString::to_string).collect(),
            coupures: COUPURES
                .into_iter()
                .map(|valeur| (valeur, nombre(valeur), Montant::from_centimes(valeur.centimes().saturating_mul(nombre(valeur)))))
                .collect(),
            compte,
            solde,
            ecart: compte - solde,
        })
    }
}
