//! Writes new texts of a cooperative's files: refused when the accounts would hold an error that they do not hold now, when a
//! file changed in the meantime, or when the exercice is sealed.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use ecow::EcoString;
use rayon::prelude::*;

use super::chargement::{Charge, departement_externe};
use super::{Echec, creer, creer_dossier, ecrire, est_dans, nettoyer};
use crate::controle::Controle;
use crate::controle::scelle::annexes_sous_le_sceau;
use crate::coop::{Exercice, est_sous_le_sceau};
use crate::diagnostic::{Diagnostic, Empreinte, Niveau, Rapport};
use crate::parse::charger;
use crate::source::{Source, disque};

/// A file, from the cooperative's folder, and its new text.
pub type NouveauTexte = (String, String);

/// What became of a modification.
#[derive(Debug)]
pub enum Modification {
    /// With the warnings that it adds.
    Ecrite(Box<Rapport>),
    /// The errors that it would add.
    Refusee(Box<Rapport>),
    /// The exercice, by name, is sealed.
    Scellee(EcoString),
}

/// Errors: a file is not what was read, or the disk refuses.
pub fn modifier(charge: &Charge, textes: &[NouveauTexte]) -> Result<Modification, Echec> {
    if let Some(nom) = textes.iter().find_map(|(chemin, _)| exercice_scelle(charge, chemin)) {
        return Ok(Modification::Scellee(nom));
    }
    let scelles: Vec<String> =
        textes.iter().filter_map(|(chemin, _)| Some(chemin.strip_suffix("/cloture.toml")?.to_owned())).collect();
    let mut arborescence =
        disque::lire_pour_sceller(&charge.racine, &scelles).map_err(|e| Echec::es(&charge.racine.display().to_string(), &e))?;
    for (chemin, texte) in textes {
        let lu = charge.dossier.source(chemin).map(|s| &s.texte);
        let present = arborescence.fichier(chemin);
        if present.map(|id| &arborescence.source(id).texte) != lu || (lu.is_none() && charge.racine.join(chemin).exists()) {
            return Err(Echec::new(format!("`{chemin}` a changé pendant ce travail"), "recommencez : rien n’a été écrit"));
        }
        match present {
            Some(id) => arborescence.sources[id.0 as usize] = Source::new(chemin.as_str(), texte.as_str()),
            None => arborescence.sources.push(Source::new(chemin.as_str(), texte.as_str())),
        }
    }
    arborescence.sources.sort_by(|a, b| a.chemin.cmp(&b.chemin));
    let apres = charger(arborescence, departement_externe(&charge.racine));
    let (avant, apres) = (Controle::new(&charge.dossier, charge.jour), Controle::new(&apres, charge.jour));
    let ajoutees = ajoutes(&avant, &apres, Niveau::Erreur);
    if !ajoutees.is_empty() {
        return Ok(Modification::Refusee(Box::new(apres.rapport_de(ajoutees))));
    }
    let avertissements = Box::new(apres.rapport_de(ajoutes(&avant, &apres, Niveau::Avertissement)));
    for (chemin, texte) in textes {
        let nouveau = charge.dossier.source(chemin).is_none();
        ecrire_dans(&charge.racine, chemin, texte, nouveau)?;
        nettoyer(charge.racine.join(chemin).parent().unwrap_or(&charge.racine));
    }
    Ok(Modification::Ecrite(avertissements))
}

/// Opens a sealed exercice again. What voids the seal is written first: from then on the exercice is open, whatever becomes of
/// the seal itself.
///
/// Errors: the disk refuses.
pub fn rompre_le_sceau(charge: &Charge, exercice: &str, reouvertures: &str) -> Result<(), Echec> {
    ecrire_dans(&charge.racine, &format!("{exercice}/reouvertures.toml"), reouvertures, false)?;
    nettoyer(&charge.racine.join(exercice));
    oter_le_sceau(charge, exercice)
}

/// Takes a voided seal away.
///
/// Errors: the disk refuses.
pub fn oter_le_sceau(charge: &Charge, exercice: &str) -> Result<(), Echec> {
    let sceau = charge.racine.join(exercice).join("cloture.toml");
    fs::remove_file(&sceau).map_err(|e| Echec::es(&sceau.display().to_string(), &e))
}

/// Fingerprints of the files of an exercice that are no text of ours, by path from its folder.
///
/// Errors: one of them cannot be read.
pub fn empreintes_des_annexes(charge: &Charge, exercice: &Exercice) -> Result<BTreeMap<String, String>, Echec> {
    let dossier = charge.racine.join(exercice.nom.as_str());
    let annexes: Vec<_> = annexes_sous_le_sceau(exercice).collect();
    let empreintes = annexes.into_par_iter().map(|annexe| {
        let chemin = dossier.join(&annexe.chemin);
        // A pipe would be waited for, and a link out of the folder followed.
        if annexe.refusee {
            return Err(Echec::new(
                format!("`{}/{}` n’est pas un fichier ordinaire : il ne peut pas être scellé", exercice.nom, annexe.chemin),
                "enlevez-le du dossier de l’exercice, ou remplacez-le par le fichier lui-même",
            ));
        }
        let empreinte = disque::empreinte(&chemin).map_err(|e| Echec::es(&chemin.display().to_string(), &e))?;
        Ok((annexe.chemin.clone(), empreinte))
    });
    empreintes.collect()
}

/// The content of a file of an exercice, named from its folder.
///
/// Errors: it cannot be read.
pub fn lire_annexe(charge: &Charge, exercice: &Exercice, chemin: &str) -> Result<Vec<u8>, Echec> {
    let fichier = charge.racine.join(exercice.nom.as_str()).join(chemin);
    fs::read(&fichier).map_err(|e| Echec::es(&fichier.display().to_string(), &e))
}

/// A file named on the command line.
pub fn lire_document(fichier: &Path) -> Result<Vec<u8>, Echec> {
    fs::read(fichier).map_err(|e| Echec::es(&fichier.display().to_string(), &e))
}

/// The findings of a level that were not there before.
fn ajoutes<'a>(avant: &Controle, apres: &'a Controle, niveau: Niveau) -> Vec<&'a Diagnostic> {
    let connus: HashSet<Empreinte> = avant.diagnostics().iter().filter(|d| d.niveau == niveau).map(|d| d.empreinte).collect();
    apres.diagnostics().iter().filter(|d| d.niveau == niveau && !connus.contains(&d.empreinte)).collect()
}

fn exercice_scelle(charge: &Charge, chemin: &str) -> Option<EcoString> {
    let (nom, _) = chemin.split_once('/').filter(|(_, reste)| est_sous_le_sceau(reste) || *reste == "cloture.toml")?;
    charge.dossier.exercice(nom).filter(|e| e.scelle).map(|e| e.nom.clone())
}

/// A link is followed, inside the cooperative only: what it leads to is replaced, not the link. `nouveau`: nothing was there when
/// the folder was read, and nothing that is there since is replaced.
fn ecrire_dans(racine: &Path, chemin: &str, texte: &str, nouveau: bool) -> Result<(), Echec> {
    let fichier = racine.join(chemin);
    let dossier = fichier.parent().unwrap_or(racine);
    creer_dossier(dossier)?;
    let fichier = fichier.canonicalize().unwrap_or_else(|_| fichier.clone());
    if !est_dans(fichier.parent().unwrap_or(racine), racine) {
        return Err(Echec::new(format!("`{chemin}` sort du dossier de la coopérative"), "enlevez le lien qui y mène"));
    }
    if nouveau { creer(&fichier, texte.as_bytes()) } else { ecrire(&fichier, texte.as_bytes()) }
}
