//! Checks a [`Dossier`] against the rules: levels, acknowledgements, and the proof that accounts may be printed.
//!
//! In: a dossier and the day of the check. Out: a [`Controle`], which can be made into a report for the reader, or into a
//! [`DossierControle`] — the only thing that reports and papers accept, and that nothing else can make.

mod acquittements;
pub mod contradictions;
mod dependances;
mod desequilibres;
mod en_vigueur;
pub mod etapes_du_retour;
mod explication;
mod famille;
pub mod jour_du_sceau;
mod justificatifs;
mod moteur;
mod nouveaux;
mod preuve;
pub mod preuves_a_juger;
mod regle;
mod regles;
mod sceau;
pub mod scelle;

pub use acquittements::{Acquittements, Verdict};
pub use dependances::exercices_concernes;
pub use explication::{Explication, Extrait, Section};
pub use famille::{FAMILLES, Famille};
pub use moteur::Controle;
pub use nouveaux::nouveaux;
#[cfg(feature = "pdf")]
pub use preuve::Brouillon;
pub use preuve::{DossierControle, Precedent};
pub use regle::{Regle, Verification};
pub use regles::{REGLES, fiches, regle, regle_nommee, regle_proche};
pub use sceau::NouveauSceau;
