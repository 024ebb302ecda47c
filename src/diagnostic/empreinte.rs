//! What names a finding from one run to the next.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::source::Hacheur;

/// The first 64 bits of a SHA-256, written in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Empreinte(u64);

impl Empreinte {
    /// Of what a finding is about.
    pub fn de(parties: &[&str]) -> Empreinte {
        let mut hacheur = Hacheur::default();
        for partie in parties {
            hacheur.ajouter(partie.as_bytes());
            hacheur.ajouter(b"\x1f");
        }
        Empreinte(hacheur.debut())
    }

    /// The same for the first among equals, another one for each that follows.
    pub fn parmi_les_egales(self, rang: u32) -> Empreinte {
        if rang == 0 { self } else { Empreinte::de(&[&self.to_string(), &rang.to_string()]) }
    }
}

impl fmt::Display for Empreinte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Empreinte {
    fn serialize<S: Serializer>(&self, serialiseur: S) -> Result<S::Ok, S::Error> {
        serialiseur.collect_str(self)
    }
}
