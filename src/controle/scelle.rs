//! What a sealed exercice holds, against what its seal says: by content, byte for byte.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::justificatifs::nommes;
use crate::coop::{AnnexeDExercice, Cloture, Exercice, en_nfc, est_sous_le_sceau};
use crate::parse::Dossier;
use crate::source::{Defaut, FichierId, Hacheur, Lieu, Span, empreinte};

/// A file that is not what was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// From the cooperative's folder.
    pub chemin: String,
    pub genre: GenreDeDifference,
    /// The file's beginning, or the line of the seal that names it; none for what is no text of ours.
    pub lieu: Option<Lieu>,
}

impl Difference {
    pub fn est_illisible(&self) -> bool {
        matches!(self.genre, GenreDeDifference::Illisible(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GenreDeDifference {
    /// The seal itself: nothing that it says can be relied on. The files that differ from its list, as far as it reads, are told
    /// too: the list or they have changed.
    Sceau,
    Modifie,
    /// The same lines, ended otherwise: what git does to a text unless told not to.
    FinsDeLigne,
    Ajoute,
    Retire,
    /// It stands there and cannot be read, and why: nobody can say what became of it.
    Illisible(String),
    /// A seal that a reopening voids, still there.
    Annule,
}

impl GenreDeDifference {
    pub const fn nom(&self) -> &'static str {
        match self {
            GenreDeDifference::Sceau | GenreDeDifference::Modifie => "modifié",
            GenreDeDifference::FinsDeLigne => "fins de ligne modifiées",
            GenreDeDifference::Ajoute => "ajouté",
            GenreDeDifference::Retire => "retiré",
            GenreDeDifference::Illisible(_) => "illisible",
            GenreDeDifference::Annule => "annulé par une réouverture, et encore là",
        }
    }
}

/// Whether a receipt or another file that is no text of ours stands under the seal of its exercice: all do, but those of the
/// returns; a receipt that the accounts name stands under it wherever it is kept.
pub fn annexes_sous_le_sceau(exercice: &Exercice) -> impl Iterator<Item = &AnnexeDExercice> {
    let recus: HashSet<String> = nommes(exercice).filter(|j| j.is_recu).filter_map(|j| j.chemin_relatif()).collect();
    exercice.annexes.iter().filter(move |a| est_sous_le_sceau(&a.chemin) || recus.contains(&*a.nom_compare()))
}

/// What stands under the seal of an exercice, in order of path: paths from its folder.
pub fn fichiers_sous_le_sceau<'a>(dossier: &'a Dossier, exercice: &'a Exercice) -> BTreeMap<&'a str, Present<'a>> {
    let sources = dossier.sources.iter().enumerate().filter_map(|(rang, source)| {
        let chemin = source.chemin.strip_prefix(exercice.nom.as_str())?.strip_prefix('/')?;
        Some((chemin, Present::Texte(FichierId(rang as u32), &source.texte)))
    });
    let annexes = annexes_sous_le_sceau(exercice).map(|a| (a.chemin.as_str(), Present::Annexe(a)));
    annexes.chain(sources.filter(|(chemin, _)| est_sous_le_sceau(chemin))).collect()
}

/// Fingerprint of the accounts as their texts are now, receipts apart: what the return is made from. That they were opened again
/// changes nothing of them.
pub fn empreinte_des_comptes(dossier: &Dossier, exercice: &Exercice) -> String {
    let mut hacheur = Hacheur::default();
    for (chemin, present) in fichiers_sous_le_sceau(dossier, exercice) {
        if chemin == "reouvertures.toml" {
            continue;
        }
        if let Present::Texte(_, texte) = present {
            hacheur.ajouter(format!("{chemin}\n{}\n", texte.len()).as_bytes());
            hacheur.ajouter(texte.as_bytes());
        }
    }
    hacheur.finir()
}

/// What the seal lists and the folder no longer has, as paths compare: whatever is missed for want of it is X002's to tell.
pub fn retires<'a>(dossier: &'a Dossier, exercice: &'a Exercice) -> HashSet<Cow<'a, str>> {
    let mut retires = listes(exercice).unwrap_or_default();
    for present in fichiers_sous_le_sceau(dossier, exercice).into_keys() {
        retires.remove(&en_nfc(present));
    }
    retires
}

/// The paths that the seal lists, as they compare; `None` for an exercice that is open: what is there and not among them, X002
/// tells of.
pub fn listes(exercice: &Exercice) -> Option<HashSet<Cow<'_, str>>> {
    let cloture = exercice.cloture.as_ref().filter(|_| exercice.scelle)?;
    Some(cloture.fichiers.iter().map(|scelle| en_nfc(&scelle.chemin)).collect())
}

/// A file that stands in the folder.
#[derive(Debug, Clone, Copy)]
pub enum Present<'a> {
    Texte(FichierId, &'a str),
    Annexe(&'a AnnexeDExercice),
}

/// Everything that differs from the seal, in order of path; for an exercice that is open, the seal that should be gone.
pub fn differences(dossier: &Dossier, exercice: &Exercice) -> Vec<Difference> {
    let sceau = |genre| {
        let chemin = format!("{}/cloture.toml", exercice.nom);
        let rang = dossier.sources.iter().position(|s| s.chemin == chemin);
        let lieu = rang.map(|rang| Lieu { fichier: FichierId(rang as u32), span: Span::default() });
        Difference { chemin, genre, lieu }
    };
    if exercice.sceau_annule {
        return vec![sceau(GenreDeDifference::Annule)];
    }
    if !exercice.scelle {
        return Vec::new();
    }
    let mut differences = exercice.cloture.as_ref().map_or_else(Vec::new, |cloture| comparer(dossier, exercice, cloture));
    match &exercice.cloture {
        Some(cloture) if cloture.authentique => {}
        Some(cloture) if cloture.fins_de_ligne => differences.push(sceau(GenreDeDifference::FinsDeLigne)),
        _ => {
            let refuse = exercice.annexes.iter().find(|annexe| annexe.chemin == "cloture.toml").and_then(|a| a.refus.as_ref());
            let cache = refuse.filter(|refus| refus.cache_le_contenu());
            differences.push(sceau(cache.map_or(GenreDeDifference::Sceau, |refus| GenreDeDifference::Illisible(refus.cause()))));
        }
    }
    differences.sort_by(|a, b| a.chemin.cmp(&b.chemin));
    differences
}

fn comparer(dossier: &Dossier, exercice: &Exercice, cloture: &Cloture) -> Vec<Difference> {
    let mut presents = fichiers_sous_le_sceau(dossier, exercice);
    let mut differences = Vec::new();
    let mut noter = |chemin: &str, genre, lieu| {
        differences.push(Difference { chemin: format!("{}/{chemin}", exercice.nom), genre, lieu });
    };
    // A copy made under macOS may write an accent in two characters: the file is the same.
    let accentues: HashMap<_, &str> = presents.keys().filter(|c| !c.is_ascii()).map(|c| (en_nfc(c), *c)).collect();
    let ferme = |chemin: &str| {
        let dessous = |annexe: &&AnnexeDExercice| chemin.strip_prefix(&annexe.chemin).is_some_and(|reste| reste.starts_with('/'));
        exercice.annexes.iter().filter(|annexe| annexe.est_refusee()).find(dessous)
    };
    let fermes: BTreeMap<&str, &AnnexeDExercice> =
        cloture.fichiers.iter().filter_map(|f| ferme(&f.chemin)).map(|annexe| (annexe.chemin.as_str(), annexe)).collect();
    for (dossier, annexe) in fermes {
        presents.remove(dossier);
        noter(dossier, illisible(annexe), None);
    }
    for scelle in &cloture.fichiers {
        let autrement = || accentues.get(&en_nfc(&scelle.chemin)).copied();
        let chemin = Some(scelle.chemin.as_str()).filter(|c| presents.contains_key(c)).or_else(autrement);
        match chemin.and_then(|chemin| presents.remove(chemin)) {
            // Told once, with its folder.
            None if ferme(&scelle.chemin).is_some() => {}
            None => noter(&scelle.chemin, GenreDeDifference::Retire, Some(cloture.lieu(scelle.span))),
            Some(Present::Annexe(annexe)) => match annexe.empreinte.as_deref() {
                None => noter(&scelle.chemin, illisible(annexe), None),
                Some(empreinte) if *empreinte != scelle.sha256 => noter(&scelle.chemin, GenreDeDifference::Modifie, None),
                Some(_) => {}
            },
            Some(Present::Texte(fichier, texte)) if empreinte(texte.as_bytes()) != scelle.sha256 => {
                let memes_lignes = [texte.replace("\r\n", "\n"), texte.replace('\n', "\r\n")];
                let genre = match memes_lignes.iter().any(|t| empreinte(t.as_bytes()) == scelle.sha256) {
                    true => GenreDeDifference::FinsDeLigne,
                    false => GenreDeDifference::Modifie,
                };
                noter(&scelle.chemin, genre, Some(Lieu { fichier, span: Span::default() }));
            }
            Some(_) => {}
        }
    }
    for (chemin, present) in presents.into_iter().filter(|(chemin, _)| est_sous_le_sceau(chemin)) {
        let lieu = match present {
            Present::Texte(fichier, _) => Some(Lieu { fichier, span: Span::default() }),
            Present::Annexe(_) => None,
        };
        noter(chemin, GenreDeDifference::Ajoute, lieu);
    }
    differences
}

/// What stands there and was not read: a text that is none any more is not what was sealed.
fn illisible(annexe: &AnnexeDExercice) -> GenreDeDifference {
    match &annexe.refus {
        Some(refus) if !refus.cache_le_contenu() => GenreDeDifference::Modifie,
        refus => GenreDeDifference::Illisible(refus.as_ref().map_or_else(|| "lecture impossible".to_owned(), Defaut::cause)),
    }
}
