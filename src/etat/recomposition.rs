//! The pages that a printed CRF should have: composed again from the data that it carries, by whoever prints papers.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recomposition {
    /// The file carries nothing to compose pages from.
    SansDonnees,
    /// This program was built without what prints papers.
    SansImpression,
    /// What it carries is longer than what this program composes again.
    TropLongue,
    /// What it carries is not what retkoop writes: no page comes of it.
    Refusee,
    Faite {
        /// The whole PDF.
        octets: Vec<u8>,
        /// Who composed the paper, when it was not this program.
        autre_composeur: Option<String>,
    },
}
