//! The sheets of the ledger: as many rows as a page holds, between what the sheet before carried over and what this one carries
//! to the next.

use serde_json::{Value, json};

use super::colonnes::Source;
use super::rangees::{Rangee, rangees};
use super::vues::{CORPS, Vue, Vues};
use crate::coop::Montant;
use crate::etat::cahier::Cahier;
use crate::render::pdf::typographie::euros;

/// Height of a row of one line, and of each line more, in micrometres.
const LIGNE: u64 = 4_300;
const LIGNE_DE_PLUS: u64 = 2_900;
/// Of a row to be written by hand.
const LIGNE_VIERGE: u64 = 6_500;
/// What a page has for its rows and their headings, its title and the carried totals taken off.
const HAUTEUR: u64 = 160_500;
/// Balances of all accounts under the treasury that has no column for each: how many may stand side by side, in how wide a page;
/// the white between them, what an amount takes, the height of a line and of their title. Beyond so high, only the cover has
/// them.
const SOLDES_DE_FRONT: [usize; 3] = [4, 3, 2];
const PAGE: u64 = 269_000;
const ENTRE_LES_SOLDES: u64 = 6_000;
const MONTANT_D_UN_SOLDE: u64 = 22_000;
const LIGNE_DE_SOLDES: u64 = 3_500;
const TITRE_DES_SOLDES: u64 = 8_000;
const SOLDES_MAX: u64 = 61_000;

/// How the balances of all accounts are set out, so that each name is whole.
struct Soldes {
    de_front: usize,
    /// Of their rows, in micrometres.
    hauteurs: Vec<u64>,
}

impl Soldes {
    /// As low as can be; `None` when they are too many, or when each account has its columns.
    fn disposer(noms: &[String]) -> Option<Soldes> {
        let dispositions = SOLDES_DE_FRONT.into_iter().map(|de_front| {
            let n = de_front as u64;
            let place = (PAGE - (n - 1) * ENTRE_LES_SOLDES) / n - MONTANT_D_UN_SOLDE;
            let lignes = |rang: &[String]| rang.iter().map(|nom| CORPS.lignes(nom, place)).max().unwrap_or(1);
            let hauteurs = noms.chunks(de_front).map(|rang| LIGNE_DE_SOLDES + (lignes(rang) - 1) * LIGNE_DE_PLUS).collect();
            Soldes { de_front, hauteurs }
        });
        dispositions.min_by_key(Soldes::hauteur).filter(|soldes| !noms.is_empty() && soldes.hauteur() <= SOLDES_MAX)
    }

    fn hauteur(&self) -> u64 {
        TITRE_DES_SOLDES + self.hauteurs.iter().sum::<u64>()
    }
}

/// What columns have added up to.
#[derive(Clone)]
struct Cumul {
    tresorerie: Vec<[Montant; 2]>,
    soldes: Vec<Montant>,
    regie: [Montant; 3],
    detenu: Montant,
    comptes: Vec<Montant>,
}

/// The sheets; one at least, to be filled in by hand when the ledger is empty.
pub fn composer(cahier: &Cahier, vues: &Vues) -> Vec<Value> {
    let rangees = rangees(cahier, vues.un_compte_par_rangee());
    let mut cumul = Cumul {
        tresorerie: vec![[Montant::ZERO; 2]; cahier.tresoreries.len()],
        soldes: cahier.tresoreries.iter().map(|t| t.ouverture).collect(),
        regie: [Montant::ZERO; 3],
        detenu: cahier.detenu_a_l_ouverture,
        comptes: vec![Montant::ZERO; cahier.comptes.len()],
    };
    let soldes = Soldes::disposer(vues.comptes());
    let sous_le_tableau = soldes.as_ref().map_or(0, Soldes::hauteur);
    let place = HAUTEUR.saturating_sub(vues.hauteur_des_titres() + sous_le_tableau);
    if rangees.is_empty() {
        return vec![feuillet_vierge(&cumul, vues, place)];
    }
    let mut feuillets = Vec::new();
    let mut reste = rangees.as_slice();
    while !reste.is_empty() {
        let hauteurs = hauteurs_d_une_page(reste, vues, place);
        let (ici, apres) = reste.split_at(hauteurs.len());
        reste = apres;
        let avant = cumul.clone();
        ici.iter().for_each(|rangee| cumul.ajouter(rangee));
        let est_le_premier = feuillets.is_empty();
        let page = |vue: &Vue| {
            json!({
                "report": avant.cellules(vue, est_le_premier),
                "lignes": ici.iter().map(|rangee| vue.cellules(rangee)).collect::<Vec<_>>(),
                "pied": cumul.cellules(vue, false),
            })
        };
        feuillets.push(json!({
            "numero": feuillets.len() + 1,
            "report": avant.intitule(if est_le_premier { "Existence au début de l’exercice" } else { "Report" }, vues),
            "pied": cumul.intitule(if reste.is_empty() { "Total de l’exercice" } else { "À reporter" }, vues),
            "hauteurs": hauteurs,
            "suites": ici.iter().map(|rangee| rangee.is_suite).collect::<Vec<_>>(),
            "vierge": false,
            "soldes": soldes.as_ref().map(|soldes| cumul.soldes_de_chacun(vues.comptes(), soldes)),
            "gauche": page(&vues.gauche),
            "droites": vues.droites.iter().map(page).collect::<Vec<_>>(),
        }));
    }
    feuillets
}

/// The heights of the first rows, as many as fit: one at least, and no entry cut in two unless it is alone on its page.
fn hauteurs_d_une_page(reste: &[Rangee], vues: &Vues, place: u64) -> Vec<u64> {
    let mut hauteurs: Vec<u64> = Vec::new();
    let mut occupe = 0;
    for rangee in reste {
        let hauteur = LIGNE + (vues.gauche.lignes(rangee) - 1) * LIGNE_DE_PLUS;
        if occupe + hauteur > place && !hauteurs.is_empty() {
            let debut_de_l_ecriture = (1..=hauteurs.len()).rev().find(|&n| !reste[n].is_suite);
            hauteurs.truncate(debut_de_l_ecriture.unwrap_or(hauteurs.len()));
            break;
        }
        occupe += hauteur;
        hauteurs.push(hauteur);
    }
    hauteurs
}

fn feuillet_vierge(cumul: &Cumul, vues: &Vues, place: u64) -> Value {
    let lignes = (place / LIGNE_VIERGE).max(1) as usize;
    let page = |vue: &Vue| {
        json!({
            "report": cumul.cellules(vue, true),
            "lignes": vec![vue.cellules_vierges(); lignes],
            "pied": vec![""; vue.colonnes.len()],
        })
    };
    json!({
        "numero": 1,
        "report": cumul.intitule("Existence au début de l’exercice", vues),
        "pied": ["Total", "Total"],
        "hauteurs": vec![LIGNE_VIERGE; lignes],
        "suites": vec![false; lignes],
        "vierge": true,
        "soldes": null,
        "gauche": page(&vues.gauche),
        "droites": vues.droites.iter().map(page).collect::<Vec<_>>(),
    })
}

impl Cumul {
    fn ajouter(&mut self, rangee: &Rangee) {
        for &rang in &rangee.tresoreries {
            let case = rangee.ligne.tresorerie[rang];
            self.tresorerie[rang][0] += case.entree;
            self.tresorerie[rang][1] += case.sortie;
            self.soldes[rang] = case.solde;
        }
        if rangee.is_suite {
            return;
        }
        for (somme, montant) in self.regie.iter_mut().zip(rangee.ligne.regie) {
            *somme += montant;
        }
        self.detenu = rangee.ligne.detenu;
        for &(rang, montant) in &rangee.ligne.ventilation {
            self.comptes[rang] += montant;
        }
    }

    /// The totals under accounts that share their columns are those of all, which hold so much.
    fn intitule(&self, texte: &str, vues: &Vues) -> [String; 2] {
        let gauche = if vues.un_compte_par_rangee() {
            format!("{texte}, solde de tous les comptes réunis\u{a0}: {}", self.soldes.iter().copied().sum::<Montant>())
        } else {
            texte.to_owned()
        };
        [gauche, texte.to_owned()]
    }

    /// Texts under the columns of amounts; `ouverture`: nothing is added up yet, only balances are said.
    fn cellules(&self, vue: &Vue, ouverture: bool) -> Vec<String> {
        let somme = |montant: Montant| if ouverture { String::new() } else { euros(montant) };
        let mouvement = |rang: Option<usize>, sens: usize| match rang {
            Some(rang) => self.tresorerie[rang][sens],
            None => self.tresorerie.iter().map(|mouvements| mouvements[sens]).sum(),
        };
        vue.colonnes
            .iter()
            .map(|colonne| match colonne.source {
                Source::Entree(rang) => somme(mouvement(rang, 0)),
                Source::Sortie(rang) => somme(mouvement(rang, 1)),
                Source::Solde(Some(rang)) => euros(self.soldes[rang]),
                // That of all continues no balance of one: it is said with its name.
                Source::Solde(None) => String::new(),
                Source::Regie(rang) => somme(self.regie[rang]),
                Source::Detenu => euros(self.detenu),
                Source::Pointage => String::new(),
                Source::Compte(rang) => somme(self.comptes[rang]),
            })
            .collect()
    }

    /// Names and balances, side by side.
    fn soldes_de_chacun(&self, noms: &[String], soldes: &Soldes) -> Value {
        let cases: Vec<Value> = noms.iter().zip(&self.soldes).map(|(nom, solde)| json!([nom, euros(*solde)])).collect();
        json!({ "de_front": soldes.de_front, "hauteurs": soldes.hauteurs, "cases": cases })
    }
}
