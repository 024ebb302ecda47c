//! `classes` in the terminal: who they are, their ledgers, their régies, and what is wrong.

use std::fmt::Write;

use comfy_table::{Cell, ColumnConstraint, Table};

use super::tableau::Style;
use crate::coop::{Montant, par_milliers};
use crate::diagnostic::{francaise, pluriel};
use crate::etat::classes::{EtatDeClasse, EtatDesClasses};
use crate::source::sans_controle;

/// Columns beyond which the tables are only harder to read.
const LARGEUR_MAX: u16 = 100;

pub fn classes_texte(etat: &EtatDesClasses, style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
    let largeur = style.largeur as usize;
    let sous_titre = format!("{} · classes de l’exercice {} · montants en euros", sans_controle(&etat.numero), etat.exercice);
    let mut texte = format!(
        "{}\n{}\n",
        style.titre(&textwrap::fill(&sans_controle(&etat.cooperative), largeur)),
        style.discret(&textwrap::fill(&sous_titre, largeur))
    );
    if etat.classes.is_empty() {
        let phrase =
            format!("Aucune classe : elles se déclarent dans {}/adhesion.toml, un bloc `[[classe]]` par classe.", etat.exercice);
        let _ = writeln!(texte, "\n{}", textwrap::fill(&francaise(&phrase), largeur));
        return texte;
    }
    effectifs(&mut texte, etat, style);
    cahiers(&mut texte, etat, style);
    regies(&mut texte, etat, style);
    constats(&mut texte, etat, style);
    texte
}

fn effectifs(texte: &mut String, etat: &EtatDesClasses, style: Style) {
    let mut table = style.table();
    let nombre = |n: i64| style.droite(&par_milliers(n));
    en_tete(&mut table, style, &["Classe", "Enseignants"], &["Élèves", "Autres adultes", "Total"]);
    for classe in etat.classes.iter().filter(|classe| classe.declaree) {
        let noms: Vec<&str> =
            classe.enseignants.iter().map(|e| if e.nom.is_empty() { &e.mel } else { &e.nom }.as_str()).collect();
        let e = classe.effectifs;
        let [eleves, adultes, total] = [e.eleves, e.autres_adultes, e.cooperateurs()].map(nombre);
        table.add_row([style.texte(&classe.nom), style.texte(&noms.join(", ")), eleves, adultes, total]);
    }
    let e = etat.effectifs();
    let [eleves, adultes, total] = [e.eleves, e.autres_adultes, e.cooperateurs()].map(nombre);
    let compte = |n: i64, nom| pluriel(usize::try_from(n).unwrap_or_default(), nom);
    if e.classes > 0 {
        let cellules = [
            style.texte(&compte(e.classes, "classe")),
            style.texte(&compte(e.enseignants, "enseignant")),
            eleves,
            adultes,
            total,
        ];
        table.add_row(cellules.map(|cellule| style.fort(cellule)));
    }
    section(texte, style, "Effectifs", &table);
}

fn cahiers(texte: &mut String, etat: &EtatDesClasses, style: Style) {
    let mut table = style.table();
    en_tete(&mut table, style, &["Classe", "Cahier", "Pièce"], &["Opérations", "Recettes", "Dépenses", "Solde"]);
    for classe in &etat.classes {
        match &classe.cahier {
            Some(cahier) => table.add_row([
                style.texte(nom(classe)),
                style.texte(cahier.fichier.trim_start_matches(&etat.exercice).trim_start_matches('/')),
                style.texte(&cahier.piece),
                style.droite(&par_milliers(i64::try_from(cahier.operations).unwrap_or(i64::MAX))),
                style.montant(cahier.recettes),
                style.montant(cahier.depenses),
                style.montant(cahier.solde()),
            ]),
            None if !classe.nom_du_cahier.is_empty() => {
                table.add_row([style.texte(nom(classe)), style.texte("à créer : retkoop classes creer")])
            }
            None => &mut table,
        };
    }
    section(texte, style, "Cahiers de classe", &table);
}

fn regies(texte: &mut String, etat: &EtatDesClasses, style: Style) {
    let mut table = style.table();
    en_tete(&mut table, style, &["Classe"], &["Ouverture", "Versé", "Retourné", "Expliqué", "Cahier", "Détient"]);
    for (classe, regie) in etat.classes.iter().filter_map(|classe| Some((classe, classe.regie?))) {
        let solde = classe.cahier.as_ref().map_or(Montant::ZERO, |cahier| cahier.solde());
        let montants = [regie.ouverture, regie.versee, regie.retournee, regie.expliquee, solde, regie.detenu];
        table.add_row(std::iter::once(style.texte(nom(classe))).chain(montants.map(|m| style.montant(m))));
    }
    section(texte, style, "Régies", &table);
}

fn constats(texte: &mut String, etat: &EtatDesClasses, style: Style) {
    let nombre: usize = etat.classes.iter().map(|classe| classe.constats.len()).sum();
    if nombre == 0 {
        return;
    }
    let _ = writeln!(texte, "\n{}", style.titre(&format!("Ce qui ne va pas ({})", pluriel(nombre, "constat"))));
    let options = textwrap::Options::new(style.largeur as usize).initial_indent(" ").subsequent_indent("   ");
    for classe in &etat.classes {
        for constat in &classe.constats {
            let phrase = format!("{} : {} {}, {}", nom(classe), constat.niveau.nom(), constat.code.0, constat.message);
            let _ = writeln!(texte, "{}", textwrap::fill(&francaise(&sans_controle(&phrase)), &options));
        }
    }
}

/// Régies whose class no entry says have a line too.
fn nom(classe: &EtatDeClasse) -> &str {
    if classe.nom.is_empty() { "(sans classe)" } else { &classe.nom }
}

/// Texts on the left, which give way; numbers on the right, which do not.
fn en_tete(table: &mut Table, style: Style, textes: &[&str], nombres: &[&str]) {
    let gauche = textes.iter().map(|titre| style.fort(style.texte(titre)));
    let droite = nombres.iter().map(|titre| style.fort(style.droite(titre)));
    table.set_header(gauche.chain(droite).collect::<Vec<Cell>>());
    for rang in textes.len()..textes.len() + nombres.len() {
        if let Some(colonne) = table.column_mut(rang) {
            colonne.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

fn section(texte: &mut String, style: Style, titre: &str, table: &Table) {
    if table.row_count() > 0 {
        let lignes: Vec<String> = table.lines().map(|ligne| ligne.trim_end().to_owned()).collect();
        let _ = writeln!(texte, "\n{}\n{}", style.titre(titre), lignes.join("\n"));
    }
}
