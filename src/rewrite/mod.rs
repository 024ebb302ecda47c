//! Lossless edits of TOML: texts in, texts out. Every comment, order, spelling and line ending that an edit does not name stays
//! as it was, byte for byte.
//!
//! [`ajouter_bloc`] adds a `[[bloc]]` at the end of a text; [`modifier_cles`] changes keys where they stand; [`NouvelleEcriture`]
//! and the others are blocks as one would write them by hand. Whether the accounts stand the edit, and writing it, is for the
//! edge: it reads the whole cooperative again with the new text before it replaces anything.

mod bloc;
mod cahier_de_classe;
mod cles;
mod ecriture;
mod etape_du_retour;
mod exercice_suivant;
mod rangement;
mod reouverture;
mod validation;

pub use bloc::{ajouter_bloc, chaine, cle};
pub use cahier_de_classe::NouveauCahierDeClasse;
pub use cles::{Illisible, fixer, modifier_cles};
pub use ecriture::NouvelleEcriture;
pub use etape_du_retour::NouvelleEtape;
pub use exercice_suivant::{OuvertureASuivre, ReportASuivre, ReportsASuivre, adhesion_toml, exercice_toml, reprendre_la_cloture};
pub use rangement::fichier_du_cahier;
pub use validation::SaisieDeValidation;
