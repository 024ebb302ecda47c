//! The columns of the ledger's pages: what each shows of a row, and how wide it is, in micrometres.

use crate::coop::{Compte, Montant, Sens};
use crate::etat::cahier::{Cahier, LigneDeCahier};
use crate::render::pdf::mesure::Corps;
use crate::render::pdf::typographie::{abrege, euros};

/// White on both sides of a text in its column.
pub const BLANCS: u64 = 2_000;
const POINTAGE: u64 = 16_000;
/// Amounts have at least this; then what the longest takes.
const MONTANT: u64 = 12_500;

#[derive(Debug, Clone)]
pub struct Colonne {
    pub source: Source,
    pub groupe: String,
    /// Its lines: an account has its number above its name.
    pub titre: Vec<String>,
    pub largeur: u64,
}

/// What a column shows of a row. An amount of the treasury is that of one account, by its rank; `None`: of the account that
/// the row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Entree(Option<usize>),
    Sortie(Option<usize>),
    Solde(Option<usize>),
    /// Versée, retournée, expliquée.
    Regie(usize),
    /// What classes hold.
    Detenu,
    Pointage,
    Compte(usize),
}

/// Three columns an account.
pub fn de_chaque_tresorerie(cahier: &Cahier) -> Vec<Colonne> {
    let mut colonnes = Vec::new();
    for (rang, tresorerie) in cahier.tresoreries.iter().enumerate() {
        let groupe = format!("{} {}", tresorerie.compte, tresorerie.intitule);
        let soldes = cahier.lignes.iter().map(|l| l.tresorerie[rang].solde).chain([tresorerie.ouverture]);
        let [entrees, sorties] = mouvements(cahier, rang);
        colonnes.extend(entree_sortie_solde(Some(rang), &groupe, entrees, sorties, soldes));
    }
    colonnes.extend(regies_et_releve(cahier));
    colonnes
}

/// Three columns for all accounts: each row says which one it is about.
pub fn du_compte_de_la_rangee(cahier: &Cahier) -> Vec<Colonne> {
    let mut totaux = [Montant::ZERO; 2];
    for rang in 0..cahier.tresoreries.len() {
        totaux.iter_mut().zip(mouvements(cahier, rang)).for_each(|(total, montant)| *total += montant);
    }
    let de_tous = cahier.lignes.iter().map(|l| l.tresorerie.iter().map(|case| case.solde).sum::<Montant>());
    let de_chacun = cahier.lignes.iter().flat_map(|l| &l.tresorerie).map(|case| case.solde);
    let ouverture = cahier.tresoreries.iter().map(|t| t.ouverture).sum();
    let soldes = de_tous.chain(de_chacun).chain([ouverture]);
    let mut colonnes = entree_sortie_solde(None, "Trésorerie", totaux[0], totaux[1], soldes).to_vec();
    colonnes.extend(regies_et_releve(cahier));
    colonnes
}

/// What entered an account and what left it, in the whole year.
fn mouvements(cahier: &Cahier, rang: usize) -> [Montant; 2] {
    let somme = |f: fn(&LigneDeCahier, usize) -> Montant| cahier.lignes.iter().map(|l| f(l, rang)).sum();
    [somme(|l, rang| l.tresorerie[rang].entree), somme(|l, rang| l.tresorerie[rang].sortie)]
}

fn entree_sortie_solde(
    rang: Option<usize>,
    groupe: &str,
    entrees: Montant,
    sorties: Montant,
    soldes: impl Iterator<Item = Montant>,
) -> [Colonne; 3] {
    [
        colonne(Source::Entree(rang), groupe, "Entrée", largeur_d_un_montant([entrees])),
        colonne(Source::Sortie(rang), groupe, "Sortie", largeur_d_un_montant([sorties])),
        colonne(Source::Solde(rang), groupe, "Solde", largeur_des_extremes(soldes)),
    ]
}

fn regies_et_releve(cahier: &Cahier) -> Vec<Colonne> {
    let mut colonnes = Vec::new();
    if cahier.a_des_regies {
        let regie = |(rang, titre): (usize, &str)| {
            let total: Montant = cahier.lignes.iter().map(|l| l.regie[rang].abs()).sum();
            colonne(Source::Regie(rang), "Régies d’avance", titre, largeur_d_un_montant([total]))
        };
        colonnes.extend(["Versée", "Rendue", "Expliquée"].into_iter().enumerate().map(regie));
        let detenus = cahier.lignes.iter().map(|l| l.detenu).chain([cahier.detenu_a_l_ouverture]);
        colonnes.push(colonne(Source::Detenu, "Régies d’avance", "Détenu", largeur_des_extremes(detenus)));
    }
    colonnes.push(colonne(Source::Pointage, "Relevé", "Pointée le", POINTAGE));
    colonnes
}

/// One column an account, of one side.
pub fn des_comptes(cahier: &Cahier, sens: Sens) -> Vec<Colonne> {
    let groupe = |compte: Compte| if compte.sens() == Sens::Charge { "Dépenses" } else { "Recettes" };
    let comptes = cahier.comptes.iter().enumerate().filter(|(_, compte)| compte.compte.sens() == sens);
    comptes
        .map(|(rang, compte)| {
            let plus_grand =
                cahier.lignes.iter().flat_map(|l| &l.ventilation).filter(|(r, _)| *r == rang).map(|(_, m)| m.abs()).max();
            Colonne {
                source: Source::Compte(rang),
                groupe: groupe(compte.compte).to_owned(),
                titre: vec![compte.compte.to_string(), abrege(&compte.libelle, 44)],
                largeur: largeur_d_un_montant([compte.total, plus_grand.unwrap_or_default()]),
            }
        })
        .collect()
}

fn colonne(source: Source, groupe: &str, titre: &str, largeur: u64) -> Colonne {
    Colonne { source, groupe: groupe.to_owned(), titre: vec![titre.to_owned()], largeur }
}

fn largeur_d_un_montant(montants: impl IntoIterator<Item = Montant>) -> u64 {
    let largeurs = montants.into_iter().map(|m| Corps(80).largeur(&euros(m)) + BLANCS + 600);
    largeurs.max().unwrap_or(0).max(MONTANT)
}

/// The widest amount is one of the two ends.
fn largeur_des_extremes(montants: impl Iterator<Item = Montant>) -> u64 {
    let bornes = montants.fold(None, |bornes: Option<(Montant, Montant)>, montant| match bornes {
        None => Some((montant, montant)),
        Some((bas, haut)) => Some((bas.min(montant), haut.max(montant))),
    });
    largeur_d_un_montant(bornes.into_iter().flat_map(|(bas, haut)| [bas, haut]))
}
