//! The day of the check: `--date`, else `SOURCE_DATE_EPOCH`, else today.

use std::env;

use crate::coop::Date;

use super::Echec;

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
