//! What a command proposes to write, worked out from the accounts: the text of new entries and files, and what stands in the
//! way. Nothing is written here: the edge checks a proposal once more against the rules, and writes it whole or not at all.

pub mod cloture;
pub mod ecriture_de_cotisation;
pub mod exercice_suivant;
