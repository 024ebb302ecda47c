//! Where an amount is written, and what proves it: a bank's movement by the statement on which it is ticked, a cash box's by the
//! first count that follows it.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::{EcritureVue, Nature, Place, Preuve, PreuveVue, Terme};
use crate::calcul::{Comptes, NonPointee, Origine};
use crate::controle::{DossierControle, Precedent};
use crate::coop::{
    ArreteDeCaisse, CahierDeClasse, Date, Ecriture, Exercice, Montant, Operation, OperationDeClasse, Releve, Report, Tresorerie,
    TresorerieId,
};
use crate::source::{Lieu, Span};

pub struct Enquete<'a> {
    pub controle: &'a DossierControle<'a>,
    pub comptes: &'a Comptes<'a>,
    pub exercice: &'a Exercice,
    releves: HashMap<(TresorerieId, Date), &'a Releve>,
    /// In order of date.
    arretes: HashMap<TresorerieId, Vec<&'a ArreteDeCaisse>>,
    ouvertures: HashMap<TresorerieId, Span>,
    /// By the names that the seal of the year before gives.
    scelles: HashMap<&'a str, Montant>,
    non_pointees: OnceCell<HashMap<TresorerieId, Vec<NonPointee<'a>>>>,
}

impl<'a> Enquete<'a> {
    pub fn new(controle: &'a DossierControle<'a>) -> Enquete<'a> {
        let exercice = controle.exercice();
        let releves = exercice.releves.iter().filter_map(|r| Some(((r.tresorerie.connue()?, r.date.valeur), r)));
        let mut arretes: HashMap<TresorerieId, Vec<&ArreteDeCaisse>> = HashMap::new();
        for arrete in &exercice.arretes {
            if let Some(id) = arrete.tresorerie.connue() {
                arretes.entry(id).or_default().push(arrete);
            }
        }
        let scelles = match controle.precedent() {
            Some(Precedent::Scelle(_, cloture)) => {
                cloture.tresorerie.iter().rev().map(|(nom, solde)| (nom.as_str(), *solde)).collect()
            }
            _ => HashMap::new(),
        };
        let soldes = exercice.ouverture.iter().flat_map(|ouverture| &ouverture.soldes);
        Enquete {
            controle,
            comptes: controle.comptes(),
            exercice,
            releves: releves.collect(),
            arretes,
            // Of one account written twice, the first.
            ouvertures: soldes.rev().map(|(id, .., span)| (*id, *span)).collect(),
            scelles,
            non_pointees: OnceCell::new(),
        }
    }

    pub fn place(&self, lieu: Lieu) -> Place {
        Place::de(self.controle, lieu)
    }

    pub fn tresorerie(&self, id: TresorerieId) -> &'a Tresorerie {
        self.comptes.cooperative.tresorerie(id)
    }

    /// The treasury accounts that bear a number.
    pub fn du_numero(&self, numero: &str) -> Vec<TresorerieId> {
        self.comptes.cooperative.tresoreries().filter(|(_, t)| t.compte.numero() == numero).map(|(id, _)| id).collect()
    }

    /// What the statement of its reconciliation had not yet shown.
    pub fn non_pointees(&self, banque: TresorerieId) -> &[NonPointee<'a>] {
        let par_banque = self.non_pointees.get_or_init(|| self.comptes.non_pointees_des_rapprochements());
        par_banque.get(&banque).map_or(&[], Vec::as_slice)
    }

    // --- Where it is written

    /// Of an account, by the name that the seal of the year before gives it.
    pub fn solde_scelle(&self, nom: &str) -> Montant {
        self.scelles.get(nom).copied().unwrap_or_default()
    }

    /// The line of an account in `[ouverture]`.
    pub fn ligne_de_l_ouverture(&self, id: TresorerieId) -> Option<Span> {
        self.ouvertures.get(&id).copied()
    }

    /// `seule`: the only treasury account that the amount is about.
    pub fn ecriture(&self, ecriture: &Ecriture, montant: Montant, seule: Option<TresorerieId>) -> Terme {
        let origine = Origine::Ecriture(ecriture);
        let justificatifs = ecriture.justificatifs.iter().map(|j| j.valeur.to_string()).collect();
        let date = ecriture.date.map(|d| d.valeur);
        let vue = EcritureVue { justificatifs, ..EcritureVue::new(Nature::Ecriture, date, self.place(origine.lieu())) };
        self.operation(origine, montant, vue, seule)
    }

    /// An operation of the year before that the bank had not shown.
    pub fn report(&self, report: &Report, montant: Montant, banque: TresorerieId) -> Terme {
        let origine = Origine::Report(report);
        let vue = EcritureVue::new(Nature::Report, Some(report.date.valeur), self.place(origine.lieu()));
        self.operation(origine, montant, vue, Some(banque))
    }

    pub fn origine(&self, origine: Origine, montant: Montant, banque: TresorerieId) -> Terme {
        match origine {
            Origine::Ecriture(ecriture) => self.ecriture(ecriture, montant, Some(banque)),
            Origine::Report(report) => self.report(report, montant, banque),
        }
    }

    fn operation(&self, origine: Origine, montant: Montant, vue: EcritureVue, seule: Option<TresorerieId>) -> Terme {
        let date = vue.date;
        let vue = self.prouvee(vue, origine.operation(), date, seule);
        Terme::ecrit(origine.libelle(), montant, EcritureVue { piece: origine.piece().to_owned(), ..vue })
    }

    /// `date`: of the operation, whose proofs these are.
    pub fn prouvee(
        &self,
        vue: EcritureVue,
        operation: &dyn Operation,
        date: Option<Date>,
        seule: Option<TresorerieId>,
    ) -> EcritureVue {
        let preuves = self.preuves(operation, date, seule);
        let pointage = preuves.iter().filter(|p| p.de_banque).map(|p| p.date).max();
        EcritureVue { pointage, preuves, ..vue }
    }

    /// `precision`: what is said after the label.
    pub fn operation_de_classe(
        &self,
        cahier: &CahierDeClasse,
        operation: &OperationDeClasse,
        montant: Montant,
        precision: &str,
    ) -> Terme {
        let date = operation.date.map(|d| d.valeur);
        let vue = EcritureVue::new(Nature::OperationDeClasse, date, self.place(cahier.lieu(operation.span)));
        let libelle = format!("{}{precision}", operation.libelle.valeur);
        Terme::ecrit(libelle, montant, EcritureVue { piece: cahier.piece.to_string(), ..vue })
    }

    /// The balance that a statement shows.
    pub fn solde_du_releve(&self, libelle: &str, montant: Montant, id: TresorerieId, releve: &Releve) -> Terme {
        let place = self.place(releve.lieu(releve.solde.span));
        let preuve = self.preuve(id, releve.date.valeur, Some(place.clone()));
        let vue = EcritureVue::new(Nature::Releve, Some(releve.date.valeur), place);
        Terme::ecrit(libelle, montant, EcritureVue { preuves: vec![preuve], ..vue })
    }

    // --- What proves it

    fn preuves(&self, operation: &dyn Operation, date: Option<Date>, seule: Option<TresorerieId>) -> Vec<Preuve> {
        let mouvements = operation.mouvements().iter().filter_map(|m| m.tresorerie.connue());
        let ids: BTreeSet<TresorerieId> = mouvements.filter(|id| seule.is_none_or(|seule| seule == *id)).collect();
        let preuve = |id: TresorerieId| {
            if self.tresorerie(id).compte.is_banque() {
                let jour = operation.pointage(id)?;
                let place = self.releves.get(&(id, jour)).map(|r| self.place(r.lieu(r.solde.span)));
                return Some(self.preuve(id, jour, place));
            }
            let (date, arretes) = (date?, self.arretes.get(&id)?);
            let arrete = arretes.get(arretes.partition_point(|a| a.date.valeur < date))?;
            Some(self.preuve(id, arrete.date.valeur, Some(self.place(arrete.lieu(arrete.date.span)))))
        };
        ids.into_iter().filter(|id| !operation.mouvement(*id).is_zero()).filter_map(preuve).collect()
    }

    pub fn preuve(&self, id: TresorerieId, date: Date, place: Option<Place>) -> Preuve {
        let tresorerie = self.tresorerie(id);
        let de_banque = tresorerie.compte.is_banque();
        Preuve { tresorerie: id, nom: tresorerie.nom.to_string(), de_banque, date, place }
    }

    /// The days on which an account was proved.
    pub fn preuves_de(&self, id: TresorerieId) -> Vec<(TresorerieId, Date)> {
        match self.tresorerie(id).compte.is_banque() {
            true => self.releves.keys().copied().filter(|(banque, _)| *banque == id).collect(),
            false => self.arretes.get(&id).into_iter().flatten().map(|a| (id, a.date.valeur)).collect(),
        }
    }

    pub fn releve(&self, id: TresorerieId, jour: Date) -> Option<PreuveVue> {
        let releve = self.releves.get(&(id, jour))?;
        Some(PreuveVue {
            tresorerie: self.tresorerie(id).nom.to_string(),
            date: jour,
            montant: releve.solde.valeur,
            attendu: self.comptes.solde_du_releve(self.controle.suivant(), id, jour),
            place: self.place(releve.lieu(releve.solde.span)),
        })
    }

    pub fn arrete(&self, id: TresorerieId, jour: Date) -> Option<PreuveVue> {
        let arrete = self.arretes.get(&id)?.iter().find(|a| a.date.valeur == jour)?;
        Some(PreuveVue {
            tresorerie: self.tresorerie(id).nom.to_string(),
            date: jour,
            montant: arrete.compte().unwrap_or_default(),
            attendu: self.comptes.solde_a_compter(self.controle.suivant(), id, jour),
            place: self.place(arrete.lieu(arrete.date.span)),
        })
    }
}
