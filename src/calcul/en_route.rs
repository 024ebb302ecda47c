//! What a closing leaves on its way to the bank, held against what the next exercice carries of it as its reports (E6).

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::comptes::Comptes;
use super::interchangeables::accorder_les_pointages;
use super::pointage::Origine;
use crate::coop::{Date, Montant, NonPointeeScellee, Operation, Report};
use crate::source::Lieu;

/// An operation that the bank had not shown, whoever tells it: a ledger, a seal, a `[[report]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnRoute<'a> {
    pub date: Date,
    pub libelle: &'a str,
    /// Empty where nobody wrote it, like the cheque.
    pub piece: &'a str,
    pub cheque: &'a str,
    /// By name of the bank, in their order, without zeros: positive when money enters.
    pub mouvements: Vec<(&'a str, Montant)>,
    /// By name of the bank too: the day that a statement shows it, where somebody says so.
    pub pointages: Vec<(&'a str, Date)>,
}

/// How what was left and what is carried go together, by their ranks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appariement {
    /// The same operation, the same money.
    pub memes: Vec<(usize, usize)>,
    /// The same operation, told otherwise: another amount, another bank, another cheque.
    pub autrement: Vec<(usize, usize)>,
    /// Left, and not carried.
    pub manquants: Vec<usize>,
    /// Carried, and not left.
    pub en_trop: Vec<usize>,
    /// Left, of several alike: nobody knows whether their ticks are missing from what is carried, or wrong.
    pub ambigus: HashSet<usize>,
}

/// A report that is not what the closing before left.
#[derive(Debug, Clone)]
pub struct EcartDeReport<'a> {
    /// What was left, and where that is written; `None`: nothing.
    pub attendu: Option<(EnRoute<'a>, Lieu)>,
    /// What is carried; `None`: nothing.
    pub trouve: Option<(EnRoute<'a>, &'a Report)>,
}

impl<'a> EnRoute<'a> {
    /// By what one knows the operation, besides its money: the day, to whom and for what, the cheque.
    pub fn identite(&self) -> (Date, &'a str, &'a str) {
        (self.date, self.libelle, self.cheque)
    }
}

impl EcartDeReport<'_> {
    /// Whether the money differs, or only what is said of it.
    pub fn change_l_argent(&self) -> bool {
        self.attendu.as_ref().map(|(laisse, _)| &laisse.mouvements) != self.trouve.as_ref().map(|(porte, _)| &porte.mouvements)
    }
}

/// Pairs what was left with what is carried, by what tells most first. A cheque has one number: two of different numbers are two
/// operations, however alike.
pub fn apparier(laisses: &[EnRoute], portes: &[EnRoute]) -> Appariement {
    type Mouvements<'a> = &'a [(&'a str, Montant)];
    fn meme_cheque<'a>(o: &'a EnRoute) -> Option<(&'a str, Mouvements<'a>)> {
        (!o.cheque.is_empty()).then_some((o.cheque, &o.mouvements))
    }
    fn meme_jour<'a>(o: &'a EnRoute) -> Option<(Date, &'a str, Mouvements<'a>)> {
        Some((o.date, o.libelle, &o.mouvements))
    }
    fn meme_piece<'a>(o: &'a EnRoute) -> Option<(&'a str, Date, Mouvements<'a>)> {
        (!o.piece.is_empty()).then_some((o.piece, o.date, &o.mouvements))
    }
    let mut reste = Reste::new(laisses, portes);
    let mut memes = reste.prendre(Cheques::Tous, meme_cheque);
    memes.extend(reste.prendre(Cheques::UnSeulNumero, meme_piece));
    memes.extend(reste.prendre(Cheques::UnSeulNumero, meme_jour));
    memes.extend(reste.prendre(Cheques::UnSeulNumero, |o| Some((o.date, &*o.mouvements))));
    memes.extend(reste.prendre(Cheques::UnSeulNumero, |o| Some(&*o.mouvements)));
    let mut autrement = reste.prendre(Cheques::Tous, |o| (!o.cheque.is_empty()).then_some(o.cheque));
    autrement.extend(reste.prendre(Cheques::Tous, |o| (!o.piece.is_empty()).then_some((o.piece, o.date))));
    autrement.extend(reste.prendre(Cheques::Tous, |o| Some((o.date, o.libelle))));
    let mut appariement =
        Appariement { memes, autrement, manquants: reste.laisses, en_trop: reste.portes, ambigus: HashSet::new() };
    accorder_les_pointages(&mut appariement, laisses, portes);
    appariement
}

/// The operations not yet paired, by their ranks.
struct Reste<'o> {
    operations: (&'o [EnRoute<'o>], &'o [EnRoute<'o>]),
    laisses: Vec<usize>,
    portes: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cheques {
    Tous,
    /// At most one of the two bears a number.
    UnSeulNumero,
}

impl<'o> Reste<'o> {
    fn new(laisses: &'o [EnRoute<'o>], portes: &'o [EnRoute<'o>]) -> Reste<'o> {
        Reste { operations: (laisses, portes), laisses: (0..laisses.len()).collect(), portes: (0..portes.len()).collect() }
    }

    /// Pairs those of equal keys, in their order, and takes them away.
    fn prendre<C: Hash + Eq>(&mut self, cheques: Cheques, cle: impl Fn(&'o EnRoute<'o>) -> Option<C>) -> Vec<(usize, usize)> {
        let (laisses, portes) = self.operations;
        // By key: those without a number, those with one; in each, the first last.
        let mut libres: HashMap<C, [Vec<usize>; 2]> = HashMap::new();
        for &rang in self.laisses.iter().rev() {
            if let Some(cle) = cle(&laisses[rang]) {
                libres.entry(cle).or_default()[usize::from(!laisses[rang].cheque.is_empty())].push(rang);
            }
        }
        let mut paires = Vec::new();
        self.portes.retain(|&porte| {
            let numerote = !portes[porte].cheque.is_empty();
            let candidats = cle(&portes[porte]).and_then(|cle| libres.get_mut(&cle));
            let pris = candidats.and_then(|[sans, avec]| match cheques == Cheques::UnSeulNumero && numerote {
                true => sans.pop(),
                false => avec.pop().or_else(|| sans.pop()),
            });
            paires.extend(pris.map(|laisse| (laisse, porte)));
            pris.is_none()
        });
        let pris: HashSet<usize> = paires.iter().map(|(laisse, _)| *laisse).collect();
        self.laisses.retain(|laisse| !pris.contains(laisse));
        paires
    }
}

impl<'a> EnRoute<'a> {
    /// On all banks together.
    pub fn montant(&self) -> Montant {
        self.mouvements.iter().map(|(_, montant)| *montant).sum()
    }

    /// What an operation moves on one bank.
    pub fn new(banque: &'a str, montant: Montant, origine: Origine<'a>) -> EnRoute<'a> {
        EnRoute {
            date: origine.date(),
            libelle: origine.libelle().trim(),
            piece: origine.piece().trim(),
            cheque: origine.cheque().trim(),
            mouvements: vec![(banque, montant)],
            pointages: Vec::new(),
        }
    }
}

/// The reports of an exercice that are not what the year before left, bank by bank; none while it writes no report and no opening
/// of its own, since it then follows that year.
pub fn ecarts_de_reports<'a>(precedent: &'a Comptes, comptes: &'a Comptes) -> Vec<EcartDeReport<'a>> {
    let exercice = comptes.exercice;
    let ecrits = exercice.ouverture.is_some() || !exercice.reports.is_empty();
    if !ecrits || exercice.reports.iter().any(|report| !report.manques.is_aucun()) {
        return Vec::new();
    }
    let Some((mut laisses, lieux)) = laisses(precedent) else { return Vec::new() };
    // A bank that was renamed since is the same one.
    for (banque, _) in laisses.iter_mut().flat_map(|l| &mut l.mouvements) {
        let id = precedent.cooperative.trouver_tresorerie(banque);
        *banque = id.map_or(*banque, |id| comptes.cooperative.tresorerie(id).nom.as_str());
    }
    let nom = |banque| comptes.cooperative.tresorerie(banque).nom.as_str();
    let par_banque = |banque| {
        let reports = exercice.reports.iter().map(move |r| (r, r.mouvement(banque))).filter(|(_, montant)| !montant.is_zero());
        reports.map(move |(r, montant)| (EnRoute::new(nom(banque), montant, Origine::Report(r)), r))
    };
    let (portes, reports): (Vec<EnRoute>, Vec<&Report>) = comptes.banques().flat_map(par_banque).unzip();
    let apparies = apparier(&laisses, &portes);
    // A seal says who was paid, and by which cheque. A year that is open may still say it otherwise.
    let scelle = precedent.exercice.scelle;
    let change = |&(l, p): &(usize, usize)| {
        let (laisse, porte) = (&laisses[l], &portes[p]);
        laisse.mouvements != porte.mouvements || (scelle && laisse.identite() != porte.identite())
    };
    let autrement = apparies.autrement.into_iter().chain(apparies.memes).filter(change);
    let paires = autrement.map(|(l, p)| (Some(l), Some(p)));
    let manquants = apparies.manquants.into_iter().map(|l| (Some(l), None));
    let en_trop = apparies.en_trop.into_iter().map(|p| (None, Some(p)));
    let ecarts = paires.chain(manquants).chain(en_trop).map(|(l, p)| EcartDeReport {
        attendu: l.map(|l| (laisses[l].clone(), lieux[l])),
        trouve: p.map(|p| (portes[p].clone(), reports[p])),
    });
    ecarts.collect()
}

/// What a year leaves on its way, bank by bank, and where it is written: what its seal says, not what its files say now, since a
/// file changed after the closing is X002. `None`: not all of it could be read.
fn laisses<'a>(comptes: &'a Comptes) -> Option<(Vec<EnRoute<'a>>, Vec<Lieu>)> {
    if let Some(cloture) = comptes.exercice.cloture.as_ref().filter(|c| c.authentique) {
        let en_route = |n: &'a NonPointeeScellee| {
            let mouvements = vec![(n.tresorerie.as_str(), n.montant)];
            let (libelle, piece, cheque) = (n.libelle.trim(), n.piece.trim(), n.cheque.trim());
            (EnRoute { date: n.date, libelle, piece, cheque, mouvements, pointages: Vec::new() }, cloture.lieu(n.span))
        };
        return Some(cloture.non_pointees.iter().map(en_route).unzip());
    }
    let mut non_pointees: Vec<_> = comptes.non_pointees_par_banque(comptes.exercice.fin).collect();
    non_pointees.sort_by_key(|(banque, _)| *banque);
    let nom = |banque| comptes.cooperative.tresorerie(banque).nom.as_str();
    let en_route =
        non_pointees.into_iter().map(|(banque, n)| (EnRoute::new(nom(banque), n.montant, n.origine), n.origine.lieu()));
    comptes.exercice.lacunes.tous_pointages_connus().then(|| en_route.unzip())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `12/06 Livres 777 -28,99`: day and month, what for, the cheque (`-`: none), cents.
    fn en_route(ligne: &str) -> EnRoute<'_> {
        let [jour, libelle, cheque, centimes] = ligne.split(' ').collect::<Vec<_>>()[..] else { panic!("{ligne}") };
        let (jour, mois) = jour.split_once('/').expect("a day");
        let date = Date::from_ymd_opt(2024, mois.parse().expect("a month"), jour.parse().expect("a day")).expect("a date");
        let cheque = if cheque == "-" { "" } else { cheque };
        let montant = Montant::from_centimes(centimes.parse().expect("cents"));
        EnRoute { date, libelle, piece: "", cheque, mouvements: vec![("banque", montant)], pointages: Vec::new() }
    }

    fn essai<'a>(laisses: &[&'a str], portes: &[&'a str]) -> Appariement {
        let lire = |lignes: &[&'a str]| lignes.iter().map(|ligne| en_route(ligne)).collect::<Vec<_>>();
        apparier(&lire(laisses), &lire(portes))
    }

    #[test]
    fn a_cheque_has_one_number_and_a_transfer_none() {
        let memes = |paires: &[(usize, usize)]| Appariement { memes: paires.to_vec(), ..Appariement::default() };
        assert_eq!(essai(&["12/06 Livres 777 -2899"], &["14/06 Librairie 777 -2899"]), memes(&[(0, 0)]));
        assert_eq!(essai(&["12/06 Livres 777 -2899"], &["12/06 Livres - -2899"]), memes(&[(0, 0)]));
        assert_eq!(essai(&["12/06 Livres - -2899"], &["14/06 Librairie 777 -2899"]), memes(&[(0, 0)]));
        // The number first, whatever the order.
        let deux = ["12/06 Livres 777 -2899", "12/06 Livres 778 -2899"];
        assert_eq!(essai(&deux, &["12/06 Livres 778 -2899", "12/06 Livres - -2899"]), memes(&[(1, 0), (0, 1)]));
        let autre = essai(&["12/06 Livres 777 -2899"], &["30/08 Papier 778 -2899"]);
        assert_eq!(autre, Appariement { manquants: vec![0], en_trop: vec![0], ..Appariement::default() });
    }

    #[test]
    fn the_same_operation_told_otherwise() {
        let autrement = Appariement { autrement: vec![(0, 0)], ..Appariement::default() };
        assert_eq!(essai(&["12/06 Livres 777 -3099"], &["12/06 Livres 777 -2899"]), autrement);
        assert_eq!(essai(&["12/06 Livres 777 -2899"], &["12/06 Livres 778 -2899"]), autrement);
        assert_eq!(essai(&["12/06 Livres - -3099"], &["12/06 Livres - -2899"]), autrement);
        let double = essai(&["12/06 Livres 777 -2899"], &["12/06 Livres 777 -2899", "12/06 Livres 777 -2899"]);
        assert_eq!(double, Appariement { memes: vec![(0, 0)], en_trop: vec![1], ..Appariement::default() });
    }
}
