//! The ledger of a class as the class would keep it: what the cooperative gave it and took back stands among its operations,
//! day by day, so that the last balance is what it holds ([`Regie::tenu`](super::Regie::tenu)).

use std::collections::HashMap;

use crate::coop::{CahierDeClasse, Date, Ecriture, Exercice, Montant, MouvementDeRegie, OperationDeClasse};

#[derive(Debug, Clone, Copy)]
pub struct LigneDeClasse<'a> {
    pub date: Option<Date>,
    pub fait: Fait<'a>,
    /// What the class holds more after this line.
    pub apport: Montant,
}

#[derive(Debug, Clone, Copy)]
pub enum Fait<'a> {
    /// An entry of the school's ledger that moves the régie of the class.
    Regie(&'a Ecriture, &'a MouvementDeRegie),
    Operation(&'a OperationDeClasse),
}

/// The régies of every class, read once for all ledgers.
pub struct CahiersDeClasse<'a> {
    exercice: &'a Exercice,
    regies: HashMap<&'a str, Vec<LigneDeClasse<'a>>>,
}

impl<'a> CahiersDeClasse<'a> {
    pub fn new(exercice: &'a Exercice) -> CahiersDeClasse<'a> {
        let mut regies: HashMap<&str, Vec<LigneDeClasse>> = HashMap::new();
        for ecriture in &exercice.ecritures {
            let Some(regie) = &ecriture.regie else { continue };
            let classe = regie.classe.as_ref().map_or("", |c| exercice.nom_de_classe(c));
            let date = ecriture.date.map(|d| d.valeur);
            let ligne = LigneDeClasse { date, fait: Fait::Regie(ecriture, regie), apport: regie.solde() };
            regies.entry(classe).or_default().push(ligne);
        }
        CahiersDeClasse { exercice, regies }
    }

    /// By date. Of one day, what is given comes first and what is given back last: the class never seems to hold less than it
    /// did.
    pub fn lignes(&self, cahier: &'a CahierDeClasse) -> Vec<LigneDeClasse<'a>> {
        let regies = self.regies.get(self.exercice.nom_de_classe(&cahier.classe)).map_or(&[][..], Vec::as_slice);
        let operations = cahier.operations.iter().map(|o| {
            // On an unknown account (E004), it is in nothing that is added up.
            let apport = if o.ventile().is_some() { o.solde() } else { Montant::ZERO };
            LigneDeClasse { date: o.date.map(|d| d.valeur), fait: Fait::Operation(o), apport }
        });
        let mut lignes: Vec<LigneDeClasse> = regies.iter().copied().chain(operations).collect();
        lignes.sort_by_key(|ligne| {
            let rang = match ligne.fait {
                Fait::Regie(..) if !ligne.apport.is_negative() => 0,
                Fait::Operation(_) => 1,
                Fait::Regie(..) => 2,
            };
            (ligne.date, rang)
        });
        lignes
    }
}
