//! The home page of a department in the terminal: a line a cooperative, as wide as the terminal, totals below.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::accueil_texte::{signe, teinte};
use super::grille::{self, Colonne, Genre, Grille, Rangee};
use super::tableau::Style;
use crate::coop::{EtatDuRetour, date};
use crate::diagnostic::formats::constats_en_une_phrase;
use crate::diagnostic::{francaise, pluriel, quelques};
use crate::etat::departement::{AccueilDeDepartement, Demande, Suivi};
use crate::etat::fin_d_annee::{EtatDeLaCloture, EtatDuQuitus, FinDAnnee, Retour};
use crate::source::sans_controle;

/// Beyond, a name needs no more room.
const LARGEUR_MAX: u16 = 120;

pub fn departement_texte(accueil: &AccueilDeDepartement, style: Style) -> String {
    let style = Style { largeur: style.largeur.min(LARGEUR_MAX), ..style };
    let largeur = style.largeur as usize;
    let mut texte = String::new();
    let _ = writeln!(texte, "{}", style.titre(&textwrap::fill(&francaise(&sans_controle(&accueil.nom)), largeur)));
    let numero = Some(sans_controle(&accueil.numero).into_owned()).filter(|numero| !numero.is_empty());
    let exercice = accueil.exercice_commun().map(|nom| format!("exercice {nom}"));
    let sous_titre = [numero, exercice, Some(date::en_toutes_lettres(accueil.jour))];
    let sous_titre = sous_titre.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let _ = writeln!(texte, "{}", style.discret(&textwrap::fill(&sous_titre, largeur)));
    if !accueil.reglages.is_vide() {
        let reglages = format!("Réglages du département : {} (`retkoop verifier`)", constats_en_une_phrase(accueil.reglages));
        let _ = writeln!(texte, "\n{}", textwrap::fill(&francaise(&reglages), largeur));
    }
    if accueil.cooperatives.is_empty() {
        texte.push_str("\nAucune coopérative.\n");
        return texte;
    }
    let _ = write!(texte, "\n{}", tableau(accueil, style));
    a_faire(&mut texte, accueil, style);
    texte
}

fn tableau(accueil: &AccueilDeDepartement, style: Style) -> String {
    let colonne = |titre: &str, genre| Colonne { titre: titre.to_owned(), genre };
    let mot = |titre: &str| colonne(titre, Genre::Mot);
    let mut colonnes = vec![mot(" "), mot("Numéro"), colonne("Coopérative", Genre::Souple)];
    let avec_exercice = accueil.exercice_commun().is_none();
    colonnes.extend(avec_exercice.then(|| mot("Exercice")));
    colonnes.extend([colonne("Erreurs", Genre::Montant), mot(" Clôture"), mot("Quitus"), mot("Retour")]);
    let totaux = accueil.totaux();
    let sur = |n: usize| if totaux.terminees == 0 { String::new() } else { format!("{n} sur {}", totaux.terminees) };
    let mut total = vec![String::new(), String::new(), pluriel(totaux.cooperatives, "coopérative")];
    total.extend(avec_exercice.then(String::new));
    total.extend([
        totaux.erreurs.to_string(),
        format!(" {}", sur(totaux.cloturees)),
        sur(totaux.quitus_donnes),
        sur(totaux.retours_envoyes),
    ]);
    let rangee = |cases, ton| Rangee { cases, ton };
    let mut lignes: Vec<Rangee> =
        accueil.cooperatives.iter().map(|suivi| rangee(cases(suivi, avec_exercice), grille::Ton::Ordinaire)).collect();
    lignes.push(rangee(total, grille::Ton::Total));
    let mut grille = Grille { colonnes, lignes };
    // What tells one name from the others is at its end.
    let place = grille.place(style.largeur as usize);
    for rangee in &mut grille.lignes {
        rangee.cases[2] = la_fin(&rangee.cases[2], place);
    }
    let ecrite = grille.ecrire(style);
    let tons =
        std::iter::once(None).chain(accueil.cooperatives.iter().map(|suivi| Some(suivi.ton()))).chain(std::iter::repeat(None));
    let lignes =
        ecrite.lines().zip(tons).map(|(ligne, ton)| ton.map_or_else(|| ligne.to_owned(), |ton| teinte(ligne, ton, style)) + "\n");
    lignes.collect()
}

fn cases(suivi: &Suivi, avec_exercice: bool) -> Vec<String> {
    let [numero, nom] = [&suivi.numero, &suivi.nom].map(|texte| francaise(&sans_controle(texte)));
    let mut cases = vec![signe(suivi.ton()).to_owned(), numero, nom];
    cases.extend(avec_exercice.then(|| suivi.exercice.clone().unwrap_or_else(|| "aucun".to_owned())));
    cases.push(if suivi.erreurs() == 0 { String::new() } else { suivi.erreurs().to_string() });
    let [cloture, quitus, retour] = suivi.fin_d_annee.as_ref().map_or([""; 3], fin_d_annee);
    let cloture = if suivi.est_contredit() { "contredite" } else { cloture };
    cases.extend([format!(" {cloture}"), quitus.to_owned(), retour.to_owned()]);
    cases
}

/// In a word each.
fn fin_d_annee(fin: &FinDAnnee) -> [&'static str; 3] {
    let cloture = match fin.cloture {
        EtatDeLaCloture::AFaire => "à faire",
        EtatDeLaCloture::Rouverte => "rouverte",
        EtatDeLaCloture::Faite => "faite",
        EtatDeLaCloture::SceauRompu => "rompue",
        EtatDeLaCloture::SceauIllisible => "illisible",
    };
    let quitus = match fin.quitus {
        EtatDuQuitus::ACorriger => "illisible",
        EtatDuQuitus::ADemander => "attendu",
        EtatDuQuitus::Refuse => "refusé",
        EtatDuQuitus::AvantLaCloture => "à refaire",
        EtatDuQuitus::Irregulier => "irrégulier",
        EtatDuQuitus::SansDate => "sans date",
        EtatDuQuitus::ANumeriser | EtatDuQuitus::Donne => "donné",
    };
    let retour = match fin.retour {
        Retour { perime: Some(_), .. } => "à renvoyer",
        Retour { etat: EtatDuRetour::EnConstruction, .. } => "attendu",
        Retour { etat: EtatDuRetour::Valide, .. } => "validé",
        Retour { etat, .. } => etat.intitule(),
    };
    [cloture, quitus, retour]
}

/// The last words that fit, after « … ».
fn la_fin(texte: &str, place: usize) -> String {
    if texte.width() <= place {
        return texte.to_owned();
    }
    let debuts = texte.char_indices().filter(|(_, lettre)| lettre.is_whitespace()).map(|(rang, blanc)| rang + blanc.len_utf8());
    let fins = debuts.map(|debut| &texte[debut..]).find(|fin| !fin.is_empty() && fin.width() + 2 <= place);
    fins.map_or_else(|| texte.to_owned(), |fin| format!("… {fin}"))
}

/// What to do, and the command that says more, as on the page of a cooperative.
fn a_faire(texte: &mut String, accueil: &AccueilDeDepartement, style: Style) {
    let totaux = accueil.totaux();
    let exercice = accueil.exercice_commun().map_or_else(String::new, |nom| format!(" --exercice {nom}"));
    let pas = accueil.demandes().into_iter().map(|(demande, dossiers)| {
        let combien = pluriel(dossiers.len(), "coopérative");
        let ou = match dossiers.as_slice() {
            [seul] if seul.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c)) => seul,
            _ => "DOSSIER",
        };
        let voir = || format!("retkoop -C {ou}{exercice}");
        let lesquelles = format!("{combien} ({})", quelques(&dossiers));
        match demande {
            Demande::RetablirLeSceau => {
                (format!("remettre comme à la clôture {lesquelles}"), format!("retkoop attester{exercice}"))
            }
            Demande::Corriger => {
                (format!("corriger {} dans {combien}", pluriel(totaux.erreurs, "erreur")), "retkoop verifier".to_owned())
            }
            Demande::Accorder => {
                (format!("accorder le cahier d’aujourd’hui avec ce qui est sous le sceau : {lesquelles}"), voir())
            }
            Demande::LeverLesRaisons => {
                (format!("lever ce qui empêche de clôturer {lesquelles}"), format!("retkoop cloturer --essai{exercice}"))
            }
            Demande::Cloturer => (format!("clôturer {combien}"), format!("retkoop cloturer --essai{exercice}")),
            Demande::Cra => (format!("obtenir le compte rendu d’activités de {lesquelles}"), voir()),
            Demande::Quitus => (format!("obtenir le quitus de {lesquelles}"), voir()),
            Demande::Retour => (format!("obtenir le retour de {lesquelles}"), voir()),
            Demande::Repondre => {
                (format!("répondre au retour de {lesquelles}"), format!("retkoop -C {ou} retour accepte{exercice}"))
            }
        }
    });
    let pas: Vec<(String, String)> = pas.collect();
    let _ = writeln!(texte, "\n{}", style.titre("À faire"));
    if pas.is_empty() {
        let _ = writeln!(texte, "  rien pour l’instant");
    }
    for (rang, (quoi, commande)) in pas.iter().enumerate() {
        let options = textwrap::Options::new(style.largeur as usize).initial_indent("  ").subsequent_indent("     ");
        let quoi = sans_controle(&format!("{}. {quoi}", rang + 1)).into_owned();
        let _ = writeln!(texte, "{}", textwrap::fill(&francaise(&quoi), options));
        let _ = writeln!(texte, "     {}", style.discret(commande));
    }
}
