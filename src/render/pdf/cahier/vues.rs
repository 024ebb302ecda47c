//! The pages of one sheet of the ledger: which columns each has, and how wide they are. The treasury is on the left, whatever
//! its accounts; the ventilation in face of it. Accounts beyond one page go on the next spread, where the treasury of the same
//! entries is on the left again.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::colonnes::{BLANCS, Colonne, de_chaque_tresorerie, des_comptes, du_compte_de_la_rangee};
use super::titres::{hauteur_debout, mot_le_plus_large};
use crate::coop::Sens;
use crate::etat::cahier::{Cahier, ColonneDeTresorerie};
use crate::render::pdf::mesure::Corps;
use crate::render::pdf::typographie::abrege;

/// Text of the rows.
pub const CORPS: Corps = Corps(75);
/// Inside of an A4 page on its side, in micrometres, the white at both ends of its rules taken off.
const PAGE: u64 = 267_000;
pub const PIECE: u64 = 12_000;
const DATE: u64 = 16_000;
pub const REGLEMENT: u64 = 19_000;
/// The account that a row is about: as wide as its name, on several lines beyond the widest.
const COMPTE_MIN: u64 = 25_000;
const COMPTE_MAX: u64 = 70_000;
/// Longer names are cut; the key of the account then tells those that look alike.
const NOM_MAX: usize = 120;
/// Labels of the left page take what the columns leave, never less.
const LIBELLE_MIN: u64 = 36_000;
/// The same for the right page, where labels are on one line; what is left beyond widens the columns, whose headings then take
/// fewer lines.
const LIBELLE_REPETE: u64 = 52_000;
const LIBELLE_REPETE_MAX: u64 = 84_000;
const COLONNE_MAX: u64 = 26_000;

/// The pages of every sheet.
#[derive(Debug)]
pub struct Vues {
    pub gauche: Vue,
    /// One at least.
    pub droites: Vec<Vue>,
}

/// One page of every sheet.
#[derive(Debug)]
pub struct Vue {
    pub genre: Genre,
    pub libelle: u64,
    /// Names of the accounts that rows are about, by their rank; none when each has its columns.
    pub comptes: Vec<String>,
    pub colonnes: Vec<Colonne>,
    /// Names of accounts whose words are wider than their columns stand upright: how high they are.
    pub debout: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// Three columns an account, as in the paper book.
    Tresorerie,
    /// More accounts than a page has columns for: each row says which one it is about, in a column so wide.
    TresorerieParCompte(u64),
    Ventilation,
}

impl Genre {
    /// Columns of text before the amounts, the label's apart: titles and widths.
    pub fn textes(self) -> Vec<(&'static str, u64)> {
        let mut textes = vec![("Pièce", PIECE)];
        if self != Genre::Ventilation {
            textes.extend([("Date", DATE), ("Règlement", REGLEMENT)]);
        }
        if let Genre::TresorerieParCompte(compte) = self {
            textes.push(("Compte", compte));
        }
        textes
    }

    fn largeur_des_textes(self) -> u64 {
        self.textes().iter().map(|(_, largeur)| largeur).sum()
    }

    pub const fn titre(self) -> &'static str {
        match self {
            Genre::Tresorerie | Genre::TresorerieParCompte(_) => "Trésorerie",
            Genre::Ventilation => "Ventilation",
        }
    }
}

impl Vues {
    pub fn new(cahier: &Cahier) -> Vues {
        let tresoreries = de_chaque_tresorerie(cahier);
        let tient = Genre::Tresorerie.largeur_des_textes() + LIBELLE_MIN + largeur(&tresoreries) <= PAGE;
        let (comptes, colonnes) =
            if tient { (vec![], tresoreries) } else { (noms_des_comptes(&cahier.tresoreries), du_compte_de_la_rangee(cahier)) };
        let genre = if tient { Genre::Tresorerie } else { Genre::TresorerieParCompte(largeur_des_noms(&comptes, &colonnes)) };
        let libelle = PAGE.saturating_sub(genre.largeur_des_textes() + largeur(&colonnes)).max(LIBELLE_MIN);
        let [charges, produits] = [Sens::Charge, Sens::Produit].map(|sens| des_comptes(cahier, sens));
        // Each side on pages of its own, where that takes no page more.
        let ensemble = repartir([charges.as_slice(), &produits].concat());
        let mut separees = repartir(charges);
        separees.extend(repartir(produits));
        let mut droites = if separees.len() <= ensemble.len() { separees } else { ensemble };
        if droites.is_empty() {
            droites.push(Vec::new());
        }
        let gauche = Vue { genre, libelle, comptes, colonnes, debout: None };
        Vues { gauche, droites: droites.into_iter().map(ventilation).collect() }
    }

    /// Whether each row is about one treasury account.
    pub fn un_compte_par_rangee(&self) -> bool {
        matches!(self.gauche.genre, Genre::TresorerieParCompte(_))
    }

    /// The names of the accounts that rows are about, none of them twice.
    pub fn comptes(&self) -> &[String] {
        &self.gauche.comptes
    }

    /// Height that the longest heading takes, in micrometres: one for all pages, so that their rows face each other.
    pub fn hauteur_des_titres(&self) -> u64 {
        let vues = self.droites.iter().chain([&self.gauche]);
        vues.map(Vue::hauteur_sous_ses_groupes).max().unwrap_or(0)
    }

    pub fn donnees(&self) -> Value {
        let hauteur = self.hauteur_des_titres();
        json!({
            "hauteur_des_titres": hauteur,
            "gauche": self.gauche.donnees(hauteur),
            "droites": self.droites.iter().map(|vue| vue.donnees(hauteur)).collect::<Vec<_>>(),
        })
    }
}

fn largeur(colonnes: &[Colonne]) -> u64 {
    colonnes.iter().map(|c| c.largeur).sum()
}

/// As few pages as hold the columns, with about as many on each.
fn repartir(colonnes: Vec<Colonne>) -> Vec<Vec<Colonne>> {
    let place = PAGE - Genre::Ventilation.largeur_des_textes() - LIBELLE_REPETE;
    let mut pages = 1;
    // No more pages than columns: one is never wider than a page.
    while pages < colonnes.len() {
        let tient = colonnes.chunks(colonnes.len().div_ceil(pages)).all(|page| largeur(page) <= place);
        if tient {
            break;
        }
        pages += 1;
    }
    let par_page = colonnes.len().div_ceil(pages).max(1);
    colonnes.chunks(par_page).map(<[Colonne]>::to_vec).collect()
}

fn ventilation(mut colonnes: Vec<Colonne>) -> Vue {
    let genre = Genre::Ventilation;
    let textes = genre.largeur_des_textes();
    let pour_ses_mots = |c: &Colonne| c.largeur.max(COLONNE_MAX.min(mot_le_plus_large(c) + BLANCS));
    let voulue: u64 = colonnes.iter().map(pour_ses_mots).sum();
    let debout = (textes + voulue + LIBELLE_REPETE > PAGE).then(|| hauteur_debout(&colonnes));
    if debout.is_none() {
        colonnes.iter_mut().for_each(|c| c.largeur = pour_ses_mots(c));
    }
    if !colonnes.is_empty() {
        let part = PAGE.saturating_sub(textes + largeur(&colonnes) + LIBELLE_REPETE_MAX) / colonnes.len() as u64;
        colonnes.iter_mut().for_each(|c| c.largeur = c.largeur.max(COLONNE_MAX.min(c.largeur + part)));
    }
    let libelle = PAGE.saturating_sub(textes + largeur(&colonnes)).max(LIBELLE_REPETE);
    Vue { genre, libelle, comptes: vec![], colonnes, debout }
}

/// « 512 Banque coopérative »; and the key that entries use, « (livret) », where another account would be named the same.
fn noms_des_comptes(tresoreries: &[ColonneDeTresorerie]) -> Vec<String> {
    let noms = || tresoreries.iter().map(|t| format!("{} {}", t.compte, abrege(&t.intitule, NOM_MAX)));
    let mut combien: HashMap<String, usize> = HashMap::new();
    noms().for_each(|nom| *combien.entry(nom).or_default() += 1);
    noms().zip(tresoreries).map(|(nom, t)| if combien[&nom] > 1 { format!("{nom} ({})", t.nom) } else { nom }).collect()
}

/// What names ask for, as far as labels leave it.
fn largeur_des_noms(noms: &[String], colonnes: &[Colonne]) -> u64 {
    let place = PAGE.saturating_sub(Genre::Tresorerie.largeur_des_textes() + LIBELLE_MIN + largeur(colonnes));
    let voulue = noms.iter().map(|nom| CORPS.largeur(nom) + BLANCS).max().unwrap_or(0);
    voulue.min(COMPTE_MAX).min(place).max(COMPTE_MIN)
}
