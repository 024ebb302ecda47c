//! The état de rapprochement on paper: a block of the CRF, and a paper of its own. In: the model. Out: what `blocs.typ` reads.

use serde_json::{Value, json};

use super::conclusion::conclusion;
use super::liste::liste;
use super::signatures::cases_des_signataires;
use super::typographie::{en_colonne, euros};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, date, iban};
use crate::etat::identite::Identite;
use crate::etat::rapprochement::{OperationNonPointee, Rapprochement};
use crate::parse::Dossier;

/// Pièce, date, opération, chèque, sortie, entrée.
const COLONNES: [u64; 6] = [16_000, 19_000, 83_000, 20_000, 22_000, 22_000];

pub fn emission(_: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    Emission::si(comptes.banques().next().is_some())
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let identite = Identite::de(controle);
    let comptes = controle.comptes();
    let au = controle.exercice().avancement().arrete_au(date);
    let blocs: Vec<Value> = comptes.banques().map(|banque| bloc_a_completer(&Rapprochement::de(comptes, banque), au)).collect();
    let donnees = json!({ "rapprochements": blocs, "signatures": cases_des_signataires(&identite) });
    vec![Papier::new(Modele::Rapprochement, &identite, date, donnees)]
}

/// The same, with the proof to be written by hand from a statement that is on paper only.
fn bloc_a_completer(rapprochement: &Rapprochement, au: Date) -> Value {
    let mut bloc = bloc(rapprochement, au);
    if rapprochement.releve.is_none() {
        bloc["preuve_vierge"] = json!({
            "releve": [format!("Solde du relevé au {}", date::en_toutes_lettres(rapprochement.fin)), ""],
            "sorties": euros(rapprochement.sorties_non_pointees),
            "entrees": euros(rapprochement.entrees_non_pointees),
            "attendu": "",
            "cahier": solde_du_cahier(rapprochement, au),
            "ecart": "",
            "conclusion": conclusion("", false),
        });
    }
    bloc
}

/// `au`: the day of the ledger's balance.
pub fn bloc(rapprochement: &Rapprochement, au: Date) -> Value {
    let mut precisions = vec![format!("compte {}", rapprochement.compte)];
    if !rapprochement.iban.is_empty() {
        precisions.push(format!("IBAN {}", iban::presenter(&rapprochement.iban)));
    }
    let operations: Vec<_> = rapprochement.operations.iter().map(operation).collect();
    json!({
        "intitule": rapprochement.intitule,
        "precisions": precisions.join(" · "),
        "operations": liste(&COLONNES, &operations, rapprochement.operations.iter().map(|o| sortie_et_entree(o.montant))),
        "sans_operation": match rapprochement.releve {
            None => "Aucune opération n’est à pointer.",
            Some(_) => "Toutes les opérations du cahier sont pointées sur le relevé.",
        },
        "preuve": rapprochement.releve.map(|releve| preuve(rapprochement, releve, au)),
        "sans_releve": sans_releve(rapprochement),
    })
}

fn preuve(rapprochement: &Rapprochement, (jour, solde): (Date, Montant), au: Date) -> Value {
    json!({
        "releve": [format!("Solde du relevé au {}", date::en_toutes_lettres(jour)), euros(solde)],
        "sorties": euros(rapprochement.sorties_non_pointees),
        "entrees": euros(rapprochement.entrees_non_pointees),
        "attendu": rapprochement.solde_attendu.map_or_else(String::new, euros),
        "cahier": solde_du_cahier(rapprochement, au),
        "ecart": rapprochement.ecart.map_or_else(String::new, euros),
        "conclusion": conclusion(phrase(rapprochement, jour), !rapprochement.ecart.unwrap_or_default().is_zero()),
    })
}

fn solde_du_cahier(rapprochement: &Rapprochement, au: Date) -> [String; 2] {
    [format!("Solde du cahier au {}", date::en_toutes_lettres(au)), euros(rapprochement.solde_cahier)]
}

/// Whether they agree, and whether the statement is the one that the closing asks for: that of the last day.
fn phrase(rapprochement: &Rapprochement, jour: Date) -> String {
    let fin = rapprochement.fin;
    let accord = match rapprochement.ecart.unwrap_or_default() {
        Montant::ZERO if jour == fin => "Le relevé et le cahier concordent.".to_owned(),
        Montant::ZERO => format!(
            "Le relevé du {} conduit au solde du cahier, une fois comptées les opérations qu’il ne montre pas.",
            date::en_toutes_lettres(jour)
        ),
        ecart => format!("Le relevé et le cahier diffèrent de {}.", ecart.abs()),
    };
    if jour == fin {
        return accord;
    }
    let fin = date::en_toutes_lettres(fin);
    let manque = match rapprochement.releve_suivant {
        Some(suivant) => format!(
            "Aucun relevé n’est daté du {fin}\u{a0}: celui-ci et le suivant, du {}, encadrent ce jour.",
            date::en_toutes_lettres(suivant)
        ),
        None => format!("Il manque le relevé du {fin}, ou celui qui le suit\u{a0}: ce rapprochement reste à confirmer."),
    };
    format!("{accord} {manque}")
}

/// What is said where there is no proof.
fn sans_releve(rapprochement: &Rapprochement) -> String {
    let (fin, solde) = (date::en_toutes_lettres(rapprochement.fin), rapprochement.solde_cahier);
    match rapprochement.releve_suivant {
        None => format!("Aucun relevé fourni\u{a0}: le solde du cahier, {solde}, n’est rapproché d’aucun relevé de la banque."),
        Some(suivant) => format!(
            "Aucun relevé jusqu’au {fin}, le premier est du {}\u{a0}: le solde du cahier, {solde}, n’est rapproché d’aucun relevé.",
            date::en_toutes_lettres(suivant)
        ),
    }
}

fn operation(operation: &OperationNonPointee) -> [String; 6] {
    let piece = if operation.report { "report" } else { &operation.piece };
    let libelle =
        if operation.report { format!("{} (exercice précédent)", operation.libelle) } else { operation.libelle.clone() };
    let montant = euros(operation.montant.abs());
    let (sortie, entree) = if operation.montant.is_negative() { (montant, String::new()) } else { (String::new(), montant) };
    [en_colonne(piece), date::en_chiffres(operation.date), libelle, en_colonne(&operation.cheque), sortie, entree]
}

/// What leaves and what enters, both positive.
fn sortie_et_entree(montant: Montant) -> [Montant; 2] {
    if montant.is_negative() { [-montant, Montant::ZERO] } else { [Montant::ZERO, montant] }
}
