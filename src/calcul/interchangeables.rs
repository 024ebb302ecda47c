//! Operations that are told alike: two equal deposits of one day. Which is which, only their pieces say, where both sides give
//! them, and the days on which the bank showed them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::en_route::{Appariement, EnRoute};
use crate::coop::{Date, Montant};

/// What is left on its way and told alike: identity, money.
type Cle<'o> = ((Date, &'o str, &'o str), &'o [(&'o str, Montant)]);

/// Alike, by their ranks.
#[derive(Default)]
struct Groupe {
    laisses: BTreeSet<usize>,
    portes: BTreeSet<usize>,
}

/// Pairs those that are alike by the same days, then by the same piece, then one that is ticked with one that is not.
pub fn accorder_les_pointages<'o>(appariement: &mut Appariement, laisses: &'o [EnRoute<'o>], portes: &'o [EnRoute<'o>]) {
    let mut groupes: HashMap<Cle<'o>, Groupe> = HashMap::new();
    let avant: Vec<(usize, usize)> = appariement.memes.iter().chain(&appariement.autrement).copied().collect();
    for &(laisse, porte) in &avant {
        let groupe = groupes.entry(cle(&laisses[laisse])).or_default();
        groupe.laisses.insert(laisse);
        groupe.portes.insert(porte);
    }
    // One that is missing, or one too many, is any of them.
    for &laisse in &appariement.manquants {
        groupes.entry(cle(&laisses[laisse])).and_modify(|groupe| _ = groupe.laisses.insert(laisse));
    }
    for &porte in &appariement.en_trop {
        groupes.entry(cle(&portes[porte])).and_modify(|groupe| _ = groupe.portes.insert(porte));
    }
    let mut accordes: BTreeMap<usize, usize> = avant.iter().map(|(laisse, porte)| (*porte, *laisse)).collect();
    for groupe in groupes.into_values().filter(|groupe| groupe.laisses.len() > 1 || groupe.portes.len() > 1) {
        groupe.portes.iter().for_each(|porte| _ = accordes.remove(porte));
        let (paires, ambigus) = groupe.accorder(laisses, portes);
        accordes.extend(paires);
        appariement.ambigus.extend(ambigus);
    }
    let pris: HashSet<usize> = accordes.values().copied().collect();
    appariement.manquants = (0..laisses.len()).filter(|laisse| !pris.contains(laisse)).collect();
    appariement.en_trop = (0..portes.len()).filter(|porte| !accordes.contains_key(porte)).collect();
    // What is left is alike: what is carried says otherwise of any of it, or of none.
    let dits_autrement: HashSet<usize> = appariement.autrement.iter().map(|(_, porte)| *porte).collect();
    (appariement.autrement, appariement.memes) =
        accordes.into_iter().map(|(porte, laisse)| (laisse, porte)).partition(|(_, porte)| dits_autrement.contains(porte));
}

fn cle<'o>(operation: &'o EnRoute<'o>) -> Cle<'o> {
    (operation.identite(), &operation.mouvements)
}

impl Groupe {
    /// What is carried, with what was left; and of what was left, that of which nobody knows whether its tick is missing or wrong.
    fn accorder(self, laisses: &[EnRoute], portes: &[EnRoute]) -> (Vec<(usize, usize)>, Vec<usize>) {
        let mut reste = Restes { laisses: self.laisses, portes: self.portes, paires: Vec::new() };
        let numero = |o: &EnRoute| !o.piece.is_empty();
        let pointee = |o: &EnRoute| !o.pointages.is_empty();
        reste.prendre(laisses, portes, |o| numero(o).then_some((o.piece, &*o.pointages)));
        reste.prendre(laisses, portes, |o| pointee(o).then_some(("", &*o.pointages)));
        reste.prendre(laisses, portes, |o| numero(o).then_some(o.piece));

        let homogenes = |operations: &[EnRoute], rangs: &BTreeSet<usize>| {
            rangs.iter().zip(rangs.iter().skip(1)).all(|(un, autre)| operations[*un].pointages == operations[*autre].pointages)
        };
        // Where all of one side are alike, whichever goes with whichever, the same is said.
        let indifferent =
            reste.laisses.len() == reste.portes.len() && (homogenes(laisses, &reste.laisses) || homogenes(portes, &reste.portes));
        let de_plusieurs_banques = reste.laisses.iter().any(|laisse| laisses[*laisse].mouvements.len() > 1);
        let [mut pointes, mut libres] = separer(reste.laisses, |rang| pointee(&laisses[rang]));
        let [vus, pas_vus] = separer(reste.portes, |rang| pointee(&portes[rang]));
        let un_sans_jour = !libres.is_empty() || !pas_vus.is_empty() || de_plusieurs_banques;
        let ambigu = !pointes.is_empty() && !vus.is_empty() && un_sans_jour && !indifferent;
        let mut contredites = contradictions_certaines([pointes.len(), libres.len()], [vus.len(), pas_vus.len()]);

        let mut paires = reste.paires;
        let mut ambigus = Vec::new();
        // The first first.
        for rangs in [&mut pointes, &mut libres] {
            rangs.reverse();
        }
        for porte in vus {
            let pointee = || {
                pointes.pop().inspect(|laisse| {
                    if contredites == 0 || de_plusieurs_banques {
                        ambigus.push(*laisse);
                    }
                    contredites = contredites.saturating_sub(1);
                })
            };
            paires.extend(libres.pop().or_else(pointee).map(|laisse| (porte, laisse)));
        }
        for porte in pas_vus {
            let laisse = pointes.pop().inspect(|laisse| ambigus.push(*laisse)).or_else(|| libres.pop());
            paires.extend(laisse.map(|laisse| (porte, laisse)));
        }
        (paires, if ambigu { ambigus } else { Vec::new() })
    }
}

/// How many pairs of a day with another there are however one pairs them. `[with a day, without]`, of what was left, then of what
/// is carried.
fn contradictions_certaines([pointes, libres]: [usize; 2], [vus, pas_vus]: [usize; 2]) -> usize {
    let paires = (pointes + libres).min(vus + pas_vus);
    let (pointes_pas_vus, libres_vus) = (pointes.min(pas_vus), libres.min(vus));
    let libres_pas_vus = (libres - libres_vus).min(pas_vus - pointes_pas_vus);
    paires.saturating_sub(pointes_pas_vus + libres_vus + libres_pas_vus)
}

/// Those that are not yet paired, and `(carried, left)`.
struct Restes {
    laisses: BTreeSet<usize>,
    portes: BTreeSet<usize>,
    paires: Vec<(usize, usize)>,
}

impl Restes {
    /// Pairs those of equal keys, in their order.
    fn prendre<'o, C: Hash + Eq>(
        &mut self,
        laisses: &'o [EnRoute<'o>],
        portes: &'o [EnRoute<'o>],
        cle: impl Fn(&'o EnRoute<'o>) -> Option<C>,
    ) {
        let mut libres: HashMap<C, Vec<usize>> = HashMap::new();
        for &laisse in self.laisses.iter().rev() {
            if let Some(cle) = cle(&laisses[laisse]) {
                libres.entry(cle).or_default().push(laisse);
            }
        }
        self.portes.retain(|&porte| {
            let laisse = cle(&portes[porte]).and_then(|cle| libres.get_mut(&cle)?.pop());
            self.paires.extend(laisse.map(|laisse| (porte, laisse)));
            laisse.is_none()
        });
        for (_, laisse) in &self.paires {
            self.laisses.remove(laisse);
        }
    }
}

fn separer(rangs: BTreeSet<usize>, pointee: impl Fn(usize) -> bool) -> [Vec<usize>; 2] {
    let (pointees, autres) = rangs.into_iter().partition(|rang| pointee(*rang));
    [pointees, autres]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calcul::en_route::apparier;

    /// Cash put in the bank, or from the bank to the livret: alike, but for their ticks (`banque 3`: on 3 September).
    fn semblables<'a>(banques: &[&'a str], pointages: &[&[(&'a str, u32)]]) -> Vec<EnRoute<'a>> {
        let le = |mois, jour| Date::from_ymd_opt(2024, mois, jour).expect("a date");
        let cent = |rang: usize| Montant::from_centimes(if rang == 0 { -10_000 } else { 10_000 });
        let mouvements: Vec<_> = banques.iter().enumerate().map(|(rang, banque)| (*banque, cent(rang))).collect();
        let operation = |jours: &&[(&'a str, u32)]| EnRoute {
            date: le(8, 30),
            libelle: "Virement",
            piece: "",
            cheque: "",
            mouvements: mouvements.clone(),
            pointages: jours.iter().map(|(banque, jour)| (*banque, le(9, *jour))).collect(),
        };
        pointages.iter().map(operation).collect()
    }

    /// `(ledger, report)`, by their ranks; and those of which a tick may be missing as well as wrong.
    fn accordes(laisses: &[EnRoute], portes: &[EnRoute]) -> (Vec<(usize, usize)>, Vec<usize>) {
        let apparies = apparier(laisses, portes);
        (apparies.memes, apparies.ambigus.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Ticked on the 3rd, on the 5th, on the 9th, not at all.
    const LE_3: &[(&str, u32)] = &[("banque", 3)];
    const LE_5: &[(&str, u32)] = &[("banque", 5)];
    const LE_9: &[(&str, u32)] = &[("banque", 9)];
    const PAS_VU: &[(&str, u32)] = &[];

    #[test]
    fn what_is_ticked_alike_goes_together() {
        let une = |pointages: &[&[(&'static str, u32)]]| semblables(&["banque"], pointages);
        assert_eq!(accordes(&une(&[LE_3, PAS_VU]), &une(&[PAS_VU, LE_3])), (vec![(1, 0), (0, 1)], vec![]));
        assert_eq!(accordes(&une(&[LE_3, LE_5]), &une(&[LE_5, LE_3])), (vec![(1, 0), (0, 1)], vec![]));
        // All have a day: the two that are left contradict each other.
        assert_eq!(accordes(&une(&[LE_3, LE_5]), &une(&[LE_3, LE_9])), (vec![(0, 0), (1, 1)], vec![]));
        assert_eq!(accordes(&une(&[LE_3]), &une(&[LE_5])), (vec![(0, 0)], vec![]));
    }

    #[test]
    fn a_tick_that_may_be_missing_as_well_as_wrong_is_told_apart() {
        let une = |pointages: &[&[(&'static str, u32)]]| semblables(&["banque"], pointages);
        // The 5th may be of the one that the ledger has not seen, or a mistake for the 3rd.
        assert_eq!(accordes(&une(&[LE_3, PAS_VU]), &une(&[LE_5, PAS_VU])), (vec![(1, 0), (0, 1)], vec![0]));
        // Whichever goes with whichever, a 3rd is told as a 5th, and one on the 3rd is not seen.
        assert_eq!(accordes(&une(&[LE_3, LE_3]), &une(&[LE_5, PAS_VU])), (vec![(0, 0), (1, 1)], vec![]));
        assert_eq!(accordes(&une(&[LE_3, PAS_VU]), &une(&[LE_5, LE_5])), (vec![(1, 0), (0, 1)], vec![]));
        // One 3rd is told as a 5th for certain; of the other, nobody knows.
        let (paires, ambigus) = accordes(&une(&[LE_3, LE_3, PAS_VU]), &une(&[LE_5, LE_5, PAS_VU]));
        assert_eq!((paires, ambigus), (vec![(2, 0), (0, 1), (1, 2)], vec![1]));
    }

    #[test]
    fn a_piece_says_which_is_which() {
        let avec = |pieces: &[&'static str], pointages: &[&[(&'static str, u32)]]| {
            let mut operations = semblables(&["banque"], pointages);
            operations.iter_mut().zip(pieces).for_each(|(operation, piece)| operation.piece = piece);
            operations
        };
        let laisses = avec(&["01", "02"], &[LE_3, PAS_VU]);
        assert_eq!(accordes(&laisses, &avec(&["01", "02"], &[LE_5, PAS_VU])), (vec![(0, 0), (1, 1)], vec![]));
        assert_eq!(accordes(&laisses, &avec(&["02", "01"], &[PAS_VU, PAS_VU])), (vec![(1, 0), (0, 1)], vec![]));
        // Numbered anew since: the days say more.
        assert_eq!(accordes(&avec(&["02", "03"], &[LE_3, PAS_VU]), &avec(&["01", "02"], &[LE_3, PAS_VU])).0, [(0, 0), (1, 1)]);
        // The one that was added is the one that is missing.
        let apparies = apparier(&avec(&["02", "03"], &[PAS_VU, LE_3]), &avec(&["02"], &[PAS_VU]));
        assert_eq!((apparies.memes, apparies.manquants), (vec![(0, 0)], vec![1]));
    }

    #[test]
    fn over_two_banks_a_day_of_one_is_not_a_day_of_the_other() {
        let deux = |pointages: &[&[(&'static str, u32)]]| semblables(&["banque", "livret"], pointages);
        let (sorti, vu): (&[_], &[_]) = (LE_3, &[("banque", 3), ("livret", 4)]);
        let entre: &[_] = &[("livret", 5)];
        assert_eq!(accordes(&deux(&[sorti, vu]), &deux(&[vu, sorti])), (vec![(1, 0), (0, 1)], vec![]));
        // Alike on one side: whichever goes with whichever.
        assert_eq!(accordes(&deux(&[sorti, sorti]), &deux(&[entre, entre])), (vec![(0, 0), (1, 1)], vec![]));
        assert_eq!(accordes(&deux(&[sorti, LE_5]), &deux(&[LE_9, entre])).1, [0, 1]);
    }
}
