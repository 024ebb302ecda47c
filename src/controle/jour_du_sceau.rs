//! A seal whose day cannot be the true one: it is to come, or before the reopening that it follows. Told by X006 and by
//! `attester`. Not here: what the seal contradicts, a day before the end of the year ([`super::contradictions`]).

use crate::coop::{Date, Exercice, date};

/// What the day of a seal does not agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JourInvraisemblable {
    /// The last reopening, which is later.
    AvantLaReouverture(Date),
    /// The day of the check, which is earlier.
    AVenir(Date),
}

impl JourInvraisemblable {
    /// Of a seal that can be trusted; `jour`: of the check. Both may be true.
    pub fn de(exercice: &Exercice, jour: Date) -> Vec<JourInvraisemblable> {
        let Some(cloture) = exercice.cloture.as_ref().filter(|cloture| cloture.authentique) else { return Vec::new() };
        let derniere = exercice.reouvertures.iter().map(|r| r.date).max().filter(|rouvert| *rouvert > cloture.date);
        let a_venir = (cloture.date > jour).then_some(JourInvraisemblable::AVenir(jour));
        derniere.map(JourInvraisemblable::AvantLaReouverture).into_iter().chain(a_venir).collect()
    }

    /// The day that the closing cannot be on the other side of.
    pub fn borne(self) -> Date {
        match self {
            JourInvraisemblable::AvantLaReouverture(jour) | JourInvraisemblable::AVenir(jour) => jour,
        }
    }

    /// One sentence, without its final point.
    pub fn phrase(self, exercice: &str, clos: Date) -> String {
        let [clos, borne] = [clos, self.borne()].map(date::en_chiffres);
        match self {
            JourInvraisemblable::AvantLaReouverture(_) => {
                format!("l’exercice {exercice} dit avoir été clôturé le {clos}, avant sa réouverture du {borne}")
            }
            JourInvraisemblable::AVenir(_) => {
                format!("l’exercice {exercice} dit avoir été clôturé le {clos}, un jour à venir : nous sommes le {borne}")
            }
        }
    }
}
