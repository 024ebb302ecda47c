//! The pages of one sheet of the ledger: which columns each has, and how wide they are. What does not fit on one page goes on
//! another of the same sheet.

use serde_json::{Value, json};

use crate::coop::{Compte, Montant, Sens};
use crate::etat::cahier::{Cahier, LigneDeCahier};
use crate::render::pdf::mesure::Corps;
use crate::render::pdf::typographie::{abrege, euros, euros_ou_rien};

/// Text of the rows.
pub const CORPS: Corps = Corps(75);
/// Text of the headings.
const CORPS_DES_TITRES: Corps = Corps(65);
const LIGNES_DE_TITRE_MAX: u64 = 7;
/// Height of a line of the names above the headings.
const LIGNE_DE_GROUPE: u64 = 2_900;
/// Inside of an A4 page on its side, in micrometres, the white at both ends of its rules taken off.
const PAGE: u64 = 267_000;
/// White on both sides of a text in its column.
pub const BLANCS: u64 = 2_000;
const PIECE: u64 = 12_000;
const DATE: u64 = 16_000;
const REGLEMENT: u64 = 19_000;
const POINTAGE: u64 = 16_000;
/// Amounts have at least this; then what the longest takes.
const MONTANT: u64 = 12_500;
/// Labels of the left page take what the columns leave, never less.
const LIBELLE_MIN: u64 = 58_000;
/// The same for the other pages, where labels are on one line; what is left beyond widens the columns, whose headings then
/// take fewer lines.
const LIBELLE_REPETE: u64 = 52_000;
const LIBELLE_REPETE_MAX: u64 = 84_000;
const COLONNE_MAX: u64 = 26_000;

/// One page of every sheet.
#[derive(Debug)]
pub struct Vue {
    titre: &'static str,
    /// The first page of a sheet has the date, the whole label and the means of payment.
    pub est_la_premiere: bool,
    pub libelle: u64,
    pub colonnes: Vec<Colonne>,
}

#[derive(Debug, Clone)]
pub struct Colonne {
    pub source: Source,
    groupe: String,
    /// Its lines: an account has its number above its name.
    titre: Vec<String>,
    largeur: u64,
}

/// What a column shows of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Entree(usize),
    Sortie(usize),
    Solde(usize),
    /// Versée, retournée, expliquée.
    Regie(usize),
    /// What classes hold.
    Detenu,
    Pointage,
    Compte(usize),
}

/// The treasury pages, then the ventilation pages.
pub fn vues(cahier: &Cahier) -> Vec<Vue> {
    let fixes = PIECE + DATE + LIBELLE_MIN + REGLEMENT;
    let suivantes = PIECE + LIBELLE_REPETE;
    let mut vues = repartir("Trésorerie", groupes_de_tresorerie(cahier), fixes, suivantes, true);
    vues.extend(repartir("Ventilation", groupes_de_comptes(cahier), suivantes, suivantes, false));
    vues
}

/// Fills pages with groups of columns that stay together.
fn repartir(titre: &'static str, groupes: Vec<Vec<Colonne>>, premiere: u64, suivantes: u64, tresorerie: bool) -> Vec<Vue> {
    let largeur = |colonnes: &[Colonne]| colonnes.iter().map(|c| c.largeur).sum::<u64>();
    let mut pages: Vec<Vec<Colonne>> = vec![vec![]];
    for groupe in groupes {
        let fixes = if pages.len() == 1 { premiere } else { suivantes };
        match pages.last_mut() {
            Some(page) if page.is_empty() || fixes + largeur(page) + largeur(&groupe) <= PAGE => page.extend(groupe),
            _ => pages.push(groupe),
        }
    }
    let vue = |(rang, mut colonnes): (usize, Vec<Colonne>)| {
        let est_la_premiere = tresorerie && rang == 0;
        let (autres, au_moins) = if est_la_premiere { (PIECE + DATE + REGLEMENT, LIBELLE_MIN) } else { (PIECE, LIBELLE_REPETE) };
        if !est_la_premiere && !colonnes.is_empty() {
            let de_trop = PAGE.saturating_sub(autres + largeur(&colonnes) + LIBELLE_REPETE_MAX);
            let part = de_trop / colonnes.len() as u64;
            colonnes.iter_mut().for_each(|c| c.largeur = c.largeur.max(COLONNE_MAX.min(c.largeur + part)));
        }
        let libelle = PAGE.saturating_sub(autres + largeur(&colonnes)).max(au_moins);
        Vue { titre, est_la_premiere, libelle, colonnes }
    };
    pages.into_iter().enumerate().map(vue).collect()
}

fn groupes_de_tresorerie(cahier: &Cahier) -> Vec<Vec<Colonne>> {
    let mut groupes: Vec<Vec<Colonne>> = Vec::new();
    for (rang, tresorerie) in cahier.tresoreries.iter().enumerate() {
        let groupe = format!("{} {}", tresorerie.compte, tresorerie.intitule);
        let total = |f: fn(&LigneDeCahier, usize) -> Montant| cahier.lignes.iter().map(|l| f(l, rang)).sum::<Montant>();
        let entrees = largeur_d_un_montant(&[total(|l, rang| l.tresorerie[rang].entree)]);
        let sorties = largeur_d_un_montant(&[total(|l, rang| l.tresorerie[rang].sortie)]);
        let soldes = cahier.lignes.iter().map(|l| l.tresorerie[rang].solde).chain([tresorerie.ouverture]);
        let extremes = [soldes.clone().min().unwrap_or_default(), soldes.max().unwrap_or_default()];
        groupes.push(vec![
            colonne(Source::Entree(rang), &groupe, "Entrée", entrees),
            colonne(Source::Sortie(rang), &groupe, "Sortie", sorties),
            colonne(Source::Solde(rang), &groupe, "Solde", largeur_d_un_montant(&extremes)),
        ]);
    }
    if cahier.a_des_regies {
        let regie = |(rang, titre): (usize, &str)| {
            let total: Montant = cahier.lignes.iter().map(|l| l.regie[rang].abs()).sum();
            colonne(Source::Regie(rang), "Régies d’avance", titre, largeur_d_un_montant(&[total]))
        };
        let mut colonnes: Vec<Colonne> = ["Versée", "Rendue", "Expliquée"].into_iter().enumerate().map(regie).collect();
        let detenus = cahier.lignes.iter().map(|l| l.detenu).chain([cahier.detenu_a_l_ouverture]);
        let extremes = [detenus.clone().min().unwrap_or_default(), detenus.max().unwrap_or_default()];
        colonnes.push(colonne(Source::Detenu, "Régies d’avance", "Détenu", largeur_d_un_montant(&extremes)));
        groupes.push(colonnes);
    }
    groupes.push(vec![colonne(Source::Pointage, "Relevé", "Pointée le", POINTAGE)]);
    groupes
}

fn groupes_de_comptes(cahier: &Cahier) -> Vec<Vec<Colonne>> {
    let groupe = |compte: Compte| if compte.sens() == Sens::Charge { "Dépenses" } else { "Recettes" };
    let colonnes = cahier.comptes.iter().enumerate();
    colonnes
        .map(|(rang, compte)| {
            let plus_grand =
                cahier.lignes.iter().flat_map(|l| &l.ventilation).filter(|(r, _)| *r == rang).map(|(_, m)| m.abs()).max();
            let largeur = largeur_d_un_montant(&[compte.total, plus_grand.unwrap_or_default()]);
            let titre = vec![compte.compte.to_string(), abrege(&compte.libelle, 44)];
            vec![Colonne { source: Source::Compte(rang), groupe: groupe(compte.compte).to_owned(), titre, largeur }]
        })
        .collect()
}

fn colonne(source: Source, groupe: &str, titre: &str, largeur: u64) -> Colonne {
    Colonne { source, groupe: groupe.to_owned(), titre: vec![titre.to_owned()], largeur }
}

fn largeur_d_un_montant(montants: &[Montant]) -> u64 {
    let largeurs = montants.iter().map(|m| Corps(80).largeur(&euros(*m)) + BLANCS + 600);
    largeurs.max().unwrap_or(0).max(MONTANT)
}

/// Height that the longest heading takes, in micrometres: one for all pages, so that their rows face each other.
pub fn hauteur_des_titres(vues: &[Vue]) -> u64 {
    vues.iter().map(Vue::hauteur_des_titres).max().unwrap_or(0)
}

fn titre_simple(titre: &str) -> Value {
    json!({ "lignes": [titre], "coupe": false })
}

impl Vue {
    /// Of its own headings.
    fn hauteur_des_titres(&self) -> u64 {
        let lignes = self.colonnes.iter().map(|c| {
            let place = c.largeur.saturating_sub(BLANCS);
            c.titre.iter().map(|ligne| CORPS_DES_TITRES.lignes(ligne, place)).sum::<u64>()
        });
        1_400 + 2_430 * lignes.max().unwrap_or(1).min(LIGNES_DE_TITRE_MAX)
    }

    /// Head and columns, widths in micrometres; `titres`: the height of the headings of all pages.
    pub fn donnees(&self, titres_de_tous: u64) -> Value {
        let mut largeurs = vec![PIECE];
        let mut titres = vec![titre_simple("Pièce")];
        let (date, reglement) = if self.est_la_premiere { (vec![DATE], vec![REGLEMENT]) } else { (vec![], vec![]) };
        largeurs.extend(&date);
        titres.extend(date.iter().map(|_| titre_simple("Date")));
        largeurs.push(self.libelle);
        titres.push(titre_simple("Libellé"));
        largeurs.extend(&reglement);
        titres.extend(reglement.iter().map(|_| titre_simple("Règlement")));
        let textes = titres.len();
        largeurs.extend(self.colonnes.iter().map(|c| c.largeur));
        titres.extend(self.colonnes.iter().map(|c| {
            let mots = c.titre.iter().flat_map(|ligne| ligne.split_whitespace());
            let coupe = mots.map(|mot| CORPS_DES_TITRES.largeur(mot)).any(|largeur| largeur > c.largeur.saturating_sub(BLANCS));
            json!({ "lignes": c.titre, "coupe": coupe })
        }));
        let mut groupes: Vec<(&str, usize, u64)> = vec![("", textes, 0)];
        for colonne in &self.colonnes {
            match groupes.last_mut() {
                Some((nom, etendue, largeur)) if *nom == colonne.groupe => {
                    *etendue += 1;
                    *largeur += colonne.largeur;
                }
                _ => groupes.push((&colonne.groupe, 1, colonne.largeur)),
            }
        }
        // A name takes the lines that shorter headings leave below it.
        let lignes = 1 + titres_de_tous.saturating_sub(self.hauteur_des_titres()) / LIGNE_DE_GROUPE;
        let nom_ajuste = |nom: &str, largeur: u64| {
            let place = largeur.saturating_sub(BLANCS);
            if CORPS.lignes(nom, place) <= lignes { nom.to_owned() } else { CORPS.ajuster(nom, place) }
        };
        let groupes: Vec<(String, usize)> =
            groupes.into_iter().map(|(nom, etendue, largeur)| (nom_ajuste(nom, largeur), etendue)).collect();
        json!({
            "titre": self.titre,
            "hauteur_des_titres": self.hauteur_des_titres(),
            "largeurs": largeurs,
            "titres": titres,
            "textes": textes,
            "groupes": groupes,
        })
    }

    /// The cells of one line: texts, and how many empty cells follow each other (one wide cell is laid out for them).
    pub fn cellules(&self, ligne: &LigneDeCahier) -> Value {
        let piece = CORPS.ajuster(&ligne.piece, PIECE - BLANCS);
        let mut cellules = vec![piece];
        if self.est_la_premiere {
            cellules.push(ligne.date.map_or_else(String::new, crate::coop::date::en_chiffres));
            cellules.push(ligne.libelle.clone());
            cellules.push(CORPS.ajuster(&ligne.reglement, REGLEMENT - BLANCS));
        } else {
            cellules.push(CORPS.ajuster(&ligne.libelle, self.libelle - BLANCS));
        }
        cellules.extend(self.colonnes.iter().map(|colonne| match colonne.source {
            Source::Entree(rang) => euros_ou_rien(ligne.tresorerie[rang].entree),
            Source::Sortie(rang) => euros_ou_rien(ligne.tresorerie[rang].sortie),
            // What has not moved is still what it was: it is read above, and a cell costs.
            Source::Solde(rang) if ligne.tresorerie[rang].a_bouge() => euros(ligne.tresorerie[rang].solde),
            Source::Solde(_) => String::new(),
            Source::Regie(rang) => euros_ou_rien(ligne.regie[rang]),
            Source::Detenu if ligne.regie.iter().any(|m| !m.is_zero()) => euros(ligne.detenu),
            Source::Detenu => String::new(),
            Source::Pointage => ligne.pointage.map_or_else(String::new, crate::coop::date::en_chiffres),
            Source::Compte(rang) => {
                ligne.ventilation.iter().find(|(r, _)| *r == rang).map_or_else(String::new, |(_, montant)| euros(*montant))
            }
        }));
        let mut rangee: Vec<Value> = Vec::with_capacity(cellules.len());
        let mut vides = 0;
        for cellule in cellules {
            if cellule.is_empty() {
                vides += 1;
                continue;
            }
            if vides > 0 {
                rangee.push(std::mem::take(&mut vides).into());
            }
            rangee.push(cellule.into());
        }
        if vides > 0 {
            rangee.push(vides.into());
        }
        rangee.into()
    }
}
