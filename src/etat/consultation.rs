//! The ledger as one looks through it: the lines of the paper one (`cahier`), those that are asked for, with the balances after
//! each. From accounts that may hold errors: what could be read is shown.

mod tri;

use super::cahier::{Cahier, LigneDeCahier, OperationReportee, cahiers_par_piece};
use super::identite::Identite;
use crate::calcul::Comptes;
use crate::controle::Controle;
use crate::coop::{CahierDeClasse, Compte, Date, Ecriture, Exercice, Montant, RangDuNom, Sens, sans_accent};
use crate::parse::la_plus_proche;
use tri::Tri;

/// What is asked for: everything, unless something is said.
#[derive(Debug, Clone, Default)]
pub struct Filtre {
    /// An account of the chart, a treasury account by its name or by its number.
    pub compte: Option<String>,
    /// `action_a`.
    pub action: Option<String>,
    /// `action_b`, the class of a régie, or that of a class ledger.
    pub classe: Option<String>,
    pub du: Option<Date>,
    pub au: Option<Date>,
    /// What no statement up to the last day shows.
    pub non_pointees: bool,
    /// Within the label, the piece, the cheque, the actions, the amounts.
    pub cherche: Option<String>,
}

/// A name that nothing bears, and the one that was perhaps meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconnu {
    /// « compte », « action », « classe ».
    pub quoi: &'static str,
    pub ecrit: String,
    pub proche: Option<String>,
    pub connus: Vec<String>,
}

#[derive(Debug)]
pub struct Consultation<'a> {
    pub exercice: &'a Exercice,
    /// All of the ledger, for its columns.
    pub cahier: Cahier,
    pub vue: Vue,
    /// What the lines were chosen by, in words; empty when all are there.
    pub criteres: Vec<String>,
    /// Carried over from the year before: not in the sums, since the opening counts them.
    pub reports: Vec<OperationReportee>,
    pub lignes: Vec<LigneConsultee<'a>>,
    /// Whether only what no statement shows was asked for.
    pub non_pointees: bool,
    /// Whether nothing that moves the balances stands between the lines, so that what the first one found can be told; and
    /// whether that is the opening.
    pub se_suivent: bool,
    pub depuis_l_ouverture: bool,
    /// Balance before the first line: of each treasury account shown, or of the account of the chart.
    pub depart: Vec<Montant>,
}

/// Which amounts are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vue {
    /// What enters and leaves the treasury accounts of these ranks, and what they hold.
    Tresorerie(Vec<usize>),
    /// What one account of the chart was given.
    Compte(Compte),
    /// Expenses and receipts.
    Depenses,
}

#[derive(Debug, Clone)]
pub struct LigneConsultee<'a> {
    pub source: Source<'a>,
    pub ligne: LigneDeCahier,
    /// The first two amounts of the view: entrée and sortie, dépense and recette, or what the account was given and nothing.
    pub montants: [Montant; 2],
    /// After this line, in the whole ledger for a treasury account, among the lines shown for the rest.
    pub soldes: Vec<Montant>,
}

#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    Ecriture(&'a Ecriture),
    /// A class ledger, in the line that it becomes.
    CahierDeClasse(&'a CahierDeClasse),
}

impl<'a> Consultation<'a> {
    /// `None`: no such exercice. Errors: a name that nothing bears.
    pub fn etablir(controle: &'a Controle, exercice: &str, filtre: &Filtre) -> Option<Result<Consultation<'a>, Inconnu>> {
        let comptes = controle.comptes_de(exercice)?;
        let identite = Identite::a_l_adhesion(controle.dossier, comptes.exercice);
        let plan = &controle.dossier.departement_de(comptes.exercice).plan;
        let vue = match vue(filtre, comptes, plan.comptes(Sens::Charge).chain(plan.comptes(Sens::Produit)).map(|(c, _)| c)) {
            Ok(vue) => vue,
            Err(inconnu) => return Some(Err(inconnu)),
        };
        Some(
            noms_connus(filtre, comptes.exercice)
                .map(|()| Consultation::choisir(Cahier::lire(identite, comptes, plan), comptes, vue, filtre)),
        )
    }

    fn choisir(mut cahier: Cahier, comptes: &Comptes<'a>, vue: Vue, filtre: &Filtre) -> Consultation<'a> {
        let exercice = comptes.exercice;
        let lignes = std::mem::take(&mut cahier.lignes);
        let sources = exercice.ecritures.iter().map(Source::Ecriture);
        let sources = sources.chain(cahiers_par_piece(exercice).into_iter().map(Source::CahierDeClasse));
        let tri = Tri::new(filtre, comptes, &cahier, &vue);
        let mut cumul = Montant::ZERO;
        let mut depart: Option<Vec<Montant>> = None;
        let mut avant = soldes_d_ouverture(&cahier, &vue);
        let mut gardees = Vec::new();
        for (source, ligne) in sources.zip(lignes) {
            let apres = match &vue {
                Vue::Tresorerie(rangs) => rangs.iter().map(|&rang| ligne.tresorerie[rang].solde).collect(),
                _ => Vec::new(),
            };
            if tri.garde(source, &ligne) {
                depart.get_or_insert_with(|| avant.clone());
                let montants = montants(&cahier, &vue, &ligne);
                let soldes = match vue {
                    Vue::Tresorerie(_) => apres.clone(),
                    Vue::Compte(_) | Vue::Depenses => {
                        cumul += if vue == Vue::Depenses { montants[1] - montants[0] } else { montants[0] };
                        vec![cumul]
                    }
                };
                gardees.push(LigneConsultee { source, ligne, montants, soldes });
            }
            if let Vue::Tresorerie(_) = vue {
                avant = apres;
            }
        }
        let reports =
            comptes.reports().iter().zip(&cahier.reports).filter(|(origine, report)| tri.garde_le_report(origine, report));
        Consultation {
            exercice,
            criteres: criteres(filtre, &vue, exercice.fin),
            non_pointees: filtre.non_pointees,
            se_suivent: matches!(vue, Vue::Tresorerie(_)) && !trie(filtre),
            depuis_l_ouverture: filtre.du.is_none_or(|du| du <= exercice.debut),
            reports: reports.map(|(_, report)| report.clone()).collect(),
            lignes: gardees,
            depart: depart.unwrap_or(avant),
            cahier,
            vue,
        }
    }

    /// Sums of the two amounts of a view.
    pub fn totaux(&self, vue: &Vue) -> [Montant; 2] {
        let montants = self.lignes.iter().map(|l| montants(&self.cahier, vue, &l.ligne));
        montants.fold([Montant::ZERO; 2], |[un, deux], [a, b]| [un + a, deux + b])
    }

    /// What the last line leaves.
    pub fn soldes(&self) -> &[Montant] {
        self.lignes.last().map_or(&self.depart, |ligne| &ligne.soldes)
    }
}

impl LigneConsultee<'_> {
    /// Whose régie it moves, or whose ledger it is; empty when it is nobody's.
    pub fn classe(&self) -> &str {
        match self.source {
            Source::Ecriture(ecriture) => {
                ecriture.regie.as_ref().and_then(|r| r.classe.as_ref()).map_or("", |c| c.valeur.as_str())
            }
            Source::CahierDeClasse(cahier) => &cahier.classe,
        }
    }
}

/// Whether lines are left out for another reason than their date or their account.
fn trie(filtre: &Filtre) -> bool {
    filtre.action.is_some() || filtre.classe.is_some() || filtre.non_pointees || filtre.cherche.is_some()
}

fn soldes_d_ouverture(cahier: &Cahier, vue: &Vue) -> Vec<Montant> {
    match vue {
        Vue::Tresorerie(rangs) => rangs.iter().map(|&rang| cahier.tresoreries[rang].ouverture).collect(),
        Vue::Compte(_) | Vue::Depenses => vec![Montant::ZERO],
    }
}

fn montants(cahier: &Cahier, vue: &Vue, ligne: &LigneDeCahier) -> [Montant; 2] {
    let ventile = |sens| {
        let du_sens = ligne.ventilation.iter().filter(|(rang, _)| cahier.comptes[*rang].compte.sens() == sens);
        du_sens.map(|(_, montant)| *montant).sum()
    };
    match vue {
        Vue::Tresorerie(rangs) => {
            let cases = || rangs.iter().map(|&rang| &ligne.tresorerie[rang]);
            [cases().map(|c| c.entree).sum(), cases().map(|c| c.sortie).sum()]
        }
        Vue::Compte(compte) => {
            let du_compte = ligne.ventilation.iter().filter(|(rang, _)| cahier.comptes[*rang].compte == *compte);
            [du_compte.map(|(_, montant)| *montant).sum(), Montant::ZERO]
        }
        Vue::Depenses => [ventile(Sens::Charge), ventile(Sens::Produit)],
    }
}

fn vue(filtre: &Filtre, comptes: &Comptes, du_plan: impl Iterator<Item = Compte>) -> Result<Vue, Inconnu> {
    let tresoreries = || comptes.cooperative.tresoreries().map(|(_, t)| t).enumerate();
    let Some(ecrit) = filtre.compte.as_deref().map(str::trim) else {
        let ventilee = filtre.action.is_some() || filtre.classe.is_some();
        return Ok(if ventilee { Vue::Depenses } else { Vue::Tresorerie(tresoreries().map(|(rang, _)| rang).collect()) });
    };
    let rangs: Vec<usize> =
        tresoreries().filter(|(_, t)| t.nom == ecrit || t.compte.numero() == ecrit).map(|(rang, _)| rang).collect();
    if !rangs.is_empty() {
        return Ok(Vue::Tresorerie(rangs));
    }
    let connus: Vec<Compte> = du_plan.collect();
    match Compte::parse_avec_suffixe(ecrit) {
        Some((compte, _)) if connus.contains(&compte) || !comptes.total_du_compte(compte).is_zero() => Ok(Vue::Compte(compte)),
        _ => {
            let noms = connus.iter().map(Compte::to_string).chain(tresoreries().map(|(_, t)| t.nom.to_string()));
            Err(inconnu("compte", ecrit, noms.collect()))
        }
    }
}

fn inconnu(quoi: &'static str, ecrit: &str, connus: Vec<String>) -> Inconnu {
    let proche = la_plus_proche(ecrit, connus.iter().map(String::as_str)).map(str::to_owned);
    Inconnu { quoi, ecrit: ecrit.to_owned(), proche, connus }
}

/// A misspelt name is not taken for one that has no line.
fn noms_connus(filtre: &Filtre, exercice: &Exercice) -> Result<(), Inconnu> {
    for (quoi, voulu, axe) in [("action", &filtre.action, 0), ("classe", &filtre.classe, 1)] {
        let Some(voulu) = voulu else { continue };
        let mut connus: Vec<&str> =
            exercice.ecritures.iter().map(|e| if axe == 0 { &e.action_a } else { &e.action_b }.trim()).collect();
        if axe == 1 {
            let regies = exercice.ecritures.iter().filter_map(|e| e.regie.as_ref()?.classe.as_ref());
            connus.extend(regies.map(|classe| exercice.nom_de_classe(classe)));
            connus.extend(exercice.cahiers_de_classe.iter().map(|c| exercice.nom_de_classe(&c.classe)));
            connus.extend(exercice.adhesion.iter().flat_map(|a| &a.classes).map(|c| c.nom.as_str()));
        }
        connus.retain(|nom| !nom.is_empty());
        connus.sort_unstable();
        connus.dedup();
        if !connus.iter().any(|connu| est_nomme(connu, voulu)) {
            connus.sort_by_cached_key(|nom| RangDuNom::new(nom));
            return Err(inconnu(quoi, voulu, connus.into_iter().map(str::to_owned).collect()));
        }
    }
    Ok(())
}

fn est_nomme(nom: &str, voulu: &str) -> bool {
    nom.trim() == voulu.trim() || sans_accent(nom.trim()) == sans_accent(voulu.trim())
}

fn criteres(filtre: &Filtre, vue: &Vue, fin: Date) -> Vec<String> {
    let en_chiffres = crate::coop::date::en_chiffres;
    let textes = [
        filtre.compte.as_ref().map(|ecrit| match vue {
            Vue::Compte(compte) => format!("compte {compte}"),
            _ => format!("compte {}", ecrit.trim()),
        }),
        filtre.action.as_ref().map(|action| format!("action «\u{a0}{action}\u{a0}»")),
        filtre.classe.as_ref().map(|classe| format!("classe «\u{a0}{classe}\u{a0}»")),
        filtre.du.map(|jour| format!("à partir du {}", en_chiffres(jour))),
        filtre.au.map(|jour| format!("jusqu’au {}", en_chiffres(jour))),
        filtre.non_pointees.then(|| format!("non pointées au {}", en_chiffres(fin))),
        filtre.cherche.as_ref().map(|cherche| format!("où se lit «\u{a0}{cherche}\u{a0}»")),
    ];
    textes.into_iter().flatten().collect()
}
