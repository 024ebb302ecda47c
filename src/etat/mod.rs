//! Report models, one official document a file: values taken from checked accounts, ready for any output.

pub mod accueil;
pub mod action;
pub mod adhesion;
pub mod arrete_de_caisse;
pub mod attestation;
pub mod cahier;
pub mod changement_de_mandataire;
pub mod chiffres_joints;
pub mod classes;
pub mod cloture;
pub mod consultation;
pub mod cra;
pub mod crf;
pub mod departement;
pub mod envoi;
pub mod identite;
pub mod inventaire;
pub mod papier_atteste;
pub mod pourquoi;
pub mod precedent;
pub mod quitus;
pub mod rapprochement;
pub mod sceaux;
pub mod subventions;
