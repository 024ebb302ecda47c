//! Block 3: how a statement leads to the ledger, and what the statement itself is made of.

use super::enquete::Enquete;
use super::figures::{Sujet, de_la_piece};
use super::{Manque, Terme, ouverture};
use crate::calcul::NonPointee;
use crate::coop::{Date, Montant, Operation, TresorerieId, date};

pub fn banques(enquete: &Enquete) -> Vec<Sujet> {
    enquete.comptes.banques().map(|id| sujet(enquete, id)).collect()
}

fn sujet(enquete: &Enquete, id: TresorerieId) -> Sujet {
    let banque = enquete.tresorerie(id);
    Sujet { cle: banque.nom.to_string(), dits: vec![banque.intitule()], ..Sujet::default() }
}

/// Those whose statement the reconciliation starts from; the others say what is missing.
pub fn rapprochees(enquete: &Enquete) -> Vec<Sujet> {
    let jour = |id| enquete.comptes.releve_de_rapprochement(id).map(|releve| releve.date.valeur);
    let sujet = |id| Sujet { jour: jour(id), manque: sans_releve(enquete, id), ..sujet(enquete, id) };
    enquete.comptes.banques().map(sujet).collect()
}

fn sans_releve(enquete: &Enquete, id: TresorerieId) -> Option<Manque> {
    if enquete.comptes.releve_de_rapprochement(id).is_some() {
        return None;
    }
    let (banque, exercice) = (&enquete.tresorerie(id).nom, enquete.exercice);
    let somme = |sorties: bool| -> Montant {
        enquete.non_pointees(id).iter().map(|n| n.montant).filter(|montant| montant.is_negative() == sorties).sum()
    };
    Some(Manque {
        phrase: format!(
            "`{banque}` n’a aucun relevé jusqu’au {} : il n’y a pas de rapprochement",
            date::en_toutes_lettres(exercice.fin)
        ),
        aide: format!(
            "le cahier y tient {} (`pourquoi {banque}`), dont {} de sorties et {} d’entrées non pointées ; écrivez le relevé dans \
             `{}/releves/{}.toml`",
            enquete.comptes.cloture(id),
            -somme(true),
            somme(false),
            exercice.nom,
            exercice.fin,
        ),
    })
}

/// The statement's balance, then what the bank had not yet shown: what they lead to is the ledger's balance when both agree.
pub fn rapprochement(enquete: &Enquete, banque: &str) -> Vec<Terme> {
    let Some(id) = trouver(enquete, banque) else { return vec![] };
    let Some(releve) = enquete.comptes.releve_de_rapprochement(id) else { return vec![] };
    let phrase = format!("Solde du relevé du {}", date::en_toutes_lettres(releve.date.valeur));
    let solde = enquete.solde_du_releve(&phrase, releve.solde.valeur, id, releve);
    let mut termes = vec![Terme { figure: format!("solde_du_releve.{banque}"), ..solde }];
    termes.extend(non_pointees(enquete, id, |_| true));
    termes
}

/// The balance to which each statement leads.
pub fn soldes_rapproches(enquete: &Enquete) -> Vec<Option<Montant>> {
    enquete.comptes.banques().map(|id| solde_rapproche(enquete, id)).collect()
}

fn solde_rapproche(enquete: &Enquete, id: TresorerieId) -> Option<Montant> {
    let releve = enquete.comptes.releve_de_rapprochement(id)?;
    Some(releve.solde.valeur + enquete.non_pointees(id).iter().map(|n| n.montant).sum())
}

/// What the statement must show (T003), operation by operation, then what it shows more.
pub fn solde_du_releve(enquete: &Enquete, banque: &str) -> Vec<Terme> {
    let Some(id) = trouver(enquete, banque) else { return vec![] };
    let Some(releve) = enquete.comptes.releve_de_rapprochement(id) else { return vec![] };
    let jour = releve.date.valeur;
    let pointee = |operation: &dyn Operation| operation.pointage(id).is_some_and(|pointage| pointage <= jour);
    let mut termes = vec![ouverture::du_compte(enquete, id, ouverture::EXISTENCE)];
    let reports = enquete.comptes.reports().iter().filter(|r| !r.mouvement(id).is_zero() && !pointee(*r));
    termes.extend(reports.map(|report| {
        let terme = enquete.report(report, -report.mouvement(id), id);
        Terme { libelle: format!("{} (de l’exercice d’avant, pas encore au relevé)", terme.libelle), ..terme }
    }));
    let ecritures = enquete.exercice.ecritures.iter().filter(|e| !e.mouvement(id).is_zero() && pointee(*e));
    termes.extend(ecritures.map(|e| enquete.ecriture(e, e.mouvement(id), Some(id))));
    if let Some(ecart) = enquete.comptes.ecart_du_rapprochement(id).filter(|ecart| !ecart.is_zero()) {
        termes.push(enquete.solde_du_releve("Écart : ce que le relevé montre de plus", ecart, id, releve));
    }
    termes
}

pub fn soldes_des_releves(enquete: &Enquete) -> Vec<Option<Montant>> {
    let releves = enquete.comptes.banques().map(|id| enquete.comptes.releve_de_rapprochement(id));
    releves.map(|releve| Some(releve?.solde.valeur)).collect()
}

/// The statement that the reconciliation starts from.
pub fn son_releve(enquete: &Enquete, banque: &str) -> Vec<(TresorerieId, Date)> {
    let releve = |id| Some((id, enquete.comptes.releve_de_rapprochement(id)?.date.valeur));
    trouver(enquete, banque).and_then(releve).into_iter().collect()
}

pub fn ecart(enquete: &Enquete, banque: &str) -> Vec<Terme> {
    let Some(id) = trouver(enquete, banque) else { return vec![] };
    let conduit = rapprochement(enquete, banque).iter().map(|t| t.montant).sum();
    vec![
        Terme::figure("Solde auquel conduit le relevé", conduit, format!("rapprochement.{banque}")),
        Terme::figure("Solde du cahier", -enquete.comptes.cloture(id), format!("solde_du_cahier.{banque}")),
    ]
}

pub fn ecarts(enquete: &Enquete) -> Vec<Option<Montant>> {
    let ecart = |id| Some(solde_rapproche(enquete, id)? - enquete.comptes.cloture(id));
    enquete.comptes.banques().map(ecart).collect()
}

pub fn sorties_non_pointees(enquete: &Enquete, banque: &str) -> Vec<Terme> {
    let Some(id) = trouver(enquete, banque) else { return vec![] };
    let sorties = non_pointees(enquete, id, Montant::is_negative);
    sorties.into_iter().map(|terme| Terme { montant: -terme.montant, ..terme }).collect()
}

pub fn entrees_non_pointees(enquete: &Enquete, banque: &str) -> Vec<Terme> {
    let Some(id) = trouver(enquete, banque) else { return vec![] };
    non_pointees(enquete, id, |montant| !montant.is_negative())
}

pub fn sommes_des_sorties(enquete: &Enquete) -> Vec<Option<Montant>> {
    sommes_non_pointees(enquete, Montant::is_negative)
}

pub fn sommes_des_entrees(enquete: &Enquete) -> Vec<Option<Montant>> {
    sommes_non_pointees(enquete, |montant| !montant.is_negative())
}

/// Of the banks that have some.
fn sommes_non_pointees(enquete: &Enquete, garder: fn(Montant) -> bool) -> Vec<Option<Montant>> {
    let somme = |id| {
        let mut gardes = enquete.non_pointees(id).iter().map(|n| n.montant).filter(|montant| garder(*montant)).peekable();
        gardes.peek()?;
        Some(gardes.map(Montant::abs).sum())
    };
    enquete.comptes.banques().map(somme).collect()
}

pub fn soldes_des_banques(enquete: &Enquete) -> Vec<Option<Montant>> {
    enquete.comptes.banques().map(|id| Some(enquete.comptes.cloture(id))).collect()
}

/// Each operation on its way, by its bank and its rank in the table that the return prints.
pub fn operations_non_pointees(enquete: &Enquete) -> Vec<Sujet> {
    let de = |id: TresorerieId| {
        enquete.non_pointees(id).iter().enumerate().map(move |(rang, NonPointee { origine, .. })| {
            let libelle = origine.libelle().to_owned();
            let mut dits = vec![libelle.clone(), format!("{libelle}, {}", enquete.tresorerie(id).intitule())];
            dits.extend(Some(origine.cheque()).filter(|cheque| !cheque.is_empty()).map(str::to_owned));
            dits.extend(de_la_piece(origine.piece()));
            Sujet { cle: cle_de_l_operation(enquete, id, rang), dits, ..Sujet::default() }
        })
    };
    enquete.comptes.banques().flat_map(de).collect()
}

/// `banque.1`
fn cle_de_l_operation(enquete: &Enquete, id: TresorerieId, rang: usize) -> String {
    format!("{}.{}", enquete.tresorerie(id).nom, rang + 1)
}

pub fn montants_non_pointes(enquete: &Enquete) -> Vec<Option<Montant>> {
    enquete.comptes.banques().flat_map(|id| enquete.non_pointees(id)).map(|n| Some(n.montant.abs())).collect()
}

/// As its column prints it: what enters and what leaves are positive.
pub fn operation_non_pointee(enquete: &Enquete, cle: &str) -> Vec<Terme> {
    let de = |id| non_pointees(enquete, id, |_| true).into_iter().enumerate().map(move |(rang, terme)| (id, rang, terme));
    let voulue = |(id, rang, terme): (TresorerieId, usize, Terme)| {
        (cle_de_l_operation(enquete, id, rang) == cle).then(|| Terme { montant: terme.montant.abs(), ..terme })
    };
    enquete.comptes.banques().flat_map(de).filter_map(voulue).collect()
}

pub fn trouver(enquete: &Enquete, nom: &str) -> Option<TresorerieId> {
    enquete.comptes.cooperative.trouver_tresorerie(nom)
}

fn non_pointees(enquete: &Enquete, id: TresorerieId, garder: impl Fn(Montant) -> bool) -> Vec<Terme> {
    enquete.non_pointees(id).iter().filter(|n| garder(n.montant)).map(|n| enquete.origine(n.origine, n.montant, id)).collect()
}
