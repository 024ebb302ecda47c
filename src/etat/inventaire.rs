//! Cahier d'inventaire: the durable goods that the cooperative holds at the end of the exercice, those that left it, and the
//! year's purchases beside them.

use super::identite::Identite;
use crate::calcul::inventaire::valeur_du_bien;
use crate::controle::DossierControle;
use crate::coop::{Bien, Compte, Date, Montant};

#[derive(Debug, Clone)]
pub struct Inventaire {
    pub identite: Identite,
    /// Held on the last day, in order of purchase.
    pub presents: Vec<LigneDInventaire>,
    /// How many they are, lines of several goods counted for what they hold.
    pub nombre: i64,
    /// Disposed of up to that day.
    pub sortis: Vec<LigneDInventaire>,
    pub total_achat: Montant,
    /// What they are worth for the insurance on the last day.
    pub total_actuel: Montant,
    /// The account of durable goods, and what the year spent on it.
    pub compte: Compte,
    pub achats: Montant,
    /// Bought in the year, as the inventory has them: how many, and their price.
    pub de_l_annee: (i64, Montant),
}

#[derive(Debug, Clone)]
pub struct LigneDInventaire {
    pub designation: String,
    pub date: Date,
    pub piece: String,
    pub lieu: String,
    pub quantite: i64,
    pub valeur: Montant,
    /// `None` once it is disposed of.
    pub valeur_actuelle: Option<Montant>,
    pub cession: Option<(Date, String)>,
}

impl Inventaire {
    pub fn etablir(controle: &DossierControle) -> Inventaire {
        let jour = controle.exercice().fin;
        let mut biens: Vec<&Bien> =
            controle.dossier().inventaire_de(controle.exercice()).iter().filter(|bien| bien.date <= jour).collect();
        biens.sort_by_key(|bien| bien.date);
        let lignes = biens.into_iter().map(|bien| LigneDInventaire::de(bien, jour));
        let (presents, sortis): (Vec<_>, Vec<_>) = lignes.partition(|ligne| ligne.valeur_actuelle.is_some());
        let compte = controle.departement().plan.biens_durables;
        let de_l_annee = || presents.iter().chain(&sortis).filter(|l| controle.exercice().contient(l.date));
        Inventaire {
            nombre: nombre(presents.iter()),
            de_l_annee: (nombre(de_l_annee()), de_l_annee().map(|l| l.valeur).sum()),
            identite: Identite::de(controle),
            total_achat: presents.iter().map(|l| l.valeur).sum(),
            total_actuel: presents.iter().filter_map(|l| l.valeur_actuelle).sum(),
            presents,
            sortis,
            compte,
            achats: controle.comptes().total_du_compte(compte),
        }
    }
}

fn nombre<'a>(lignes: impl Iterator<Item = &'a LigneDInventaire>) -> i64 {
    lignes.fold(0, |nombre: i64, ligne| nombre.saturating_add(ligne.quantite))
}

impl LigneDInventaire {
    fn de(bien: &Bien, jour: Date) -> LigneDInventaire {
        LigneDInventaire {
            designation: bien.designation.to_string(),
            date: bien.date,
            piece: bien.piece.to_string(),
            lieu: bien.lieu.to_string(),
            quantite: bien.quantite,
            valeur: bien.valeur,
            valeur_actuelle: valeur_du_bien(bien, jour),
            cession: bien.cession.as_ref().map(|(date, motif)| (*date, motif.to_string())),
        }
    }
}
