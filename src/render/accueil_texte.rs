//! The home page in the terminal: at most 80 columns, calm colours, a sign beside what asks for attention.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::accueil_phrases as phrases;
use super::tableau::Style;
use crate::coop::date;
use crate::diagnostic::{francaise, pluriel};
use crate::etat::accueil::{Accueil, Ton};
use crate::source::sans_controle;

const LARGEUR_MAX: u16 = 80;

pub fn accueil_texte(accueil: &Accueil, style: Style) -> String {
    let largeur = style.largeur.min(LARGEUR_MAX) as usize;
    let mut texte = String::new();
    let _ = writeln!(texte, "{}", style.titre(&textwrap::fill(&francaise(&sans_controle(&accueil.cooperative)), largeur)));
    let sous_titre =
        format!("{} · exercice {} · {}", sans_controle(&accueil.numero), accueil.exercice, date::en_toutes_lettres(accueil.jour));
    let _ = writeln!(texte, "{}", style.discret(&textwrap::fill(&sous_titre, largeur)));
    let echeances = accueil.echeances.iter().map(|e| {
        let jours = (e.date - accueil.jour).num_days();
        let quand = match jours {
            _ if matches!(e.ton, Ton::Fait | Ton::Calme) => String::new(),
            0 => "aujourd’hui".to_owned(),
            1 => "demain".to_owned(),
            2.. => format!("dans {}", en_jours(jours)),
            -1 => "depuis hier".to_owned(),
            _ => format!("en retard de {}", en_jours(jours)),
        };
        let (quoi, etat) = phrases::echeance(e);
        let quoi = format!("{}  {quoi}", date::en_chiffres(e.date));
        let etat = if quand.is_empty() { etat } else { format!("{etat} · {quand}") };
        (quoi, String::new(), etat, e.ton)
    });
    bloc(&mut texte, "Échéances", &echeances.collect::<Vec<_>>(), (largeur, 42), style);
    bloc(&mut texte, "Où en sont les comptes", &lignes(accueil), (largeur, 28), style);
    let _ = writeln!(texte, "\n{}", style.titre("À faire"));
    if accueil.a_faire.is_empty() {
        let _ = writeln!(texte, "  rien pour l’instant");
    }
    for (rang, pas) in accueil.a_faire.iter().enumerate() {
        let options = textwrap::Options::new(largeur).initial_indent("  ").subsequent_indent("     ");
        let (quoi, commande) = phrases::pas(pas);
        let _ = writeln!(texte, "{}", textwrap::fill(&francaise(&format!("{}. {quoi}", rang + 1)), options));
        let _ = writeln!(texte, "     {}", style.discret(&commande));
    }
    texte
}

/// What, how much, the rest, and how it asks for attention.
type Ligne = (String, String, String, Ton);

/// Where each part of the accounts stands.
fn lignes(accueil: &Accueil) -> Vec<Ligne> {
    let mut lignes: Vec<Ligne> = Vec::new();
    let mut ajouter = |quoi: &str, valeur: String, detail: String, ton| lignes.push((quoi.to_owned(), valeur, detail, ton));
    for t in &accueil.tresorerie {
        ajouter(&t.libelle, t.solde.to_string(), phrases::preuve(t.preuve), t.ton());
    }
    let (pointage, detail) = phrases::pointage(accueil.pointage);
    ajouter("Pointage", pointage, detail, accueil.pointage.ton());
    for regie in &accueil.regies {
        let (quoi, suite) = phrases::regie(regie);
        ajouter(&quoi, regie.tenu.to_string(), suite.to_owned(), regie.ton());
    }
    let (constats, ailleurs) = phrases::verification(accueil);
    ajouter("Vérification", constats, ailleurs, accueil.ton_de_la_verification());
    if let Some(subventions) = &accueil.subventions {
        let recu = subventions.totaux.au_compte.to_string();
        ajouter("Subventions", recu, phrases::subventions(subventions), subventions.ton());
    }
    let retour = &accueil.retour;
    ajouter(&format!("Retour {}", accueil.exercice), retour.etat.intitule().to_owned(), phrases::retour(retour), retour.ton());
    lignes
}

/// Three columns: what, how much, and the rest, each folded under itself.
///
/// `largeurs`: of the whole, and at most of the first column.
fn bloc(texte: &mut String, titre: &str, lignes: &[Ligne], (largeur, premiere_max): (usize, usize), style: Style) {
    if lignes.is_empty() {
        return;
    }
    let _ = writeln!(texte, "\n{}", style.titre(titre));
    let propres: Vec<[String; 3]> = lignes.iter().map(|(a, b, c, _)| [a, b, c].map(|t| francaise(&sans_controle(t)))).collect();
    let large = |colonne: usize, max: usize| propres.iter().map(|l| l[colonne].width()).max().unwrap_or(0).min(max);
    let (premiere, seconde) = (large(0, premiere_max), large(1, largeur / 3));
    for ([quoi, valeur, detail], (.., ton)) in propres.iter().zip(lignes) {
        let signe = signe(*ton);
        // What does not fit in a column goes on below it.
        let plier = |texte: &str, place: usize| -> Vec<String> {
            textwrap::wrap(texte, place.max(1)).into_iter().map(|ligne| ligne.into_owned()).collect()
        };
        let milieu = if seconde == 0 { String::new() } else { cale(valeur, seconde, valeur.ends_with('€')) + "  " };
        let occupe = 5 + premiere + milieu.width();
        let (noms, suites) = (plier(quoi, premiere), plier(detail, largeur.saturating_sub(occupe).max(20)));
        let morceau = |lignes: &[String], rang: usize| lignes.get(rang).cloned().unwrap_or_default();
        for rang in 0..noms.len().max(suites.len()) {
            let (signe, milieu) = if rang == 0 { (signe, milieu.clone()) } else { (" ", " ".repeat(milieu.width())) };
            let ligne = format!(" {signe} {}  {milieu}{}", cale(&morceau(&noms, rang), premiere, false), morceau(&suites, rang));
            let _ = writeln!(texte, "{}", teinte(ligne.trim_end(), *ton, style));
        }
    }
}

fn cale(texte: &str, largeur: usize, a_droite: bool) -> String {
    let blancs = " ".repeat(largeur.saturating_sub(texte.width()));
    if a_droite { blancs + texte } else { texte.to_owned() + &blancs }
}

pub(super) fn signe(ton: Ton) -> &'static str {
    match ton {
        Ton::Fait => "✓",
        Ton::Calme => " ",
        Ton::Attention => "•",
        Ton::Alerte => "!",
    }
}

/// Never colour alone: the sign says the same.
pub(super) fn teinte(ligne: &str, ton: Ton, style: Style) -> String {
    let couleur = match ton {
        _ if !style.couleurs => return ligne.to_owned(),
        Ton::Fait => "\u{1b}[32m",
        Ton::Calme => return ligne.to_owned(),
        Ton::Attention => "\u{1b}[33m",
        Ton::Alerte => "\u{1b}[31m",
    };
    format!("{couleur}{ligne}\u{1b}[0m")
}

fn en_jours(jours: i64) -> String {
    pluriel(usize::try_from(jours.unsigned_abs()).unwrap_or(usize::MAX), "jour")
}
