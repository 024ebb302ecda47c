//! Runs the rules over a dossier, and turns what they state into findings with a level, a place and a fingerprint.

use std::cmp::Ordering;
use std::collections::HashMap;

use ecow::{EcoString, eco_format};
use rayon::prelude::*;

use super::acquittements::Acquittements;
use super::regle::{Regle, Verification, Vue};
use super::regles::{REGLES, regle};
use crate::calcul::Comptes;
use crate::coop::{Acquittement, Date, est_sous_le_sceau, est_un_nom_d_exercice};
use crate::diagnostic::{Code, Constat, Diagnostic, Empreinte, Niveau, Place, Rapport, Resume, francaise};
use crate::parse::Dossier;
use crate::source::{Lieu, Position, Span};

/// From this many entries on, the rules of an entry are run by several threads.
const BEAUCOUP: usize = 5_000;

/// What is asked for, beyond what is always checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Demande<'a> {
    Ordinaire,
    /// The fees of this exercice.
    Cotisation(&'a str),
    /// The closing of this exercice.
    Cloture(&'a str),
    /// The same, on any day.
    EssaiDeCloture(&'a str),
}

/// A dossier, its accounts, and everything found wrong with it.
#[derive(Debug)]
pub struct Controle<'a> {
    pub dossier: &'a Dossier,
    /// One for each exercice, in their order.
    pub comptes: Vec<Comptes<'a>>,
    pub jour: Date,
    diagnostics: Vec<Diagnostic>,
    acquittes: Vec<Diagnostic>,
    du_rapport_seul: Vec<Diagnostic>,
}

impl<'a> Controle<'a> {
    /// Checks everything. `jour`: the day of the check; rules « after the end » wait for it to be past an exercice's last day.
    pub fn new(dossier: &'a Dossier, jour: Date) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::Ordinaire)
    }

    /// Checks everything, and what computing the fees of one exercice needs (A004).
    pub fn avec_cotisation(dossier: &'a Dossier, jour: Date, exercice: &str) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::Cotisation(exercice))
    }

    /// Checks everything, and what the closing of one exercice needs (X001, X004), as if its last day were past.
    pub fn pour_cloturer(dossier: &'a Dossier, jour: Date, exercice: &str) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::Cloture(exercice))
    }

    /// The same, on a day that need not be that of the closing (X001).
    pub fn pour_essayer_de_cloturer(dossier: &'a Dossier, jour: Date, exercice: &str) -> Controle<'a> {
        Controle::controler(dossier, jour, Demande::EssaiDeCloture(exercice))
    }

    fn controler(dossier: &'a Dossier, jour: Date, demande: Demande) -> Controle<'a> {
        let comptes = Comptes::de_tous(dossier);
        let mut lots = vec![dossier.constats.clone()];
        for rang in 0..comptes.len() {
            let vue = Vue {
                dossier,
                exercice: comptes[rang].exercice,
                comptes: &comptes[rang],
                precedent: rang.checked_sub(1).map(|r| &comptes[r]),
                suivant: comptes.get(rang + 1),
                jour,
            };
            controler_exercice(&vue, demande, &mut lots);
        }
        lots.push(controler_cooperative(dossier));
        let cotisation = match demande {
            Demande::Cotisation(exercice) => Some(exercice),
            _ => None,
        };
        let [diagnostics, acquittes, du_rapport_seul] = finir(dossier, lots, Acquittements::new(dossier, jour, cotisation));
        Controle { dossier, comptes, jour, diagnostics, acquittes, du_rapport_seul }
    }

    /// Of an exercice among [`Controle::comptes`].
    pub fn rang(&self, exercice: &str) -> Option<usize> {
        self.comptes.iter().position(|comptes| comptes.exercice.nom == exercice)
    }

    /// In order of path and place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Those that make the accounts wrong or unreadable, of any exercice.
    pub fn erreurs(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|d| d.niveau == Niveau::Erreur)
    }

    /// Why the seal of an exercice proves nothing of it today: it or a file is not what was sealed (X002), it does not follow the
    /// seal before it (X003), or it cannot be read. Empty: it holds, or there is none.
    pub fn ruptures_du_sceau(&self, exercice: &str) -> Vec<&Diagnostic> {
        let est_le_sceau = |d: &Diagnostic| d.place.fichier.strip_prefix(exercice) == Some("/cloture.toml");
        let du_sceau =
            |d: &&Diagnostic| d.exercice.as_deref() == Some(exercice) && (matches!(d.code.0, "X002" | "X003") || est_le_sceau(d));
        let clos = self.dossier.exercice(exercice).is_some_and(|e| e.scelle);
        if clos { self.erreurs().filter(du_sceau).collect() } else { Vec::new() }
    }

    /// Findings that an acknowledgement settles.
    pub fn acquittes(&self) -> &[Diagnostic] {
        &self.acquittes
    }

    /// Findings that nobody answered, and that only a closing report tells.
    pub fn du_rapport_seul(&self) -> &[Diagnostic] {
        &self.du_rapport_seul
    }

    /// The answered findings of an exercice, each with its answer.
    pub fn reponses(&self, exercice: &str) -> Vec<(&Diagnostic, &'a Acquittement)> {
        let acquittements = Acquittements::new(self.dossier, self.jour, None);
        let concernes = self.acquittes.iter().filter(|d| d.exercice.as_ref().is_some_and(|e| e == exercice));
        concernes.filter_map(|d| Some((d, acquittements.reponse(d)?))).collect()
    }

    pub fn comptes_de(&self, exercice: &str) -> Option<&Comptes<'a>> {
        self.comptes.iter().find(|c| c.exercice.nom == exercice)
    }

    /// The findings alone: what a batch keeps of a cooperative, once it has the texts that they point to.
    pub fn en_rapport(self) -> Rapport {
        Rapport { diagnostics: self.diagnostics, acquittes: self.acquittes, ..entete(self.dossier) }
    }

    /// Some of the findings, with the texts that they point to.
    pub fn rapport_de<'d>(&self, choisis: impl IntoIterator<Item = &'d Diagnostic>) -> Rapport {
        let diagnostics = choisis.into_iter().cloned().collect();
        Rapport { diagnostics, ..entete(self.dossier) }.avec_sources(self.dossier.sources.clone())
    }

    /// How many findings there are about an exercice and what all exercices share.
    pub fn resume(&self, exercice: &str) -> Resume {
        self.resume_de(|d| d.concerne(exercice))
    }

    /// How many findings there are in all.
    pub fn resume_entier(&self) -> Resume {
        self.resume_de(|_| true)
    }

    fn resume_de(&self, voulu: impl Fn(&&Diagnostic) -> bool) -> Resume {
        let mut resume = Resume::de(&[entete(self.dossier)]);
        resume.compter(self.diagnostics.iter().filter(&voulu));
        resume.acquittes = self.acquittes.iter().filter(&voulu).count();
        resume
    }
}

/// The report of a cooperative, without any finding yet.
fn entete(dossier: &Dossier) -> Rapport {
    Rapport {
        cooperatives: 1,
        fichiers: dossier.nombre_de_fichiers(),
        ecritures: dossier.nombre_d_ecritures(),
        numero: dossier.cooperative.numero.clone(),
        ..Rapport::default()
    }
}

fn controler_cooperative(dossier: &Dossier) -> Vec<Constat> {
    let mut constats = Vec::new();
    for regle in REGLES {
        if let Verification::Cooperative(verifier) | Verification::Niveaux(verifier) = regle.verification
            && regle.niveau_dans(&dossier.departement).is_some()
        {
            verifier(dossier, &mut constats);
        }
    }
    constats
}

/// Findings stay in the lots in which threads found them: a million is neither copied nor held twice.
type Lots = Vec<Vec<Constat>>;

fn controler_exercice(vue: &Vue, demande: Demande, lots: &mut Lots) {
    let exercice = vue.exercice;
    let ce_jour = matches!(demande, Demande::Cloture(nom) if nom == exercice.nom);
    let cloture = ce_jour || matches!(demande, Demande::EssaiDeCloture(nom) if nom == exercice.nom);
    let termine = cloture || exercice.est_termine(vue.jour);
    let applicables: Vec<&Regle> = REGLES
        .iter()
        .copied()
        .filter(|regle| (termine || !regle.apres_la_fin) && regle.peut_juger(exercice))
        .filter(|regle| regle.niveau_dans(vue.departement()).is_some())
        .collect();
    let par_ecriture: Vec<_> = applicables
        .iter()
        .filter_map(|regle| match regle.verification {
            Verification::Ecriture(verifier) => Some(verifier),
            _ => None,
        })
        .collect();
    let des_ecritures = |ecritures: &[crate::coop::Ecriture]| {
        let mut constats = Vec::new();
        for ecriture in ecritures {
            let avant = constats.len();
            for verifier in &par_ecriture {
                verifier(vue, ecriture, &mut constats);
            }
            for constat in &mut constats[avant..] {
                constat.piece = Some(ecriture.numero().into());
                if ecriture.numero().is_empty() {
                    constat.sujet = eco_format!("{} {}", constat.sujet, ecriture.libelle.valeur);
                }
            }
        }
        constats
    };
    let d_exercice = |regle: &&Regle| {
        let mut constats = Vec::new();
        match regle.verification {
            Verification::Exercice(verifier) => verifier(vue, &mut constats),
            Verification::Cotisation(verifier) if demande == Demande::Cotisation(&exercice.nom) => verifier(vue, &mut constats),
            Verification::Cloture(verifier) if cloture => verifier(vue, &mut constats),
            Verification::JourDeCloture(verifier) if ce_jour => verifier(vue, &mut constats),
            _ => {}
        }
        constats
    };
    let avant = lots.len();
    if exercice.ecritures.len() > BEAUCOUP {
        lots.par_extend(exercice.ecritures.par_chunks(BEAUCOUP).map(des_ecritures));
        lots.par_extend(applicables.par_iter().map(d_exercice));
    } else {
        lots.push(des_ecritures(&exercice.ecritures));
        lots.extend(applicables.iter().map(d_exercice));
    }
    for constat in lots[avant..].iter_mut().flatten() {
        constat.exercice = Some(exercice.nom.clone());
    }
}

/// Levels, places, fingerprints; then what is answered leaves, with what only a closing report tells, and the answers themselves
/// are looked at.
fn finir(dossier: &Dossier, lots: Lots, mut acquittements: Acquittements) -> [Vec<Diagnostic>; 3] {
    let mut diagnostics = ranger(dossier, lots);
    let mut acquittes: Vec<Diagnostic> = diagnostics.extract_if(.., |diagnostic| acquittements.regle(diagnostic)).collect();
    for acquitte in &mut acquittes {
        let reponse = acquittements.reponse(acquitte).map(|reponse| reponse.motif.valeur.clone());
        acquitte.motif = reponse.or_else(|| Some(acquittements.reponse_scellee(acquitte)?.motif.clone()));
    }
    let du_rapport_seul = diagnostics.extract_if(.., |diagnostic| diagnostic.du_rapport_seul).collect();
    let mut constats = Vec::new();
    for regle in REGLES {
        if let Verification::Acquittements(verifier) = regle.verification {
            verifier(&acquittements, &mut constats);
        }
    }
    if !constats.is_empty() {
        diagnostics.extend(ranger(dossier, vec![constats]));
        diagnostics.sort_unstable_by(par_place);
    }
    [diagnostics, acquittes, du_rapport_seul]
}

/// In order, each with its fingerprint.
fn ranger(dossier: &Dossier, lots: Lots) -> Vec<Diagnostic> {
    let mut textes = Textes::new(dossier);
    let mut diagnostics = Vec::with_capacity(lots.iter().map(Vec::len).sum());
    diagnostics.extend(lots.into_iter().flatten().filter_map(|constat| resoudre(dossier, constat, &mut textes)));
    diagnostics.sort_unstable_by(par_place);
    numeroter(&mut diagnostics);
    diagnostics
}

fn par_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message))
}

/// Texts that findings share: a million of them may say the same of one file.
struct Textes {
    /// The path of each source.
    chemins: Vec<EcoString>,
    /// The last text of each rule, for each use.
    derniers: HashMap<(Code, u8), EcoString>,
}

impl Textes {
    fn new(dossier: &Dossier) -> Textes {
        Textes { chemins: dossier.sources.iter().map(|s| s.chemin.as_str().into()).collect(), derniers: HashMap::new() }
    }

    fn francais(&mut self, code: Code, usage: u8, texte: &str) -> EcoString {
        let texte = francaise(texte);
        let dernier = self.derniers.entry((code, usage)).or_default();
        if *dernier != texte {
            *dernier = texte.into();
        }
        dernier.clone()
    }

    fn placer(&self, dossier: &Dossier, lieu: Lieu) -> Place {
        let rang = lieu.fichier.0 as usize;
        let source = &dossier.sources[rang];
        let (debut, fin) = (source.position(lieu.span.debut), source.position(lieu.span.fin.max(lieu.span.debut)));
        Place { fichier: self.chemins[rang].clone(), debut, fin, octets: lieu.span }
    }
}

fn resoudre(dossier: &Dossier, constat: Constat, textes: &mut Textes) -> Option<Diagnostic> {
    let regle = regle(constat.code).expect("every code that is emitted has its rule: a test holds it");
    let reglages = constat
        .exercice
        .as_ref()
        .and_then(|nom| dossier.reglages_scelles.get(nom))
        .map_or(&*dossier.departement, |r| &r.departement);
    let niveau = regle.niveau_dans(reglages)?;
    let place = match (constat.lieu, constat.chemin) {
        (Some(lieu), _) => textes.placer(dossier, lieu),
        (None, chemin) => {
            let debut = Position { ligne: constat.ligne, colonne: 1 };
            let fichier = chemin.map_or("retkoop.toml".into(), EcoString::from);
            Place { fichier, debut, fin: debut, octets: Span::default() }
        }
    };
    let exercice = constat.exercice.or_else(|| exercice_du_chemin(&place.fichier));
    let clos = exercice.as_ref().and_then(|nom| dossier.exercice(nom)).filter(|e| e.scelle && !niveau.refuse_une_cloture());
    // What the seal holds changes no more until the year is opened again: no advice may break it.
    let sous_le_sceau = |nom: &str| {
        let reste = place.fichier.strip_prefix(nom).and_then(|reste| reste.strip_prefix('/'));
        reste.is_some_and(est_sous_le_sceau)
    };
    let aide = match clos.filter(|e| sous_le_sceau(&e.nom)) {
        Some(e) if niveau == Niveau::Remarque => format!("l’exercice {} est clôturé : il n’y a rien à y changer", e.nom).into(),
        Some(e) => {
            let reponse = if regle.immuable { "" } else { " ; ou répondez-y par un `[[acquittement]]` dans retkoop.toml" };
            let rouvrir = format!("`retkoop rouvrir --exercice {} --motif \"…\"`", e.nom);
            format!("{} ; l’exercice {} est clôturé : {rouvrir} d’abord{reponse}", constat.aide, e.nom).into()
        }
        _ => constat.aide,
    };
    let cooperative = dossier.cooperative.numero.clone();
    let piece = constat.piece.as_deref().unwrap_or_default();
    let objet = Empreinte::de(&[constat.code.0, &cooperative, exercice.as_deref().unwrap_or_default(), &constat.sujet, piece]);
    Some(Diagnostic {
        code: constat.code,
        nom: regle.nom,
        niveau,
        message: textes.francais(constat.code, 0, &constat.message),
        aide: textes.francais(constat.code, 1, &aide),
        place,
        etiquette: textes.francais(constat.code, 2, &constat.etiquette),
        liens: constat.liens.into_iter().map(|lien| (textes.placer(dossier, lien.lieu), francaise(&lien.texte))).collect(),
        donnees: constat.donnees,
        cooperative,
        exercice,
        piece: constat.piece.filter(|piece| !piece.is_empty()),
        motif: None,
        du_rapport_seul: constat.du_rapport_seul,
        objet,
        empreinte: objet,
    })
}

fn exercice_du_chemin(chemin: &str) -> Option<EcoString> {
    chemin.split_once('/').map(|(dossier, _)| dossier).filter(|d| est_un_nom_d_exercice(d)).map(EcoString::from)
}

/// Findings about the same thing are told apart by their order.
fn numeroter(diagnostics: &mut [Diagnostic]) {
    let mut vues: HashMap<Empreinte, u32> = HashMap::new();
    for diagnostic in diagnostics {
        let rang = vues.entry(diagnostic.empreinte).or_default();
        diagnostic.empreinte = diagnostic.empreinte.parmi_les_egales(*rang);
        *rang += 1;
    }
}
