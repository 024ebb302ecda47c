//! The headings of the pages of a sheet: how high they are, on their lines or upright, the names above several columns, and what
//! is cut of them. One height for all pages, so that their rows face each other.

use serde_json::{Value, json};

use super::colonnes::{BLANCS, Colonne};
use super::vues::{CORPS, Vue};
use crate::render::pdf::mesure::Corps;

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

/// Of a heading.
pub fn mot_le_plus_large(colonne: &Colonne) -> u64 {
    let mots = colonne.titre.iter().flat_map(|ligne| ligne.split_whitespace());
    mots.map(|mot| CORPS_DES_TITRES.largeur(mot)).max().unwrap_or(0)
}

/// The least height at which the names fit in the width of their columns.
pub fn hauteur_debout(colonnes: &[Colonne]) -> u64 {
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
    /// Of its own headings, in micrometres.
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
    pub fn hauteur_sous_ses_groupes(&self) -> u64 {
        let groupes = self.groupes();
        let lignes = groupes.iter().map(|(nom, _, largeur)| CORPS.lignes(nom, largeur.saturating_sub(BLANCS)));
        let lignes = lignes.max().unwrap_or(1).min(LIGNES_DE_GROUPE_MAX);
        self.hauteur_des_titres() + (lignes - 1) * LIGNE_DE_GROUPE
    }

    /// What this page leaves of the height that all pages have, its names written on all the lines that they ask for: it stays
    /// above the page's title.
    fn plus_bas(&self, titres_de_tous: u64) -> u64 {
        let lignes = self.groupes().iter().map(|(nom, _, largeur)| CORPS.lignes(nom, largeur.saturating_sub(BLANCS))).max();
        titres_de_tous.saturating_sub(self.hauteur_des_titres() + (lignes.unwrap_or(1) - 1) * LIGNE_DE_GROUPE)
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
    pub fn donnees(&self, titres_de_tous: u64) -> Value {
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
}
