//! Le dossier: everything that the department expects with the returns, what of it is there, and what is missing
//! (domain.md, « The returns »).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::quitus::{irregularites_de_la_commission, reunie_avant_la_cloture};
use crate::calcul::Comptes;
use crate::controle::DossierControle;
use crate::coop::{Date, Exercice, date};
use crate::diagnostic::{Diagnostic, pluriel};
use crate::source::{EMPREINTE_DU_VIDE, est_une_impression_intacte};

#[derive(Debug, Clone)]
pub struct Envoi {
    pub elements: Vec<Element>,
}

/// One thing that the department expects.
#[derive(Debug, Clone)]
pub struct Element {
    pub quoi: &'static str,
    /// Files of the exercice to enclose, from its folder.
    pub joints: Vec<String>,
    /// What is missing of it, and what to do; empty when it is complete.
    pub manques: Vec<String>,
    /// What somebody should look at before it is sent.
    pub doutes: Vec<String>,
    pub poids: Poids,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Poids {
    /// Without it nothing is sent at all.
    Indispensable,
    Attendu,
    /// The year has none, and needs none.
    SansObjet,
}

/// The folder of the bundle that holds what is enclosed.
pub const JOINTS: &str = "joints";

impl Envoi {
    /// On `jour`. `lire`: the bytes of a file of the exercice, named from its folder; none when it cannot be read.
    pub fn etablir(preuve: &DossierControle, jour: Date, lire: impl Fn(&str) -> Vec<u8>) -> Envoi {
        let exercice = preuve.exercice();
        Envoi {
            elements: vec![
                cloture(preuve),
                quitus(preuve, jour, &lire),
                activites(exercice, &lire),
                releves(preuve, &lire),
                subventions(exercice),
            ],
        }
    }

    /// What is missing: what forbids the bundle, then what it may be sent without.
    pub fn manques(&self) -> (Vec<&Element>, Vec<&Element>) {
        self.elements.iter().filter(|e| !e.manques.is_empty()).partition(|e| e.poids == Poids::Indispensable)
    }

    /// Files to enclose, by their name in the bundle: none takes the place of another that its path makes the same name.
    pub fn joints(&self) -> BTreeMap<String, &str> {
        let chemins: BTreeSet<&str> = self.elements.iter().flat_map(|e| &e.joints).map(String::as_str).collect();
        let mut joints = BTreeMap::new();
        for chemin in chemins {
            let nom = chemin.replace('/', "-");
            let noms = std::iter::once(nom.clone()).chain((2..).map(|rang: usize| format!("{rang}-{nom}")));
            let libre = noms.map(|nom| format!("{JOINTS}/{nom}")).find(|nom| !joints.contains_key(nom));
            joints.extend(libre.map(|nom| (nom, chemin)));
        }
        joints
    }
}

fn present(exercice: &Exercice, chemin: &str) -> Option<String> {
    exercice.annexe(chemin.trim()).filter(|a| !a.est_refusee()).map(|a| a.chemin.clone())
}

/// Bytes that tell a PDF or an image.
const DEBUT: usize = 1024;

/// What a scanner or a telephone makes.
const NUMERISATIONS: &[&str] = &["pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "webp"];

/// Whether these are the first bytes of a PDF, or of an image as scanners and telephones make them.
fn est_numerise(debut: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 5] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"GIF8"];
    let boite = |place: usize, mot: &[u8]| debut.get(place..).is_some_and(|reste| reste.starts_with(mot));
    let pdf = debut.windows(5).any(|mot| mot == b"%PDF-");
    pdf || SIGNATURES.iter().any(|mot| debut.starts_with(mot)) || boite(4, b"ftyp") || (boite(0, b"RIFF") && boite(8, b"WEBP"))
}

/// Scans whose path begins so and whose name says what they are, of this year as far as their names tell: neither empty nor a
/// note beside them.
fn scans(exercice: &Exercice, dossiers: &[&str], mot: &str) -> Vec<String> {
    // The return is made in the autumn, and may be late: its scans bear the year of the end, or the one after.
    let est_du_retour = |annee: i32| (exercice.fin.year()..=exercice.fin.year() + 1).contains(&annee);
    let dans = |chemin: &str| dossiers.iter().any(|d| chemin.starts_with(d));
    let annexes = exercice
        .annexes
        .iter()
        .filter(|a| !a.est_refusee() && a.empreinte.as_deref() != Some(EMPREINTE_DU_VIDE) && dans(&a.chemin));
    let noms = annexes.map(|a| (&a.chemin, a.chemin.to_lowercase())).filter(|(_, nom)| {
        let numerise = nom.rsplit_once('.').is_some_and(|(_, extension)| NUMERISATIONS.contains(&extension));
        numerise && nom.contains(mot) && annees(nom).is_none_or(|annees| annees.iter().any(|annee| est_du_retour(*annee)))
    });
    noms.map(|(chemin, _)| chemin.clone()).collect()
}

/// The scans of one thing that the department expects.
struct Numerises {
    joints: Vec<String>,
    /// Papers that this program printed, and nothing more: they are no scan of anything.
    vierges: Vec<String>,
    /// Neither a PDF nor an image.
    doutes: Vec<String>,
}

impl Numerises {
    fn trier(chemins: Vec<String>, lire: &dyn Fn(&str) -> Vec<u8>) -> Numerises {
        let mut tries = Numerises { joints: Vec::new(), vierges: Vec::new(), doutes: Vec::new() };
        for chemin in chemins {
            let octets = lire(&chemin);
            if est_une_impression_intacte(&octets) {
                tries.vierges.push(chemin);
                continue;
            }
            if !est_numerise(&octets[..octets.len().min(DEBUT)]) {
                tries.doutes.push(format!(
                    "`{chemin}` n’a le contenu ni d’un PDF, ni d’une image : ouvrez-le, et numérisez-le de nouveau s’il le faut"
                ));
            }
            tries.joints.push(chemin);
        }
        tries
    }

    /// What is wrong with what was found, when it is no scan. `absent`: nothing was. `suite`: what to do of a paper as printed.
    fn manques(&self, absent: &str, suite: &str) -> Vec<String> {
        let phrase = |chemin| format!("`{chemin}` est tel que retkoop l’a imprimé, et rien n’y a été ajouté depuis : {suite}");
        match (self.joints.is_empty(), self.vierges.is_empty()) {
            (false, _) => Vec::new(),
            (true, true) => vec![absent.to_owned()],
            (true, false) => self.vierges.iter().map(phrase).collect(),
        }
    }
}

/// The years that a name tells; `None` when it tells none.
fn annees(nom: &str) -> Option<Vec<i32>> {
    let nombres = nom.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4 || n.len() == 8);
    let annees: Vec<i32> = nombres.filter_map(|n| n[..4].parse().ok()).filter(|annee| (1990..2100).contains(annee)).collect();
    (!annees.is_empty()).then_some(annees)
}

/// What was sealed is sent as it is: the year after says that a proof in it is wrong, or is itself not all written.
pub fn reserve_du_sceau(exercice: &str, contredites: usize) -> Option<String> {
    let preuves = pluriel(contredites, "preuve");
    let rouvrir = format!("`retkoop rouvrir --exercice {exercice} --motif \"…\"`");
    (contredites > 0).then(|| {
        format!(
            "le cahier de l’année suivante contredit {preuves} sous le sceau de {exercice} ; si la faute est dans ce qui est scellé, \
             {rouvrir} avant l’envoi"
        )
    })
}

fn cloture(preuve: &DossierControle) -> Element {
    let exercice = preuve.exercice();
    let scelle = exercice.cloture.as_ref().is_some_and(|c| c.authentique);
    let manque = format!("l’exercice n’est pas clôturé : `retkoop cloturer --exercice {}`", exercice.nom);
    let contredites = preuve.preuves_contredites();
    let constat = |d: &&Diagnostic| format!("{} : {} ({})", d.place.fichier, d.message, d.code.0);
    let doutes = reserve_du_sceau(&exercice.nom, contredites.len()).into_iter().chain(contredites.iter().map(constat)).collect();
    Element {
        quoi: "Comptes clôturés (compte rendu financier, rapport de clôture)",
        joints: Vec::new(),
        manques: if scelle { Vec::new() } else { vec![manque] },
        doutes,
        poids: Poids::Indispensable,
    }
}

/// Whether the signed quitus is there, as far as its name tells, and is no paper as printed.
pub fn est_signe(exercice: &Exercice) -> bool {
    a_une_numerisation(exercice, quitus_numerises(exercice))
}

fn a_une_numerisation(exercice: &Exercice, chemins: Vec<String>) -> bool {
    chemins.iter().any(|chemin| exercice.annexe(chemin).is_some_and(|annexe| !annexe.imprimee))
}

fn quitus_numerises(exercice: &Exercice) -> Vec<String> {
    scans(exercice, &["retour/"], "quitus")
}

/// Enough verifiers, the discharge, and the signed paper.
fn quitus(preuve: &DossierControle, jour: Date, lire: &dyn Fn(&str) -> Vec<u8>) -> Element {
    let exercice = preuve.exercice();
    let mut manques = Vec::new();
    match exercice.commission.as_ref().filter(|c| !c.est_vide()) {
        None => manques.push("la commission de contrôle n’a pas dit son avis : remplissez `controle.toml`".to_owned()),
        Some(commission) => {
            manques.extend(irregularites_de_la_commission(preuve));
            match commission.quitus_donne {
                Some(true) => {}
                Some(false) => manques.push("le quitus est refusé".to_owned()),
                None => {
                    manques.push("le quitus n’est pas encore donné : `[quitus]`, `donne = true` dans `controle.toml`".to_owned())
                }
            }
        }
    }
    let signes = Numerises::trier(quitus_numerises(exercice), lire);
    manques.extend(signes.manques(
        "le quitus signé n’est pas numérisé : mettez-le dans `retour/`, sous un nom qui le dit (`quitus.pdf`)",
        "faites-le signer, et mettez à sa place le papier signé, numérisé",
    ));
    manques.extend(reunie_avant_la_cloture(exercice));
    let reunion = exercice.commission.as_ref().and_then(|c| c.date).filter(|reunion| reunion.valeur > jour);
    manques.extend(reunion.map(|reunion| {
        format!("`controle.toml` dit que la commission se réunit le {}, qui est à venir", date::en_toutes_lettres(reunion.valeur))
    }));
    let commission = exercice.commission.as_ref().filter(|c| !c.est_vide());
    if exercice.cloture.as_ref().is_some_and(|c| c.authentique) && commission.is_some_and(|c| c.date.is_none()) {
        manques.push("`controle.toml` ne dit pas quand la commission s’est réunie : `date = AAAA-MM-JJ`".to_owned());
    }
    let mut doutes = signes.doutes;
    let reserves = exercice.commission.as_ref().map_or("", |commission| commission.reserves.trim());
    if !reserves.is_empty() {
        doutes.push(format!("donné avec des réserves : {reserves}"));
    }
    Element { quoi: "Quitus signé par les vérificateurs", joints: signes.joints, manques, doutes, poids: Poids::Indispensable }
}

/// Whether the CRA is written, or its scan is there.
pub fn a_son_cra(exercice: &Exercice) -> bool {
    exercice.activites.is_some() || a_une_numerisation(exercice, cra_numerise(exercice))
}

fn cra_numerise(exercice: &Exercice) -> Vec<String> {
    scans(exercice, &["retour/"], "cra")
}

fn activites(exercice: &Exercice, lire: &dyn Fn(&str) -> Vec<u8>) -> Element {
    let scans = Numerises::trier(cra_numerise(exercice), lire);
    let manques = match exercice.activites {
        Some(_) => Vec::new(),
        None => scans.manques(
            "`activites.toml` n’est pas écrit : le compte rendu d’activités s’imprime à remplir à la main",
            "remplissez-le, et mettez à sa place le papier rempli, numérisé",
        ),
    };
    Element { quoi: "Compte rendu d’activités", joints: scans.joints, manques, doutes: scans.doutes, poids: Poids::Attendu }
}

const RELEVE: &str = "Relevé de banque au dernier jour";
const JUSTIFICATIFS: &str = "Justificatifs des subventions";

/// What the bundle goes without, as far as names tell, beside the quitus and the CRA, which are steps of their own.
pub fn pieces_manquantes(comptes: &Comptes) -> Vec<&'static str> {
    let exercice = comptes.exercice;
    let releve = sans_banque(comptes) || a_une_numerisation(exercice, releves_numerises(exercice));
    let justificatifs = justificatifs(exercice).iter().all(Option::is_some);
    let pieces = [(RELEVE, releve), (JUSTIFICATIFS, justificatifs)];
    pieces.into_iter().filter(|(_, complet)| !complet).map(|(quoi, _)| quoi).collect()
}

fn sans_banque(comptes: &Comptes) -> bool {
    comptes.banques().all(|banque| comptes.est_inutilise(banque))
}

fn releves_numerises(exercice: &Exercice) -> Vec<String> {
    [scans(exercice, &["releves/"], ""), scans(exercice, &["retour/"], "releve")].concat()
}

/// Of each subsidy, its proof in the folder.
fn justificatifs(exercice: &Exercice) -> Vec<Option<String>> {
    exercice.subventions.iter().map(|s| s.justificatif.as_ref().and_then(|j| present(exercice, j))).collect()
}

/// The bank's own paper that frames the last day: its balance is in the accounts, T007 sees to it.
fn releves(preuve: &DossierControle, lire: &dyn Fn(&str) -> Vec<u8>) -> Element {
    let (exercice, comptes) = (preuve.exercice(), preuve.comptes());
    let sans_banque = sans_banque(comptes);
    let scans = Numerises::trier(releves_numerises(exercice), lire);
    let manques = match sans_banque {
        true => Vec::new(),
        false => scans.manques(
            "le relevé de banque qui encadre le dernier jour n’est pas numérisé : mettez-le dans `retour/` (`releve.pdf`)",
            "mettez à sa place le papier de la banque, numérisé",
        ),
    };
    let poids = if sans_banque { Poids::SansObjet } else { Poids::Attendu };
    Element { quoi: RELEVE, joints: scans.joints, manques, doutes: scans.doutes, poids }
}

fn subventions(exercice: &Exercice) -> Element {
    let (trouves, perdus): (Vec<_>, Vec<_>) = justificatifs(exercice).into_iter().partition(Option::is_some);
    let mut joints: Vec<String> = trouves.into_iter().flatten().collect();
    joints.sort();
    joints.dedup();
    let manque = format!("{} sans justificatif dans le dossier", pluriel(perdus.len(), "subvention"));
    let manques = if perdus.is_empty() { Vec::new() } else { vec![manque] };
    let poids = if exercice.subventions.is_empty() { Poids::SansObjet } else { Poids::Attendu };
    Element { quoi: JUSTIFICATIFS, joints, manques, doutes: Vec::new(), poids }
}
