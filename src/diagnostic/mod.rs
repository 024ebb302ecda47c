//! Findings: what is wrong, where, how serious, what to do.
//!
//! A [`Constat`] is what the reader or a rule states; [`crate::controle`] gives it its level and makes a [`Diagnostic`] of it,
//! which [`formats`] write: one file a format.

mod constat;
mod empreinte;
mod fiche;
pub mod formats;
mod niveau;
mod nombres;
mod rapport;
mod typographie;

pub use constat::{Code, Constat, Lien, code};
pub use empreinte::Empreinte;
pub use fiche::Fiche;
pub use niveau::Niveau;
pub use nombres::{enumeration, pluriel, quelques};
pub use rapport::{Diagnostic, Place, Rapport, Resume};
pub use typographie::{abrege, francaise};
