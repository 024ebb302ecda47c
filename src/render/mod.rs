//! Report models to bytes: tables for the terminal, CSV and JSON for machines, PDF for people. Pure: no disk, no clock.

pub mod accueil_json;
mod accueil_phrases;
pub mod accueil_texte;
pub mod adhesion_csv;
pub mod adhesion_json;
pub mod adhesion_texte;
pub mod attestation_json;
pub mod attestation_texte;
pub mod bilan_csv;
pub mod bilan_json;
pub mod bilan_texte;
pub mod cahier_csv;
pub mod cahier_json;
pub mod cahier_texte;
pub mod classes_csv;
pub mod classes_json;
pub mod classes_texte;
mod cloture_phrases;
pub mod cloture_texte;
pub mod cloture_toml;
pub mod crf_d_aujourd_hui;
pub mod departement_json;
pub mod departement_texte;
pub mod ecritures_csv;
pub mod envoi_texte;
pub mod essai_json;
pub mod essai_texte;
pub mod explication_markdown;
pub mod explication_texte;
mod grille;
#[cfg(feature = "pdf")]
pub mod impressions_texte;
mod montants;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod pourquoi_json;
pub mod pourquoi_texte;
pub mod rapprochement_json;
pub mod rapprochement_texte;
mod reglages_toml;
pub mod sceaux_texte;
pub mod schema_json;
pub mod suite_texte;
pub mod tableau;
mod tableur;
#[cfg(feature = "pdf")]
pub mod zip;
