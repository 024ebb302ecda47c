//! What a rule is: its metadata, what it needs, and the function that looks.

use chrono::Datelike;

use super::acquittements::Acquittements;
use super::explication::Explication;
use crate::bareme::Departement;
use crate::calcul::{Comptes, Regie};
use crate::coop::{Compte, Date, Ecriture, Exercice, Montant, Partie, TresorerieId};
use crate::diagnostic::{Code, Constat, Niveau};
use crate::parse::Dossier;
use crate::source::Lieu;

/// A rule of rules.md. One a file, registered in [`super::regles`].
#[derive(Debug)]
pub struct Regle {
    pub code: Code,
    /// Name in kebab-case.
    pub nom: &'static str,
    /// Level unless the department changes it.
    pub niveau: Niveau,
    /// ● of rules.md: can be neither lowered nor acknowledged.
    pub immuable: bool,
    /// Only evaluated once the exercice's last day is past.
    pub apres_la_fin: bool,
    /// When one of these parts could not be read, the rule is not evaluated: the mistake there is the only finding.
    pub besoins: &'static [Partie],
    /// What it checks, in one sentence.
    pub resume: &'static str,
    pub explication: Explication,
    pub verification: Verification,
}

#[derive(Debug, Clone, Copy)]
pub enum Verification {
    /// Found while reading the files, by [`crate::parse`].
    Lecture,
    /// Looks at what all exercices share.
    Cooperative(fn(&Dossier, &mut Vec<Constat>)),
    /// Looks at the levels that the department sets.
    Niveaux(fn(&Dossier, &mut Vec<Constat>)),
    /// Looks at the acknowledgements, once everything else is found.
    Acquittements(fn(&Acquittements, &mut Vec<Constat>)),
    /// Looks at one entry.
    Ecriture(fn(&Vue, &Ecriture, &mut Vec<Constat>)),
    /// Looks at a whole exercice.
    Exercice(fn(&Vue, &mut Vec<Constat>)),
    /// Looks at a whole exercice, only when its fees are asked for.
    Cotisation(fn(&Vue, &mut Vec<Constat>)),
    /// Looks at a whole exercice, only when its closing is asked for.
    Cloture(fn(&Vue, &mut Vec<Constat>)),
    /// Looks at the day of a closing: a trial is of any day.
    JourDeCloture(fn(&Vue, &mut Vec<Constat>)),
}

impl Regle {
    /// Its level in this department; `None` when it is ignored there, or by the seal of a day when it did not exist. What may not
    /// be lowered is not, nor what says so.
    pub fn niveau_dans(&self, departement: &Departement) -> Option<Niveau> {
        if !self.se_regle() {
            return Some(self.niveau);
        }
        match departement.niveaux.get(self.code.0).or_else(|| departement.niveaux.get(self.nom)) {
            Some(reglage) => reglage.niveau,
            None => (!departement.niveaux_complets).then_some(self.niveau),
        }
    }

    /// Whether all that it needs of an exercice could be read.
    pub fn peut_juger(&self, exercice: &Exercice) -> bool {
        !self.besoins.iter().any(|&partie| exercice.lacunes.manque(partie))
    }

    /// Whether a department may change its level.
    pub fn se_regle(&self) -> bool {
        !self.immuable && !self.parle_des_niveaux()
    }

    /// Its findings are about levels: set by one of them, it would hide that another is refused.
    pub fn parle_des_niveaux(&self) -> bool {
        matches!(self.verification, Verification::Niveaux(_))
    }

    /// Its findings are about acknowledgements: answered by another, they would answer themselves.
    pub fn parle_des_acquittements(&self) -> bool {
        matches!(self.verification, Verification::Acquittements(_))
    }
}

/// Years that follow each other and that the folder does not have, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnneesManquantes {
    pub premiere: String,
    pub derniere: String,
}

impl AnneesManquantes {
    /// « l’exercice 2023-2024 », « les exercices de 2022-2023 à 2023-2024 ».
    pub fn exercices(&self) -> String {
        let AnneesManquantes { premiere, derniere } = self;
        if premiere == derniere {
            format!("l’exercice {premiere}")
        } else {
            format!("les exercices de {premiere} à {derniere}")
        }
    }

    /// « le dossier `2023-2024` ».
    pub fn dossiers(&self) -> String {
        let AnneesManquantes { premiere, derniere } = self;
        if premiere == derniere {
            format!("le dossier `{premiere}`")
        } else {
            format!("les dossiers de `{premiere}` à `{derniere}`")
        }
    }
}

/// What a rule sees: one exercice, its accounts, and its neighbours. [`super::dependances`] says what follows from it.
#[derive(Debug, Clone, Copy)]
pub struct Vue<'a> {
    pub dossier: &'a Dossier,
    pub exercice: &'a Exercice,
    pub comptes: &'a Comptes<'a>,
    pub precedent: Option<&'a Comptes<'a>>,
    pub suivant: Option<&'a Comptes<'a>>,
    /// The day of the check.
    pub jour: Date,
}

/// A movement of an account of the chart.
#[derive(Debug, Clone, Copy)]
pub struct MouvementDuCompte<'a> {
    pub lieu: Lieu,
    pub montant: Montant,
    /// As written, empty when it is not; that of the class ledger for one of its operations.
    pub piece: &'a str,
}

/// Whether an exercice is held against the closing of the one before it in the folder (T005, T011): that one is sealed, and is
/// the one that this one's own seal names. With another, whose folder is missing, X003 says so, and there is nothing to compare.
pub fn s_ouvre_sur(exercice: &Exercice, precedent: &Exercice) -> bool {
    let nom = precedent.cloture.as_ref().map_or(&precedent.nom, |cloture| &cloture.exercice);
    let sceau = exercice.cloture.as_ref().filter(|cloture| cloture.authentique);
    precedent.scelle && sceau.is_none_or(|sceau| sceau.precedent.as_ref().is_some_and(|suivi| suivi.exercice == *nom))
}

impl<'a> Vue<'a> {
    /// The closing that this exercice begins with, once it is sealed.
    pub fn cloture_precedente(&self) -> Option<&'a Comptes<'a>> {
        self.precedent.filter(|precedent| s_ouvre_sur(self.exercice, precedent.exercice))
    }

    /// The years between the exercice before and this one, of which the folder has nothing.
    pub fn annees_manquantes(&self) -> Option<AnneesManquantes> {
        let (avant, apres) = (self.precedent?.exercice.fin.year(), self.exercice.debut.year());
        let nom = |debut: i32| format!("{debut:04}-{:04}", debut + 1);
        (avant < apres).then(|| AnneesManquantes { premiere: nom(avant), derniere: nom(apres - 1) })
    }

    /// The department's settings that this exercice is judged by.
    pub fn departement(&self) -> &'a Departement {
        self.dossier.departement_de(self.exercice)
    }

    /// Whether a count or a statement of that date can have been made: none is of a day to come. A year that is not over is
    /// X001's to refuse.
    pub fn a_pu_etre_etabli(&self, date: Date) -> bool {
        date <= self.jour || !self.exercice.est_termine(self.jour)
    }

    /// How the format names a statement or a count of that day: apart where there are several accounts of that kind.
    pub fn fichier_du(&self, tresorerie: TresorerieId, jour: Date) -> String {
        let est_banque = |id| self.comptes.cooperative.tresorerie(id).compte.is_banque();
        let semblables = self.comptes.cooperative.tresoreries().filter(|(id, _)| est_banque(*id) == est_banque(tresorerie));
        let dossier = if est_banque(tresorerie) { "releves" } else { "caisse" };
        let nom: String = self.comptes.cooperative.tresorerie(tresorerie).nom.as_str().into();
        let nom = nom.replace(|c: char| !c.is_alphanumeric() && c != '_', "-");
        if semblables.count() > 1 { format!("{dossier}/{jour}-{nom}.toml") } else { format!("{dossier}/{jour}.toml") }
    }

    /// The last entry that moves the account on `jour`: where a balance of that day comes from.
    pub fn lieu_du_mouvement(&self, tresorerie: TresorerieId, jour: Date) -> Lieu {
        // In order of date.
        let ecritures = &self.exercice.ecritures;
        let date = |e: &Ecriture| e.date.map(|d| d.valeur);
        let (debut, fin) =
            (ecritures.partition_point(|e| date(e) < Some(jour)), ecritures.partition_point(|e| date(e) <= Some(jour)));
        let du_jour = ecritures[debut..fin].iter().rev();
        let mut mouvements = du_jour.flat_map(|e| e.mouvements.iter().map(move |m| (e, m)));
        let trouve = mouvements.find(|(_, m)| m.tresorerie.connue() == Some(tresorerie));
        trouve.map_or(self.exercice.lieu(self.exercice.span_debut), |(e, m)| e.lieu(m.span))
    }

    /// Where the account of the chart has moved, by how much and of which piece: entries, then class ledgers.
    pub fn mouvements_du_compte(&self, compte: Compte) -> impl Iterator<Item = MouvementDuCompte<'a>> {
        let ecritures = self.exercice.ecritures.iter().flat_map(|e| e.ventilations.iter().map(move |v| (e, v)));
        let ventilees = ecritures.filter(move |(_, v)| v.compte.connue() == Some(compte));
        let ventilees =
            ventilees.map(|(e, v)| MouvementDuCompte { lieu: e.lieu(v.span), montant: v.montant, piece: e.numero().trim() });
        let operations = self.exercice.cahiers_de_classe.iter().flat_map(|c| c.operations.iter().map(move |o| (c, o)));
        ventilees.chain(operations.filter_map(move |(cahier, operation)| {
            let (du, montant) = operation.ventile()?;
            (du == compte).then(|| MouvementDuCompte { lieu: cahier.lieu(operation.span), montant, piece: cahier.piece.trim() })
        }))
    }

    /// The piece, when the account has moved in one only.
    pub fn seule_piece_du_compte(&self, compte: Compte) -> Option<&'a str> {
        let mut pieces = self.mouvements_du_compte(compte).map(|mouvement| mouvement.piece);
        let premiere = pieces.next()?;
        pieces.all(|piece| piece == premiere).then_some(premiere)
    }

    /// The last movement of a class's régie up to `jour`, else its opening.
    pub fn lieu_de_la_regie(&self, regie: &Regie, jour: Date) -> Lieu {
        regie.lieu(jour).unwrap_or_else(|| {
            let ouvertures = self.exercice.ouverture.iter().flat_map(|o| &o.regies);
            let ouverture = ouvertures.into_iter().find(|(nom, ..)| self.exercice.nom_de_classe(nom) == regie.classe);
            self.exercice.lieu(ouverture.map_or(self.exercice.span_debut, |(.., span)| *span))
        })
    }
}
