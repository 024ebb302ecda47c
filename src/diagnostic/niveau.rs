//! How serious a finding is (rules.md). The order is that of seriousness, the worst first.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Niveau {
    /// The accounts are wrong or unreadable: nothing is printed from them.
    Erreur,
    /// Fine during the year, refuses the closing.
    Bloquant,
    /// Settled by a recorded answer; unanswered, it refuses the closing.
    Question,
    Avertissement,
    Remarque,
}

impl Niveau {
    pub const TOUS: [Niveau; 5] = [Niveau::Erreur, Niveau::Bloquant, Niveau::Question, Niveau::Avertissement, Niveau::Remarque];

    pub const fn nom(self) -> &'static str {
        match self {
            Niveau::Erreur => "erreur",
            Niveau::Bloquant => "bloquant",
            Niveau::Question => "question",
            Niveau::Avertissement => "avertissement",
            Niveau::Remarque => "remarque",
        }
    }

    pub fn from_nom(nom: &str) -> Option<Niveau> {
        Niveau::TOUS.into_iter().find(|niveau| niveau.nom() == nom)
    }

    /// Whether a finding of this level, unanswered, refuses a closing.
    pub fn refuse_une_cloture(self) -> bool {
        matches!(self, Niveau::Erreur | Niveau::Bloquant | Niveau::Question)
    }

    /// Whether a finding of this level fails the run (cli.md, « Exit »).
    pub fn is_echec(self, strict: bool) -> bool {
        self == Niveau::Erreur || (strict && self != Niveau::Remarque)
    }
}

impl fmt::Display for Niveau {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.nom())
    }
}
