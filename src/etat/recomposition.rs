//! The pages that a printed CRF should have: composed again from the data that it carries, by whoever prints papers.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recomposition {
    /// The file carries nothing to compose pages from.
    SansDonnees,
    /// This program was built without what prints papers.
    SansImpression,
    /// What it carries is longer than what this program composes again.
    TropLongue,
    /// No page comes of what it carries: it is not what its composer writes, or not what this program reads.
    Refusee {
        /// Who composed the paper, when it was not this program.
        autre_composeur: Option<String>,
    },
    Faite {
        /// The whole PDF.
        octets: Vec<u8>,
        autre_composeur: Option<String>,
    },
}
