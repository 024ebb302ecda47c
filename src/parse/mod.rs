//! From the texts of a folder to a [`Dossier`]: spanned values, and everything found wrong on the way (rules L001–L009).
//!
//! `decoupe` cuts, `constructeur` builds an `arbre`, `conformite` holds it against its `forme`, `formes/` make values,
//! [`charger`] assembles. It judges only what can be judged of one file alone; what the accounts mean is for [`crate::controle`].

mod arbre;
mod assemblage;
mod cles_bancaires;
mod conformite;
mod constats_du_dossier;
mod constructeur;
mod decoupe;
mod dessin_pdf;
mod dossier;
mod exercice_en_cours;
mod fichier;
mod forme;
mod formes;
mod lecture;
mod lignes;
mod messages;
mod nombre;
mod objets_pdf;
mod papier_imprime;
mod pertes_pdf;
mod plan_du_dossier;
mod proposition;
mod proprietes_pdf;
mod reglages_scelles;
mod regle_ferme;
mod scalaire;
mod signes_pdf;
mod virgules;
mod xmp;

pub use assemblage::{DepartementLu, charger, dossier_de_defauts, lire_departement};
pub use cles_bancaires::juger_l_iban;
pub use dessin_pdf::{EcartDeDessin, EtatDePiece, Raison, ecarts_de_dessin};
pub use dossier::Dossier;
pub use forme::{Cle, Forme, Genre, Presence};
pub use formes::{FICHIERS, FichierDuFormat};
pub use papier_imprime::{
    Illisible, PIECE_DES_CHIFFRES, PIECE_DES_ECRITURES, PIECE_DES_PAGES, PapierImprime, autour, est_tronque,
};
pub use pertes_pdf::{Perte, pertes};
pub use proposition::{Connus, la_plus_proche, les_plus_proches};
pub use proprietes_pdf::{ProprieteChangee, proprietes_changees};
pub use regle_ferme::est_ferme;
