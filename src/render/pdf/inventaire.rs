//! The cahier d'inventaire on paper.

use serde_json::{Value, json};

use super::signatures::cases_des_mandataires;
use super::typographie::{cumuls, en_colonne, euros};
use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Montant, date, par_milliers};
use crate::etat::inventaire::{Inventaire, LigneDInventaire};
use crate::parse::Dossier;

/// Rows of the register that is filled in by hand.
const LIGNES_VIERGES: usize = 14;

pub fn emission(dossier: &Dossier, comptes: &Comptes, _: Date) -> Emission {
    Emission::si(dossier.inventaire_de(comptes.exercice).iter().any(|bien| bien.date <= comptes.exercice.fin))
}

pub fn etablir(controle: &DossierControle, date: Date) -> Vec<Papier> {
    let inventaire = Inventaire::etablir(controle);
    let vierge = inventaire.presents.is_empty() && inventaire.sortis.is_empty();
    let presents = &inventaire.presents;
    let donnees = json!({
        "fin": date::en_toutes_lettres(inventaire.identite.fin),
        "presents": presents.iter().map(present).collect::<Vec<_>>(),
        "cumuls": cumuls(presents.iter().map(|l| [l.valeur, l.valeur_actuelle.unwrap_or_default()])),
        "vierges": if vierge { vec![[""; 7]; LIGNES_VIERGES] } else { vec![] },
        "sortis": inventaire.sortis.iter().map(sorti).collect::<Vec<_>>(),
        "cumuls_des_sortis": cumuls(inventaire.sortis.iter().map(|l| [l.valeur])),
        "achats": achats(&inventaire),
        "signatures": cases_des_mandataires(&inventaire.identite),
    });
    vec![Papier::new(Modele::Inventaire, &inventaire.identite, date, donnees)]
}

/// What the account and the inventory say of the year, together when they do not say the same.
fn achats(inventaire: &Inventaire) -> String {
    let Inventaire { compte, achats, de_l_annee: (nombre, prix), .. } = inventaire;
    match *achats {
        Montant::ZERO if *nombre == 0 => {
            format!("Aucun bien durable n’a été acheté pendant l’exercice (compte {compte}).")
        }
        achats if achats == *prix => {
            format!("Achats de biens durables de l’exercice, d’après le compte {compte} du cahier\u{a0}: {achats}.")
        }
        achats => format!(
            "Achats de biens durables de l’exercice\u{a0}: {achats} d’après le compte {compte} du cahier, {prix} d’après l’inventaire ({}).",
            match nombre {
                0 => "aucun bien".to_owned(),
                1 => "1\u{a0}bien".to_owned(),
                n => format!("{}\u{a0}biens", par_milliers(*n)),
            }
        ),
    }
}

/// What is said of every good: what it is, `entre`, how many, for how much, then `suite`.
fn rangee(ligne: &LigneDInventaire, entre: &[String], suite: &[String]) -> Value {
    let bien = [date::en_chiffres(ligne.date), en_colonne(&ligne.piece), ligne.designation.clone(), ligne.lieu.clone()];
    let prix = [ligne.quantite.to_string(), euros(ligne.valeur)];
    [&bien, entre, &prix, suite].concat().into()
}

fn present(ligne: &LigneDInventaire) -> Value {
    rangee(ligne, &[], &[ligne.valeur_actuelle.map_or_else(String::new, euros)])
}

fn sorti(ligne: &LigneDInventaire) -> Value {
    let (jour, motif) = ligne.cession.as_ref().map_or_else(Default::default, |(d, motif)| (date::en_chiffres(*d), motif.clone()));
    rangee(ligne, &[jour, motif], &[])
}
