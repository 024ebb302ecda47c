//! The examples of the explanations are true: laid over one small sound cooperative, the mistake fires its rule and no other,
//! what corrects it fires nothing.

use std::fs;
use std::path::{Path, PathBuf};

use retkoop::controle::{Controle, DossierControle, Extrait, NouveauSceau, REGLES};
use retkoop::coop::Date;
use retkoop::diagnostic::Diagnostic;
use retkoop::parse::charger;
use retkoop::render::cloture_toml::cloture_toml;
use retkoop::source::disque;

use super::commun::{Dossier, racine};

/// In the exercice 2025-2026, after the end of 2024-2025.
const JOUR: Date = Date::from_ymd_opt(2025, 9, 15).expect("a day");

/// A copy of the cooperative of `tests/explications/base`, on which examples are laid one after the other.
pub(super) struct Base(pub(super) Dossier);

impl Base {
    pub(super) fn new() -> Base {
        let base = Base(Dossier::new([]));
        base.copier(&Base::modele());
        base
    }

    fn modele() -> PathBuf {
        racine().join("tests/explications/base")
    }

    fn copier(&self, de: &Path) {
        for element in fs::read_dir(de).expect("a folder").flatten().map(|e| e.path()) {
            if element.is_dir() {
                self.copier(&element);
            } else {
                let chemin = element.strip_prefix(Base::modele()).expect("below").to_str().expect("UTF-8");
                self.0.ecrire(chemin, fs::read(&element).expect("a file"));
            }
        }
    }

    /// What is found with these files, code first; the folder is left as it was.
    pub(super) fn avec(&self, extraits: &[Extrait]) -> Vec<String> {
        let mut refus = Vec::new();
        extraits.iter().for_each(|extrait| self.poser(extrait, &mut refus));
        let lu = charger(disque::lire(self.0.chemin()).expect("a cooperative"), None);
        // Fees are asked for: some rules wait for it.
        let rapport = Controle::avec_cotisation(&lu, JOUR, "2024-2025").en_rapport();
        for chemin in extraits.iter().map(Extrait::chemin) {
            match fs::read(Base::modele().join(chemin)) {
                Ok(contenu) => self.0.ecrire(chemin, contenu),
                // A refused closing wrote nothing, and what was laid may have been taken away.
                Err(_) => {
                    let fichier = self.0.chemin().join(chemin);
                    let _ = fs::remove_file(&fichier);
                    // A folder that it was alone in is no exercice of the next example.
                    fichier.ancestors().skip(1).for_each(|dossier| _ = fs::remove_dir(dossier));
                }
            }
        }
        rapport.diagnostics.iter().map(dit).chain(refus).collect()
    }

    fn poser(&self, extrait: &Extrait, refus: &mut Vec<String>) {
        let chemin = extrait.chemin();
        let texte = extrait.texte().unwrap_or_default();
        match extrait {
            Extrait::Fichier(..) | Extrait::Recu(..) => self.0.ecrire(chemin, format!("{texte}\n")),
            Extrait::Ajout(..) => self.0.ecrire(chemin, format!("{}\n{texte}\n", self.0.lire(chemin))),
            Extrait::EnLatin1(..) => {
                let octets: Vec<u8> = texte.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
                self.0.ecrire(chemin, octets);
            }
            Extrait::Commande(_, _, exercice) => refus.extend(self.cloturer(exercice)),
            Extrait::Absent(_) => fs::remove_file(self.0.chemin().join(chemin)).expect("a file of the base"),
        }
    }
}

impl Base {
    /// Seals an exercice as `retkoop cloturer` does, or says why it is refused.
    fn cloturer(&self, exercice: &str) -> Vec<String> {
        let lu = charger(disque::lire_pour_sceller(self.0.chemin(), &[exercice.to_owned()]).expect("a cooperative"), None);
        let controle = Controle::pour_cloturer(&lu, JOUR, exercice);
        match DossierControle::prouver_la_cloture(&controle, exercice) {
            Err(raisons) => raisons.into_iter().map(dit).collect(),
            Ok(preuve) => {
                let annexes = preuve.exercice().annexes.iter();
                let annexes = annexes.map(|a| (a.chemin.clone(), a.empreinte.clone().expect("it was read"))).collect();
                let sceau = NouveauSceau::etablir(&controle, &preuve, &annexes).expect("every file was read");
                self.0.ecrire(&format!("{exercice}/cloture.toml"), cloture_toml(&sceau));
                Vec::new()
            }
        }
    }
}

fn dit(d: &Diagnostic) -> String {
    format!("{} {}:{} {}", d.code.0, d.place.fichier, d.place.debut.ligne, d.message)
}

const RIEN: Vec<String> = Vec::new();

#[test]
fn the_cooperative_under_the_examples_is_sound() {
    assert_eq!(Base::new().avec(&[]), RIEN);
}

#[test]
fn each_example_fires_its_rule_and_no_other() {
    let base = Base::new();
    for regle in REGLES {
        let trouves = base.avec(regle.explication.exemple);
        assert!(trouves.iter().any(|c| c.starts_with(regle.code.0)), "{}: silent", regle.nom);
        let autres: Vec<_> = trouves.iter().filter(|c| !c.starts_with(regle.code.0)).collect();
        assert!(autres.is_empty(), "{}: {autres:#?}", regle.nom);
    }
}

#[test]
fn each_correction_fires_nothing() {
    let base = Base::new();
    for regle in REGLES {
        assert!(!regle.explication.correction.is_empty(), "{} shows no correction", regle.nom);
        assert_eq!(base.avec(regle.explication.correction), RIEN, "{}", regle.nom);
    }
}

/// No section is empty, sentences end, and spaces are left to what shows them.
#[test]
fn each_section_says_something() {
    for regle in REGLES {
        for section in regle.explication.sections() {
            let texte = section.texte.trim();
            assert!(!(texte.is_empty() && section.extraits.is_empty()), "{}: « {} » is empty", regle.nom, section.titre);
            assert!(texte.is_empty() || texte.ends_with(['.', '!', '?', ':']), "{}: {texte}", regle.nom);
            assert!(!texte.contains(['\u{a0}', '\u{202f}', '\'']), "{}: ordinary spaces and ’: {texte}", regle.nom);
            assert!(texte.matches('`').count().is_multiple_of(2), "{}: {texte}", regle.nom);
        }
    }
}
