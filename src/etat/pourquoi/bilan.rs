//! Block 2: the two sides of the balance sheet, and each treasury account.

use std::collections::HashMap;

use super::enquete::Enquete;
use super::figures::Sujet;
use super::{Terme, ouverture};
use crate::coop::{CompteDeTresorerie, Date, Ecriture, Montant, Operation, Tresorerie, TresorerieId};

/// By their names; by its number too, the only one of that number.
pub fn tresoreries(enquete: &Enquete) -> Vec<Sujet> {
    let combien = combien_par_numero(enquete);
    let sujet = |t: &Tresorerie| {
        let (numero, intitule) = (t.compte.numero(), t.intitule());
        let mut dits = vec![format!("{numero} {intitule}"), intitule.to_owned()];
        if combien[numero] == 1 {
            dits.push(numero.to_owned());
        }
        Sujet { cle: t.nom.to_string(), dits, ..Sujet::default() }
    };
    enquete.comptes.cooperative.tresoreries().map(|(_, t)| sujet(t)).collect()
}

fn combien_par_numero<'a>(enquete: &Enquete<'a>) -> HashMap<&'a str, usize> {
    let mut combien = HashMap::new();
    for (_, tresorerie) in enquete.comptes.cooperative.tresoreries() {
        *combien.entry(tresorerie.compte.numero()).or_default() += 1;
    }
    combien
}

/// The numbers that several accounts bear.
pub fn numeros(enquete: &Enquete) -> Vec<Sujet> {
    let combien = combien_par_numero(enquete);
    let numeros = CompteDeTresorerie::NUMEROS.iter().filter_map(|numero| Some((*numero, *combien.get(*numero)?)));
    let sujet = |(numero, combien): (&str, usize)| Sujet {
        cle: numero.to_owned(),
        dits: vec![format!("{numero}, {combien} comptes de ce numéro")],
        ..Sujet::default()
    };
    numeros.filter(|(_, combien)| *combien > 1).map(sujet).collect()
}

/// The opening, then each entry.
pub fn tresorerie(enquete: &Enquete, nom: &str) -> Vec<Terme> {
    let id = enquete.comptes.cooperative.trouver_tresorerie(nom);
    id.map_or_else(Vec::new, |id| jusqu_au(enquete, id, enquete.exercice.fin))
}

pub fn clotures(enquete: &Enquete) -> Vec<Option<Montant>> {
    enquete.comptes.cooperative.tresoreries().map(|(id, _)| Some(enquete.comptes.cloture(id))).collect()
}

/// Every statement of a bank, every count of a cash box.
pub fn preuves(enquete: &Enquete, nom: &str) -> Vec<(TresorerieId, Date)> {
    let id = enquete.comptes.cooperative.trouver_tresorerie(nom);
    id.map_or_else(Vec::new, |id| enquete.preuves_de(id))
}

/// Each account of that number.
pub fn du_numero(enquete: &Enquete, numero: &str) -> Vec<Terme> {
    enquete.du_numero(numero).into_iter().map(|id| cloture(enquete, id)).collect()
}

/// The opening, then each entry up to a day of the exercice.
pub fn jusqu_au(enquete: &Enquete, id: TresorerieId, jour: Date) -> Vec<Terme> {
    let mut termes = vec![ouverture::du_compte(enquete, id, ouverture::EXISTENCE)];
    let a_temps = enquete.exercice.ecritures.iter().filter(|e| e.date.is_some_and(|d| d.valeur <= jour));
    termes.extend(mouvements(enquete, a_temps, id));
    termes
}

/// What each of these entries moves on the account.
pub fn mouvements<'a>(enquete: &Enquete, ecritures: impl Iterator<Item = &'a Ecriture>, id: TresorerieId) -> Vec<Terme> {
    let montants = ecritures.map(|e| (e, e.mouvement(id))).filter(|(_, montant)| !montant.is_zero());
    montants.map(|(e, montant)| enquete.ecriture(e, montant, Some(id))).collect()
}

pub fn actif(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let mut tresoreries: Vec<_> = enquete.comptes.cooperative.tresoreries().collect();
    tresoreries.sort_by_key(|(_, tresorerie)| tresorerie.compte);
    let mut termes: Vec<Terme> = tresoreries.into_iter().map(|(id, _)| cloture(enquete, id)).collect();
    termes.push(Terme::figure("Détenu par les classes", enquete.comptes.total_des_regies(), "regies"));
    termes
}

pub fn passif(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let comptes = enquete.comptes;
    vec![
        Terme::figure("Report à nouveau", comptes.report_a_nouveau(), "report_a_nouveau"),
        Terme::figure("Résultat de l’exercice", comptes.resultat(), "resultat"),
    ]
}

fn cloture(enquete: &Enquete, id: TresorerieId) -> Terme {
    let tresorerie = enquete.tresorerie(id);
    let libelle = format!("{} {}", tresorerie.compte.numero(), tresorerie.intitule());
    Terme::figure(libelle, enquete.comptes.cloture(id), tresorerie.nom.as_str())
}
