//! One file of the format a module: its shape as data, and the value that it becomes.

pub mod activites;
pub mod adhesion;
pub mod cahier;
pub mod caisse;
pub mod classe;
pub mod cloture;
pub mod controle;
pub mod departement;
pub mod exercice;
pub mod inventaire;
mod plan;
pub mod releve;
pub mod reouvertures;
pub mod retkoop;
pub mod retour;
pub mod subventions;

use ecow::EcoString;
use smallvec::smallvec;

use crate::bareme::Plan;
use crate::coop::{Compte, Cooperative, Lignes, Mouvement, Pointage, Reference, TresorerieId};
use crate::source::{FichierId, Spanned};

use super::forme::Forme;
use super::lecture::{Entree, Table};
use super::plan_du_dossier::role;

/// A file whose keys the format names.
#[derive(Debug)]
pub struct FichierDuFormat {
    /// The name of its JSON Schema.
    pub nom: &'static str,
    /// A path of such a file, from the cooperative's folder.
    pub exemple: &'static str,
    pub sens: &'static str,
    pub forme: &'static Forme,
}

/// In the order in which one meets them.
pub static FICHIERS: &[FichierDuFormat] = &[
    FichierDuFormat {
        nom: "retkoop",
        exemple: "retkoop.toml",
        sens: "la coopérative : son identité, ses mandataires, ses comptes, ses réponses aux avertissements",
        forme: &retkoop::FORME,
    },
    FichierDuFormat {
        nom: "exercice",
        exemple: "2024-2025/exercice.toml",
        sens: "les bornes d’un exercice, ses sommes de départ et ses reports",
        forme: &exercice::FORME,
    },
    FichierDuFormat { nom: "cahier", exemple: "2024-2025/cahier/2024-09.toml", sens: "les écritures", forme: &cahier::FORME },
    FichierDuFormat {
        nom: "classe",
        exemple: "2024-2025/classes/CP.toml",
        sens: "le petit cahier d’une classe",
        forme: &classe::FORME,
    },
    FichierDuFormat {
        nom: "caisse",
        exemple: "2024-2025/caisse/2024-12-20.toml",
        sens: "un arrêté de caisse : les espèces comptées",
        forme: &caisse::FORME,
    },
    FichierDuFormat {
        nom: "releve",
        exemple: "2024-2025/releves/2024-09-30.toml",
        sens: "un relevé de banque : son solde",
        forme: &releve::FORME,
    },
    FichierDuFormat {
        nom: "subventions",
        exemple: "2024-2025/subventions.toml",
        sens: "le tableau des subventions reçues",
        forme: &subventions::FORME,
    },
    FichierDuFormat {
        nom: "adhesion",
        exemple: "2024-2025/adhesion.toml",
        sens: "l’adhésion de l’année : les classes, l’assurance, le paiement",
        forme: &adhesion::FORME,
    },
    FichierDuFormat {
        nom: "controle",
        exemple: "2024-2025/controle.toml",
        sens: "les vérificateurs et leur quitus",
        forme: &controle::FORME,
    },
    FichierDuFormat {
        nom: "activites",
        exemple: "2024-2025/activites.toml",
        sens: "le compte rendu d’activités : le conseil, les projets, les vœux",
        forme: &activites::FORME,
    },
    FichierDuFormat {
        nom: "retour",
        exemple: "2024-2025/retour/etat.toml",
        sens: "où en est le retour au département ; `retkoop retour` l’écrit",
        forme: &retour::FORME,
    },
    FichierDuFormat {
        nom: "cloture",
        exemple: "2024-2025/cloture.toml",
        sens: "le sceau d’un exercice clôturé ; `retkoop cloturer` l’écrit",
        forme: &cloture::FORME,
    },
    FichierDuFormat {
        nom: "reouvertures",
        exemple: "2024-2025/reouvertures.toml",
        sens: "les réouvertures d’un exercice clôturé ; `retkoop rouvrir` l’écrit",
        forme: &reouvertures::FORME,
    },
    FichierDuFormat {
        nom: "inventaire",
        exemple: "inventaire.toml",
        sens: "le cahier d’inventaire, toutes années confondues",
        forme: &inventaire::FORME,
    },
    FichierDuFormat {
        nom: "departement",
        exemple: "departement.toml",
        sens: "les réglages d’un département : tarifs, plan comptable, seuils, niveaux",
        forme: &departement::FORME,
    },
];

impl FichierDuFormat {
    /// Of the file that stands at a path of a cooperative's folder.
    pub fn au_chemin(chemin: &str) -> Option<&'static FichierDuFormat> {
        FICHIERS.iter().find(|fichier| role(fichier.exemple).est_le_meme(role(chemin)))
    }
}

/// What the files of an exercice refer to.
#[derive(Clone, Copy)]
pub struct Contexte<'a> {
    pub fichier: FichierId,
    pub cooperative: &'a Cooperative,
    pub plan: &'a Plan,
}

impl Contexte<'_> {
    fn tresorerie(&self, nom: &str) -> Reference<TresorerieId> {
        match self.cooperative.trouver_tresorerie(nom) {
            Some(id) => Reference::Connue(id),
            None => Reference::Inconnue(nom.into()),
        }
    }

    fn compte(&self, ecrit: &str) -> Reference<Compte> {
        match self.plan.trouver(ecrit) {
            Some(compte) => Reference::Connue(compte),
            None => Reference::Inconnue(ecrit.into()),
        }
    }

    /// `entree` and `sortie` of an entry or a carried-over operation. An amount that could not be read counts for nothing:
    /// the entry's `manques` say so.
    fn mouvements(&self, table: Table, sortie: bool, vers: &mut Lignes<Mouvement>) {
        for entree in table.entrees().filter(Entree::a_un_nom) {
            let montant = entree.montant().map(|m| m.valeur).unwrap_or_default();
            vers.push(Mouvement {
                tresorerie: self.tresorerie(entree.cle()),
                montant: if sortie { -montant } else { montant },
                span: entree.span_cle().union(entree.span()),
            });
        }
    }

    /// `pointage = DATE`, or `pointage.banque = DATE`.
    fn pointages(&self, entree: Entree) -> Lignes<Pointage> {
        if let Some(date) = entree.date() {
            return smallvec![Pointage { tresorerie: None, date: date.valeur, span: date.span }];
        }
        let propres = entree.elements().filter_map(|e| {
            let date = e.date()?;
            Some(Pointage { tresorerie: Some(self.tresorerie(e.cle())), date: date.valeur, span: e.span_cle().union(date.span) })
        });
        propres.collect()
    }
}

/// A required text: empty when it could not be read, which was reported.
fn texte_requis(table: &Table, cle: &str) -> Spanned<EcoString> {
    table.texte(cle).unwrap_or_else(|| Spanned::new(EcoString::new(), table.span()))
}
