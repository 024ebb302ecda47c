//! The proof of the rules: clean years show nothing; a fault shows itself, at its place, and nothing else.

mod annee;
mod chantier;
mod classeur;
mod fautes;
#[path = "../../../benches/comparer/hasard.rs"]
mod hasard;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use retkoop::controle::{REGLES, exercices_concernes};
use retkoop::diagnostic::francaise;

use super::commun::{exemple, racine};
use chantier::Chantier;
use classeur::{Classeur, Demande, Trouve};
use hasard::Hasard;

/// Clean years made for the proof.
const ANNEES: u64 = 100;
/// How often each kind of fault is made, each time in another place.
const FOIS: usize = 4;

#[test]
fn clean_years_show_nothing() {
    for nom in ["ecole-jules-ferry", "premiers-pas"] {
        assert_eq!(Classeur::du_disque(&exemple(nom)).verifier(annee::lendemain(), &Demande::Rien), [], "{nom}");
    }
    let mut tout = String::new();
    for graine in 0..ANNEES {
        let classeur = annee::generer(graine);
        tout.extend(classeur.textes.iter().flat_map(|(chemin, texte)| [chemin.as_str(), texte.as_str()]));
        assert_eq!(classeur.verifier(annee::lendemain(), &Demande::Rien), [], "{graine}: {:#?}", classeur.textes);
    }
    // What the years hold, all together: a generator that made them poor would prove little.
    let nombre = |mot: &str| tout.matches(mot).count();
    for (mot, au_moins) in [
        ("[[ecriture]]", 5_000),
        ("regie.versee", 150),
        ("regie.expliquee", 50),
        ("[[operation]]", 100),
        ("[[report]]", 50),
        ("annule = ", 50),
        ("[[subvention]]", 100),
        ("[[bien]]", 100),
        ("entree.livret", 30),
        ("2025-2026/exercice.toml", 30),
        ("[coupures]", 200),
    ] {
        assert!(nombre(mot) >= au_moins, "{mot}: {}", nombre(mot));
    }
}

/// Codes and levels as they were decided, apart from the program (rules of the house included).
fn niveau(code: &str) -> &'static str {
    match code {
        "T001" | "T003" | "T007" | "C001" | "C003" | "R001" | "S001" | "S002" | "X004" => "bloquant",
        "A001" | "A002" | "T010" => "question",
        "P003" | "T008" | "T014" | "I002" => "remarque",
        "L007" | "L010" | "E007" | "E008" | "P002" | "P005" | "P006" | "T004" | "T009" | "C005" | "R002" | "R004" | "A003"
        | "A007" | "A008" | "A009" | "A010" | "A011" | "A012" | "A013" | "A014" | "T012" | "T013" | "T015" | "I001" | "I003"
        | "Q001" | "Q002" | "Q003" | "Q004" | "Q005" | "X006" | "S004" | "N001" | "N002" | "V001" | "V002" | "V003" => {
            "avertissement"
        }
        _ => "erreur",
    }
}

/// What the proof counted.
struct Compte {
    especes: usize,
    fautes: usize,
}

fn poser_toutes() -> (Compte, Vec<String>) {
    let mut classeurs: Vec<Classeur> =
        ["ecole-jules-ferry", "premiers-pas"].iter().map(|nom| Classeur::du_disque(&exemple(nom))).collect();
    classeurs.extend((0..8).map(annee::generer));
    let dossiers: Vec<_> = classeurs.iter().map(Classeur::dossier).collect();
    let mut compte = Compte { especes: 0, fautes: 0 };
    let mut reproches = Vec::new();
    for faute in fautes::toutes() {
        compte.especes += 1;
        // Where a kind of fault is made does not depend on the others.
        let graine =
            faute.code.bytes().chain(faute.quoi.bytes()).fold(0_u64, |g, octet| g.wrapping_mul(31).wrapping_add(octet.into()));
        let mut posees = 0;
        for essai in 0..120u64 {
            let mut hasard = Hasard(graine.wrapping_add(essai));
            // The examples first and most often.
            let lequel = if essai % 2 == 0 { (essai / 2) as usize % 2 } else { 2 + hasard.sous(8) as usize };
            let dossier = &dossiers[lequel];
            let exercice = &dossier.exercices[hasard.sous(dossier.exercices.len() as i64) as usize];
            let mut chantier = Chantier {
                classeur: classeurs[lequel].clone(),
                dossier,
                exercice,
                hasard,
                jour: annee::lendemain(),
                demande: Demande::Rien,
                attendus: Vec::new(),
            };
            if (faute.poser)(&mut chantier).is_none() {
                continue;
            }
            posees += 1;
            let trouves = chantier.classeur.verifier(chantier.jour, &chantier.demande);
            reproches.extend(
                reproche(faute, &chantier, &trouves)
                    .map(|r| format!("{} « {} » (essai {essai}, dossier {lequel}) : {r}", faute.code, faute.quoi)),
            );
            reproches.extend(
                hors_de_vue(&classeurs[lequel], &chantier.classeur, &trouves)
                    .map(|r| format!("{} « {} » (essai {essai}, dossier {lequel}) : {r}", faute.code, faute.quoi)),
            );
            if posees == FOIS {
                break;
            }
        }
        if posees == 0 {
            reproches.push(format!("{} « {} » n’a jamais pu être posée", faute.code, faute.quoi));
        }
        compte.fautes += posees;
    }
    (compte, reproches)
}

/// What is wrong with what was found: a fault missed, misplaced, at another level, or something else told.
fn reproche(faute: &fautes::Faute, chantier: &Chantier, trouves: &[Trouve]) -> Option<String> {
    let attendus: BTreeSet<Trouve> = chantier
        .attendus
        .iter()
        .map(|(fichier, ligne)| Trouve {
            code: faute.code.to_owned(),
            niveau: niveau(faute.code).to_owned(),
            fichier: fichier.clone(),
            ligne: *ligne,
        })
        .collect();
    let dits: BTreeSet<Trouve> = trouves.iter().cloned().collect();
    let manquants: Vec<_> = attendus.difference(&dits).collect();
    let de_trop: Vec<_> = dits.difference(&attendus).filter(|t| !faute.aussi.contains(&t.code.as_str())).collect();
    if manquants.is_empty() && de_trop.is_empty() && dits.len() == trouves.len() {
        return None;
    }
    Some(format!("manquants {manquants:?}, de trop {de_trop:?}"))
}

/// What `--depuis` would not have shown of a sound folder that was changed so: a finding in an exercice that the change is not
/// said to concern.
fn hors_de_vue(avant: &Classeur, apres: &Classeur, trouves: &[Trouve]) -> Option<String> {
    let dossier = |chemin: &str| chemin.split_once('/').map_or("", |(dossier, _)| dossier).to_owned();
    let differents = |un: &BTreeMap<String, String>, autre: &BTreeMap<String, String>| -> Vec<String> {
        un.iter().filter(|(chemin, texte)| autre.get(*chemin) != Some(*texte)).map(|(chemin, _)| dossier(chemin)).collect()
    };
    let paires = [(&avant.textes, &apres.textes), (&avant.annexes, &apres.annexes)];
    let mut changes: BTreeSet<String> =
        paires.into_iter().flat_map(|(un, autre)| [differents(un, autre), differents(autre, un)]).flatten().collect();
    changes.extend(apres.defauts.iter().map(|(chemin, _)| dossier(chemin)));
    // What stands beside the exercices is everyone's.
    if changes.contains("") {
        return None;
    }
    let dossier_change = apres.dossier();
    let concernes = exercices_concernes(&dossier_change.exercices, &changes);
    let vu = |exercice: &str| exercice.is_empty() || changes.contains(exercice) || concernes.contains(exercice);
    let cache = trouves.iter().find(|t| !changes.is_empty() && !vu(&dossier(&t.fichier)));
    cache.map(|t| format!("{changes:?} does not concern {t:?}"))
}

#[test]
fn each_fault_shows_itself_and_nothing_else() {
    let (compte, reproches) = poser_toutes();
    assert!(reproches.is_empty(), "{} of {}:\n{}", reproches.len(), compte.fautes, reproches.join("\n"));
    let mut especes: BTreeMap<&str, usize> = BTreeMap::new();
    for faute in fautes::toutes() {
        *especes.entry(faute.code).or_default() += 1;
    }
    for regle in REGLES {
        let nombre = especes.get(regle.code.0).copied().unwrap_or(0);
        assert!(nombre >= 3, "{}: {nombre} kinds of fault", regle.code.0);
    }
    assert!(compte.fautes >= 500, "{}", compte.fautes);
    tenir(&racine().join("docs/regles.md"), |avant, apres| format!("{avant}{}{apres}", paragraphe(&compte)));
}

const DEBUT: &str = "<!-- la preuve : les chiffres sont ceux des tests -->\n";
const FIN: &str = "<!-- fin de la preuve -->\n";

/// What the document says of the proof is what the proof counted; `RETKOOP_ATTENDUS=ecrire` writes it.
fn tenir(chemin: &Path, faire: impl Fn(&str, &str) -> String) {
    let document = fs::read_to_string(chemin).expect("the document");
    let (avant, reste) = document.split_once(DEBUT).expect("the beginning of the proof");
    let (_, apres) = reste.split_once(FIN).expect("its end");
    let attendu = faire(&format!("{avant}{DEBUT}"), &format!("{FIN}{apres}"));
    if std::env::var("RETKOOP_ATTENDUS").is_ok_and(|v| v == "ecrire") {
        fs::write(chemin, &attendu).expect("a file");
    }
    assert_eq!(fs::read_to_string(chemin).expect("the document"), attendu);
}

fn paragraphe(compte: &Compte) -> String {
    let regles = REGLES.len();
    let texte = format!(
        "Les tests l’essaient à chaque changement du programme : {} sortes de fautes, trois au moins pour chacune des {regles} règles, sont \
         commises dans les exemples et dans des années inventées, {} en tout, à des endroits tirés au sort. Chacune est trouvée avec son code, \
         son niveau, son fichier et sa ligne, et **rien d’autre n’est dit** : une écriture illisible ne fait ni faux solde, ni numéro manquant, \
         ni total discordant (une faute qui rompt vraiment deux égalités montre les deux). Les deux exemples et {ANNEES} années justes, inventées de même, ne montrent rien.",
        compte.especes, compte.fautes
    );
    format!("\n## La preuve\n\n{}\n\n", francaise(&texte))
}
