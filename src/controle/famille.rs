//! Families of rules: the letter of their codes, and what one finds under it. The order is that of a year's work.

use super::regle::Regle;
use super::regles::REGLES;

#[derive(Debug)]
pub struct Famille {
    pub lettre: char,
    pub titre: &'static str,
}

const fn famille(lettre: char, titre: &'static str) -> Famille {
    Famille { lettre, titre }
}

/// A letter is never reused.
pub static FAMILLES: &[Famille] = &[
    famille('L', "Lecture des fichiers"),
    famille('E', "Écritures"),
    famille('P', "Pièces et justificatifs"),
    famille('T', "Banque, relevés et pointage"),
    famille('C', "Caisse"),
    famille('R', "Régies d’avance"),
    famille('S', "Subventions"),
    famille('A', "Adhésion, assurance et identité"),
    famille('K', "Cahiers de classe"),
    famille('I', "Inventaire"),
    famille('V', "Vie de la coopérative"),
    famille('D', "Réglages du département"),
    famille('Q', "Contrôle des comptes et retour"),
    famille('X', "Clôture et scellés"),
    famille('N', "Niveaux et acquittements"),
];

impl Famille {
    /// The family whose letter begins what looks like a code, `E042`: any other of its codes may be meant.
    pub fn de_code(ecrit: &str) -> Option<&'static Famille> {
        let mut lettres = ecrit.trim().chars();
        let lettre = lettres.next()?.to_ascii_uppercase();
        let chiffres = lettres.as_str();
        let est_un_code = chiffres.len() <= 3 && chiffres.chars().all(|c| c.is_ascii_digit());
        FAMILLES.iter().filter(|_| est_un_code).find(|famille| famille.lettre == lettre)
    }

    /// In order of their codes.
    pub fn regles(&self) -> Vec<&'static Regle> {
        let mut regles: Vec<&Regle> = REGLES.iter().copied().filter(|r| r.code.0.starts_with(self.lettre)).collect();
        regles.sort_by_key(|r| r.code);
        regles
    }

    /// Those that have a rule.
    pub fn peuplees() -> impl Iterator<Item = &'static Famille> {
        FAMILLES.iter().filter(|famille| !famille.regles().is_empty())
    }
}
