//! Every paper on every awkward case: valid for archiving and for a screen reader, the identity on each page, the same bytes in
//! any process, what is carried from page to page.

use std::collections::BTreeMap;
use std::fs;

use retkoop::render::pdf::Modele;

use super::cahier_de_papier::de_nombreux_comptes;
use super::commun::{Dossier, commande, exemple, racine};
use super::exemples::annee_a_la_main;
use super::pdf::{Case, pages, tables, textes, valide};

/// Refused without a tariff, until a department has validated the membership, or before the closing: their cases are elsewhere.
const SOUS_CONDITION: [&str; 4] = ["adhesion", "attestation-adhesion", "attestation-assurance", "rapport-de-cloture"];

fn noms() -> Vec<&'static str> {
    Modele::TOUS.iter().map(|modele| modele.nom()).filter(|nom| !SOUS_CONDITION.contains(nom)).collect()
}

/// Prints papers in one process; gives the files by name.
pub fn imprimer(dossier: &Dossier, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let sortie = Dossier::new([]);
    let mut tous = vec!["imprimer", "--sortie", sortie.chemin().to_str().unwrap()];
    tous.extend(arguments);
    let execution = dossier.retkoop(&tous);
    assert_eq!(execution.code, 0, "{arguments:?}: {}", execution.erreurs);
    lire(&sortie)
}

fn lire(sortie: &Dossier) -> BTreeMap<String, Vec<u8>> {
    let fichiers = fs::read_dir(sortie.chemin()).expect("a folder").flatten();
    fichiers.map(|f| (f.file_name().into_string().unwrap(), fs::read(f.path()).expect("a file"))).collect()
}

pub const RETKOOP: &str = "[cooperative]\nnom = \"É\"\nnumero = \"046-0001\"\n[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.caisse]\ncompte = \"530\"\n";
pub const EXERCICE: &str = "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n";

pub fn dossier(retkoop: &str, exercice: &str, fichiers: &[(&str, &str)]) -> Dossier {
    let communs = [("retkoop.toml", retkoop), ("2023-2024/exercice.toml", exercice)];
    let fichiers: Vec<(&str, String)> = fichiers.iter().map(|(nom, texte)| (*nom, (*texte).to_owned())).collect();
    let dossier = Dossier::new(communs);
    for (nom, texte) in &fichiers {
        dossier.ecrire(&format!("2023-2024/{nom}"), texte);
    }
    dossier
}

pub fn ecritures(nombre: usize, libelle: &str) -> String {
    let comptes =
        ["6070", "6168", "6181", "6270", "6586", "6588", "6700", "7070", "7080", "7410", "7510", "7511", "7562", "7700"];
    let ecriture = |n: usize| {
        let compte = comptes[n % comptes.len()];
        let sens = if compte.starts_with('6') { "sortie" } else { "entree" };
        format!(
            "[[ecriture]]\npiece = \"{n}\"\ndate = 2023-10-01\nlibelle = \"{n} {libelle}\"\ncheque = \"{n}\"\n{sens}.banque = 12.34\n\
             ventilation.{compte} = 12.34\naction_a = \"{libelle}\"\n"
        )
    };
    (1..=nombre).map(ecriture).collect()
}

/// Names that are long, foreign, drawn by no font, or that look like instructions, wherever a paper prints one.
fn partout(nom: &str) -> Dossier {
    let retkoop = format!(
        "[cooperative]\nnom = \"{nom}\"\nnumero = \"046-0001\"\nuai = \"{nom}\"\ncommune = \"{nom}\"\nadresse = \"{nom}\"\n\
         [[mandataire]]\nnom = \"{nom}\"\nrole = \"mandataire\"\n[[mandataire]]\nnom = \"{nom}\"\nrole = \"signataire\"\n\
         [tresorerie.banque]\ncompte = \"512\"\nlibelle = \"{nom}\"\n[tresorerie.caisse]\ncompte = \"530\"\nlibelle = \"{nom}\"\n"
    );
    let classes: String = (1..=30)
        .map(|n| format!("[[classe]]\nnom = \"{n} {nom}\"\nenseignants = [{{ nom = \"{nom}\" }}]\neleves = 20\nactions_pedagogiques = [\"{nom}\"]\n"))
        .collect();
    let activites = format!(
        "bilan = \"{nom}\"\nvoeux = [\"{nom}\"]\n[ecole]\ndirection = \"{nom}\"\n[conseil]\neleves_delegues = [\"{nom}\"]\ndecisions = [\"{nom}\"]\n\
         [[projet]]\ntitre = \"{nom}\"\nclasses = [\"{nom}\"]\npartenaires = [\"{nom}\"]\ndescription = \"{nom}\"\n\
         [[formation]]\nintitule = \"{nom}\"\n[[solidarite]]\nintitule = \"{nom}\"\nbeneficiaire = \"{nom}\"\n"
    );
    let controle =
        format!("[[verificateur]]\nnom = \"{nom}\"\nqualite = \"parent\"\n[quitus]\ndonne = true\nreserves = \"{nom}\"\n");
    let subventions = format!("[[subvention]]\norigine = \"{nom}\"\nmontant = 1\ndate = 2023-10-01\ndesignation = \"{nom}\"\n");
    let caisse =
        format!("date = 2023-12-20\ntresorerie = \"caisse\"\ncomptee_par = [\"{nom}\", \"{nom}\"]\n[coupures]\n\"20\" = 1\n");
    let dossier = dossier(
        &retkoop,
        EXERCICE,
        &[
            ("adhesion.toml", &classes),
            ("cahier/a.toml", &ecritures(45, nom)),
            ("activites.toml", &activites),
            ("controle.toml", &controle),
            ("subventions.toml", &subventions),
            ("caisse/a.toml", &caisse),
        ],
    );
    dossier.ecrire(
        "inventaire.toml",
        format!("[[bien]]\ndesignation = \"{nom}\"\ndate = 2023-10-01\nvaleur = 1\nlieu = \"{nom}\"\npiece = \"{nom}\"\n"),
    );
    dossier
}

fn cas() -> Vec<(&'static str, Dossier)> {
    let seule = "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"x\"\nentree.banque = 10\nventilation.7562 = 10\n";
    let nulle = format!(
        "{seule}[[ecriture]]\npiece = \"2\"\ndate = 2023-10-02\nlibelle = \"y\"\nsortie.banque = 10\nventilation.6181 = 10\n"
    );
    let enorme = "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"x\"\nsortie.banque = 9999999999.99\nventilation.6181 = 9999999999.99\n";
    let ouverture = format!("{EXERCICE}[ouverture]\nbanque = 9999999999.99\n");
    vec![
        ("no entry", dossier(RETKOOP, EXERCICE, &[])),
        ("no treasury", dossier("[cooperative]\nnom = \"É\"\nnumero = \"046-0001\"\n", EXERCICE, &[])),
        ("one entry", dossier(RETKOOP, EXERCICE, &[("cahier/a.toml", seule)])),
        ("a zero balance", dossier(RETKOOP, EXERCICE, &[("cahier/a.toml", &nulle)])),
        ("the largest amount, a deficit", dossier(RETKOOP, &ouverture, &[("cahier/a.toml", enorme)])),
        ("2 000 entries", dossier(RETKOOP, EXERCICE, &[("cahier/a.toml", &ecritures(2_000, "papeterie et fournitures"))])),
        ("long names", partout(&"É".repeat(200))),
        ("long names of words", partout(&"la classe découverte ".repeat(10))),
        ("emoji and letters from right to left", partout("École du 🌞 שלום مدرسة")),
        ("markup", partout(r##"#panic() $x^2$ *gras* _it_ `c` @lien <a> // \\ #read(\"/etc/passwd\")"##)),
        ("many accounts", de_nombreux_comptes(20, 46).0),
        ("a year by hand", annee_a_la_main()),
    ]
}

#[test]
fn every_paper_is_valid_on_every_awkward_case() {
    let noms = noms();
    for (cas, dossier) in cas() {
        let fichiers = imprimer(&dossier, &noms);
        for nom in &noms {
            let du_nom: Vec<_> = fichiers.iter().filter(|(f, _)| f.starts_with(&format!("{nom}-046-0001-2023-2024"))).collect();
            assert!(!du_nom.is_empty(), "{cas}: {nom} was asked for");
            for (fichier, octets) in du_nom {
                for page in textes(&valide(octets, if *nom == "crf" { '3' } else { '2' })) {
                    assert!(
                        page.contains("046-0001") && page.contains("2023-2024"),
                        "{cas}: identity on each page of {fichier}: {page}"
                    );
                    assert!(!page.contains("BROUILLON"));
                }
            }
        }
    }
}

/// What a person looked at: the text of each page of the example's papers.
#[test]
fn the_pages_of_the_example_say_what_was_read() {
    let attendus = racine().join("tests/papiers");
    let exemple = exemple("ecole-jules-ferry");
    let sortie = Dossier::new([]);
    let arguments =
        ["-C", exemple.to_str().unwrap(), "--exercice", "2024-2025", "--date", "2025-09-15", "imprimer", "tout", "--sortie"];
    let execution = commande(&arguments).arg(sortie.chemin()).output().expect("the program was built");
    assert!(execution.status.success());
    let ecrire = std::env::var("RETKOOP_ATTENDUS").is_ok_and(|v| v == "ecrire");
    let mut vus = 0;
    for (fichier, octets) in lire(&sortie) {
        let nom = fichier.trim_end_matches(".pdf").replace("-099-0412-2024-2025", "");
        let texte: String =
            pages(&octets).iter().enumerate().map(|(rang, page)| format!("--- page {}\n{page}\n", rang + 1)).collect();
        let attendu = attendus.join(format!("{nom}.txt"));
        if ecrire {
            fs::create_dir_all(&attendus).expect("a folder");
            fs::write(&attendu, &texte).expect("a file");
        }
        assert_eq!(
            fs::read_to_string(&attendu).unwrap_or_default(),
            texte,
            "{nom}: RETKOOP_ATTENDUS=ecrire writes what it says now"
        );
        vus += 1;
    }
    assert_eq!(vus, fs::read_dir(&attendus).expect("a folder").count(), "a reference of no paper");
}

/// A screen reader says with each amount what its row is about: an account, a treasury, a piece, a class.
#[test]
fn each_row_is_named() {
    let exemple = Dossier::de_l_exemple("ecole-jules-ferry");
    assert_eq!(exemple.retkoop(&["cloturer", "--exercice", "2023-2024"]).code, 0);
    let avant = imprimer(&exemple, &["--exercice", "2023-2024", "rapport-de-cloture"]);
    let papiers =
        ["crf", "cra", "quitus", "rapprochement", "arrete-de-caisse", "subventions", "inventaire", "action", "adhesion"];
    let apres = imprimer(&exemple, &[&["--exercice", "2024-2025"], papiers.as_slice()].concat());
    for (nom, octets) in avant.iter().chain(&apres) {
        let partie = if nom.starts_with("crf") { '3' } else { '2' };
        let tables = tables(&valide(octets, partie));
        assert!(!tables.is_empty() || nom.starts_with("arrete"), "{nom}");
        for rangee in tables.iter().flat_map(|table| &table[1..]) {
            assert!(rangee.contains(&Case::DeRangee) || rangee.iter().all(|case| *case == Case::Vide), "{nom}: {rangee:?}");
        }
    }
}

#[test]
fn every_paper_is_the_same_in_any_process_and_number_of_threads() {
    let dossier = annee_a_la_main();
    let noms = noms();
    let sortie = |fils: &str, noms: &[&str]| {
        let sortie = Dossier::new([]);
        let execution = commande(&["-C", dossier.chemin().to_str().unwrap(), "--exercice", "2023-2024", "imprimer", "--sortie"])
            .arg(sortie.chemin())
            .args(noms)
            .env("RAYON_NUM_THREADS", fils)
            .env("TZ", if fils == "1" { "Pacific/Auckland" } else { "UTC" })
            .output()
            .unwrap();
        assert!(execution.status.success());
        lire(&sortie)
    };
    let ensemble = sortie("1", &noms);
    assert!(ensemble == sortie("4", &noms));
    // Alone or after others, in one process.
    for nom in ["cahier", "quitus"] {
        let seul = sortie("3", &[nom]);
        assert!(seul.iter().all(|(fichier, octets)| ensemble[fichier] == *octets), "{nom}");
    }
}

/// Wherever the page ends, the boxes have above them the last lines of what is signed.
#[test]
fn nobody_signs_a_page_that_says_nothing() {
    for n in (14..44).step_by(4) {
        let subventions: String =
            (1..=n).map(|n| format!("[[subvention]]\norigine = \"Mairie {n}\"\nmontant = 1\ndate = 2023-10-01\n")).collect();
        let biens: String =
            (1..=n).map(|n| format!("[[bien]]\ndesignation = \"Livre {n}\"\ndate = 2023-10-01\nvaleur = 1\n")).collect();
        let classes: String =
            (1..=n).map(|n| format!("[[classe]]\nnom = \"{n}\"\nenseignants = [{{ nom = \"N {n}\" }}]\n")).collect();
        let fichiers = [
            ("cahier/a.toml", ecritures(n, "jeux")),
            ("subventions.toml", subventions),
            ("adhesion.toml", classes),
            ("activites.toml", "bilan = \"Une année\"\nvoeux = [\"Une autre\"]\n".to_owned()),
        ];
        let dossier = dossier(RETKOOP, EXERCICE, &fichiers.each_ref().map(|(nom, texte)| (*nom, texte.as_str())));
        dossier.ecrire("inventaire.toml", biens);
        dossier.ecrire("departement.toml", "[[bareme]]\nexercice = \"2023-2024\"\neleve = 1.00\n");
        let papiers = ["crf", "cra", "quitus", "rapprochement", "subventions", "inventaire", "action", "adhesion"];
        for (fichier, octets) in imprimer(&dossier, &papiers) {
            for page in pages(&octets) {
                let debut = ["Fait à", "Mandataire", "Signature du mandataire"].iter().any(|debut| page.starts_with(debut));
                assert!(!debut, "{n} lines: {fichier}: {page}");
            }
        }
    }
}

/// Wherever the page ends, a small table is on one page, the wishes with the year's summary and the boxes to sign, and no box of
/// a project alone on its page.
#[test]
fn a_compte_rendu_to_be_filled_in_by_hand_is_cut_between_its_sections() {
    for n in 1..=16 {
        let classes: String = (1..=n).map(|n| format!("[[classe]]\nnom = \"{n}\"\neleves = 20\n")).collect();
        let dossier = dossier(RETKOOP, EXERCICE, &[("adhesion.toml", &classes), ("cahier/a.toml", &ecritures(n, "jeux"))]);
        let pages = pages(&imprimer(&dossier, &["cra"]).into_values().next().expect("a paper"));
        let page = |texte: &str| {
            let rangs: Vec<usize> = (0..pages.len()).filter(|&rang| pages[rang].contains(texte)).collect();
            assert_eq!(rangs.len(), 1, "{n} classes: {texte} on pages {rangs:?} of {pages:?}");
            rangs[0]
        };
        for entete in ["Ce qui a été fait", "Sujet Date Participants", "Pour qui Comment", "Projet Classes"] {
            page(entete);
        }
        assert_eq!(page("8. Bilan et vœux"), page("Pour l’année prochaine"), "{n} classes");
        assert_eq!(page("8. Bilan et vœux"), page("Date et signature"), "{n} classes");
        assert!(pages.len() <= 3, "{n} classes: {} pages", pages.len());
    }
}

/// What a hand is to write is blank, and on one page; what the ledger knows is printed.
#[test]
fn papers_to_be_filled_in_by_hand_leave_room_for_it() {
    let cahier =
        "[[ecriture]]\npiece = \"1\"\ndate = 2023-10-01\nlibelle = \"Mairie\"\nentree.banque = 50\nventilation.7410 = 50\n";
    let dossier = dossier(RETKOOP, &format!("{EXERCICE}[ouverture]\nbanque = 100.00\n"), &[("cahier/a.toml", cahier)]);
    let fichiers = imprimer(&dossier, &["rapprochement", "subventions", "action", "inventaire", "arrete-de-caisse"]);
    let page = |nom: &str| {
        let (fichier, octets) = fichiers.iter().find(|(fichier, _)| fichier.starts_with(nom)).expect("it was asked for");
        let pages = pages(octets);
        assert_eq!(pages.len(), 1, "{fichier}");
        pages[0].clone()
    };
    // 50,00 has not been seen by the bank; the statement is on paper only.
    let rapprochement = page("rapprochement");
    let preuve = "Solde du relevé au 31 août 2024 − Sorties non pointées 0,00 + Entrées non pointées 50,00 = Solde auquel conduit le \
                  relevé Solde du cahier au 31 août 2024 150,00 Écart";
    assert!(rapprochement.contains(preuve), "{rapprochement}");
    let subventions = page("subventions");
    assert!(
        subventions.contains("Total des subventions Total du compte 7410 50,00 Écart Le tableau est à remplir"),
        "{subventions}"
    );
    assert!(page("action").contains("Total des recettes Total des dépenses"));
}

/// As one counts, whatever order the entries come in.
#[test]
fn actions_are_listed_as_one_looks_for_them() {
    let cahier: String = ["Projet 10", "projet 3", "Écran", "Projet 2", "Danse"].map(|nom| ecritures(1, nom)).concat();
    let dossier = dossier(RETKOOP, EXERCICE, &[("cahier/a.toml", &cahier)]);
    let sortie = Dossier::new([]);
    let table = dossier.retkoop(&["imprimer", "action", "--sortie", sortie.chemin().to_str().unwrap()]).sortie;
    let rangs = ["danse", "ecran", "projet-2", "projet-3", "projet-10"].map(|nom| table.find(&format!("2024-{nom}.pdf")));
    assert!(rangs.iter().all(Option::is_some) && rangs.is_sorted(), "{table}");
}

/// One action, two projects: the first has its figures, the other says where they are.
#[test]
fn a_project_whose_figures_are_counted_elsewhere_says_so() {
    let dossier = dossier(
        RETKOOP,
        EXERCICE,
        &[
            ("cahier/a.toml", &ecritures(1, "Cirque")),
            (
                "activites.toml",
                "[[projet]]\ntitre = \"Préparation\"\naction = \"Cirque\"\n[[projet]]\ntitre = \"Cirque\"\n[[projet]]\ntitre = \"Conseil\"\n",
            ),
        ],
    );
    let texte = pages(&imprimer(&dossier, &["cra"]).into_values().next().unwrap()).join(" ");
    assert_eq!(texte.matches("comptées avec le projet « Préparation »").count(), 1, "{texte}");
    assert_eq!(texte.matches("Aucune recette ni dépense au cahier.").count(), 1, "{texte}");
}

/// The amounts after « Report » on a page are those after « À reporter » on the page before; on the rapprochement, 12,34 € for
/// each operation printed so far. Of 300 operations, and of 50, which hold on one page but begin in the middle of it.
#[test]
fn what_a_page_carries_over_the_next_begins_with() {
    for (nombre, au_moins) in [(50, 1), (300, 3)] {
        let dossier = dossier(RETKOOP, EXERCICE, &[("cahier/a.toml", &ecritures(nombre, "papeterie"))]);
        let fichiers = imprimer(&dossier, &["rapprochement", "action"]);
        assert!(fichiers.len() == 2);
        for (fichier, octets) in fichiers {
            let pages = pages(&octets);
            let (mut reportes, mut operations) = (0, 0);
            for (page, suivante) in pages.iter().zip(&pages[1..]) {
                operations += page.matches("papeterie").count();
                let Some((_, a_reporter)) = page.rsplit_once("À reporter") else { continue };
                let a_reporter = centimes(a_reporter.split(char::is_alphabetic).next().unwrap());
                let (_, report) = suivante.split_once("Report ").unwrap_or_else(|| panic!("{fichier}: {suivante}"));
                assert!(
                    !a_reporter.is_empty() && centimes(report).starts_with(&a_reporter),
                    "{fichier}: {a_reporter:?} then {suivante}"
                );
                if fichier.starts_with("rapprochement") {
                    assert_eq!(a_reporter.iter().sum::<usize>(), 1_234 * operations, "{fichier}: {page}");
                }
                reportes += 1;
            }
            assert!(reportes >= au_moins, "{fichier}");
        }
    }
}

/// The first amounts of a text, in cents: `Sortie (€) 1 234,50 Entrée (€) 0,00` → 123 450 and 0.
fn centimes(texte: &str) -> Vec<usize> {
    let est_un_nombre = |mot: &&str| mot.chars().all(|c| c.is_ascii_digit() || c == ',');
    let texte: String = texte.split_whitespace().filter(est_un_nombre).collect();
    let mut montants = Vec::new();
    let mut reste = texte.as_str();
    while let Some((euros, suite)) = reste.split_once(',') {
        let (centimes, apres) = suite.split_at_checked(2).unwrap_or((suite, ""));
        let Ok(montant) = format!("{euros}{centimes}").parse() else { break };
        montants.push(montant);
        reste = apres;
    }
    montants
}
