//! What the year began with, down to its source: the line of the opening, or the closing of the year before.

use super::enquete::Enquete;
use super::{EcritureVue, Nature, Terme};
use crate::controle::Precedent;
use crate::coop::{Exercice, Montant, TresorerieId, nom_de_la_regie};
use crate::source::Span;

pub const EXISTENCE: &str = "Existence au début de l’exercice";

/// Each treasury account, then each class that held something.
pub fn report_a_nouveau(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let mut termes = de_la_tresorerie(enquete, "");
    let ouvertes = enquete.comptes.regies().iter().filter(|r| !r.ouverture.is_zero());
    termes.extend(ouvertes.flat_map(|r| de_la_classe(enquete, &r.classe)));
    termes
}

/// Each treasury account.
pub fn de_la_tresorerie(enquete: &Enquete, _: &str) -> Vec<Terme> {
    let comptes = enquete.comptes.cooperative.tresoreries();
    comptes.map(|(id, t)| du_compte(enquete, id, &format!("{} {}", t.compte.numero(), t.intitule()))).collect()
}

pub fn du_compte(enquete: &Enquete, id: TresorerieId, libelle: &str) -> Terme {
    let montant = enquete.comptes.ouverture(id);
    let nom = enquete.tresorerie(id).nom.as_str();
    let ouverture = enquete.exercice.ouverture.as_ref();
    let ecrite = ouverture.map(|ouverture| enquete.ligne_de_l_ouverture(id).unwrap_or(ouverture.span));
    let avant = enquete.controle.precedent().map(|precedent| match precedent {
        Precedent::Scelle(exercice, _) => {
            // The name that the account had then.
            let nom = enquete.controle.dossier().cooperative_de(exercice).tresorerie(id).nom.as_str();
            (exercice, enquete.solde_scelle(nom))
        }
        Precedent::Ouvert(comptes) => (comptes.exercice, comptes.cloture(id)),
    });
    terme(enquete, libelle, montant, ecrite, avant, nom)
}

/// What a class already held, line by line.
pub fn de_la_classe(enquete: &Enquete, classe: &str) -> Vec<Terme> {
    let libelle = format!("Détenu à l’ouverture par {}", nom_de_la_regie(classe));
    let figure = super::classes::figure(classe);
    let avant = enquete.controle.precedent().map(|precedent| match precedent {
        Precedent::Scelle(exercice, cloture) => {
            (exercice, cloture.regies.iter().filter(|(nom, _)| nom == classe).map(|(_, montant)| *montant).sum())
        }
        Precedent::Ouvert(comptes) => {
            (comptes.exercice, comptes.regies().iter().filter(|r| r.classe == classe).map(|r| r.tenu()).sum())
        }
    });
    match &enquete.exercice.ouverture {
        Some(ouverture) => {
            let lignes = ouverture.regies.iter().filter(|(nom, ..)| enquete.exercice.nom_de_classe(nom) == classe);
            lignes.map(|(_, montant, span)| terme(enquete, &libelle, *montant, Some(*span), avant, &figure)).collect()
        }
        None => {
            let tenu = enquete.comptes.regies().iter().filter(|r| r.classe == classe).map(|r| r.ouverture).sum();
            vec![terme(enquete, &libelle, tenu, None, avant, &figure)]
        }
    }
}

/// `avant`: the closing of the year before, when it can be relied on. `figure`: under which it is asked for there.
fn terme(
    enquete: &Enquete,
    libelle: &str,
    montant: Montant,
    ecrite: Option<Span>,
    avant: Option<(&Exercice, Montant)>,
    figure: &str,
) -> Terme {
    let scelle = enquete.controle.precedent().and_then(|precedent| match precedent {
        Precedent::Scelle(_, cloture) => Some(cloture.lieu(cloture.span)),
        Precedent::Ouvert(_) => None,
    });
    let suit = enquete.comptes.suit_le_precedent();
    let (nature, lieu) = match (ecrite, scelle) {
        (None, Some(sceau)) if suit => (Nature::Sceau, Some(sceau)),
        // The accounts of a year before that is still open: nothing but they say it.
        (None, None) if suit => (Nature::Ouverture, None),
        (span, _) => (Nature::Ouverture, Some(enquete.exercice.lieu(span.unwrap_or_default()))),
    };
    let place = lieu.map(|lieu| EcritureVue::new(nature, None, enquete.place(lieu)));
    let suivie = avant.filter(|(_, cloture)| *cloture == montant).map(|(exercice, _)| exercice);
    // Where the opening follows, the year before is the one that stands before it in the folder, years missing or not.
    let suivie = suivie.or_else(|| if suit { exercice_d_avant(enquete) } else { None });
    Terme {
        libelle: libelle.to_owned(),
        montant,
        figure: suivie.map_or_else(String::new, |_| figure.to_owned()),
        exercice: suivie.map_or_else(String::new, |exercice| exercice.nom.to_string()),
        ecriture: place,
    }
}

fn exercice_d_avant<'a>(enquete: &Enquete<'a>) -> Option<&'a Exercice> {
    let exercices = &enquete.controle.dossier().exercices;
    let rang = exercices.iter().position(|exercice| exercice.nom == enquete.exercice.nom)?;
    exercices.get(rang.checked_sub(1)?)
}
