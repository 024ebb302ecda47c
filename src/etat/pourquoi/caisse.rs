//! Block 4: the cash counted, note by note and coin by coin, and what the ledger held that day.

use std::collections::HashMap;

use super::enquete::Enquete;
use super::figures::Sujet;
use super::{EcritureVue, Manque, Nature, Terme, banque, bilan};
use crate::coop::{ArreteDeCaisse, COUPURES, Coupure, Montant, TresorerieId, date, nom_de_la_coupure};
use crate::etat::arrete_de_caisse::Arrete;

pub fn caisses(enquete: &Enquete) -> Vec<Sujet> {
    enquete.comptes.caisses().map(|id| sujet(enquete, id)).collect()
}

fn sujet(enquete: &Enquete, id: TresorerieId) -> Sujet {
    let caisse = enquete.tresorerie(id);
    Sujet { cle: caisse.nom.to_string(), dits: vec![caisse.intitule()], ..Sujet::default() }
}

/// Those that a count closes; the others say what is missing.
pub fn comptees(enquete: &Enquete) -> Vec<Sujet> {
    let sujet = |id: TresorerieId| {
        let caisse = enquete.tresorerie(id);
        let jour = Arrete::de_cloture(enquete.controle, id).map(|arrete| arrete.date);
        let manque = jour.is_none().then(|| Manque {
            phrase: format!("la caisse `{}` n’a pas été comptée : il n’y a pas d’arrêté", caisse.nom),
            aide: format!(
                "le cahier y tient {} au {} (`pourquoi {}`)",
                enquete.comptes.cloture(id),
                date::en_toutes_lettres(enquete.exercice.fin),
                caisse.nom
            ),
        });
        Sujet { jour, manque, ..sujet(enquete, id) }
    };
    enquete.comptes.caisses().map(sujet).collect()
}

/// The banks that are reconciled and the cash boxes that are counted.
pub fn prouvees(enquete: &Enquete) -> Vec<Sujet> {
    [banque::rapprochees(enquete), comptees(enquete)].concat()
}

/// Each note and coin of the counts that close the year, as their table prints it: those that were not there too.
pub fn coupures(enquete: &Enquete) -> Vec<Sujet> {
    let comptees = enquete.comptes.caisses().filter(|&id| enquete.comptes.arrete_de_cloture(id).is_some());
    let sujet = |id: TresorerieId, valeur: Montant| {
        let caisse = enquete.tresorerie(id);
        let coupure = nom_de_la_coupure(valeur);
        let dits = vec![format!("{coupure}, {}", caisse.intitule()), coupure];
        Sujet { cle: cle_de_la_coupure(&caisse.nom, valeur), dits, ..Sujet::default() }
    };
    comptees.flat_map(|id| COUPURES.map(|valeur| sujet(id, valeur))).collect()
}

/// `caisse.0.50`
fn cle_de_la_coupure(caisse: &str, valeur: Montant) -> String {
    format!("{caisse}.{}", valeur.decimal())
}

pub fn coupure(enquete: &Enquete, cle: &str) -> Vec<Terme> {
    let comptees = enquete.comptes.caisses().flat_map(|id| COUPURES.map(|valeur| (id, valeur)));
    let voulue = |(id, valeur): &(TresorerieId, Montant)| cle_de_la_coupure(&enquete.tresorerie(*id).nom, *valeur) == cle;
    comptees.filter(voulue).flat_map(|(id, valeur)| comptage(enquete, id, |c| c.valeur == Some(valeur))).collect()
}

/// Of those that are counted.
pub fn montants_des_coupures(enquete: &Enquete) -> Vec<Option<Montant>> {
    let arretes = enquete.comptes.caisses().filter_map(|id| enquete.comptes.arrete_de_cloture(id));
    let des_coupures = |arrete: &ArreteDeCaisse| {
        let mut sommes: HashMap<Montant, Montant> = HashMap::new();
        comptees_de(arrete).for_each(|(_, valeur, montant)| *sommes.entry(valeur).or_default() += montant);
        COUPURES.map(|valeur| sommes.get(&valeur).copied())
    };
    arretes.flat_map(des_coupures).collect()
}

/// The count that closes the year.
pub fn arrete(enquete: &Enquete, caisse: &str) -> Vec<Terme> {
    banque::trouver(enquete, caisse).map_or_else(Vec::new, |id| comptage(enquete, id, |_| true))
}

fn comptage(enquete: &Enquete, id: TresorerieId, garder: impl Fn(&Coupure) -> bool) -> Vec<Terme> {
    let Some(arrete) = enquete.comptes.arrete_de_cloture(id) else { return vec![] };
    let jour = arrete.date.valeur;
    let terme = |(coupure, valeur, montant): (&Coupure, Montant, Montant)| {
        let place = enquete.place(arrete.lieu(coupure.span));
        let preuves = vec![enquete.preuve(id, jour, Some(enquete.place(arrete.lieu(arrete.date.span))))];
        let vue = EcritureVue { preuves, ..EcritureVue::new(Nature::ArreteDeCaisse, Some(jour), place) };
        Terme::ecrit(format!("{} × {valeur}", coupure.nombre), montant, vue)
    };
    comptees_de(arrete).filter(|(c, ..)| garder(c)).map(terme).collect()
}

/// The notes and coins that were there, with what one is worth and what they are worth together.
fn comptees_de(arrete: &ArreteDeCaisse) -> impl Iterator<Item = (&Coupure, Montant, Montant)> {
    arrete.coupures.iter().filter(|c| c.nombre != 0).filter_map(|coupure| {
        let valeur = coupure.valeur?;
        Some((coupure, valeur, Montant::from_centimes(valeur.centimes().checked_mul(coupure.nombre)?)))
    })
}

/// Of those where something was counted.
pub fn totaux_comptes(enquete: &Enquete) -> Vec<Option<Montant>> {
    let total = |id| {
        let mut montants = comptees_de(enquete.comptes.arrete_de_cloture(id)?).map(|(.., montant)| montant).peekable();
        montants.peek()?;
        Some(montants.sum())
    };
    enquete.comptes.caisses().map(total).collect()
}

pub fn ecart(enquete: &Enquete, nom: &str) -> Vec<Terme> {
    let Some(id) = banque::trouver(enquete, nom) else { return vec![] };
    if enquete.tresorerie(id).compte.is_banque() {
        return banque::ecart(enquete, nom);
    }
    let Some(arrete) = Arrete::de_cloture(enquete.controle, id) else { return vec![] };
    vec![
        Terme::figure("Total compté", arrete.compte, format!("arrete_de_caisse.{nom}")),
        Terme::figure("Solde du cahier ce jour", -arrete.solde, format!("solde_du_cahier.{nom}")),
    ]
}

/// Of the banks, then of the cash boxes.
pub fn ecarts(enquete: &Enquete) -> Vec<Option<Montant>> {
    let de_caisse = |id| Some(Arrete::de_cloture(enquete.controle, id)?.ecart);
    [banque::ecarts(enquete), enquete.comptes.caisses().map(de_caisse).collect()].concat()
}

/// Of a bank, on the last day; of a cash box, on the day of its count, which may fall in the next exercice.
pub fn solde_du_cahier(enquete: &Enquete, nom: &str) -> Vec<Terme> {
    let Some(id) = banque::trouver(enquete, nom) else { return vec![] };
    let fin = enquete.exercice.fin;
    let comptee = if enquete.tresorerie(id).compte.is_banque() { None } else { Arrete::de_cloture(enquete.controle, id) };
    let jour = comptee.map_or(fin, |arrete| arrete.date);
    if jour <= fin {
        return bilan::jusqu_au(enquete, id, jour);
    }
    let cloture = Terme::figure("Solde au dernier jour de l’exercice", enquete.comptes.cloture(id), nom);
    let suivantes = enquete.controle.suivant().into_iter().flat_map(|suivant| &suivant.exercice.ecritures);
    let apres = suivantes.filter(|e| e.date.is_some_and(|d| d.valeur <= jour));
    [vec![cloture], bilan::mouvements(enquete, apres, id)].concat()
}

pub fn soldes_des_caisses(enquete: &Enquete) -> Vec<Option<Montant>> {
    let solde = |id| Arrete::de_cloture(enquete.controle, id).map_or_else(|| enquete.comptes.cloture(id), |arrete| arrete.solde);
    enquete.comptes.caisses().map(|id| Some(solde(id))).collect()
}
