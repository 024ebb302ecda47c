//! Which papers a run makes: those named, or all that have something to say; and what the others wait for.

use super::{Emission, Modele, Papier};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::date::DateDuPapier;
use crate::parse::Dossier;

/// The papers of one run, in the order of the list.
#[derive(Debug, Default)]
pub struct Choix {
    pub modeles: Vec<Modele>,
    /// Of these, those that are printed with blank boxes.
    pub vierges: Vec<Modele>,
    /// Named, but they may not be made: nothing is printed then.
    pub refus: Vec<Attente>,
    /// What `tout` leaves out for now.
    pub attentes: Vec<Attente>,
}

/// A paper that may not be made yet.
#[derive(Debug)]
pub struct Attente {
    pub modele: Modele,
    pub attendu: String,
    pub aide: &'static str,
}

impl Choix {
    /// The papers named, and with `tout` all those that have something to say on `date`.
    pub fn new(nommes: &[Modele], tout: bool, dossier: &Dossier, comptes: &Comptes, date: DateDuPapier) -> Choix {
        let mut choix = Choix::default();
        for &modele in Modele::TOUS {
            let nomme = nommes.contains(&modele);
            if !nomme && !tout {
                continue;
            }
            match modele.emission(dossier, comptes, date) {
                Emission::Remplie => choix.modeles.push(modele),
                Emission::Vierge if nomme => {
                    choix.vierges.push(modele);
                    choix.modeles.push(modele);
                }
                Emission::Vierge => {}
                Emission::Incomplete { .. } if nomme => choix.modeles.push(modele),
                Emission::Refusee { attendu, aide } if nomme => choix.refus.push(Attente { modele, attendu, aide }),
                Emission::Incomplete { attendu, aide } | Emission::Refusee { attendu, aide } => {
                    choix.attentes.push(Attente { modele, attendu, aide });
                }
            }
        }
        choix
    }

    pub fn etablir(&self, controle: &DossierControle, date: DateDuPapier) -> Vec<Papier> {
        self.modeles.iter().flat_map(|modele| modele.etablir(controle, date)).collect()
    }
}
