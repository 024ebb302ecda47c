//! A cooperative's folder in memory: read once, spoilt a thousand times, checked in this process.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use retkoop::controle::{Controle, DossierControle, NouveauSceau};
use retkoop::coop::Date;
use retkoop::parse::{Dossier, charger};
use retkoop::render::cloture_toml::cloture_toml;
use retkoop::source::{Annexe, Arborescence, Defaut, Source, empreinte};

#[derive(Debug, Clone, Default)]
pub struct Classeur {
    /// TOML files by path, then the others with what stands for their content.
    pub textes: BTreeMap<String, String>,
    pub annexes: BTreeMap<String, String>,
    pub defauts: Vec<(String, Defaut)>,
}

/// A finding, as the proof compares it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouve {
    pub code: String,
    pub niveau: String,
    pub fichier: String,
    pub ligne: usize,
}

impl Classeur {
    pub fn du_disque(dossier: &Path) -> Classeur {
        let mut classeur = Classeur::default();
        classeur.lire(dossier, "");
        classeur
    }

    fn lire(&mut self, dossier: &Path, prefixe: &str) {
        for element in fs::read_dir(dossier).expect("a folder").flatten() {
            let chemin = format!("{prefixe}{}", element.file_name().to_string_lossy());
            if element.path().is_dir() {
                self.lire(&element.path(), &format!("{chemin}/"));
            } else if chemin.ends_with(".toml") {
                self.textes.insert(chemin, fs::read_to_string(element.path()).expect("a text"));
            } else {
                self.annexes.insert(chemin, empreinte(&fs::read(element.path()).expect("a file")));
            }
        }
    }

    pub fn dossier(&self) -> Dossier {
        let mut dossiers: Vec<String> = Vec::new();
        for chemin in self.textes.keys().chain(self.annexes.keys()) {
            let parents = chemin.match_indices('/').map(|(rang, _)| chemin[..rang].to_owned());
            dossiers.extend(parents);
        }
        dossiers.sort();
        dossiers.dedup();
        let refuse = |chemin: &String| self.defauts.iter().any(|(d, _)| d == chemin);
        let textes = self.textes.iter().filter(|(chemin, _)| !refuse(chemin));
        let annexes = self.annexes.iter().filter(|(chemin, _)| !refuse(chemin));
        charger(
            Arborescence {
                sources: textes.map(|(chemin, texte)| Source::new(chemin.as_str(), texte.as_str())).collect(),
                annexes: annexes
                    .map(|(chemin, contenu)| Annexe {
                        chemin: chemin.clone(),
                        empreinte: Some(contenu.clone()),
                        imprimee: false,
                        nom_illisible: false,
                    })
                    .collect(),
                dossiers,
                defauts: self.defauts.clone(),
            },
            None,
        )
    }

    /// Everything found, in the order of the program.
    pub fn verifier(&self, jour: Date, demande: &Demande) -> Vec<Trouve> {
        let dossier = self.dossier();
        let controle = match demande {
            Demande::Rien => Controle::new(&dossier, jour),
            Demande::Cotisation(exercice) => Controle::avec_cotisation(&dossier, jour, exercice),
            Demande::Cloture(exercice) => Controle::pour_cloturer(&dossier, jour, exercice),
        };
        let trouves = controle.diagnostics().iter().map(|d| Trouve {
            code: d.code.0.to_owned(),
            niveau: d.niveau.nom().to_owned(),
            fichier: d.place.fichier.to_string(),
            ligne: d.place.debut.ligne as usize,
        });
        trouves.collect()
    }

    /// Closes an exercice on a day, as `retkoop cloturer` does, and its commission meets that day; `None` when it refuses.
    pub fn sceller(&mut self, exercice: &str, jour: Date) -> Option<()> {
        let dossier = self.dossier();
        let controle = Controle::pour_cloturer(&dossier, jour, exercice);
        let preuve = DossierControle::prouver_la_cloture(&controle, exercice).ok()?;
        let annexes = preuve.exercice().annexes.iter().map(|a| Some((a.chemin.clone(), a.empreinte.clone()?)));
        let sceau = NouveauSceau::etablir(&controle, &preuve, &annexes.collect::<Option<_>>()?).ok()?;
        let texte = cloture_toml(&sceau);
        self.textes.insert(format!("{exercice}/cloture.toml"), texte);
        self.reunir(exercice, jour);
        Some(())
    }

    /// The commission met on that day; where that is written, from 0. `None`: there is none, or it says no day.
    pub fn reunir(&mut self, exercice: &str, jour: Date) -> Option<usize> {
        let texte = self.textes.get_mut(&format!("{exercice}/controle.toml"))?;
        let rang = texte.lines().position(|ligne| ligne.starts_with("date"))?;
        let dater = |(ici, ligne): (usize, &str)| if ici == rang { format!("date = {jour}\n") } else { format!("{ligne}\n") };
        *texte = texte.lines().enumerate().map(dater).collect();
        Some(rang)
    }
}

/// What is asked for besides: some rules speak only then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demande {
    Rien,
    Cotisation(String),
    Cloture(String),
}
