//! Operations of which nothing but their ticks tells one from another: two equal deposits of one day. Which is which, only the
//! days on which the bank showed them say.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

/// Pairs those that are alike by their ticks: the same days first, then one that is ticked with one that is not.
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
        let (paires, ambigu) = groupe.accorder(laisses, portes);
        accordes.extend(paires);
        if ambigu {
            appariement.ambigus.extend(&groupe.laisses);
        }
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
    /// What is carried, with what was left; and whether a tick may be missing as well as wrong.
    fn accorder(&self, laisses: &[EnRoute], portes: &[EnRoute]) -> (Vec<(usize, usize)>, bool) {
        let mut du_jour: HashMap<&[(&str, Date)], Vec<usize>> = HashMap::new();
        let (pointes, mut libres): (Vec<usize>, Vec<usize>) =
            self.laisses.iter().rev().partition(|laisse| !laisses[**laisse].pointages.is_empty());
        for laisse in pointes {
            du_jour.entry(&laisses[laisse].pointages).or_default().push(laisse);
        }
        let (mut paires, mut vus, mut pas_vus) = (Vec::new(), Vec::new(), Vec::new());
        for &porte in &self.portes {
            let pointages = &*portes[porte].pointages;
            match du_jour.get_mut(pointages).and_then(Vec::pop) {
                Some(laisse) => paires.push((porte, laisse)),
                None if pointages.is_empty() => pas_vus.push(porte),
                None => vus.push(porte),
            }
        }
        let restes: BTreeSet<usize> = du_jour.into_values().flatten().collect();
        let mut pointes: Vec<usize> = restes.into_iter().rev().collect();
        let de_plusieurs_banques = self.laisses.iter().any(|laisse| laisses[*laisse].mouvements.len() > 1);
        let un_sans_jour = !libres.is_empty() || !pas_vus.is_empty() || de_plusieurs_banques;
        let ambigu = !pointes.is_empty() && !vus.is_empty() && un_sans_jour;
        paires.extend(vus.into_iter().map_while(|porte| Some((porte, libres.pop().or_else(|| pointes.pop())?))));
        paires.extend(pas_vus.into_iter().map_while(|porte| Some((porte, pointes.pop().or_else(|| libres.pop())?))));
        (paires, ambigu)
    }
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

    /// `(ledger, report)`, by their ranks, and whether a tick may be missing as well as wrong.
    fn accordes(laisses: &[EnRoute], portes: &[EnRoute]) -> (Vec<(usize, usize)>, bool) {
        let apparies = apparier(laisses, portes);
        (apparies.memes, !apparies.ambigus.is_empty())
    }

    #[test]
    fn what_is_ticked_alike_goes_together() {
        let une = |pointages: &[&[(&'static str, u32)]]| semblables(&["banque"], pointages);
        let (le_3, le_5, pas_vu): (&[_], &[_], &[_]) = (&[("banque", 3)], &[("banque", 5)], &[]);
        assert_eq!(accordes(&une(&[le_3, pas_vu]), &une(&[pas_vu, le_3])), (vec![(1, 0), (0, 1)], false));
        assert_eq!(accordes(&une(&[le_3, le_5]), &une(&[le_5, le_3])), (vec![(1, 0), (0, 1)], false));
        // All have a day: the two that are left contradict each other.
        assert_eq!(accordes(&une(&[le_3, le_5]), &une(&[le_3, &[("banque", 9)]])), (vec![(0, 0), (1, 1)], false));
        // The 5th may be of the one that the ledger has not seen, or a mistake for the 3rd.
        assert!(accordes(&une(&[le_3, pas_vu]), &une(&[le_5, pas_vu])).1);
        assert!(!accordes(&une(&[le_3]), &une(&[le_5])).1);
    }

    #[test]
    fn over_two_banks_a_day_of_one_is_not_a_day_of_the_other() {
        let deux = |pointages: &[&[(&'static str, u32)]]| semblables(&["banque", "livret"], pointages);
        let (sorti, vu): (&[_], &[_]) = (&[("banque", 3)], &[("banque", 3), ("livret", 4)]);
        assert_eq!(accordes(&deux(&[sorti, vu]), &deux(&[vu, sorti])), (vec![(1, 0), (0, 1)], false));
        assert!(accordes(&deux(&[sorti, vu]), &deux(&[vu, &[("livret", 5)]])).1);
        assert!(accordes(&deux(&[sorti, &[("banque", 5)]]), &deux(&[&[("banque", 9)], &[("livret", 9)]])).1);
    }
}
