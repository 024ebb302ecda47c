//! The day of the check: `--date`, else `SOURCE_DATE_EPOCH`, else today.

use std::env;

use super::args::Communs;
use super::{Console, Echec};
use crate::coop::{Date, date};

/// A day to come is written as it is given: the clock may be wrong. One is told.
pub fn prevenir_d_un_jour_a_venir(communs: &Communs, console: &Console) {
    if let (Some(donne), Ok(jour)) = (communs.date, du_controle(None))
        && donne > jour
    {
        let [donne, jour] = [donne, jour].map(date::en_chiffres);
        console.note(&format!("le {donne} est un jour à venir (nous sommes le {jour}) : c’est pourtant lui qui est écrit"));
    }
}

/// Days that are recorded follow each other: `avant`, of what is said in words, before `jour`. A day that `--date` gives may
/// serve for something else than the record: one is told.
pub fn prevenir_d_un_jour_anterieur(jour: Date, avant: Date, quoi: &str, console: &Console) {
    if jour < avant {
        let [avant, jour] = [avant, jour].map(date::en_chiffres);
        console.note(&format!("{quoi} est du {avant}, après le {jour} : c’est pourtant ce jour-là qui est écrit (`--date`)"));
    }
}

/// Errors: `SOURCE_DATE_EPOCH` is set to something that is no number of seconds.
pub fn du_controle(explicite: Option<Date>) -> Result<Date, Echec> {
    if let Some(date) = explicite {
        return Ok(date);
    }
    match env::var("SOURCE_DATE_EPOCH") {
        Ok(secondes) => secondes
            .trim()
            .parse()
            .ok()
            .and_then(|s| chrono::DateTime::from_timestamp(s, 0))
            .map(|instant| instant.date_naive())
            .ok_or_else(|| {
                Echec::new(
                    format!("SOURCE_DATE_EPOCH n’est pas un nombre de secondes : `{secondes}`"),
                    "corrigez cette variable, ou enlevez-la",
                )
            }),
        Err(_) => Ok(chrono::Local::now().date_naive()),
    }
}
