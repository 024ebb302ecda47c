//! Class ledgers behind the book: what each class was given and gave back, its operations by means, and what it holds after each.
//!
//! In: [`CahierDeClasse`]. Out: a list of `commun.typ`, its widths in micrometres.

use serde_json::{Value, json};

use crate::coop::{Montant, ParMoyen, date};
use crate::etat::cahier::{CahierDeClasse, LigneDeClasse};
use crate::render::pdf::liste::{largeur_d_un_montant, liste};
use crate::render::pdf::typographie::{en_colonne, euros, euros_ou_rien};

/// Numéro, date, compte.
const NUMERO: u64 = 14_000;
const DATE: u64 = 18_500;
const COMPTE: u64 = 13_500;
/// Amounts have at least this, then what their total takes; the libellé has what they leave, and at least this.
const MONTANT: u64 = 15_500;
const LIBELLE_MIN: u64 = 40_000;
/// Columns before the amounts; then those of the régie, of what enters, of what leaves, of what is held.
const TEXTES: usize = 4;
const GROUPES: [usize; 4] = [2, 3, 3, 1];
/// Inside of an A4 page on its side.
const PAGE: u64 = 269_000;

pub fn donnees(cahier: &CahierDeClasse) -> Value {
    let au_debut = cahier.avance.filter(|a| !a.ouverture.is_zero()).map(|a| LigneDeClasse {
        libelle: "Détenu au début de l’exercice".to_owned(),
        apport: a.ouverture,
        ..LigneDeClasse::default()
    });
    let lignes: Vec<&LigneDeClasse> = au_debut.iter().chain(&cahier.lignes).collect();
    let montants: Vec<[Montant; 9]> = lignes.iter().map(|ligne| montants(ligne)).collect();
    let mut detenu = Montant::ZERO;
    let textes: Vec<Vec<String>> = lignes
        .iter()
        .zip(&montants)
        .map(|(ligne, [mouvements @ .., apport])| {
            detenu += *apport;
            let jour = ligne.date.map_or_else(String::new, date::en_chiffres);
            let mut cellules = vec![en_colonne(&ligne.numero), jour, ligne.libelle.clone(), ligne.compte.clone()];
            cellules.extend(mouvements.iter().copied().map(euros_ou_rien));
            cellules.push(euros(detenu));
            cellules
        })
        .collect();
    let mut operations = liste(&largeurs(&montants), &textes, montants.iter().copied());
    operations["lignes"] = textes.iter().map(|cellules| par_groupe(cellules)).collect();
    json!({
        "intitule": format!("Cahier de la classe {}, pièce {} du cahier de la coopérative", cahier.classe, cahier.piece),
        "avance": avance(cahier),
        "operations": operations,
    })
}

/// Texts, and how many empty cells follow each other in a group of columns: one wide cell is laid out for them, as on the sheets.
fn par_groupe(cellules: &[String]) -> Value {
    let (textes, mut montants) = cellules.split_at(TEXTES);
    let mut rangee: Vec<Value> = textes.iter().map(|texte| json!(texte)).collect();
    for colonnes in GROUPES {
        let (groupe, suite) = montants.split_at(colonnes);
        montants = suite;
        let bouts = groupe.chunk_by(|a, b| a.is_empty() && b.is_empty());
        rangee.extend(bouts.map(|bout| if bout[0].is_empty() { json!(bout.len()) } else { json!(bout[0]) }));
    }
    rangee.into()
}

/// Avancé, rendu; what enters, then what leaves, by means; what the class holds more.
fn montants(ligne: &LigneDeClasse) -> [Montant; 9] {
    let [avance, rendu] = ligne.regie;
    let [[e1, e2, e3], [s1, s2, s3]] = [ligne.entrees, ligne.sorties].map(ParMoyen::montants);
    [avance, rendu, e1, e2, e3, s1, s2, s3, ligne.apport]
}

fn largeurs(montants: &[[Montant; 9]]) -> Vec<u64> {
    // No sum of the column, nor any balance, is wider than what it adds up without signs.
    let plus_large = |rang: usize| montants.iter().map(|ligne| ligne[rang].abs()).sum::<Montant>();
    let colonnes: Vec<u64> = (0..9).map(|rang| largeur_d_un_montant(plus_large(rang)).max(MONTANT)).collect();
    let libelle = PAGE.saturating_sub(NUMERO + DATE + COMPTE + colonnes.iter().sum::<u64>()).max(LIBELLE_MIN);
    [NUMERO, DATE, libelle, COMPTE].into_iter().chain(colonnes).collect()
}

/// Its figures on one strip.
fn avance(cahier: &CahierDeClasse) -> Option<Vec<Value>> {
    let champ = |nom: &str, montant: Montant| json!({ "nom": nom, "valeur": montant.to_string() });
    cahier.avance.map(|a| {
        let debut = (!a.ouverture.is_zero()).then(|| champ("Détenu au début", a.ouverture));
        let suite = [
            champ("Avancé par la coopérative", a.versee),
            champ("Rendu", a.retournee),
            champ("Recettes", a.recettes),
            champ("Dépenses", a.depenses),
            champ("Détenu à la fin", a.detenu),
        ];
        debut.into_iter().chain(suite).collect()
    })
}
