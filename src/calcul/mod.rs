//! Every figure of the program is computed here, once: rules and reports call the same functions.
//!
//! [`Comptes`] holds the accounts of one exercice: opening, daily balances, what the bank has seen, totals by account,
//! régies. [`Cotisation`] holds the fees of its membership, [`inventaire`] what its goods are worth, [`actions`] what each
//! project received and spent, [`cahiers_de_classe`] the days of each class ledger, [`sondage`] the pieces that the verifiers
//! look at. Total functions of what could be read; whether that may be printed is for [`crate::controle`] to say.

pub mod actions;
mod annulations;
mod arrondi;
pub mod cahiers_de_classe;
mod comptes;
pub mod cotisation;
pub mod egalites;
pub mod en_route;
pub mod formalites;
mod interchangeables;
pub mod inventaire;
mod mandataires;
pub mod numerotation;
mod ouverture;
mod pointage;
pub mod pointages_tardifs;
mod preuves;
mod regies;
mod soldes;
pub mod sondage;
mod ventilation;

pub use annulations::{Annulation, AnnulationSansEffet, SansEffet};
pub use comptes::{Comptes, Subventions};
pub use cotisation::Cotisation;
pub use formalites::Formalites;
pub use mandataires::ChangementsDeMandataire;
pub use pointage::{NonPointee, Origine};
pub use regies::Regie;
pub use soldes::Chronique;
pub use ventilation::charges_et_produits;
