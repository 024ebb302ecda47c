//! Compte rendu d'activités (CRA): who the cooperative is, what it did, and what each project received and spent according to
//! the ledger's own tags. The projects, the other actions and what belongs to none add up to the CRF.

use std::collections::BTreeMap;

use super::adhesion::LigneDeClasse;
use super::identite::Identite;
use crate::calcul::actions::{self, Axe};
use crate::calcul::cotisation::Effectifs;
use crate::controle::DossierControle;
use crate::coop::{ActionNationale, Activites, Conseil, Date, Ecole, Formation, Montant, Projet, RangDuNom, Sens, Solidarite};
use crate::source::Span;

#[derive(Debug, Clone)]
pub struct Cra {
    pub identite: Identite,
    pub date: Option<Date>,
    pub ecole: Ecole,
    pub classes: Vec<LigneDeClasse>,
    pub effectifs: Effectifs,
    pub conseil: Option<Conseil>,
    pub projets: Vec<(Projet, ChiffresDuProjet)>,
    /// Every action of the ledger, then what belongs to none.
    pub actions: Vec<(String, Chiffres)>,
    pub hors_action: Chiffres,
    /// Those of the CRF.
    pub total: Chiffres,
    pub actions_nationales: Vec<ActionNationale>,
    pub formations: Vec<Formation>,
    pub solidarites: Vec<Solidarite>,
    pub bilan: String,
    pub voeux: Vec<String>,
}

/// What the ledger says of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChiffresDuProjet {
    Siens(Chiffres),
    /// Its action is also that of another project, before it, which has the figures.
    Ailleurs {
        projet: String,
    },
    /// No entry names its action.
    Aucun,
}

/// What an action received and spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chiffres {
    pub recettes: Montant,
    pub depenses: Montant,
}

impl Chiffres {
    pub fn solde(self) -> Montant {
        self.recettes - self.depenses
    }
}

impl Cra {
    pub fn etablir(controle: &DossierControle) -> Cra {
        let (comptes, exercice) = (controle.comptes(), controle.exercice());
        let actions: Vec<(String, Chiffres)> = actions::actions(exercice)
            .iter()
            .filter(|action| action.axe == Axe::Action)
            .map(|action| {
                let chiffres = Chiffres { recettes: action.total(Sens::Produit), depenses: action.total(Sens::Charge) };
                (action.nom.to_owned(), chiffres)
            })
            .collect();
        let total = Chiffres { recettes: comptes.total(Sens::Produit), depenses: comptes.total(Sens::Charge) };
        let somme = |f: fn(&Chiffres) -> Montant| actions.iter().map(|(_, chiffres)| f(chiffres)).sum::<Montant>();
        let hors_action =
            Chiffres { recettes: total.recettes - somme(|c| c.recettes), depenses: total.depenses - somme(|c| c.depenses) };
        let activites = exercice.activites.as_ref();
        let adhesion = exercice.adhesion.as_ref();
        let classes: Vec<LigneDeClasse> = adhesion.iter().flat_map(|a| &a.classes).map(LigneDeClasse::de).collect();
        Cra {
            identite: Identite::de(controle),
            date: activites.and_then(|a| a.date).map(|date| date.valeur),
            ecole: activites.map(|a| a.ecole.clone()).unwrap_or_default(),
            effectifs: adhesion.map(Effectifs::de).unwrap_or_default(),
            conseil: activites.and_then(|a| a.conseil.clone()),
            projets: activites.map(|a| projets(a, &actions)).unwrap_or_default(),
            actions_nationales: actions_nationales(activites, &classes),
            classes,
            actions,
            hors_action,
            total,
            formations: activites.map(|a| a.formations.clone()).unwrap_or_default(),
            solidarites: activites.map(|a| a.solidarites.clone()).unwrap_or_default(),
            bilan: activites.map(|a| a.bilan.to_string()).unwrap_or_default(),
            voeux: activites.iter().flat_map(|a| &a.voeux).map(ToString::to_string).collect(),
        }
    }
}

/// The projects with the figures of their action; of two that name one action, the first has them.
fn projets(activites: &Activites, actions: &[(String, Chiffres)]) -> Vec<(Projet, ChiffresDuProjet)> {
    let chiffres: BTreeMap<&str, Chiffres> = actions.iter().map(|(nom, chiffres)| (nom.as_str(), *chiffres)).collect();
    let mut premiers: BTreeMap<&str, &Projet> = BTreeMap::new();
    let du_projet = |projet: &Projet, premier: Option<&Projet>| match (chiffres.get(projet.nom_de_l_action()), premier) {
        (None, _) => ChiffresDuProjet::Aucun,
        (Some(_), Some(premier)) => ChiffresDuProjet::Ailleurs { projet: premier.titre.to_string() },
        (Some(chiffres), None) => ChiffresDuProjet::Siens(*chiffres),
    };
    activites.projets.iter().map(|projet| (projet.clone(), du_projet(projet, deja(&mut premiers, projet)))).collect()
}

/// The project before this one that names the same action.
fn deja<'a>(premiers: &mut BTreeMap<&'a str, &'a Projet>, projet: &'a Projet) -> Option<&'a Projet> {
    let premier = *premiers.entry(projet.nom_de_l_action()).or_insert(projet);
    (!std::ptr::eq(premier, projet)).then_some(premier)
}

/// Those of `activites.toml`, then those that the adhésion names and the report does not.
fn actions_nationales(activites: Option<&Activites>, classes: &[LigneDeClasse]) -> Vec<ActionNationale> {
    let mut nationales: Vec<ActionNationale> = activites.map(|a| a.actions_nationales.clone()).unwrap_or_default();
    let dites: Vec<ecow::EcoString> = nationales.iter().map(|action| action.nom.to_lowercase()).collect();
    let mut autres: BTreeMap<RangDuNom, (&str, Vec<&LigneDeClasse>, i64)> = BTreeMap::new();
    for classe in classes {
        for nom in classe.actions_pedagogiques.iter().filter(|nom| !dites.iter().any(|dite| *dite == nom.to_lowercase())) {
            let (_, classes, eleves) = autres.entry(RangDuNom::new(nom)).or_insert_with(|| (nom, vec![], 0));
            classes.push(classe);
            *eleves = eleves.saturating_add(classe.effectifs.eleves);
        }
    }
    nationales.extend(autres.into_values().map(|(nom, classes, eleves)| ActionNationale {
        span: Span::default(),
        nom: nom.into(),
        classes: classes.into_iter().map(|classe| classe.nom.as_str().into()).collect(),
        eleves: Some(eleves),
        description: Default::default(),
    }));
    nationales
}
