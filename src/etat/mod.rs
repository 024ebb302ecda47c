//! Report models, one official document a file: values taken from checked accounts, ready for any output.

pub mod accueil;
pub mod adhesion;
pub mod attestation;
pub mod changement_de_mandataire;
pub mod cloture;
pub mod crf;
pub mod ecriture_de_cotisation;
pub mod envoi;
pub mod exercice_suivant;
pub mod identite;
pub mod sceau;
pub mod sceaux;
