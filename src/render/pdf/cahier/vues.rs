//! The pages of one sheet of the ledger: which columns each has, and how wide they are. The treasury is on the left, whatever
//! its accounts; the ventilation in face of it. Accounts beyond one page go on the next spread, where the treasury of the same
//! entries is on the left again.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::colonnes::{BLANCS, Colonne, Source, de_chaque_tresorerie, des_comptes, du_compte_de_la_rangee};
use super::rangees::Rangee;
use crate::coop::{Sens, date};
use crate::etat::cahier::{Cahier, ColonneDeTresorerie, LigneDeCahier};
use crate::render::pdf::mesure::Corps;
use crate::render::pdf::typographie::{abrege, euros, euros_ou_rien};

/// Text of the rows.
pub const CORPS: Corps = Corps(75);
/// Text of the headings.
const CORPS_DES_TITRES: Corps = Corps(65);
const LIGNES_DE_TITRE_MAX: u64 = 7;
const LIGNE_DE_TITRE: u64 = 2_430;
/// Heights that upright headings may have, and by how much they grow.
const DEBOUT_MIN: u64 = 14_000;
const DEBOUT_MAX: u64 = 40_000;
const DEBOUT_PAS: usize = 500;
/// Height of a line of the names above the headings, and how many lines a name may ask for.
const LIGNE_DE_GROUPE: u64 = 2_900;
const LIGNES_DE_GROUPE_MAX: u64 = 4;
/// Where a number may be cut.
const COUPURE: char = '\u{200b}';
/// Inside of an A4 page on its side, in micrometres, the white at both ends of its rules taken off.
const PAGE: u64 = 267_000;
const PIECE: u64 = 12_000;
const DATE: u64 = 16_000;
const REGLEMENT: u64 = 19_000;
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
    genre: Genre,
    libelle: u64,
    /// Names of the accounts that rows are about, by their rank; none when each has its columns.
    comptes: Vec<String>,
    pub colonnes: Vec<Colonne>,
    /// Names of accounts whose words are wider than their columns stand upright: how high they are.
    debout: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Genre {
    /// Three columns an account, as in the paper book.
    Tresorerie,
    /// More accounts than a page has columns for: each row says which one it is about, in a column so wide.
    TresorerieParCompte(u64),
    Ventilation,
}

impl Genre {
    /// Columns of text before the amounts, the label's apart: titles and widths.
    fn textes(self) -> Vec<(&'static str, u64)> {
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

    const fn titre(self) -> &'static str {
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

/// Of a heading.
fn mot_le_plus_large(colonne: &Colonne) -> u64 {
    let mots = colonne.titre.iter().flat_map(|ligne| ligne.split_whitespace());
    mots.map(|mot| CORPS_DES_TITRES.largeur(mot)).max().unwrap_or(0)
}

/// The least height at which the names fit in the width of their columns.
fn hauteur_debout(colonnes: &[Colonne]) -> u64 {
    let tient = |hauteur: u64| {
        colonnes.iter().all(|c| {
            let lignes: u64 = c.titre.iter().skip(1).map(|nom| CORPS_DES_TITRES.lignes(nom, hauteur)).sum();
            mot_le_plus_large(c) <= hauteur && lignes * LIGNE_DE_TITRE <= c.largeur.saturating_sub(BLANCS)
        })
    };
    (DEBOUT_MIN..DEBOUT_MAX).step_by(DEBOUT_PAS).find(|&hauteur| tient(hauteur)).unwrap_or(DEBOUT_MAX)
}

fn titre_simple(titre: &str) -> Value {
    json!({ "lignes": [[titre]], "coupe": false })
}

/// A heading, and whether one of its words is wider than its column: it is then cut by its syllables, after an apostrophe first
/// (« d’ | associations »).
fn titre_a_couper(colonne: &Colonne, place: u64) -> Value {
    let est_trop_large = |mot: &str| CORPS_DES_TITRES.largeur(mot) > place;
    let bouts = |ligne: &str| {
        let mut bouts = vec![String::new()];
        for mot in ligne.split_inclusive(' ') {
            let coupure =
                if est_trop_large(mot.trim_end()) { mot.find('’').map_or(0, |rang| rang + '’'.len_utf8()) } else { 0 };
            let (debut, fin) = mot.split_at(coupure);
            bouts.last_mut().expect("one at least").push_str(debut);
            if coupure > 0 {
                bouts.push(String::new());
            }
            bouts.last_mut().expect("one at least").push_str(fin);
        }
        bouts
    };
    let coupe = colonne.titre.iter().flat_map(|ligne| ligne.split_whitespace()).any(est_trop_large);
    json!({ "lignes": colonne.titre.iter().map(|ligne| bouts(ligne)).collect::<Vec<_>>(), "coupe": coupe })
}

impl Vue {
    /// Lines that the label of a row takes, or its numbers, or the name of its account.
    pub fn lignes(&self, rangee: &Rangee) -> u64 {
        let mut libelle = CORPS.lignes(&rangee.libelle, self.libelle - BLANCS);
        if !rangee.is_suite {
            let numeros = [piece(rangee.ligne), reglement(rangee.ligne)];
            libelle = numeros.iter().map(|n| 1 + n.matches(COUPURE).count() as u64).fold(libelle, u64::max);
        }
        let Genre::TresorerieParCompte(compte) = self.genre else { return libelle };
        libelle.max(CORPS.lignes(self.compte(rangee), compte - BLANCS))
    }

    /// The name of the account that a row is about.
    fn compte(&self, rangee: &Rangee) -> &str {
        rangee.tresoreries.first().and_then(|&rang| self.comptes.get(rang)).map_or("", String::as_str)
    }

    /// The same for names as long as they are, of the height that all pages have: what is left stays above the page's title.
    fn plus_bas(&self, titres_de_tous: u64) -> u64 {
        let lignes = self.groupes().iter().map(|(nom, _, largeur)| CORPS.lignes(nom, largeur.saturating_sub(BLANCS))).max();
        titres_de_tous.saturating_sub(self.hauteur_des_titres() + (lignes.unwrap_or(1) - 1) * LIGNE_DE_GROUPE)
    }

    /// Of its own headings.
    fn hauteur_des_titres(&self) -> u64 {
        if let Some(hauteur) = self.debout {
            return 2_000 + LIGNE_DE_TITRE + hauteur;
        }
        let lignes = self.colonnes.iter().map(|c| {
            let place = c.largeur.saturating_sub(BLANCS);
            c.titre.iter().map(|ligne| CORPS_DES_TITRES.lignes(ligne, place)).sum::<u64>()
        });
        1_400 + LIGNE_DE_TITRE * lignes.max().unwrap_or(1).min(LIGNES_DE_TITRE_MAX)
    }

    /// The same, and what the names above them ask for beyond one line.
    fn hauteur_sous_ses_groupes(&self) -> u64 {
        let groupes = self.groupes();
        let lignes = groupes.iter().map(|(nom, _, largeur)| CORPS.lignes(nom, largeur.saturating_sub(BLANCS)));
        let lignes = lignes.max().unwrap_or(1).min(LIGNES_DE_GROUPE_MAX);
        self.hauteur_des_titres() + (lignes - 1) * LIGNE_DE_GROUPE
    }

    /// What names several columns: how many they are, how wide.
    fn groupes(&self) -> Vec<(&str, usize, u64)> {
        let mut groupes: Vec<(&str, usize, u64)> = vec![];
        for colonne in &self.colonnes {
            match groupes.last_mut() {
                Some((nom, etendue, largeur)) if *nom == colonne.groupe => {
                    *etendue += 1;
                    *largeur += colonne.largeur;
                }
                _ => groupes.push((&colonne.groupe, 1, colonne.largeur)),
            }
        }
        groupes
    }

    /// Head and columns, widths in micrometres; `titres`: the height of the headings of all pages.
    fn donnees(&self, titres_de_tous: u64) -> Value {
        let mut textes = self.genre.textes();
        textes.insert(if textes.len() > 1 { 2 } else { 1 }, ("Libellé", self.libelle));
        let mut largeurs: Vec<u64> = textes.iter().map(|(_, largeur)| *largeur).collect();
        let mut titres: Vec<Value> = textes.iter().map(|(titre, _)| titre_simple(titre)).collect();
        largeurs.extend(self.colonnes.iter().map(|c| c.largeur));
        let place = |c: &Colonne| self.debout.unwrap_or(c.largeur.saturating_sub(BLANCS));
        titres.extend(self.colonnes.iter().map(|c| titre_a_couper(c, place(c))));
        // A name takes the lines that shorter headings leave below it.
        let lignes = 1 + titres_de_tous.saturating_sub(self.hauteur_des_titres()) / LIGNE_DE_GROUPE;
        let nom_ajuste = |nom: &str, largeur: u64| {
            let place = largeur.saturating_sub(BLANCS);
            if CORPS.lignes(nom, place) <= lignes { nom.to_owned() } else { CORPS.ajuster(nom, place) }
        };
        let mut groupes = vec![(String::new(), textes.len())];
        groupes.extend(self.groupes().into_iter().map(|(nom, etendue, largeur)| (nom_ajuste(nom, largeur), etendue)));
        json!({
            "titre": self.genre.titre(),
            "hauteur_des_titres": self.hauteur_des_titres(),
            "plus_bas": self.plus_bas(titres_de_tous),
            "largeurs": largeurs,
            "titres": titres,
            "textes": textes.len(),
            "debout": self.debout,
            "groupes": groupes,
        })
    }

    /// A row to be written by hand.
    pub fn cellules_vierges(&self) -> Value {
        json!([self.genre.textes().len() + 1 + self.colonnes.len()])
    }

    /// The cells of one row: texts, and how many empty cells follow each other (one wide cell is laid out for them).
    pub fn cellules(&self, rangee: &Rangee) -> Value {
        let mut cellules = self.textes(rangee);
        let ligne = rangee.ligne;
        let case = |rang: Option<usize>| {
            let rang = rang.or_else(|| rangee.tresoreries.first().copied())?;
            rangee.montre(rang).then(|| ligne.tresorerie[rang])
        };
        let premiere = !rangee.is_suite;
        cellules.extend(self.colonnes.iter().map(|colonne| match colonne.source {
            Source::Entree(rang) => case(rang).map_or_else(String::new, |case| euros_ou_rien(case.entree)),
            Source::Sortie(rang) => case(rang).map_or_else(String::new, |case| euros_ou_rien(case.sortie)),
            // What has not moved is still what it was: it is read above, and a cell costs.
            Source::Solde(rang) => case(rang).map_or_else(String::new, |case| euros(case.solde)),
            Source::Regie(rang) if premiere => euros_ou_rien(ligne.regie[rang]),
            Source::Detenu if premiere && ligne.regie.iter().any(|m| !m.is_zero()) => euros(ligne.detenu),
            Source::Pointage => rangee.pointage.map_or_else(String::new, date::en_chiffres),
            Source::Compte(rang) if premiere => {
                ligne.ventilation.iter().find(|(r, _)| *r == rang).map_or_else(String::new, |(_, montant)| euros(*montant))
            }
            Source::Regie(_) | Source::Detenu | Source::Compte(_) => String::new(),
        }));
        self.par_compte(cellules)
    }

    /// Texts, and how many empty cells follow each other under one account: one wide cell is laid out for them, since a cell
    /// costs, never across two accounts, since a screen reader tells all the headings of a cell.
    fn par_compte(&self, cellules: Vec<String>) -> Value {
        let textes = cellules.len() - self.colonnes.len();
        let est_du_compte_d_avant = |rang: usize| {
            self.genre != Genre::Ventilation
                && rang > textes
                && self.colonnes[rang - textes].groupe == self.colonnes[rang - textes - 1].groupe
        };
        let mut rangee: Vec<Value> = Vec::with_capacity(cellules.len());
        let mut vides = 0;
        for (rang, cellule) in cellules.into_iter().enumerate() {
            if vides > 0 && !(cellule.is_empty() && est_du_compte_d_avant(rang)) {
                rangee.push(std::mem::take(&mut vides).into());
            }
            if cellule.is_empty() {
                vides += 1;
            } else {
                rangee.push(cellule.into());
            }
        }
        if vides > 0 {
            rangee.push(vides.into());
        }
        rangee.into()
    }

    /// What stands before the amounts.
    fn textes(&self, rangee: &Rangee) -> Vec<String> {
        let ligne = rangee.ligne;
        let libelle = || CORPS.ajuster(&rangee.libelle, self.libelle - BLANCS);
        let [piece, jour, reglement] = if rangee.is_suite {
            Default::default()
        } else {
            [piece(ligne), ligne.date.map_or_else(String::new, date::en_chiffres), reglement(ligne)]
        };
        match self.genre {
            Genre::Tresorerie => vec![piece, jour, rangee.libelle.clone(), reglement],
            Genre::TresorerieParCompte(_) => {
                vec![piece, jour, rangee.libelle.clone(), reglement, self.compte(rangee).to_owned()]
            }
            Genre::Ventilation => vec![piece, libelle()],
        }
    }
}

/// Numbers are whole, on several lines where they are long: two of them that are cut would look the same.
fn piece(ligne: &LigneDeCahier) -> String {
    CORPS.replier(&ligne.piece, PIECE - BLANCS)
}

fn reglement(ligne: &LigneDeCahier) -> String {
    CORPS.replier(&ligne.reglement, REGLEMENT - BLANCS)
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
