//! Every figure of the program is computed here, once: rules and reports call the same functions.
//!
//! [`Comptes`] holds the accounts of one exercice: opening, daily balances, what the bank has seen, totals by account,
//! régies. Total functions of what could be read; whether that may be printed is for [`crate::controle`] to say.

mod comptes;
mod ouverture;
mod pointage;
mod regies;
mod soldes;
mod ventilation;

pub use comptes::Comptes;
pub use pointage::{NonPointee, Origine};
pub use regies::Regie;
pub use soldes::Chronique;
