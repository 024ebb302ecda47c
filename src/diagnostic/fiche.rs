//! What a report says of a rule, apart from its findings.

use super::Niveau;

/// A rule as machine formats describe it: made by `controle` from its registry.
#[derive(Debug, Clone)]
pub struct Fiche {
    pub code: &'static str,
    pub nom: &'static str,
    /// Level unless the department changes it.
    pub niveau: Niveau,
    /// What it checks, in one sentence without a final point.
    pub resume: &'static str,
    /// How to understand and correct it, in Markdown.
    pub aide: String,
}
