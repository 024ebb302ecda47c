//! `adhesion` in the terminal: classes, the fee line by line with its reasons, and what is still to send.

use std::collections::HashMap;
use std::fmt::Write;
use std::iter;

use comfy_table::{Cell, CellAlignment, ColumnConstraint, Table, Width};

use super::tableau::Style;
use crate::calcul::Cotisation;
use crate::calcul::cotisation::{Composant, Effectifs, LigneDeCotisation};
use crate::calcul::formalites::{Etape, Formalites};
use crate::coop::{Montant, date, par_milliers};
use crate::diagnostic::pluriel;
use crate::etat::adhesion::Adhesion;
use crate::source::sans_controle;

/// Columns beyond which the tables are only harder to read.
const LARGEUR_MAX: u16 = 100;
/// What a column of head counts, or of amounts, takes at least: its heading, and a space on each side.
const COLONNE_TETES: u16 = 10;
const COLONNE_MONTANT: u16 = 14;

pub fn adhesion_texte(adhesion: &Adhesion, style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
    let largeur = style.largeur as usize;
    let mut texte = String::new();
    let identite = &adhesion.identite;
    let du = adhesion.date.map_or_else(String::new, |d| format!(" du {}", date::en_toutes_lettres(d)));
    let sous_titre = format!("{} · adhésion {}{du} · montants en euros", sans_controle(&identite.numero), identite.exercice);
    let _ = writeln!(texte, "{}", style.titre(&textwrap::fill(&sans_controle(&identite.cooperative), largeur)));
    let _ = writeln!(texte, "{}", style.discret(&textwrap::fill(&sous_titre, largeur)));
    classes(&mut texte, adhesion, style);
    if let Some(cotisation) = &adhesion.cotisation {
        frais(&mut texte, adhesion, cotisation, style);
    }
    if let Some(formalites) = &adhesion.formalites {
        etats(&mut texte, formalites, adhesion.cotisation.as_ref(), style);
    }
    texte
}

fn classes(texte: &mut String, adhesion: &Adhesion, style: Style) {
    let mut table = style.table();
    let annees = iter::once(adhesion.effectifs).chain(adhesion.precedente.iter().map(|p| p.effectifs));
    let tetes = colonne(annees.map(|e| par_milliers(e.cooperateurs())), COLONNE_TETES);
    let libre = style.largeur.saturating_sub(3 * tetes);
    let nom = libre / 3;
    table.set_header(["Classe", "Enseignants", "Élèves", "Adultes", "Total"].map(|t| {
        let cellule = style.fort(style.texte(t));
        if matches!(t, "Classe" | "Enseignants") { cellule } else { cellule.set_alignment(CellAlignment::Right) }
    }));
    table.set_constraints([nom, libre - nom, tetes, tetes, tetes].map(|l| ColumnConstraint::Absolute(Width::Fixed(l))));
    let nombre = |n: i64| style.droite(&par_milliers(n));
    for classe in &adhesion.classes {
        let noms: Vec<&str> = classe.enseignants.iter().map(|e| e.nom.as_str()).collect();
        let e = classe.effectifs;
        let [eleves, adultes, total] = [e.eleves, e.adultes(), e.cooperateurs()].map(nombre);
        table.add_row([style.texte(&classe.nom), style.texte(&noms.join(", ")), eleves, adultes, total]);
    }
    let mut total = |intitule: &str, e: Effectifs| {
        let detail = format!("{}, {}", compter(e.enseignants, "enseignant"), compter_adultes(e.autres_adultes));
        let cellules =
            [style.texte(intitule), style.texte(&detail), nombre(e.eleves), nombre(e.adultes()), nombre(e.cooperateurs())];
        table.add_row(cellules.map(|c| style.fort(c)));
    };
    let en_tout = format!("En {} ({})", adhesion.identite.exercice, compter(adhesion.effectifs.classes, "classe"));
    total(&en_tout, adhesion.effectifs);
    if let Some(precedente) = &adhesion.precedente {
        total(&format!("En {} ({})", precedente.exercice, compter(precedente.effectifs.classes, "classe")), precedente.effectifs);
    }
    section(texte, style, "Classes", &table);
}

fn compter(nombre: i64, nom: &str) -> String {
    pluriel(usize::try_from(nombre).unwrap_or_default(), nom)
}

fn compter_adultes(nombre: i64) -> String {
    format!("{}\u{a0}{}", par_milliers(nombre), if nombre > 1 { "autres adultes" } else { "autre adulte" })
}

/// Wide enough for each text, and a space on each side.
fn colonne(textes: impl Iterator<Item = String>, au_moins: u16) -> u16 {
    let large = textes.map(|texte| texte.chars().count()).max().unwrap_or(0) + 2;
    u16::try_from(large).unwrap_or(u16::MAX).max(au_moins)
}

fn frais(texte: &mut String, adhesion: &Adhesion, cotisation: &Cotisation, style: Style) {
    let precedente = adhesion.precedente.as_ref().filter(|p| p.cotisation.is_some());
    let mut table = style.table();
    let montants = if precedente.is_some() { 2 } else { 1 };
    // No line is above the total.
    let annees = iter::once(cotisation).chain(precedente.and_then(|p| p.cotisation.as_ref()));
    let large = colonne(annees.map(|c| c.total.sans_unite()), COLONNE_MONTANT);
    let libre = style.largeur.saturating_sub(montants * large);
    let libelle = libre / 2;
    let annee = |nom: &str| style.fort(style.droite(nom));
    let mut en_tete = vec![Cell::new(""), Cell::new(""), annee(&adhesion.identite.exercice)];
    let mut largeurs = vec![libelle, libre - libelle, large];
    if let Some(precedente) = precedente {
        en_tete.push(annee(&precedente.exercice));
        largeurs.push(large);
    }
    table.set_header(en_tete);
    table.set_constraints(largeurs.into_iter().map(|l| ColumnConstraint::Absolute(Width::Fixed(l))));
    let trait_fin = Cell::new("─".repeat(usize::from(large) - 2)).set_alignment(CellAlignment::Right);
    let total = |table: &mut Table, nom: &str, montant: Montant, ancien: Option<Cell>| {
        let mut traits = vec![Cell::new(""), Cell::new(""), trait_fin.clone()];
        let mut cellules = vec![style.fort(style.texte(nom)), Cell::new(""), style.fort(style.montant(montant))];
        if let Some(ancien) = ancien {
            traits.push(trait_fin.clone());
            cellules.push(ancien);
        }
        table.add_row(traits);
        table.add_row(cellules);
    };
    let ancien = |de: &dyn Fn(&Cotisation) -> Option<Montant>| {
        let montant = precedente.and_then(|p| p.cotisation.as_ref()).and_then(de);
        precedente.map(|_| montant.map_or_else(|| style.droite("—"), |m| style.montant(m)))
    };
    let lignes_anciennes = precedente.and_then(|p| p.cotisation.as_ref()).into_iter().flat_map(|c| &c.lignes);
    let anciennes: HashMap<&Composant, Montant> = lignes_anciennes.map(|l| (&l.composant, l.montant)).collect();
    for is_assurance in [false, true] {
        let lignes: Vec<&LigneDeCotisation> =
            cotisation.lignes.iter().filter(|l| l.composant.is_assurance() == is_assurance).collect();
        for ligne in &lignes {
            let mut cellules = vec![style.texte(&ligne.libelle), style.texte(&ligne.raison), style.montant(ligne.montant)];
            cellules.extend(ancien(&|_| anciennes.get(&ligne.composant).copied()));
            table.add_row(cellules);
        }
        let (nom, montant): (_, fn(&Cotisation) -> Montant) = if is_assurance {
            ("Total de l’assurance", |c| c.total_assurance)
        } else {
            ("Total de l’adhésion", |c| c.total_adhesion)
        };
        total(&mut table, nom, montant(cotisation), ancien(&|c| Some(montant(c))));
    }
    total(&mut table, "Total à payer", cotisation.total, ancien(&|c| Some(c.total)));
    let bareme =
        if cotisation.reference.is_empty() { String::new() } else { format!("\u{a0}: {}", sans_controle(&cotisation.reference)) };
    section(texte, style, &format!("Cotisation et assurance{bareme}"), &table);
}

fn etats(texte: &mut String, formalites: &Formalites, cotisation: Option<&Cotisation>, style: Style) {
    let mut lignes: Vec<(&str, String)> = vec![
        ("Paiement", paiement(formalites, cotisation)),
        (
            "Engagement du mandataire",
            etape(
                formalites.engagement,
                "à signer et à envoyer, avec son scan : `retkoop imprimer engagement`",
                "signé, pas encore validé",
            ),
        ),
        (
            "Changement de mandataire",
            etape(formalites.changement, "à signer et à envoyer : `retkoop imprimer changement-mandataire`", "envoyé"),
        ),
    ];
    if !formalites.code.is_empty() {
        lignes.push(("Code d’enregistrement", formalites.code.clone()));
    }
    lignes.push(match formalites.effet() {
        Some(jour) => ("Effet", format!("depuis le {}", date::en_toutes_lettres(jour))),
        None => ("Effet", "dès que le département a reçu le paiement".to_owned()),
    });
    let mut table = style.table();
    let nom = 27;
    table.set_header(["", ""]);
    table.set_constraints([nom, style.largeur.saturating_sub(nom)].map(|l| ColumnConstraint::Absolute(Width::Fixed(l))));
    for (nom, etat) in lignes {
        table.add_row([style.texte(nom), style.texte(&crate::diagnostic::francaise(&etat))]);
    }
    section(texte, style, "Où en est l’adhésion", &table);
}

fn paiement(formalites: &Formalites, cotisation: Option<&Cotisation>) -> String {
    let a_faire = cotisation.map_or_else(|| "à faire".to_owned(), |c| format!("à faire : {}", c.total));
    let etat = etape(formalites.paiement, &a_faire, "écrit dans le cahier, pas encore validé");
    let recu = formalites.recu.as_ref().map_or_else(String::new, ToString::to_string);
    if recu.is_empty() {
        return etat;
    }
    if formalites.effet().is_none() {
        return format!("{etat} ; noté sans date : {recu}");
    }
    let montant = formalites.recu.as_ref().and_then(|r| r.montant);
    let ecart = montant.zip(cotisation).map(|(montant, c)| (montant - c.total).abs()).filter(|ecart| !ecart.is_zero());
    let ecart = ecart.map_or_else(String::new, |ecart| format!(" ; {ecart} de différence avec le calcul"));
    format!("{etat} : {recu}{ecart}")
}

fn etape(etape: Etape, a_faire: &str, en_attente: &str) -> String {
    match etape {
        Etape::SansObjet => "sans objet".to_owned(),
        Etape::AFaire => a_faire.to_owned(),
        Etape::EnAttente => en_attente.to_owned(),
        Etape::Validee(jour) => format!("validé le {}", date::en_toutes_lettres(jour)),
    }
}

fn section(texte: &mut String, style: Style, titre: &str, table: &Table) {
    let lignes = table.lines().map(|ligne| ligne.trim_end().to_owned()).filter(|ligne| !ligne.is_empty());
    let titre = textwrap::fill(titre, style.largeur as usize);
    let _ = writeln!(texte, "\n{}\n{}", style.titre(&titre), lignes.collect::<Vec<_>>().join("\n"));
}
