//! Where a figure comes from: what it is the sum of, down to the entries, the receipts and the statements.
//!
//! Each block of the CRF has its file below, which says what its figures are the sum of.

mod banque;
mod caisse;
mod fonctionnement;
mod regies;
mod subventions;

use crate::calcul::Origine;
use crate::controle::DossierControle;
use crate::coop::{Compte, Date, Ecriture, Montant};
use crate::source::Lieu;

#[derive(Debug, Clone)]
pub struct Pourquoi {
    pub figure: String,
    pub intitule: String,
    /// The sum of the terms.
    pub montant: Montant,
    pub termes: Vec<Terme>,
    /// For a bank: each statement up to the last day, and what the ticked movements lead to.
    pub releves: Vec<ReleveVu>,
}

/// One of the amounts that a figure is the sum of.
#[derive(Debug, Clone)]
pub struct Terme {
    pub libelle: String,
    /// With the sign that it is added with.
    pub montant: Montant,
    /// The name under which it can itself be asked for; empty: it is not.
    pub figure: String,
    pub ecriture: Option<EcritureVue>,
}

/// Where an amount is written.
#[derive(Debug, Clone)]
pub struct EcritureVue {
    pub piece: String,
    pub date: Option<Date>,
    /// `2024-2025/cahier/2024-10.toml`, and the line in it.
    pub fichier: String,
    pub ligne: u32,
    pub justificatifs: Vec<String>,
    /// The statement that shows it.
    pub pointage: Option<Date>,
}

#[derive(Debug, Clone, Copy)]
pub struct ReleveVu {
    pub date: Date,
    pub solde: Montant,
    pub attendu: Montant,
}

/// A figure that has a name of its own; accounts of the chart and treasury accounts are asked for by theirs.
struct Figure {
    nom: &'static str,
    intitule: &'static str,
    /// What it may be asked about, `nom.sujet`; a figure that has none is asked for by its name alone, one that has a single one
    /// too.
    sujets: fn(&DossierControle) -> Option<Vec<String>>,
    /// `None`: there is nothing of that name.
    termes: fn(&DossierControle, &str) -> Option<Vec<Terme>>,
}

/// A figure of the whole exercice.
fn sans_sujet(_: &DossierControle) -> Option<Vec<String>> {
    None
}

const FIGURES: &[Figure] = &[
    Figure { nom: "total_charges", intitule: "Total des charges", sujets: sans_sujet, termes: fonctionnement::charges },
    Figure { nom: "total_produits", intitule: "Total des produits", sujets: sans_sujet, termes: fonctionnement::produits },
    Figure {
        nom: "resultat",
        intitule: "Résultat de l’exercice (produits moins charges)",
        sujets: sans_sujet,
        termes: fonctionnement::resultat,
    },
    Figure {
        nom: "report_a_nouveau",
        intitule: "Report à nouveau",
        sujets: sans_sujet,
        termes: fonctionnement::report_a_nouveau,
    },
    Figure { nom: "total_actif", intitule: "Total de l’actif", sujets: sans_sujet, termes: fonctionnement::actif },
    Figure { nom: "total_passif", intitule: "Total du passif", sujets: sans_sujet, termes: fonctionnement::passif },
    Figure { nom: "regies", intitule: "Détenu par les classes", sujets: sans_sujet, termes: regies::ensemble },
    Figure { nom: "regie", intitule: "Détenu par la classe", sujets: regies::classes, termes: regies::classe },
    Figure { nom: "rapprochement", intitule: "Du relevé au cahier", sujets: banque::banques, termes: banque::rapprochement },
    Figure {
        nom: "sorties_non_pointees",
        intitule: "Sorties non pointées",
        sujets: banque::banques,
        termes: banque::sorties_non_pointees,
    },
    Figure {
        nom: "entrees_non_pointees",
        intitule: "Entrées non pointées",
        sujets: banque::banques,
        termes: banque::entrees_non_pointees,
    },
    Figure { nom: "tresorerie", intitule: "Trésorerie à la fin du mois", sujets: banque::mois, termes: banque::fin_du_mois },
    Figure { nom: "arrete_de_caisse", intitule: "Espèces comptées", sujets: caisse::caisses, termes: caisse::arrete },
    Figure { nom: "subventions", intitule: "Total du tableau des subventions", sujets: sans_sujet, termes: subventions::tableau },
    Figure {
        nom: "reste_a_depenser",
        intitule: "Reste à dépenser des subventions",
        sujets: sans_sujet,
        termes: subventions::reste_a_depenser,
    },
];

impl Pourquoi {
    /// Every figure that may be asked for, by name.
    pub fn figures(controle: &DossierControle) -> Vec<String> {
        lister(controle, |nom, sujets| sujets.iter().map(|sujet| format!("{nom}.{sujet}")).collect())
    }

    /// The same in few words: of figures of many subjects, the first and the last.
    pub fn figures_en_bref(controle: &DossierControle) -> Vec<String> {
        lister(controle, |nom, sujets| match sujets {
            [premier, _, .., dernier] => vec![format!("{nom}.{premier} à {nom}.{dernier}")],
            sujets => sujets.iter().map(|sujet| format!("{nom}.{sujet}")).collect(),
        })
    }

    /// `None`: there is no figure of that name. An account without a movement is nothing, and says so.
    pub fn etablir(controle: &DossierControle, demande: &str) -> Option<Pourquoi> {
        let nom = demande.trim();
        if let Some(id) = controle.comptes().cooperative.trouver_tresorerie(nom) {
            return Some(banque::tresorerie(controle, id));
        }
        if let Some((compte, _)) = Compte::parse_avec_suffixe(nom)
            && controle.departement().plan.compte(compte).is_some()
        {
            return Some(fonctionnement::du_compte(controle, compte));
        }
        let (nom, sujet) = nom.split_once('.').unwrap_or((nom, ""));
        let cle = nom.to_lowercase().replace([' ', '-'], "_").replace(['é', 'ê'], "e").replace('à', "a");
        let figure = FIGURES.iter().find(|figure| figure.nom == cle)?;
        let sujets = (figure.sujets)(controle);
        let sujet = match (sujets.as_deref(), sujet) {
            // The only one there is need not be named.
            (Some([seul]), "") => seul.clone(),
            (None, sujet) if !sujet.is_empty() => return None,
            (_, sujet) => sujet.to_owned(),
        };
        let termes = (figure.termes)(controle, &sujet)?;
        let (nom, intitule) = match sujets {
            Some(_) => (format!("{}.{sujet}", figure.nom), format!("{}, {sujet}", figure.intitule)),
            None => (figure.nom.to_owned(), figure.intitule.to_owned()),
        };
        let montant = termes.iter().map(|t| t.montant).sum();
        Some(Pourquoi { figure: nom, intitule, montant, termes, releves: vec![] })
    }
}

fn lister(controle: &DossierControle, de_sujets: impl Fn(&str, &[String]) -> Vec<String>) -> Vec<String> {
    let nommees = FIGURES.iter().flat_map(|figure| match (figure.sujets)(controle) {
        None => vec![figure.nom.to_owned()],
        Some(sujets) => de_sujets(figure.nom, &sujets),
    });
    let tresoreries = controle.comptes().cooperative.tresoreries().map(|(_, t)| t.nom.to_string());
    nommees.chain(tresoreries).chain(fonctionnement::comptes(controle)).collect()
}

impl Terme {
    fn simple(libelle: &str, montant: Montant, figure: &str) -> Terme {
        Terme { libelle: libelle.to_owned(), montant, figure: figure.to_owned(), ecriture: None }
    }

    /// Written at a place that is no entry: a statement, a count, a row of a table.
    fn ecrit(libelle: String, montant: Montant, vue: EcritureVue) -> Terme {
        Terme { libelle, montant, figure: String::new(), ecriture: Some(vue) }
    }

    fn d_une_ecriture(controle: &DossierControle, ecriture: &Ecriture, montant: Montant, pointage: Option<Date>) -> Terme {
        let origine = Origine::Ecriture(ecriture);
        let justificatifs = ecriture.justificatifs.iter().map(|j| j.valeur.to_string()).collect();
        let date = ecriture.date.map(|d| d.valeur);
        Terme {
            libelle: origine.libelle().to_owned(),
            montant,
            figure: String::new(),
            ecriture: Some(vue(controle, ecriture.numero(), date, origine.lieu(), justificatifs, pointage)),
        }
    }
}

fn vue(
    controle: &DossierControle,
    piece: &str,
    date: Option<Date>,
    lieu: Lieu,
    justificatifs: Vec<String>,
    pointage: Option<Date>,
) -> EcritureVue {
    let source = &controle.dossier().sources[lieu.fichier.0 as usize];
    EcritureVue {
        piece: piece.to_owned(),
        date,
        fichier: source.chemin.to_string(),
        ligne: source.position(lieu.span.debut).ligne,
        justificatifs,
        pointage,
    }
}
