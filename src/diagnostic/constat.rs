//! A finding as the reader or a rule states it: what, where, both numbers, what to do. Its level is given later, by
//! [`crate::controle`], from the rule's metadata and the department's settings.

use std::borrow::Cow;

use ecow::EcoString;

use crate::coop::Montant;
use crate::source::Lieu;

/// Code of a rule, `E001`: a letter for the family, three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Code(pub &'static str);

/// Codes that the layers below the rules emit: reading has no rule function, but its explanations are with the others.
pub mod code {
    use super::Code;
    pub const TOML_INVALIDE: Code = Code("L001");
    pub const CLE_INCONNUE: Code = Code("L002");
    pub const CLE_MANQUANTE: Code = Code("L003");
    pub const TYPE_INATTENDU: Code = Code("L004");
    pub const MONTANT_INVALIDE: Code = Code("L005");
    pub const FICHIER_ILLISIBLE: Code = Code("L006");
    pub const FICHIER_INATTENDU: Code = Code("L007");
    pub const CHEMIN_INTERDIT: Code = Code("L008");
    pub const EXERCICE_INCOHERENT: Code = Code("L009");
    pub const REGLAGE_INCOHERENT: Code = Code("D001");
    pub const IBAN_INVALIDE: Code = Code("A008");
    pub const BAREME_EN_DOUBLE: Code = Code("A011");
}

/// Another place that a finding speaks of.
#[derive(Debug, Clone)]
pub struct Lien {
    pub lieu: Lieu,
    pub texte: String,
}

#[derive(Debug, Clone)]
pub struct Constat {
    pub code: Code,
    /// What is wrong, one sentence without a final point.
    pub message: Cow<'static, str>,
    /// What to do.
    pub aide: Cow<'static, str>,
    /// The main place; without one, the finding is about `chemin`.
    pub lieu: Option<Lieu>,
    /// A file that is not a text of ours (a receipt, an unreadable file), from the cooperative's folder.
    pub chemin: Option<String>,
    /// The line of `chemin`, from 1.
    pub ligne: u32,
    /// A few words under the main place.
    pub etiquette: Cow<'static, str>,
    pub liens: Vec<Lien>,
    /// Figures and names for machines, in the order given.
    pub donnees: Vec<(&'static str, String)>,
    pub exercice: Option<EcoString>,
    pub piece: Option<EcoString>,
    /// What it is about, independent of lines: the seed of its fingerprint.
    pub sujet: EcoString,
    /// Whether only the closing report tells it: true of the year that it speaks of, and nothing to do there any more.
    pub du_rapport_seul: bool,
}

impl Constat {
    pub fn new(code: Code, lieu: impl Into<Option<Lieu>>, message: impl Into<Cow<'static, str>>) -> Constat {
        Constat {
            code,
            message: message.into(),
            aide: Cow::Borrowed(""),
            lieu: lieu.into(),
            chemin: None,
            ligne: 1,
            etiquette: Cow::Borrowed(""),
            liens: Vec::new(),
            donnees: Vec::new(),
            exercice: None,
            piece: None,
            sujet: EcoString::new(),
            du_rapport_seul: false,
        }
    }

    pub fn aide(mut self, aide: impl Into<Cow<'static, str>>) -> Constat {
        self.aide = aide.into();
        self
    }

    pub fn chemin(mut self, chemin: impl Into<String>) -> Constat {
        self.chemin = Some(chemin.into());
        self
    }

    pub fn ligne(mut self, ligne: usize) -> Constat {
        self.ligne = u32::try_from(ligne).unwrap_or(u32::MAX);
        self
    }

    pub fn etiquette(mut self, etiquette: impl Into<Cow<'static, str>>) -> Constat {
        self.etiquette = etiquette.into();
        self
    }

    pub fn lien(mut self, lieu: Lieu, texte: impl Into<String>) -> Constat {
        self.liens.push(Lien { lieu, texte: texte.into() });
        self
    }

    pub fn donnee(mut self, cle: &'static str, valeur: impl Into<String>) -> Constat {
        self.donnees.push((cle, valeur.into()));
        self
    }

    /// Both numbers and their difference (`trouve − attendu` is negative when something is missing; the difference is given
    /// without its sign, as one reads it).
    pub fn ecart(self, attendu: Montant, trouve: Montant) -> Constat {
        self.donnee("attendu", attendu.decimal())
            .donnee("trouve", trouve.decimal())
            .donnee("difference", (attendu - trouve).abs().decimal())
    }

    pub fn piece(mut self, piece: Option<impl Into<EcoString>>) -> Constat {
        self.piece = piece.map(Into::into);
        self
    }

    pub fn sujet(mut self, sujet: impl Into<EcoString>) -> Constat {
        self.sujet = sujet.into();
        self
    }

    pub fn du_rapport_seul(mut self, seul: bool) -> Constat {
        self.du_rapport_seul = seul;
        self
    }

    pub fn exercice(mut self, exercice: impl Into<EcoString>) -> Constat {
        self.exercice = Some(exercice.into());
        self
    }
}
