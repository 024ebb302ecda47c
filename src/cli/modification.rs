//! Writes new texts of a cooperative's files: refused when the accounts would hold an error that they do not hold now, when a
//! file changed in the meantime, or when the exercice is sealed.

use std::fs;
use std::path::Path;

use ecow::EcoString;

use super::chargement::{Charge, departement_externe};
use super::{Echec, creer, creer_dossier, ecrire, est_dans, obstacle_a_l_ecriture};
use crate::controle::{Controle, nouveaux};
use crate::coop::{Exercice, est_sous_le_sceau};
use crate::diagnostic::{Diagnostic, Niveau, Rapport, code};
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

/// What would become of it.
#[derive(Debug)]
pub enum Epreuve {
    Permise {
        avertissements: Box<Rapport>,
        /// Of a closing, the errors that it adds to open years after it: the figures that they go on from are no longer the same.
        ensuite: Option<Box<Rapport>>,
    },
    Refusee(Box<Rapport>),
    Scellee(EcoString),
}

/// Errors: a file is not what was read, or the disk refuses.
pub fn modifier(charge: &Charge, textes: &[NouveauTexte]) -> Result<Modification, Echec> {
    Ok(match eprouver(charge, textes)? {
        Epreuve::Permise { avertissements, .. } => {
            ecrire_les_textes(charge, textes)?;
            Modification::Ecrite(avertissements)
        }
        Epreuve::Refusee(rapport) => Modification::Refusee(rapport),
        Epreuve::Scellee(nom) => Modification::Scellee(nom),
    })
}

/// Reads the cooperative again, as if the texts were written: nothing is.
///
/// Errors: a file is not what was read, or the disk refuses.
pub(super) fn eprouver(charge: &Charge, textes: &[NouveauTexte]) -> Result<Epreuve, Echec> {
    if let Some(nom) = textes.iter().find_map(|(chemin, _)| exercice_scelle(charge, chemin)) {
        return Ok(Epreuve::Scellee(nom));
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
    if let Some(faute) = faute_de_syntaxe(&avant, textes) {
        return Err(Echec::new(
            format!("`{}` ne se lit pas (ligne {}) : {}", faute.place.fichier, faute.place.debut.ligne, faute.message),
            "corrigez-le, puis recommencez : rien n’a été écrit (`retkoop verifier` montre l’endroit)",
        ));
    }
    let clos = scelles.first().and_then(|nom| apres.dossier.exercice(nom));
    let nouveaux = nouveaux(&avant, &apres);
    let de_niveau = |niveau| nouveaux.iter().copied().filter(move |d| d.niveau == niveau);
    let (ensuite, mut ajoutees): (Vec<_>, Vec<_>) =
        de_niveau(Niveau::Erreur).partition(|d| clos.is_some_and(|clos| est_d_apres(&apres, clos, d)));
    if let Some(clos) = clos {
        ajoutees.extend(de_niveau(Niveau::Bloquant).filter(|d| contredit_une_preuve(&avant, clos, d)));
    }
    if !ajoutees.is_empty() {
        return Ok(Epreuve::Refusee(Box::new(apres.rapport_de(ajoutees))));
    }
    let avertissements = Box::new(apres.rapport_de(de_niveau(Niveau::Avertissement)));
    let ensuite = (!ensuite.is_empty()).then(|| Box::new(apres.rapport_de(ensuite)));
    Ok(Epreuve::Permise { avertissements, ensuite })
}

/// Nobody knows where a text goes that is added to a file which cannot be read.
fn faute_de_syntaxe<'a>(avant: &'a Controle, textes: &[NouveauTexte]) -> Option<&'a Diagnostic> {
    let mut fautes = avant.erreurs().filter(|d| [code::TOML_INVALIDE, code::FICHIER_ILLISIBLE].contains(&d.code));
    fautes.find(|d| textes.iter().any(|(chemin, _)| *chemin == d.place.fichier))
}

/// Writes what [`eprouver`] permits, in this order.
///
/// Errors: the disk refuses.
pub fn ecrire_les_textes(charge: &Charge, textes: &[NouveauTexte]) -> Result<(), Echec> {
    for (chemin, texte) in textes {
        let nouveau = charge.dossier.source(chemin).is_none();
        ecrire_dans(&charge.racine, chemin, texte, nouveau)?;
    }
    Ok(())
}

/// Whether a finding is about the accounts of an open year after `clos`: a closing is not refused for what they have to follow.
/// (What ties the two years, T005, T011 and the seals, is the closing's own.)
fn est_d_apres(controle: &Controle, clos: &Exercice, diagnostic: &Diagnostic) -> bool {
    let exercice = diagnostic.exercice.as_ref().and_then(|nom| controle.dossier.exercice(nom));
    let lien = matches!(diagnostic.code.0, "T005" | "T011") || diagnostic.code.0.starts_with(['L', 'X']);
    exercice.is_some_and(|exercice| exercice.debut > clos.debut && !exercice.scelle) && !lien
}

/// Whether a statement or a count of after the last day of `clos` is not what the next year says (T003, C001), which was begun
/// already and whose opening the closing brings up to date: before, nothing could be compared.
fn contredit_une_preuve(avant: &Controle, clos: &Exercice, diagnostic: &Diagnostic) -> bool {
    let est_de_clos = diagnostic.place.fichier.strip_prefix(clos.nom.as_str()).is_some_and(|reste| reste.starts_with('/'));
    let suivant = diagnostic.exercice.as_ref().filter(|nom| **nom != clos.nom);
    est_de_clos && suivant.is_some_and(|nom| avant.dossier.exercice(nom).is_some())
}

/// Opens a sealed exercice again. What voids the seal is written first: from then on the exercice is open, whatever becomes of
/// the seal itself.
///
/// Errors: the disk refuses.
pub fn rompre_le_sceau(charge: &Charge, exercice: &str, reouvertures: &str) -> Result<(), Echec> {
    ecrire_dans(&charge.racine, &format!("{exercice}/reouvertures.toml"), reouvertures, false)?;
    oter_le_sceau(charge, exercice)
}

/// Takes a voided seal away.
///
/// Errors: the disk refuses.
pub fn oter_le_sceau(charge: &Charge, exercice: &str) -> Result<(), Echec> {
    let sceau = charge.racine.join(exercice).join("cloture.toml");
    fs::remove_file(&sceau).map_err(|e| Echec::es(&sceau.display().to_string(), &e))
}

fn exercice_scelle(charge: &Charge, chemin: &str) -> Option<EcoString> {
    let (nom, _) = chemin.split_once('/').filter(|(_, reste)| est_sous_le_sceau(reste) || *reste == "cloture.toml")?;
    charge.dossier.exercice(nom).filter(|e| e.scelle).map(|e| e.nom.clone())
}

/// A link is followed, inside the cooperative only: what it leads to is replaced, not the link. `nouveau`: nothing was there when
/// the folder was read, and nothing that is there since is replaced.
fn ecrire_dans(racine: &Path, chemin: &str, texte: &str, nouveau: bool) -> Result<(), Echec> {
    if let Some((message, aide)) = obstacle_a_l_ecriture(racine, chemin) {
        return Err(Echec::new(message, aide));
    }
    let fichier = racine.join(chemin);
    let dossier = fichier.parent().unwrap_or(racine);
    let est_nouveau = !dossier.exists();
    creer_dossier(dossier)?;
    let fichier = fichier.canonicalize().unwrap_or_else(|_| fichier.clone());
    if !est_dans(fichier.parent().unwrap_or(racine), racine) {
        return Err(Echec::new(format!("`{chemin}` sort du dossier de la coopérative"), "enlevez le lien qui y mène"));
    }
    let ecrit = if nouveau { creer(&fichier, texte.as_bytes()) } else { ecrire(&fichier, texte.as_bytes()) };
    if ecrit.is_err() && est_nouveau {
        // Nothing is there: an empty folder would be taken for an exercice begun.
        let _ = fs::remove_dir(dossier);
    }
    ecrit
}
