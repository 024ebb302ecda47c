//! Where papers go.

use std::path::{Path, PathBuf};

use super::{Charge, Echec, creer_dossier, est_dans};

/// Unless one says otherwise, in the cooperative's folder.
const DOCUMENTS: &str = "documents";

/// `--sortie`, else `documents/`: that one must not lead out of the cooperative by a link.
pub fn dossier_des_papiers(charge: &Charge, explicite: Option<&Path>) -> Result<PathBuf, Echec> {
    if let Some(dossier) = explicite {
        creer_dossier(dossier)?;
        return Ok(dossier.to_owned());
    }
    let dossier = charge.racine.join(DOCUMENTS);
    creer_dossier(&dossier)?;
    if est_dans(&dossier, &charge.racine) {
        Ok(dossier)
    } else {
        Err(Echec::new(
            format!("`{DOCUMENTS}/` est un lien qui sort du dossier de la coopérative"),
            "enlevez ce lien, ou nommez un dossier avec `--sortie`",
        ))
    }
}
