//! The classes of one exercice: who they are, their ledger, the money that they hold, and what is wrong with each.

use std::collections::{BTreeMap, HashMap};
use std::iter;

use ecow::EcoString;

use crate::calcul::Regie;
use crate::calcul::cotisation::Effectifs;
use crate::controle::Controle;
use crate::coop::{CahierDeClasse, Classe, Enseignant, Exercice, Montant};
use crate::diagnostic::Diagnostic;
use crate::source::{FichierId, Source};

#[derive(Debug, Clone, Default)]
pub struct EtatDesClasses {
    pub cooperative: String,
    pub numero: String,
    pub exercice: String,
    /// Those of the membership in their order, then those that only a ledger or a régie names.
    pub classes: Vec<EtatDeClasse>,
}

#[derive(Debug, Clone, Default)]
pub struct EtatDeClasse {
    /// Empty: régies whose class no entry says.
    pub nom: String,
    /// It is in the membership.
    pub declaree: bool,
    pub enseignants: Vec<Enseignant>,
    pub effectifs: Effectifs,
    /// As the membership names its ledger; empty when it keeps none.
    pub nom_du_cahier: String,
    pub cahier: Option<EtatDuCahier>,
    pub regie: Option<EtatDeRegie>,
    pub constats: Vec<Diagnostic>,
}

/// A ledger that has its file.
#[derive(Debug, Clone)]
pub struct EtatDuCahier {
    pub fichier: String,
    pub piece: String,
    pub operations: usize,
    pub recettes: Montant,
    pub depenses: Montant,
}

/// The advances of a class, its ledger left out, and what it holds once all is counted.
#[derive(Debug, Clone, Copy)]
pub struct EtatDeRegie {
    pub ouverture: Montant,
    pub versee: Montant,
    pub retournee: Montant,
    pub expliquee: Montant,
    pub detenu: Montant,
}

impl EtatDuCahier {
    pub fn solde(&self) -> Montant {
        self.recettes - self.depenses
    }
}

impl EtatDesClasses {
    /// Of the membership.
    pub fn effectifs(&self) -> Effectifs {
        self.classes.iter().filter(|c| c.declaree).map(|c| c.effectifs).fold(Effectifs::default(), Effectifs::plus)
    }

    /// To look at only: from accounts as they are, mistakes included. `None`: no such exercice.
    pub fn consulter(controle: &Controle, exercice: &str) -> Option<EtatDesClasses> {
        let (dossier, comptes) = (controle.dossier, controle.comptes_de(exercice)?);
        let exercice = comptes.exercice;
        let mut registre = Registre::default();
        for classe in exercice.adhesion.iter().flat_map(|a| &a.classes) {
            registre.declarer(classe, exercice);
        }
        for regie in comptes.regies() {
            let rang = registre.rang(&regie.classe);
            registre.classes[rang].regie = Some(etat_de_regie(regie));
        }
        let regies: HashMap<&str, &Regie> = comptes.regies().iter().map(|r| (r.classe.as_str(), r)).collect();
        for cahier in &exercice.cahiers_de_classe {
            let nom = exercice.nom_de_classe(&cahier.classe);
            let rang = registre.rang(nom);
            let fichier = &dossier.sources[cahier.fichier.0 as usize].chemin;
            registre.zones.insert((cahier.fichier, 0), Zone { fin: u32::MAX, rang, de_regie: false });
            registre.classes[rang].cahier.get_or_insert(etat_du_cahier(cahier, fichier, regies.get(nom)));
        }
        registre.situer_les_regies(exercice);
        let constats = controle.diagnostics().iter().filter(|d| d.exercice.as_ref().is_some_and(|e| *e == exercice.nom));
        registre.constater(constats, &dossier.sources);
        Some(EtatDesClasses {
            cooperative: dossier.cooperative_de(exercice).nom.to_string(),
            numero: dossier.cooperative_de(exercice).numero.to_string(),
            exercice: exercice.nom.to_string(),
            classes: registre.classes,
        })
    }
}

/// The classes found so far, and where each is spoken of.
#[derive(Default)]
struct Registre {
    classes: Vec<EtatDeClasse>,
    /// By name, as [`Exercice::nom_de_classe`] gives it.
    rangs: HashMap<EcoString, usize>,
    zones: BTreeMap<(FichierId, u32), Zone>,
}

/// A stretch of a file that is about one class, up to `fin`.
struct Zone {
    fin: u32,
    rang: usize,
    /// An entry: only what is said of its régie is about the class.
    de_regie: bool,
}

impl Registre {
    /// Two classes of one name (A005) stay two lines; what else names them is the first one's.
    fn declarer(&mut self, classe: &Classe, exercice: &Exercice) {
        let rang = self.classes.len();
        self.rangs.entry(classe.nom.valeur.clone()).or_insert(rang);
        self.classes.push(EtatDeClasse {
            nom: classe.nom.trim().to_owned(),
            declaree: true,
            enseignants: classe.enseignants.clone(),
            effectifs: Effectifs::de_la_classe(classe),
            nom_du_cahier: classe.cahier.as_ref().map_or_else(String::new, |c| c.valeur.to_string()),
            ..EtatDeClasse::default()
        });
        if let Some(adhesion) = &exercice.adhesion {
            let zone = Zone { fin: classe.span.fin, rang, de_regie: false };
            self.zones.insert((adhesion.fichier, classe.span.debut), zone);
        }
    }

    /// The class of that name, even when only a régie or a ledger names it.
    fn rang(&mut self, nom: &str) -> usize {
        let nouveau = self.classes.len();
        let rang = *self.rangs.entry(nom.into()).or_insert(nouveau);
        if rang == nouveau {
            self.classes.push(EtatDeClasse { nom: nom.trim().to_owned(), ..EtatDeClasse::default() });
        }
        rang
    }

    fn situer_les_regies(&mut self, exercice: &Exercice) {
        for ecriture in &exercice.ecritures {
            let Some(regie) = &ecriture.regie else { continue };
            let rang = self.rang(regie.classe.as_ref().map_or("", |c| exercice.nom_de_classe(c)));
            let zone = Zone { fin: ecriture.span.fin, rang, de_regie: true };
            self.zones.insert((ecriture.fichier, ecriture.span.debut), zone);
        }
        for (nom, _, span) in exercice.ouverture.iter().flat_map(|o| &o.regies) {
            let rang = self.rang(exercice.nom_de_classe(nom));
            self.zones.insert((exercice.fichier, span.debut), Zone { fin: span.fin, rang, de_regie: true });
        }
    }

    /// Each finding goes to the class that it is written of, else to the one that it refers to.
    fn constater<'a>(&mut self, constats: impl Iterator<Item = &'a Diagnostic>, sources: &[Source]) {
        let fichiers: HashMap<&str, FichierId> =
            (0..).map(FichierId).zip(sources).map(|(id, s)| (s.chemin.as_str(), id)).collect();
        for constat in constats {
            let du_cahier_ou_de_la_regie = constat.code.0.starts_with(['K', 'R']);
            let mut places = iter::once(&constat.place).chain(constat.liens.iter().map(|(place, _)| place));
            let rang = places.find_map(|place| {
                let debut = place.octets.debut;
                let fichier = *fichiers.get(place.fichier.as_str())?;
                let (_, zone) = self.zones.range((fichier, 0)..=(fichier, debut)).next_back()?;
                (debut <= zone.fin && (!zone.de_regie || du_cahier_ou_de_la_regie)).then_some(zone.rang)
            });
            if let Some(rang) = rang {
                self.classes[rang].constats.push(constat.clone());
            }
        }
    }
}

fn etat_du_cahier(cahier: &CahierDeClasse, fichier: &str, regie: Option<&&Regie>) -> EtatDuCahier {
    EtatDuCahier {
        fichier: fichier.to_owned(),
        piece: cahier.piece.to_string(),
        operations: cahier.operations.len(),
        recettes: regie.map_or(Montant::ZERO, |r| r.recettes),
        depenses: regie.map_or(Montant::ZERO, |r| r.depenses),
    }
}

fn etat_de_regie(regie: &Regie) -> EtatDeRegie {
    EtatDeRegie {
        ouverture: regie.ouverture,
        versee: regie.verse,
        retournee: regie.retourne,
        expliquee: regie.explique,
        detenu: regie.tenu(),
    }
}
