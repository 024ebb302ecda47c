//! What stands in the rows of a page of the ledger: texts and amounts, and how many lines they take.

use serde_json::{Value, json};

use super::colonnes::{BLANCS, Source};
use super::rangees::Rangee;
use super::vues::{CORPS, Genre, PIECE, REGLEMENT, Vue};
use crate::coop::date;
use crate::etat::cahier::LigneDeCahier;
use crate::render::pdf::typographie::{euros, euros_ou_rien};

/// Where a number may be cut.
const COUPURE: char = '\u{200b}';
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
