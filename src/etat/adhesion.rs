//! The membership of one exercice: classes, fees with their reasons, where each step stands, and the year before beside it.

use super::identite::Identite;
use crate::calcul::cotisation::Effectifs;
use crate::calcul::{Comptes, Cotisation, Formalites};
use crate::controle::{Controle, DossierControle};
use crate::coop::{self, Date, Exercice, RangDuNom};
use crate::parse::Dossier;

#[derive(Debug, Clone)]
pub struct Adhesion {
    pub identite: Identite,
    /// There are classes: otherwise the form is blank.
    pub declaree: bool,
    pub date: Option<Date>,
    pub mode: Option<coop::ModeDePaiement>,
    pub classes: Vec<LigneDeClasse>,
    pub effectifs: Effectifs,
    /// `None` without a tariff, or when the membership cannot be trusted.
    pub cotisation: Option<Cotisation>,
    pub formalites: Option<Formalites>,
    pub precedente: Option<Precedente>,
}

#[derive(Debug, Clone)]
pub struct LigneDeClasse {
    pub nom: String,
    pub enseignants: Vec<coop::Enseignant>,
    pub effectifs: Effectifs,
    pub actions_pedagogiques: Vec<String>,
    pub cahier: Option<String>,
}

/// Last year's numbers.
#[derive(Debug, Clone)]
pub struct Precedente {
    pub exercice: String,
    pub effectifs: Effectifs,
    pub cotisation: Option<Cotisation>,
}

/// In which order classes are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrdreDesClasses {
    Saisie,
    Nom,
}

impl LigneDeClasse {
    pub(super) fn de(classe: &coop::Classe) -> LigneDeClasse {
        LigneDeClasse {
            nom: classe.nom.to_string(),
            enseignants: classe.enseignants.clone(),
            effectifs: Effectifs::de_la_classe(classe),
            actions_pedagogiques: classe.actions_pedagogiques.iter().map(ToString::to_string).collect(),
            cahier: classe.cahier.as_ref().map(|c| c.valeur.to_string()),
        }
    }
}

impl Adhesion {
    pub fn etablir(controle: &DossierControle, ordre: OrdreDesClasses) -> Adhesion {
        Adhesion::lire(controle.dossier(), controle.comptes(), ordre)
    }

    /// To look at only: from accounts as they are, mistakes included. `None`: no such exercice.
    pub fn consulter(controle: &Controle, exercice: &str, ordre: OrdreDesClasses) -> Option<Adhesion> {
        Some(Adhesion::lire(controle.dossier, controle.comptes_de(exercice)?, ordre))
    }

    fn lire(dossier: &Dossier, comptes: &Comptes, ordre: OrdreDesClasses) -> Adhesion {
        let exercice = comptes.exercice;
        let adhesion = exercice.adhesion.as_ref();
        let mut classes: Vec<LigneDeClasse> = adhesion.iter().flat_map(|a| &a.classes).map(LigneDeClasse::de).collect();
        if ordre == OrdreDesClasses::Nom {
            classes.sort_by_cached_key(|classe| RangDuNom::new(&classe.nom));
        }
        Adhesion {
            identite: Identite::a_l_adhesion(dossier, exercice),
            declaree: adhesion.is_some_and(|a| !a.classes.is_empty()),
            date: adhesion.and_then(|a| a.jour()),
            mode: adhesion.and_then(|a| a.mode),
            classes,
            effectifs: adhesion.map(Effectifs::de).unwrap_or_default(),
            cotisation: Cotisation::de_l_exercice(dossier, exercice),
            formalites: Formalites::de(dossier, comptes),
            precedente: precedent(dossier, exercice).and_then(|exercice| {
                Some(Precedente {
                    exercice: exercice.nom.to_string(),
                    effectifs: Effectifs::de(exercice.adhesion.as_ref()?),
                    cotisation: Cotisation::de_l_exercice(dossier, exercice),
                })
            }),
        }
    }
}

/// The last exercice that ends before this one begins.
fn precedent<'a>(dossier: &'a Dossier, exercice: &Exercice) -> Option<&'a Exercice> {
    dossier.exercices.iter().rfind(|e| e.fin < exercice.debut)
}
