//! `bilan` in the terminal: the CRF's figures as tables that one likes to read.

use std::fmt::Write;

use super::montants::{Montants, lignes_de};
use super::rapprochement_texte::bloc_de_rapprochement;
use super::tableau::Style;
use crate::coop::{Montant, Sens, date, nom_du_detenteur};
use crate::diagnostic::pluriel;
use crate::etat::arrete_de_caisse::Arrete;
use crate::etat::crf::{Bilan, Crf};
use crate::etat::precedent::DeuxAns;
use crate::source::sans_controle;

pub fn bilan_texte(crf: &Crf, style: Style) -> String {
    let style = Montants::a_lire(style);
    let mut texte = String::new();
    let i = &crf.identite;
    let _ = writeln!(texte, "{}", style.titre(&textwrap::fill(&sans_controle(&i.cooperative), style.largeur as usize)));
    let _ = writeln!(
        texte,
        "{}",
        style.discret(&textwrap::fill(
            &format!(
                "{} · exercice {}, du {} au {} · montants en euros",
                sans_controle(&i.numero),
                i.exercice,
                date::en_toutes_lettres(i.debut),
                date::en_toutes_lettres(i.fin)
            ),
            style.largeur as usize
        ))
    );
    let d = Montants { style, annees: crf.precedent.as_ref().map(|p| [i.exercice.as_str(), p.exercice.as_str()]) };
    comptes(&mut texte, crf, d);
    bilan(&mut texte, crf, d);
    for rapprochement in &crf.rapprochements {
        bloc_de_rapprochement(&mut texte, rapprochement, d);
    }
    for arrete in &crf.arretes {
        bloc_d_arrete(&mut texte, arrete, d);
    }
    subventions(&mut texte, crf, d);
    texte
}

fn comptes(texte: &mut String, crf: &Crf, d: Montants) {
    let p = crf.precedent.as_ref();
    for (titre, sens, nom, total, avant) in [
        ("Charges", Sens::Charge, "Total des charges", crf.total_charges, p.map(|p| p.total_charges)),
        ("Produits", Sens::Produit, "Total des produits", crf.total_produits, p.map(|p| p.total_produits)),
    ] {
        let mut table = d.table_de_deux_ans();
        for DeuxAns { ligne, montant, precedent } in crf.comptes_compares(sens) {
            d.ligne(&mut table, &ligne.compte.to_string(), &ligne.libelle, montant, precedent);
        }
        d.total(&mut table, nom, total, avant);
        d.section(texte, titre, &table);
    }
    if !crf.cahiers_de_classe.is_empty() {
        let mut table = d.table();
        for c in &crf.cahiers_de_classe {
            let detail = format!("{}, charges {}, produits {}", c.classe, c.charges.sans_unite(), c.produits.sans_unite());
            d.ligne(&mut table, &c.piece, &detail, c.produits - c.charges, None);
        }
        d.section(texte, "Cahiers de classe, comptés ci-dessus", &table);
    }
    let nom = match crf.resultat {
        // One name cannot tell the sign of two results.
        _ if p.is_some() => "Résultat de l’exercice",
        Montant::ZERO => "Résultat nul",
        m if m.is_negative() => "Déficit",
        _ => "Excédent",
    };
    let mut table = d.table();
    d.total(&mut table, nom, crf.resultat, p.map(|p| p.resultat));
    let _ = writeln!(texte, "\n{}", lignes_de(&table));
}

fn bilan(texte: &mut String, crf: &Crf, d: Montants) {
    let avant = |de: fn(&Bilan) -> Montant| crf.precedent.as_ref().map(|p| de(&p.bilan));
    let mut actif = d.table_de_deux_ans();
    for DeuxAns { ligne, montant, precedent } in crf.actif_compare() {
        d.ligne(&mut actif, ligne.compte, &ligne.intitule, montant, precedent);
    }
    for DeuxAns { ligne: (classe, _), montant, precedent } in crf.regies_comparees() {
        d.ligne(&mut actif, "", &format!("Détenu par {}", nom_du_detenteur(classe)), montant, precedent);
    }
    d.total(&mut actif, "Total de l’actif", crf.bilan.total_actif, avant(|b| b.total_actif));
    d.section(texte, "Bilan\u{a0}: ce que la coopérative possède", &actif);
    let mut passif = d.table_de_deux_ans();
    d.ligne(&mut passif, "", "Report à nouveau", crf.bilan.report_a_nouveau, avant(|b| b.report_a_nouveau));
    d.ligne(&mut passif, "", "Résultat de l’exercice", crf.bilan.resultat, avant(|b| b.resultat));
    d.total(&mut passif, "Total du passif", crf.bilan.total_passif, avant(|b| b.total_passif));
    d.section(texte, "Bilan\u{a0}: d’où cela vient", &passif);
}

fn bloc_d_arrete(texte: &mut String, arrete: &Arrete, d: Montants) {
    let mut table = d.table();
    for (valeur, nombre, montant) in arrete.coupures.iter().filter(|(_, nombre, _)| *nombre != 0) {
        d.detail(&mut table, d.style.droite(&format!("{nombre} ×")), &valeur.to_string(), *montant);
    }
    d.total(&mut table, "Compté", arrete.compte, None);
    d.ligne(&mut table, "", "Solde du cahier ce jour-là", arrete.solde, None);
    d.ecart(&mut table, arrete.ecart);
    let titre = format!("Arrêté de caisse du {}\u{a0}: {}", date::en_chiffres(arrete.date), sans_controle(&arrete.intitule));
    d.section(texte, &titre, &table);
}

fn subventions(texte: &mut String, crf: &Crf, d: Montants) {
    let s = &crf.subventions;
    if s.lignes.is_empty() && s.total_du_compte.is_zero() {
        return;
    }
    let mut table = d.table();
    for ligne in &s.lignes {
        let detail = if ligne.designation.is_empty() {
            ligne.origine.clone()
        } else {
            format!("{}, {}", ligne.origine, ligne.designation)
        };
        d.ligne(&mut table, &ligne.piece, &detail, ligne.montant, None);
    }
    d.total(&mut table, "Total du tableau", s.total, None);
    d.ligne(&mut table, "", &format!("Total du compte {}", s.compte), s.total_du_compte, None);
    d.ecart(&mut table, s.ecart);
    d.section(texte, &format!("Subventions ({})", pluriel(s.lignes.len(), "ligne")), &table);
}
