//! The home page of a department: a line a cooperative — its findings, its closing, its quitus, its return — and their totals.

use std::collections::{BTreeMap, BTreeSet};

use super::accueil::{Pas, Ton, accords, cloture};
use super::fin_d_annee::{EtatDeLaCloture, FinDAnnee, Retour};
use crate::bareme::Departement;
use crate::controle::Controle;
use crate::coop::{Date, Exercice};
use crate::diagnostic::{Niveau, Resume};

#[derive(Debug)]
pub struct AccueilDeDepartement {
    pub nom: String,
    pub numero: String,
    pub jour: Date,
    /// Findings about the department's own settings, and folders that could not be read.
    pub reglages: Resume,
    /// In order of their exercice, then of their numbers.
    pub cooperatives: Vec<Suivi>,
}

/// Where one cooperative stands.
#[derive(Debug)]
pub struct Suivi {
    /// Its folder, from the department's.
    pub dossier: String,
    pub numero: String,
    pub nom: String,
    /// `None`: it has no exercice.
    pub exercice: Option<String>,
    /// Findings of the whole cooperative, or of the exercice that was named.
    pub verification: Resume,
    /// `None` until the exercice is over: nothing of this is due.
    pub fin_d_annee: Option<FinDAnnee>,
    /// The steps that bring a year that goes on and the seals before it to agree, as on its own page.
    accords: Vec<Pas>,
    /// The step that closes it, as on its own page; `None`: it is closed, or goes on.
    cloture: Option<Pas>,
}

/// What a department asks of its cooperatives, in the order in which it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demande {
    RetablirLeSceau,
    Corriger,
    /// A year that goes on contradicts what is sealed.
    Accorder,
    /// Something refuses its closing.
    LeverLesRaisons,
    Cloturer,
    Cra,
    Quitus,
    Retour,
    /// Of the department itself: a return was sent.
    Repondre,
}

/// How many cooperatives are how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Totaux {
    pub cooperatives: usize,
    pub avec_erreurs: usize,
    pub erreurs: usize,
    /// Those whose exercice is over.
    pub terminees: usize,
    pub cloturees: usize,
    pub quitus_donnes: usize,
    pub retours_envoyes: usize,
    pub retours_acceptes: usize,
}

impl Suivi {
    /// `nomme`: the exercice asked for; without one, the last that is over until its return is accepted, then the one that holds
    /// the day. `None`: the cooperative has none of that name.
    pub fn de(controle: &Controle, dossier: &str, nomme: Option<&str>) -> Option<Suivi> {
        let exercice = match nomme {
            Some(nom) => Some(controle.dossier.exercice(nom)?),
            None => a_suivre(controle),
        };
        let cooperative = &controle.dossier.cooperative;
        let fin_d_annee = exercice.filter(|e| e.est_termine(controle.jour)).map(|e| FinDAnnee::de(controle, e));
        Some(Suivi {
            dossier: dossier.to_owned(),
            numero: cooperative.numero.to_string(),
            nom: cooperative.nom.to_string(),
            exercice: exercice.map(|e| e.nom.to_string()),
            verification: nomme.map_or_else(|| controle.resume_entier(), |nom| controle.resume(nom)),
            cloture: fin_d_annee.as_ref().and_then(|fin| cloture(controle, fin)),
            fin_d_annee,
            accords: accords(controle),
        })
    }

    /// Whether a year that goes on contradicts proofs under the seal of this one.
    pub fn est_contredit(&self) -> bool {
        let nomme = |pas: &Pas| matches!(pas, Pas::AccorderAvecLeSceau(nom, _) if self.exercice.as_ref() == Some(nom));
        self.accords.iter().any(nomme)
    }

    pub fn erreurs(&self) -> usize {
        self.verification.nombre(Niveau::Erreur)
    }

    /// What is asked of it, each once.
    pub fn demandes(&self) -> BTreeSet<Demande> {
        let mut demandes: BTreeSet<Demande> = (self.erreurs() > 0).then_some(Demande::Corriger).into_iter().collect();
        demandes.extend((!self.accords.is_empty()).then_some(Demande::Accorder));
        let Some(fin) = &self.fin_d_annee else { return demandes };
        match fin.cloture {
            EtatDeLaCloture::SceauRompu | EtatDeLaCloture::SceauIllisible => _ = demandes.insert(Demande::RetablirLeSceau),
            EtatDeLaCloture::AFaire | EtatDeLaCloture::Rouverte | EtatDeLaCloture::Faite => {}
        }
        demandes.extend(self.cloture.as_ref().map(|pas| match pas {
            Pas::Cloturer(_) => Demande::Cloturer,
            _ => Demande::LeverLesRaisons,
        }));
        demandes.extend(fin.pas().iter().filter_map(|pas| match pas {
            Pas::EcrireLeCra(_) => Some(Demande::Cra),
            Pas::FaireSignerLeQuitus(_) | Pas::CompleterLaCommission(_) | Pas::NumeriserLeQuitus(_) => Some(Demande::Quitus),
            _ => None,
        }));
        if fin.retour.attend_le_departement() {
            demandes.insert(Demande::Repondre);
        } else if fin.s_imprime && !fin.retour.est_accepte() {
            demandes.insert(Demande::Retour);
        }
        demandes
    }

    /// The most pressing of what it says.
    pub fn ton(&self) -> Ton {
        if self.erreurs() > 0 {
            return Ton::Alerte;
        }
        let ton = self.fin_d_annee.as_ref().map_or(Ton::Calme, FinDAnnee::ton);
        if self.accords.is_empty() { ton } else { ton.max(Ton::Attention) }
    }
}

fn a_suivre<'a>(controle: &Controle<'a>) -> Option<&'a Exercice> {
    let exercices = &controle.dossier.exercices;
    let termine = exercices.iter().rfind(|e| e.est_termine(controle.jour));
    let accepte = |e: &Exercice| Retour::de(controle.dossier, e).est_accepte();
    let courant = exercices.iter().find(|e| e.contient(controle.jour));
    termine.filter(|e| !accepte(e)).or(courant).or(exercices.last())
}

impl AccueilDeDepartement {
    pub fn new(departement: &Departement, jour: Date, reglages: Resume, mut cooperatives: Vec<Suivi>) -> AccueilDeDepartement {
        cooperatives.sort_by(|a, b| (&a.exercice, &a.numero, &a.dossier).cmp(&(&b.exercice, &b.numero, &b.dossier)));
        let (nom, numero) = (departement.nom.to_string(), departement.numero.to_string());
        AccueilDeDepartement { nom, numero, jour, reglages, cooperatives }
    }

    /// In a cooperative, or in the department's own settings.
    pub fn a_des_erreurs(&self) -> bool {
        self.reglages.nombre(Niveau::Erreur) > 0 || self.cooperatives.iter().any(|suivi| suivi.erreurs() > 0)
    }

    pub fn totaux(&self) -> Totaux {
        let nombre = |voulu: &dyn Fn(&Suivi) -> bool| self.cooperatives.iter().filter(|suivi| voulu(suivi)).count();
        let fins = |voulue: &dyn Fn(&FinDAnnee) -> bool| nombre(&|suivi| suivi.fin_d_annee.as_ref().is_some_and(voulue));
        Totaux {
            cooperatives: self.cooperatives.len(),
            avec_erreurs: nombre(&|suivi| suivi.erreurs() > 0),
            erreurs: self.cooperatives.iter().map(Suivi::erreurs).sum(),
            terminees: fins(&|_| true),
            cloturees: fins(&|fin| fin.cloture == EtatDeLaCloture::Faite),
            quitus_donnes: fins(&|fin| fin.quitus.est_donne()),
            retours_envoyes: fins(&|fin| fin.retour.est_parti()),
            retours_acceptes: fins(&|fin| fin.retour.est_accepte()),
        }
    }

    /// What is asked, and of which cooperatives: their folders.
    pub fn demandes(&self) -> BTreeMap<Demande, Vec<&str>> {
        let mut demandes: BTreeMap<Demande, Vec<&str>> = BTreeMap::new();
        for suivi in &self.cooperatives {
            suivi.demandes().into_iter().for_each(|demande| demandes.entry(demande).or_default().push(&suivi.dossier));
        }
        demandes
    }

    /// The exercice that all are looked at for, when it is one.
    pub fn exercice_commun(&self) -> Option<&str> {
        let premier = self.cooperatives.first()?.exercice.as_deref()?;
        self.cooperatives.iter().all(|suivi| suivi.exercice.as_deref() == Some(premier)).then_some(premier)
    }
}
