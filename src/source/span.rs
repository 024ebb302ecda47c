//! Where a value stands: a range of bytes in one file.

/// Rank of a file in [`super::Arborescence::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FichierId(pub u32);

/// Bytes `debut..fin` of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub debut: u32,
    pub fin: u32,
}

impl Span {
    pub fn new(debut: usize, fin: usize) -> Span {
        // A file is at most `TAILLE_MAX` bytes: far below `u32::MAX`.
        Span { debut: debut as u32, fin: fin as u32 }
    }

    /// The smallest span that covers both.
    pub fn union(self, autre: Span) -> Span {
        Span { debut: self.debut.min(autre.debut), fin: self.fin.max(autre.fin) }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.debut as usize..self.fin as usize
    }
}

/// A span and the file that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lieu {
    pub fichier: FichierId,
    pub span: Span,
}

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    pub valeur: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(valeur: T, span: Span) -> Spanned<T> {
        Spanned { valeur, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.valeur
    }
}
