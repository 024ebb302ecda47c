//! `bilan --format csv`: one line a figure.

use super::tableur::{cellule, euros, tableur};
use crate::coop::date::en_chiffres;
use crate::coop::{Montant, Sens, nom_du_detenteur};
use crate::etat::crf::{Bilan, Crf};
use crate::etat::precedent::DeuxAns;

/// Columns: `bloc`, `compte`, `libelle`, `montant`, `precedent`: the year before, empty where there is nothing to compare with.
pub fn bilan_csv(crf: &Crf) -> String {
    let mut tableau = Tableau(vec![["bloc", "compte", "libelle", "montant", "precedent"].map(str::to_owned)]);
    let p = crf.precedent.as_ref();
    for (bloc, sens, nom, total, avant) in [
        ("charges", Sens::Charge, "Total des charges", crf.total_charges, p.map(|p| p.total_charges)),
        ("produits", Sens::Produit, "Total des produits", crf.total_produits, p.map(|p| p.total_produits)),
    ] {
        for DeuxAns { ligne, montant, precedent } in crf.comptes_compares(sens) {
            tableau.compare(bloc, &ligne.compte.to_string(), &ligne.libelle, montant, precedent);
        }
        tableau.compare(bloc, "", nom, total, avant);
    }
    tableau.compare("resultat", "", "Résultat de l’exercice", crf.resultat, p.map(|p| p.resultat));
    for DeuxAns { ligne, montant, precedent } in crf.actif_compare() {
        tableau.compare("bilan-actif", ligne.compte, &ligne.intitule, montant, precedent);
    }
    for DeuxAns { ligne: (classe, _), montant, precedent } in crf.regies_comparees() {
        tableau.compare("bilan-actif", "", &format!("Détenu par {}", nom_du_detenteur(classe)), montant, precedent);
    }
    let avant = |de: fn(&Bilan) -> Montant| p.map(|p| de(&p.bilan));
    for (bloc, nom, de) in [
        ("bilan-actif", "Total de l’actif", (|b| b.total_actif) as fn(&Bilan) -> Montant),
        ("bilan-passif", "Report à nouveau", |b| b.report_a_nouveau),
        ("bilan-passif", "Résultat de l’exercice", |b| b.resultat),
        ("bilan-passif", "Total du passif", |b| b.total_passif),
    ] {
        tableau.compare(bloc, "", nom, de(&crf.bilan), avant(de));
    }
    for rapprochement in &crf.rapprochements {
        let mut ligne = |libelle: &str, montant| tableau.ligne("rapprochement", &rapprochement.tresorerie, libelle, montant);
        if let Some((date, solde)) = rapprochement.releve {
            ligne(&format!("Solde du relevé du {}", en_chiffres(date)), solde);
        }
        ligne("Sorties non pointées", rapprochement.sorties_non_pointees);
        ligne("Entrées non pointées", rapprochement.entrees_non_pointees);
        ligne("Solde du cahier", rapprochement.solde_cahier);
        if let Some(ecart) = rapprochement.ecart {
            ligne("Écart", ecart);
        }
    }
    for arrete in &crf.arretes {
        let mut ligne = |libelle: &str, montant| tableau.ligne("arrete-de-caisse", &arrete.tresorerie, libelle, montant);
        ligne(&format!("Espèces comptées le {}", en_chiffres(arrete.date)), arrete.compte);
        ligne("Solde du cahier", arrete.solde);
        ligne("Écart", arrete.ecart);
    }
    tableau.ligne("subventions", "", "Total du tableau", crf.subventions.total);
    tableau.ligne("subventions", &crf.subventions.compte.to_string(), "Total du compte", crf.subventions.total_du_compte);
    tableau.ligne("subventions", "", "Écart", crf.subventions.ecart);
    tableur(tableau.0)
}

struct Tableau(Vec<[String; 5]>);

impl Tableau {
    fn ligne(&mut self, bloc: &str, compte: &str, libelle: &str, montant: Montant) {
        self.compare(bloc, compte, libelle, montant, None);
    }

    fn compare(&mut self, bloc: &str, compte: &str, libelle: &str, montant: Montant, precedent: Option<Montant>) {
        let precedent = precedent.map(euros).unwrap_or_default();
        self.0.push([bloc.to_owned(), cellule(compte), cellule(libelle), euros(montant), precedent]);
    }
}
