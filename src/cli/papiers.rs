//! Where papers go, and those that come back.

use std::path::{Path, PathBuf};

use super::{Charge, Echec, creer_dossier, est_dans, lire_document};
use crate::parse::{Illisible, PapierImprime};

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

/// A printed CRF: its bytes, and what they carry.
pub fn lire_crf(fichier: &Path) -> Result<(Vec<u8>, PapierImprime), Echec> {
    let nom = fichier.display();
    let octets = lire_document(fichier)?;
    let lu = PapierImprime::lire(&octets).map_err(|pourquoi| match pourquoi {
        Illisible::PasUnPdf => Echec::new(format!("`{nom}` n’est pas un PDF qui se lise"), "donnez le fichier d’un CRF imprimé"),
        Illisible::Tronque => Echec::new(
            format!("`{nom}` est tronqué : il s’arrête avant sa fin"),
            "un envoi ou une copie s’est interrompu : redemandez ou recopiez le fichier",
        ),
        Illisible::SansChiffres => sans_chiffres(fichier),
    })?;
    Ok((octets, lu))
}

/// It is a PDF, but no CRF of ours.
pub fn sans_chiffres(fichier: &Path) -> Echec {
    Echec::new(
        format!("`{}` ne porte pas les chiffres d’un compte rendu financier", fichier.display()),
        "seul le CRF les porte, tel que `retkoop imprimer crf` l’écrit : ni brouillon, ni numérisation, ni autre papier",
    )
}
