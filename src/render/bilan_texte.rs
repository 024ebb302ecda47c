//! `bilan` in the terminal: the CRF's figures as tables that one likes to read.

use std::fmt::Write;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, Table, Width};

use super::tableau::Style;
use crate::coop::{Montant, date};
use crate::diagnostic::pluriel;
use crate::etat::arrete_de_caisse::Arrete;
use crate::etat::crf::{Crf, LigneDeCompte};
use crate::etat::rapprochement::Rapprochement;
use crate::source::sans_controle;

/// Columns beyond which a table of two amounts is only harder to read.
const LARGEUR_MAX: u16 = 84;
/// Room for a piece, « report », or `12 ×`.
const COLONNE_NUMERO: u16 = 9;
/// Room for `−9 999 999 999,99`, and a space on each side.
const COLONNE_MONTANT: u16 = 19;

pub fn bilan_texte(crf: &Crf, style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
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
    comptes(&mut texte, crf, style);
    bilan(&mut texte, crf, style);
    for rapprochement in &crf.rapprochements {
        bloc_de_rapprochement(&mut texte, rapprochement, style);
    }
    for arrete in &crf.arretes {
        bloc_d_arrete(&mut texte, arrete, style);
    }
    subventions(&mut texte, crf, style);
    texte
}

fn comptes(texte: &mut String, crf: &Crf, style: Style) {
    for (titre, lignes, total) in [
        ("Charges", &crf.charges, ("Total des charges", crf.total_charges)),
        ("Produits", &crf.produits, ("Total des produits", crf.total_produits)),
    ] {
        let mut table = table(style);
        for LigneDeCompte { compte, libelle, montant, .. } in lignes {
            table.add_row([style.texte(&compte.to_string()), style.texte(libelle), style.montant(*montant)]);
        }
        total_de_table(&mut table, style, total.0, total.1);
        section(texte, style, titre, &table);
    }
    let nom = match crf.resultat {
        Montant::ZERO => "Résultat nul",
        m if m.is_negative() => "Déficit",
        _ => "Excédent",
    };
    let mut table = table(style);
    total_de_table(&mut table, style, nom, crf.resultat);
    let _ = writeln!(texte, "\n{}", fin_de_ligne(&table));
}

fn bilan(texte: &mut String, crf: &Crf, style: Style) {
    let bilan = &crf.bilan;
    let mut actif = table(style);
    for ligne in &bilan.actif {
        actif.add_row([style.texte(ligne.compte), style.texte(&ligne.intitule), style.montant(ligne.montant)]);
    }
    for (classe, montant) in &bilan.regies {
        actif.add_row([style.texte(""), style.texte(&format!("Détenu par la classe {classe}")), style.montant(*montant)]);
    }
    total_de_table(&mut actif, style, "Total de l’actif", bilan.total_actif);
    section(texte, style, "Bilan\u{a0}: ce que la coopérative possède", &actif);
    let mut passif = table(style);
    passif.add_row([style.texte(""), style.texte("Report à nouveau"), style.montant(bilan.report_a_nouveau)]);
    passif.add_row([style.texte(""), style.texte("Résultat de l’exercice"), style.montant(bilan.resultat)]);
    total_de_table(&mut passif, style, "Total du passif", bilan.total_passif);
    section(texte, style, "Bilan\u{a0}: d’où cela vient", &passif);
}

fn bloc_de_rapprochement(texte: &mut String, rapprochement: &Rapprochement, style: Style) {
    let mut table = table(style);
    match rapprochement.releve {
        Some((jour, solde)) => {
            let releve = format!("Solde du relevé du {}", date::en_chiffres(jour));
            table.add_row([style.texte(""), style.texte(&releve), style.montant(solde)]);
        }
        None => {
            table.add_row([style.texte(""), style.texte("Aucun relevé"), style.texte("")]);
        }
    }
    for operation in &rapprochement.operations {
        let nature = if operation.cheque.is_empty() { String::new() } else { format!(", chèque {}", operation.cheque) };
        let detail = format!("{}, {}{nature}", operation.libelle, date::en_chiffres(operation.date));
        let piece = if operation.report { "report" } else { &operation.piece };
        table.add_row([style.texte(piece), style.texte(&detail), style.montant(operation.montant)]);
    }
    total_de_table(&mut table, style, "Solde du cahier", rapprochement.solde_cahier);
    ecart(&mut table, style, rapprochement.ecart.unwrap_or_default());
    let titre = format!("Rapprochement bancaire\u{a0}: {}", sans_controle(&rapprochement.intitule));
    section(texte, style, &titre, &table);
}

fn bloc_d_arrete(texte: &mut String, arrete: &Arrete, style: Style) {
    let mut table = table(style);
    for (valeur, nombre, montant) in arrete.coupures.iter().filter(|(_, nombre, _)| *nombre != 0) {
        table.add_row([style.droite(&format!("{nombre} ×")), style.texte(&valeur.to_string()), style.montant(*montant)]);
    }
    total_de_table(&mut table, style, "Compté", arrete.compte);
    table.add_row([style.texte(""), style.texte("Solde du cahier ce jour-là"), style.montant(arrete.solde)]);
    ecart(&mut table, style, arrete.ecart);
    let titre = format!("Arrêté de caisse du {}\u{a0}: {}", date::en_chiffres(arrete.date), sans_controle(&arrete.intitule));
    section(texte, style, &titre, &table);
}

fn subventions(texte: &mut String, crf: &Crf, style: Style) {
    let s = &crf.subventions;
    if s.lignes.is_empty() && s.total_du_compte.is_zero() {
        return;
    }
    let mut table = table(style);
    for ligne in &s.lignes {
        let detail = if ligne.designation.is_empty() {
            ligne.origine.clone()
        } else {
            format!("{}, {}", ligne.origine, ligne.designation)
        };
        table.add_row([style.texte(&ligne.piece), style.texte(&detail), style.montant(ligne.montant)]);
    }
    total_de_table(&mut table, style, "Total du tableau", s.total);
    let compte = format!("Total du compte {}", s.compte);
    table.add_row([style.texte(""), style.texte(&compte), style.montant(s.total_du_compte)]);
    ecart(&mut table, style, s.ecart);
    section(texte, style, &format!("Subventions ({})", pluriel(s.lignes.len(), "ligne")), &table);
}

/// Three columns: a number, a label, an amount on the right edge.
fn table(style: Style) -> Table {
    let mut table = style.table();
    let libelle = style.largeur.saturating_sub(COLONNE_NUMERO + COLONNE_MONTANT).max(20);
    // The columns must exist before their widths can be set.
    table.set_header([Cell::new(""), Cell::new(""), Cell::new("")]);
    table.set_constraints([COLONNE_NUMERO, libelle, COLONNE_MONTANT].map(|l| ColumnConstraint::Absolute(Width::Fixed(l))));
    table
}

fn total_de_table(table: &mut Table, style: Style, nom: &str, montant: Montant) {
    let trait_fin = "─".repeat(COLONNE_MONTANT as usize - 2);
    table.add_row([Cell::new(""), Cell::new(""), Cell::new(trait_fin).set_alignment(CellAlignment::Right)]);
    table.add_row([Cell::new(""), style.fort(style.texte(nom)), style.fort(style.montant(montant))]);
}

/// A difference of zero needs no line.
fn ecart(table: &mut Table, style: Style, ecart: Montant) {
    if !ecart.is_zero() {
        table.add_row([Cell::new(""), style.fort(style.texte("Écart")), style.fort(style.montant(ecart))]);
    }
}

fn section(texte: &mut String, style: Style, titre: &str, table: &Table) {
    let _ = writeln!(texte, "\n{}\n{}", style.titre(titre), fin_de_ligne(table));
}

/// The table without its empty heading, nor the spaces that end its lines.
fn fin_de_ligne(table: &Table) -> String {
    table.lines().map(|ligne| ligne.trim_end().to_owned()).filter(|ligne| !ligne.is_empty()).collect::<Vec<_>>().join("\n")
}
