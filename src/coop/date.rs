//! Dates as the French write them. A date is a calendar day without a time.

use chrono::Datelike;

pub type Date = chrono::NaiveDate;

/// The day of a paper, and whether one asked for it: some papers have another by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateDuPapier {
    Demandee(Date),
    /// Its own day, and that of the check: nothing later has happened.
    ParDefaut {
        jour: Date,
        verification: Date,
    },
}

impl DateDuPapier {
    pub fn jour(self) -> Date {
        match self {
            DateDuPapier::Demandee(jour) | DateDuPapier::ParDefaut { jour, .. } => jour,
        }
    }

    /// The last day of what it may vouch for.
    pub fn au_plus_tard(self) -> Date {
        match self {
            DateDuPapier::Demandee(jour) | DateDuPapier::ParDefaut { verification: jour, .. } => jour,
        }
    }
}

/// For the papers that have no other day.
impl From<DateDuPapier> for Date {
    fn from(date: DateDuPapier) -> Date {
        date.jour()
    }
}

const MOIS: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

/// `7 novembre 2024`, `1er septembre 2023`.
pub fn en_toutes_lettres(date: Date) -> String {
    let jour = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{jour}\u{a0}{}\u{a0}{}", MOIS[date.month0() as usize], date.year())
}

/// `07/11/2024`.
pub fn en_chiffres(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `novembre`.
pub fn nom_du_mois(date: Date) -> &'static str {
    MOIS[date.month0() as usize]
}
