//! The sheets of the ledger: as many lines as a page holds, between what the sheet before carried over and what this one
//! carries to the next.

use serde_json::{Value, json};

use super::vues::{BLANCS, CORPS, Source, Vue, hauteur_des_titres};
use crate::coop::Montant;
use crate::etat::cahier::{Cahier, LigneDeCahier};
use crate::render::pdf::typographie::{abrege, euros};

/// Height of a row of one line, and of each line more, in micrometres.
const LIGNE: u64 = 4_300;
const LIGNE_DE_PLUS: u64 = 2_900;
/// What a page has for its rows and their headings, its title and the carried totals taken off.
const HAUTEUR: u64 = 160_500;
/// Longer labels are cut: a ledger is no place for a story.
const LIBELLE_MAX: usize = 260;

/// What columns have added up to.
#[derive(Clone)]
struct Cumul {
    tresorerie: Vec<[Montant; 2]>,
    soldes: Vec<Montant>,
    regie: [Montant; 3],
    detenu: Montant,
    comptes: Vec<Montant>,
}

/// The sheets; one at least.
pub fn composer(cahier: &Cahier, vues: &[Vue]) -> Vec<Value> {
    let lignes: Vec<LigneDeCahier> =
        cahier.lignes.iter().map(|l| LigneDeCahier { libelle: abrege(&l.libelle, LIBELLE_MAX), ..l.clone() }).collect();
    let colonne = vues.first().map_or(0, |vue| vue.libelle - BLANCS);
    let hauteur = |ligne: &LigneDeCahier| LIGNE + (CORPS.lignes(&ligne.libelle, colonne) - 1) * LIGNE_DE_PLUS;
    let mut cumul = Cumul {
        tresorerie: vec![[Montant::ZERO; 2]; cahier.tresoreries.len()],
        soldes: cahier.tresoreries.iter().map(|t| t.ouverture).collect(),
        regie: [Montant::ZERO; 3],
        detenu: cahier.detenu_a_l_ouverture,
        comptes: vec![Montant::ZERO; cahier.comptes.len()],
    };
    let place = HAUTEUR.saturating_sub(hauteur_des_titres(vues));
    let mut feuillets = Vec::new();
    let mut reste = lignes.as_slice();
    while !reste.is_empty() || feuillets.is_empty() {
        let mut hauteurs = Vec::new();
        let mut occupe = 0;
        for ligne in reste {
            let hauteur = hauteur(ligne);
            if occupe + hauteur > place && !hauteurs.is_empty() {
                break;
            }
            occupe += hauteur;
            hauteurs.push(hauteur);
        }
        let (ici, apres) = reste.split_at(hauteurs.len());
        reste = apres;
        let avant = cumul.clone();
        ici.iter().for_each(|ligne| cumul.ajouter(ligne));
        let pages: Vec<Value> = vues
            .iter()
            .map(|vue| {
                json!({
                    "report": avant.cellules(vue, feuillets.is_empty()),
                    "lignes": ici.iter().map(|ligne| vue.cellules(ligne)).collect::<Vec<_>>(),
                    "pied": cumul.cellules(vue, false),
                })
            })
            .collect();
        let numero = feuillets.len() + 1;
        feuillets.push(json!({
            "numero": numero,
            "report": if numero == 1 { "Existence au début de l’exercice" } else { "Report" },
            "pied": if reste.is_empty() { "Total de l’exercice" } else { "À reporter" },
            "hauteurs": hauteurs,
            "pages": pages,
        }));
    }
    feuillets
}

impl Cumul {
    fn ajouter(&mut self, ligne: &LigneDeCahier) {
        for (rang, case) in ligne.tresorerie.iter().enumerate() {
            self.tresorerie[rang][0] += case.entree;
            self.tresorerie[rang][1] += case.sortie;
            self.soldes[rang] = case.solde;
        }
        for (somme, montant) in self.regie.iter_mut().zip(ligne.regie) {
            *somme += montant;
        }
        self.detenu = ligne.detenu;
        for &(rang, montant) in &ligne.ventilation {
            self.comptes[rang] += montant;
        }
    }

    /// Texts under the columns of amounts; `ouverture`: nothing is added up yet, only balances are said.
    fn cellules(&self, vue: &Vue, ouverture: bool) -> Vec<String> {
        let somme = |montant: Montant| if ouverture { String::new() } else { euros(montant) };
        vue.colonnes
            .iter()
            .map(|colonne| match colonne.source {
                Source::Entree(rang) => somme(self.tresorerie[rang][0]),
                Source::Sortie(rang) => somme(self.tresorerie[rang][1]),
                Source::Solde(rang) => euros(self.soldes[rang]),
                Source::Regie(rang) => somme(self.regie[rang]),
                Source::Detenu => euros(self.detenu),
                Source::Pointage => String::new(),
                Source::Compte(rang) => somme(self.comptes[rang]),
            })
            .collect()
    }
}
