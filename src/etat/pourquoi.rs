//! Where a figure comes from: what it is the sum of, down to the entries, the receipts and the statements.

use super::crf::Crf;
use crate::calcul::{Comptes, Origine};
use crate::controle::DossierControle;
use crate::coop::{Compte, Date, Ecriture, Montant, Operation, Sens, TresorerieId};
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

/// Figures that have a name of their own; accounts of the chart and treasury accounts are asked for by theirs.
const NOMMEES: &[(&str, &str)] = &[
    ("total_charges", "Total des charges"),
    ("total_produits", "Total des produits"),
    ("resultat", "Résultat de l’exercice (produits moins charges)"),
    ("report_a_nouveau", "Report à nouveau"),
    ("regies", "Détenu par les classes"),
    ("total_actif", "Total de l’actif"),
    ("total_passif", "Total du passif"),
    ("subventions", "Total du tableau des subventions"),
];

impl Pourquoi {
    /// Every figure that may be asked for, by name.
    pub fn figures(controle: &DossierControle) -> Vec<String> {
        let comptes = controle.comptes();
        let des_comptes =
            [Sens::Charge, Sens::Produit].into_iter().flat_map(|sens| comptes.totaux(sens)).map(|(c, _)| c.to_string());
        let tresoreries = comptes.cooperative.tresoreries().map(|(_, t)| t.nom.to_string());
        NOMMEES.iter().map(|(nom, _)| (*nom).to_owned()).chain(tresoreries).chain(des_comptes).collect()
    }

    /// `None`: there is no figure of that name. An account without a movement is nothing, and says so.
    pub fn etablir(controle: &DossierControle, demande: &str) -> Option<Pourquoi> {
        let comptes = controle.comptes();
        let nom = demande.trim();
        if let Some(id) = comptes.cooperative.trouver_tresorerie(nom) {
            return Some(tresorerie(controle, id));
        }
        if let Some((compte, _)) = Compte::parse_avec_suffixe(nom)
            && controle.departement().plan.compte(compte).is_some()
        {
            return Some(du_compte(controle, compte));
        }
        let cle = nom.to_lowercase().replace([' ', '-'], "_").replace('é', "e").replace('à', "a");
        let (figure, intitule) = NOMMEES.iter().find(|(nom, _)| *nom == cle)?;
        let termes = nommee(controle, figure);
        let montant = termes.iter().map(|t| t.montant).sum();
        Some(Pourquoi { figure: (*figure).to_owned(), intitule: (*intitule).to_owned(), montant, termes, releves: vec![] })
    }
}

fn nommee(controle: &DossierControle, figure: &str) -> Vec<Terme> {
    let comptes = controle.comptes();
    let tresoreries = |montant: &dyn Fn(TresorerieId) -> Montant, figure: bool| -> Vec<Terme> {
        let terme = |(id, t): (TresorerieId, &crate::coop::Tresorerie)| {
            Terme::simple(&format!("{} {}", t.compte.numero(), t.intitule()), montant(id), if figure { &t.nom } else { "" })
        };
        comptes.cooperative.tresoreries().map(terme).collect()
    };
    let par_compte = |sens| -> Vec<Terme> {
        let plan = &controle.departement().plan;
        comptes.totaux(sens).map(|(c, m)| Terme::simple(&format!("{c} {}", plan.libelle(c)), m, &c.to_string())).collect()
    };
    match figure {
        "total_charges" => par_compte(Sens::Charge),
        "total_produits" => par_compte(Sens::Produit),
        "resultat" => vec![
            Terme::simple("Total des produits", comptes.total(Sens::Produit), "total_produits"),
            Terme::simple("Total des charges", -comptes.total(Sens::Charge), "total_charges"),
        ],
        "report_a_nouveau" => {
            let mut termes = tresoreries(&|id| comptes.ouverture(id), false);
            let ouvertes = comptes.regies().iter().filter(|r| !r.ouverture.is_zero());
            termes.extend(ouvertes.map(|r| Terme::simple(&format!("Détenu par la classe {}", r.classe), r.ouverture, "")));
            termes
        }
        "regies" => regies(comptes),
        "total_actif" => {
            let mut termes = tresoreries(&|id| comptes.cloture(id), true);
            termes.push(Terme::simple("Détenu par les classes", comptes.total_des_regies(), "regies"));
            termes
        }
        "total_passif" => vec![
            Terme::simple("Report à nouveau", comptes.report_a_nouveau(), "report_a_nouveau"),
            Terme::simple("Résultat de l’exercice", comptes.resultat(), "resultat"),
        ],
        _ => Crf::etablir(controle)
            .subventions
            .lignes
            .iter()
            .map(|s| Terme::simple(&format!("{}, pièce {}", s.origine, s.piece), s.montant, ""))
            .collect(),
    }
}

/// Class by class, what was given, given back, explained; then its ledger.
fn regies(comptes: &Comptes) -> Vec<Terme> {
    let mut termes = Vec::new();
    for r in comptes.regies() {
        let parties = [
            ("détenu à l’ouverture", r.ouverture),
            ("versé", r.verse),
            ("rendu", -r.retourne),
            ("expliqué", -r.explique),
            ("recettes de son cahier", r.recettes),
            ("dépenses de son cahier", -r.depenses),
        ];
        let parties = parties.into_iter().filter(|(_, montant)| !montant.is_zero());
        termes.extend(parties.map(|(quoi, montant)| Terme::simple(&format!("{}, {quoi}", r.classe), montant, "")));
    }
    termes
}

fn tresorerie(controle: &DossierControle, id: TresorerieId) -> Pourquoi {
    let comptes = controle.comptes();
    let compte = comptes.cooperative.tresorerie(id);
    let mut termes = vec![Terme::simple("Existence au début de l’exercice", comptes.ouverture(id), "")];
    let mouvements = controle.exercice().ecritures.iter().filter(|e| !e.mouvement(id).is_zero());
    termes.extend(mouvements.map(|e| Terme::d_une_ecriture(controle, e, e.mouvement(id), e.pointage(id))));
    let releves = controle.exercice().releves.iter().filter(|r| r.tresorerie.connue() == Some(id));
    Pourquoi {
        figure: compte.nom.to_string(),
        intitule: format!("{} {}", compte.compte.numero(), compte.intitule()),
        montant: comptes.cloture(id),
        termes,
        releves: releves
            .filter_map(|r| {
                let attendu = comptes.solde_du_releve(controle.suivant(), id, r.date.valeur)?;
                Some(ReleveVu { date: r.date.valeur, solde: r.solde.valeur, attendu })
            })
            .collect(),
    }
}

fn du_compte(controle: &DossierControle, compte: Compte) -> Pourquoi {
    let exercice = controle.exercice();
    let mut termes = Vec::new();
    for ecriture in &exercice.ecritures {
        let montant: Montant =
            ecriture.ventilations.iter().filter(|v| v.compte.connue() == Some(compte)).map(|v| v.montant).sum();
        if ecriture.ventilations.iter().any(|v| v.compte.connue() == Some(compte)) {
            let pointage = ecriture.pointages.iter().map(|p| p.date).max();
            termes.push(Terme::d_une_ecriture(controle, ecriture, montant, pointage));
        }
    }
    for cahier in &exercice.cahiers_de_classe {
        let operations = cahier.operations.iter().filter_map(|o| o.ventile().map(|(c, montant)| (o, c, montant)));
        termes.extend(operations.filter(|(_, c, _)| *c == compte).map(|(o, _, montant)| Terme {
            libelle: format!("{} (cahier de la classe {})", o.libelle.valeur, cahier.classe.valeur),
            montant,
            figure: String::new(),
            ecriture: Some(vue(controle, &cahier.piece, o.date.map(|d| d.valeur), cahier.lieu(o.span), vec![], None)),
        }));
    }
    Pourquoi {
        figure: compte.to_string(),
        intitule: format!("{compte} {}", controle.departement().plan.libelle(compte)),
        montant: controle.comptes().total_du_compte(compte),
        termes,
        releves: vec![],
    }
}

impl Terme {
    fn simple(libelle: &str, montant: Montant, figure: &str) -> Terme {
        Terme { libelle: libelle.to_owned(), montant, figure: figure.to_owned(), ecriture: None }
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
