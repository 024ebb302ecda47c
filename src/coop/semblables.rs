//! Entries that look alike: the same one typed twice, or a file copied beside itself. Beside the entries and not in `calcul`:
//! reading asks too (E009).

use std::collections::HashMap;

use smallvec::SmallVec;

use super::compte::Compte;
use super::cooperative::TresorerieId;
use super::ecriture::Ecriture;
use super::lacunes::Manques;
use super::montant::Montant;

/// Readable entries of one day whose amounts are most likely the same: only those are worth comparing in full. `ecritures`: in
/// order of date.
pub fn semblables(ecritures: &[Ecriture]) -> Vec<Vec<&Ecriture>> {
    par_jour(ecritures).flat_map(semblables_du_jour).collect()
}

/// Each entry that is also, piece included, in another file, after the first of them. `ecritures`: in order of date.
pub fn recopiees(ecritures: &[Ecriture]) -> Vec<(&Ecriture, &Ecriture)> {
    let mut recopiees = Vec::new();
    // Files are mostly of a month: few days are in two of them.
    for jour in par_jour(ecritures).filter(|jour| jour.iter().any(|e| e.fichier != jour[0].fichier)) {
        for semblables in semblables_du_jour(jour) {
            let mut premieres: HashMap<_, &Ecriture> = HashMap::new();
            for ecriture in semblables {
                let cle = (ecriture.numero_de_piece(), ecriture.libelle.as_str(), montants(ecriture).into_vec());
                let premiere = *premieres.entry(cle).or_insert(ecriture);
                if premiere.fichier != ecriture.fichier {
                    recopiees.push((premiere, ecriture));
                }
            }
        }
    }
    recopiees
}

fn par_jour(ecritures: &[Ecriture]) -> impl Iterator<Item = &[Ecriture]> {
    ecritures.chunk_by(|a, b| a.date.map(|d| d.valeur) == b.date.map(|d| d.valeur))
}

fn semblables_du_jour(jour: &[Ecriture]) -> Vec<Vec<&Ecriture>> {
    let mut du_jour: Vec<(i64, &Ecriture)> = jour.iter().filter(|e| est_comparable(e)).map(|e| (melange(e), e)).collect();
    du_jour.sort_by_key(|(melange, _)| *melange);
    let egaux = du_jour.chunk_by(|a, b| a.0 == b.0).filter(|egaux| egaux.len() > 1);
    egaux.map(|egaux| egaux.iter().map(|(_, ecriture)| *ecriture).collect()).collect()
}

fn est_comparable(ecriture: &Ecriture) -> bool {
    let illisible = ecriture.date.is_none() || ecriture.manques.touche(Manques::MONTANTS.et(Manques::LIBELLE));
    !illisible && !ecriture.est_vide()
}

/// The same for entries of the same amounts, in whatever order; seldom for others.
fn melange(ecriture: &Ecriture) -> i64 {
    let mouvements = ecriture.mouvements.iter().map(|m| m.montant);
    let montants = mouvements.chain(ecriture.ventilations.iter().map(|v| v.montant));
    montants.fold(0, |somme: i64, montant| somme.wrapping_add(montant.centimes().wrapping_mul(montant.centimes())))
}

/// An account of the treasury or of the chart, or a régie column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colonne {
    Tresorerie(Option<TresorerieId>),
    Regie(u8),
    Compte(Option<Compte>),
}

/// What an entry moves, account by account, whatever the order in which it is written.
pub fn montants(ecriture: &Ecriture) -> SmallVec<[(Colonne, Montant); 4]> {
    let mouvements = ecriture.mouvements.iter().map(|m| (Colonne::Tresorerie(m.tresorerie.connue()), m.montant));
    let regie = ecriture.regie.iter().flat_map(|r| [(0, r.versee), (1, r.retournee), (2, r.expliquee)]);
    let regie = regie.map(|(colonne, montant)| (Colonne::Regie(colonne), montant));
    let ventilation = ecriture.ventilations.iter().map(|v| (Colonne::Compte(v.compte.connue()), v.montant));
    let mut montants: SmallVec<_> = mouvements.chain(regie).chain(ventilation).collect();
    montants.sort_unstable();
    montants
}
