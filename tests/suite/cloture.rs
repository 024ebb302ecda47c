//! Closing a year: the gate, the seal, the next exercice, reopening — and that nothing sealed changes unseen.

use std::collections::BTreeMap;
use std::fs;

use retkoop::controle::scelle::{GenreDeDifference, differences};
use retkoop::parse::charger;
use retkoop::source::{disque, empreinte};

use super::commun::{Constat, Dossier, Execution, octets};
use super::schemas::conforme;

const RETKOOP: &str = r#"
[cooperative]
nom = "Coopérative des Trois Fontaines"
numero = "046-0410"
[[mandataire]]
nom = "Agathe Merlinval"
[tresorerie.banque]
compte = "512"
[tresorerie.caisse]
compte = "530"
"#;

/// The mini-year of domain.md, by hand. Bank: 1 401,84 − 150,00 + 25,00 − 233,00 − 23,99 + 499,00 + 500,00 = 2 018,85.
/// Charges: 125,00 + 233,00 + 23,99 = 381,99. Produits: 499,00 + 500,00 = 999,00. Résultat: 617,01 = 2 018,85 − 1 401,84.
const CAHIER: &str = r#"
[[ecriture]]
piece = "01"
date = 2023-09-27
libelle = "Régie d’avance, CP-CE1"
cheque = "4000001"
sortie.banque = 150.00
regie = { versee = 150.00, classe = "CP-CE1" }
pointage = 2024-08-31
[[ecriture]]
piece = "02"
date = 2023-10-12
libelle = "OCCE, cotisation et assurance"
sortie.banque = 233.00
ventilation = { 6586 = 212.00, 6168 = 21.00 }
pointage = 2024-08-31
[[ecriture]]
piece = "03"
date = 2023-11-20
libelle = "Kermesse, participations des familles"
entree.caisse = 499.00
ventilation.7562 = 499.00
[[ecriture]]
piece = "04"
date = 2023-11-24
libelle = "Dépôt des espèces"
sortie.caisse = 499.00
entree.banque = 499.00
pointage = 2024-08-31
[[ecriture]]
piece = "05"
date = 2024-01-12
libelle = "Mairie, subvention"
entree.banque = 500.00
ventilation.7410 = 500.00
justificatifs = ["pieces/05-mairie.pdf"]
pointage = 2024-08-31
[[ecriture]]
piece = "06"
date = 2024-05-30
libelle = "Retour de la régie"
entree.banque = 25.00
regie = { retournee = 25.00, classe = "CP-CE1" }
pointage = 2024-08-31
[[ecriture]]
piece = "07"
date = 2024-05-31
libelle = "Dépenses de la classe CP-CE1"
regie = { expliquee = 125.00, classe = "CP-CE1" }
ventilation.6181 = 125.00
[[ecriture]]
piece = "08"
date = 2024-06-04
libelle = "Papeterie Beaulac"
cheque = "4000002"
sortie.banque = 23.99
ventilation.6181 = 23.99
pointage = 2024-08-31
"#;

pub fn mini_annee() -> Dossier {
    let dossier = Dossier::new([
        ("retkoop.toml", RETKOOP),
        (
            "2023-2024/exercice.toml",
            "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 1401.84\ncaisse = 0.00\n",
        ),
        ("2023-2024/cahier/annee.toml", CAHIER),
        (
            "2023-2024/adhesion.toml",
            "[[classe]]\nnom = \"CP-CE1\"\nenseignants = [{ nom = \"Mme Orlaveau\", mel = \"s.orlaveau@example.org\" }]\neleves = 21\n",
        ),
        ("2023-2024/caisse/fin.toml", "date = 2024-08-31\ntresorerie = \"caisse\"\n[coupures]\n\"20\" = 0\n"),
        ("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 2018.85\n"),
        (
            "2023-2024/subventions.toml",
            "[[subvention]]\norigine = \"Mairie\"\nmontant = 500.00\ndate = 2024-01-12\npiece = \"05\"\njustificatif = \"pieces/05-mairie.pdf\"\n",
        ),
        ("2023-2024/pieces/05-mairie.pdf", "la convention"),
    ]);
    assert_eq!(constats(&dossier), [], "the year is sound before it is closed");
    dossier
}

pub fn cloturer(dossier: &Dossier, exercice: &str, jour: &str) -> Execution {
    dossier.retkoop(&["cloturer", "--exercice", exercice, "--date", jour])
}

pub fn reussir(execution: &Execution) {
    assert_eq!(execution.code, 0, "{}{}", execution.sortie, execution.erreurs);
}

/// In the middle of the next year, which is not over.
pub fn constats(dossier: &Dossier) -> Vec<Constat> {
    super::commun::constats(&dossier.retkoop(&["verifier", "--format", "json", "--date", "2024-11-04"]).sortie)
}

pub fn attester(dossier: &Dossier) -> Execution {
    dossier.retkoop(&["attester"])
}

fn poser(fichiers: &BTreeMap<String, Vec<u8>>) -> Dossier {
    let dossier = Dossier::new([]);
    fichiers.iter().for_each(|(chemin, contenu)| dossier.ecrire(chemin, contenu));
    dossier
}

/// A year that only carries what the bank has: 0,01 more each year would be seen.
pub fn annee_calme(dossier: &Dossier, nom: &str, solde: &str) {
    let (debut, fin) = nom.split_once('-').expect("a name");
    if !dossier.chemin().join(nom).join("exercice.toml").exists() {
        dossier.ecrire(&format!("{nom}/exercice.toml"), format!("[exercice]\ndebut = {debut}-09-01\nfin = {fin}-08-31\n"));
    }
    dossier.ecrire(&format!("{nom}/releves/fin.toml"), format!("tresorerie = \"banque\"\ndate = {fin}-08-31\nsolde = {solde}\n"));
}

#[test]
fn the_mini_year_is_sealed_with_its_figures() {
    let dossier = mini_annee();
    let avant = octets(dossier.chemin());
    let execution = cloturer(&dossier, "2023-2024", "2024-09-05");
    reussir(&execution);
    for mot in ["617,01", "2\u{202f}018,85", "1\u{202f}401,84", "5 septembre 2024"] {
        assert!(execution.sortie.replace('\u{a0}', " ").contains(&mot.replace('\u{a0}', " ")), "{mot}: {}", execution.sortie);
    }
    let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
    let chiffre = |cle: &str| sceau["chiffres"][cle].to_string();
    assert_eq!(
        ["total_charges", "total_produits", "resultat", "report_a_nouveau"].map(chiffre),
        ["381.99", "999.0", "617.01", "1401.84"]
    );
    assert_eq!(sceau["chiffres"]["tresorerie"]["banque"].to_string(), "2018.85");
    assert_eq!(sceau["cloture"]["date"].to_string(), "2024-09-05");
    // What was there is as it was; what is new is the seal and the next exercice.
    let apres = octets(dossier.chemin());
    assert!(avant.iter().all(|(chemin, contenu)| apres[chemin] == *contenu));
    let nouveaux: Vec<&String> = apres.keys().filter(|chemin| !avant.contains_key(*chemin)).collect();
    assert_eq!(nouveaux, ["2023-2024/cloture.toml", "2024-2025/adhesion.toml", "2024-2025/exercice.toml"]);
    // The seal is what any computer says it is: the content of each file, then all that stands above the last line.
    for fichier in sceau["fichier"].as_array().expect("a list") {
        let chemin = format!("2023-2024/{}", fichier["chemin"].as_str().expect("a path"));
        assert_eq!(fichier["sha256"].as_str(), Some(empreinte(&avant[&chemin]).as_str()), "{chemin}");
    }
    assert_eq!(sceau["fichier"].as_array().map(Vec::len), Some(7), "all of the folder");
    let texte = dossier.lire("2023-2024/cloture.toml");
    let (dessus, _) = texte.trim_end().rsplit_once('\n').expect("lines");
    assert_eq!(sceau["sceau"]["empreinte"].as_str(), Some(empreinte(format!("{dessus}\n").as_bytes()).as_str()));
    // What the figures depend on outside the folder.
    assert_eq!(sceau["reglages"]["retkoop"].as_str(), Some(RETKOOP));
    reussir(&attester(&dossier));
    assert_eq!(constats(&dossier), []);
}

#[test]
fn every_reason_is_told_at_once_and_nothing_is_written() {
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/cahier/annee.toml", "retournee = 25.00", "retournee = 25");
    dossier.remplacer("2023-2024/releves/fin.toml", "2018.85", "2018.58");
    dossier.remplacer("2023-2024/subventions.toml", "500.00", "400.00");
    dossier.remplacer("2023-2024/caisse/fin.toml", "\"20\" = 0", "\"20\" = 1");
    dossier.remplacer("2023-2024/cahier/annee.toml", "6586 = 212.00, 6168 = 21.00", "6586 = 233.00");
    let avant = octets(dossier.chemin());
    for jour in ["2024-08-31", "2024-09-01"] {
        let execution = cloturer(&dossier, "2023-2024", jour);
        assert_eq!(execution.code, 1);
        for code in ["bloquant[T003]", "bloquant[S001]", "bloquant[C001]", "question[A001]"] {
            assert!(execution.erreurs.contains(code), "{code}: {}", execution.erreurs);
        }
        assert_eq!(execution.erreurs.contains("erreur[X001]"), jour == "2024-08-31", "{}", execution.erreurs);
        // A trial is of any day: it says when the closing is, and that is no reason to refuse it.
        let essai = dossier.retkoop(&["cloturer", "--essai", "--date", jour]);
        let attendus = if jour == "2024-08-31" { ["4 raisons", "à partir du 01/09/2024 (X001)"] } else { ["4 raisons", "T003"] };
        let dit = essai.sortie.replace('\u{a0}', " ");
        assert!(attendus.iter().all(|mots| dit.contains(mots)), "{}", essai.sortie);
        assert_eq!((essai.code, essai.sortie.contains("erreur[X001]")), (1, false));
        assert!(jour == "2024-08-31" || essai.sortie == execution.erreurs);
        assert_eq!(octets(dossier.chemin()), avant);
    }
}

/// What could not be read keeps rules silent, and the list says that it is not whole.
#[test]
fn a_list_of_reasons_that_is_not_whole_says_so() {
    let phrase = "d’autres raisons pourront alors apparaître";
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/releves/fin.toml", "2018.85", "2018.58");
    let essai = || dossier.retkoop(&["cloturer", "--essai", "--date", "2024-09-01"]);
    assert!(!essai().sortie.contains(phrase), "{}", essai().sortie);
    dossier.remplacer("2023-2024/cahier/annee.toml", "ventilation.6181 = 23.99", "ventilation.6999 = 23.99");
    assert!(essai().sortie.contains(phrase) && essai().sortie.contains("E004"), "{}", essai().sortie);
}

/// In whatever format, what is no finding is told too, and nothing says that there is nothing.
#[test]
fn an_obstacle_is_told_in_every_format() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let essai = |format: &str| {
        dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-06", "--format", format])
    };
    for format in ["concis", "json", "sarif", "github", "gitlab", "junit"] {
        let execution = essai(format);
        assert_eq!(execution.code, 1, "{format}");
        assert!(execution.erreurs.contains("est déjà clôturé"), "{format}: {}", execution.erreurs);
    }
    let concis = essai("concis").sortie.replace('\u{a0}', " ");
    assert!(concis.starts_with("2023-2024 : l’exercice 2023-2024 est déjà clôturé depuis le 05/09/2024"), "{concis}");
    assert!(!concis.contains("rien à signaler"), "{concis}");
    // Rules that wait for an error say so beside it.
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "essai", "--date", "2024-09-06"]));
    dossier.remplacer("2023-2024/cahier/annee.toml", "date = 2023-10-12", "date = 2022-10-12");
    let attend = "d’autres raisons pourront alors apparaître";
    assert!(essai("concis").sortie.contains(attend));
    assert!(essai("junit").erreurs.contains(attend));
    // Once, however many formats are asked for.
    let ailleurs = Dossier::new([]);
    let [a, b] = ["a", "b"].map(|nom| ailleurs.chemin().join(nom).to_str().expect("UTF-8").to_owned());
    let deux = ["--format", "sarif", "--sortie", &a, "--format", "junit", "--sortie", &b];
    let dit = dossier.retkoop(&[&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-06"][..], &deux].concat());
    assert_eq!(dit.erreurs.matches(attend).count(), 1, "{}", dit.erreurs);
    let json: serde_json::Value = serde_json::from_str(&essai("json").sortie).expect("JSON");
    assert_eq!(json["cooperatives"][0]["raisons_partielles"], true, "{json}");
}

#[test]
fn what_waits_for_the_end_is_told_all_year_by_a_trial() {
    let dossier = mini_annee();
    dossier.remplacer(
        "2023-2024/cahier/annee.toml",
        "retournee = 25.00, classe = \"CP-CE1\"",
        "retournee = 25.00, classe = \"CE2\"",
    );
    let verifier = dossier.retkoop(&["verifier", "--date", "2024-06-30"]);
    assert!(!verifier.sortie.contains("R001"), "{}", verifier.sortie);
    let essai = dossier.retkoop(&["cloturer", "--essai", "--date", "2024-06-30"]);
    assert_eq!(essai.code, 1);
    assert!(essai.sortie.contains("R001") && essai.sortie.contains("X001"), "{}", essai.sortie);
}

/// A closing that is made, in colours on the standard output: none goes to a file.
#[test]
fn a_closing_writes_its_report_where_it_is_asked_for() {
    let dossier = mini_annee();
    let fichier = dossier.chemin().join("rapport.txt");
    let cloture = dossier.retkoop(&[
        "--couleur",
        "toujours",
        "cloturer",
        "--exercice",
        "2023-2024",
        "--date",
        "2024-09-05",
        "--format",
        "complet",
        "--sortie",
        fichier.to_str().expect("UTF-8"),
        "--format",
        "json",
    ]);
    assert_eq!(cloture.code, 0, "{}", cloture.erreurs);
    let json: serde_json::Value = serde_json::from_str(&cloture.sortie).expect("JSON");
    let rapport = dossier.lire("rapport.txt");
    let empreinte = json["cooperatives"][0]["sceau"]["empreinte"].as_str().expect("a seal");
    assert!(rapport.split_whitespace().collect::<String>().contains(empreinte), "{rapport}");
    assert!(!rapport.contains('\u{1b}'), "{rapport:?}");
}

/// Any format of findings, with as many files as one likes; a department, cooperative by cooperative.
#[test]
fn a_trial_speaks_to_programs_and_of_a_whole_department() {
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/caisse/fin.toml", "\"20\" = 0", "\"20\" = 1");
    let avant = octets(dossier.chemin());
    let tous = |options: &[&str]| {
        let mut arguments = vec!["cloturer", "--exercice", "2023-2024", "--date", "2024-09-05"];
        arguments.extend(options);
        dossier.retkoop(&arguments)
    };
    let concis = tous(&["--essai", "--format", "concis"]);
    assert_eq!(concis.code, 1);
    assert!(concis.sortie.starts_with("2023-2024/caisse/fin.toml:1:8: bloquant[C001]"), "{}", concis.sortie);
    assert!(tous(&["--essai", "--format", "junit"]).sortie.contains("failures=\"1\""));
    // The closing itself, refused: the same findings in the same form.
    assert_eq!(tous(&["--format", "concis"]).sortie, concis.sortie);
    assert_eq!(tous(&["--format", "json", "--sortie", "a", "--sortie", "b"]).code, 2);
    assert_eq!(octets(dossier.chemin()), avant);

    let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\nnumero = \"046\"\n")]);
    for (nom, fichiers) in [("a", octets(mini_annee().chemin())), ("b", avant), ("c/d", octets(mini_annee().chemin()))] {
        fichiers.iter().for_each(|(chemin, contenu)| departement.ecrire(&format!("{nom}/{chemin}"), contenu));
    }
    let c = departement.chemin().join("c/d");
    reussir(&super::commun::retkoop(&[
        "-C",
        c.to_str().expect("UTF-8"),
        "cloturer",
        "--date",
        "2024-09-05",
        "--exercice",
        "2023-2024",
    ]));
    let essai = |options: &[&str]| {
        let mut arguments = vec!["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-05"];
        arguments.extend(options);
        departement.retkoop(&arguments)
    };
    let texte = essai(&[]);
    assert_eq!(texte.code, 1);
    for mots in ["C001 2023-2024/caisse/fin.toml:1", "3 coopératives : rien ne manque à 1, 1 refusée, 1 déjà clôturée"] {
        assert!(texte.sortie.replace('\u{a0}', " ").contains(mots), "{mots}: {}", texte.sortie);
    }
    assert!(essai(&["--format", "github"]).sortie.contains("file=b/2023-2024/caisse/fin.toml"));
    let json: serde_json::Value = serde_json::from_str(&essai(&["--format", "json"]).sortie).expect("JSON");
    let lues = json["cooperatives"].as_array().expect("a list").iter();
    let lues: Vec<_> = lues.map(|c| (c["dossier"].as_str(), c["etat"].as_str(), c["raisons"][0]["fichier"].as_str())).collect();
    let refusee = (Some("b"), Some("refusee"), Some("b/2023-2024/caisse/fin.toml"));
    assert_eq!(lues, [(Some("a"), Some("possible"), None), refusee, (Some("c/d"), Some("cloturee"), None)]);
    // Of a department, what is closed is done.
    departement.remplacer("b/2023-2024/caisse/fin.toml", "\"20\" = 1", "\"20\" = 0");
    assert_eq!(essai(&[]).code, 0);
    // What refuses a closing where one does it refuses it here: its department's settings too.
    departement.ecrire("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\ncouleur = 1\n");
    let json: serde_json::Value = serde_json::from_str(&essai(&["--format", "json"]).sortie).expect("JSON");
    let raison = &json["cooperatives"][0]["raisons"][0];
    assert_eq!((raison["code"].as_str(), raison["fichier"].as_str()), (Some("L002"), Some("departement.toml")), "{json}");
    departement.ecrire("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\n");
    assert_eq!(essai(&[]).code, 0);
    // An exercice whose cooperative is gone is passed over neither by a trial nor by the seals.
    std::fs::rename(c.join("retkoop.toml"), c.join("retkoop.txt")).expect("a file");
    for execution in [essai(&[]), departement.retkoop(&["attester"])] {
        assert_eq!(execution.code, 1, "{}", execution.sortie);
        assert!(execution.erreurs.contains("c/d/retkoop.toml"), "{}", execution.erreurs);
    }
}

/// An invented purchase of 20,00 written twice, and a good of 30,00 that no inventory has: two warnings, which refuse nothing.
/// Once the year is closed, each is repaired by opening it again or by an answer.
#[test]
fn what_stays_in_the_report_is_announced_and_can_still_be_repaired() {
    let achat = |piece: &str, compte: &str, montant: &str| {
        format!(
            "[[ecriture]]\npiece = \"{piece}\"\ndate = 2024-05-02\nlibelle = \"Graines {compte}\"\nsortie.banque = {montant}\n\
             ventilation.{compte} = {montant}\npointage = 2024-08-31\n"
        )
    };
    let dossier = Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"Coopérative du Bois Joli\"\nnumero = \"046-0411\"\n[tresorerie.banque]\ncompte = \"512\"\n",
        ),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 190.50\n"),
        ("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n"),
    ]);
    let cahier = [achat("01", "6181", "20.00"), achat("02", "6181", "20.00"), achat("03", "6800", "30.00")].concat();
    dossier.ecrire("2023-2024/cahier/a.toml", cahier);
    let mots = |texte: &str| texte.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let essai = dossier.retkoop(&["cloturer", "--essai", "--exercice", "2023-2024", "--date", "2024-09-05"]);
    reussir(&essai);
    let annonce = "2 avertissements sans réponse resteront dans le rapport : `retkoop verifier`";
    assert!(mots(&essai.sortie).contains(annonce), "{}", essai.sortie);
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let json = dossier.retkoop(&["verifier", "--format", "json", "--date", "2024-09-06"]).sortie;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let aide = |code: &str| {
        let constats = json["diagnostics"].as_array().expect("a list");
        let constat = constats.iter().find(|c| c["code"] == code).unwrap_or_else(|| panic!("{code}: {json}"));
        mots(constat["aide"].as_str().expect("a text"))
    };
    let rouvrir = "`retkoop rouvrir --exercice 2023-2024 --motif \"…\"`";
    let double = aide("E008");
    assert!(double.contains("enlevez l’une des deux") && double.contains(rouvrir), "{double}");
    assert!(double.contains("[[acquittement]]"), "{double}");
    let bien = aide("I001");
    // The seal keeps the inventory of its day: a line added to today's changes nothing of it.
    assert!(bien.contains("ajoutez à inventaire.toml") && bien.contains(rouvrir), "{bien}");
}

/// 120,50 at the end, and nothing moves afterwards: the statement of September says 100,00 of 120,50. Nothing can know
/// before the next year is open. The count of that day, 5,00, was right until 2,00 more were written of the day before. Both findings
/// are about files that only a reopening lets correct.
#[test]
fn a_proof_under_a_seal_that_the_next_year_contradicts_is_something_to_do() {
    let dossier = Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"Coopérative du Bois Joli\"\nnumero = \"046-0411\"\n[tresorerie.banque]\ncompte = \"512\"\n\
             [tresorerie.caisse]\ncompte = \"530\"\n",
        ),
        (
            "2023-2024/exercice.toml",
            "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 120.50\ncaisse = 5.00\n",
        ),
        ("2023-2024/releves/a.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n"),
        ("2023-2024/releves/b.toml", "tresorerie = \"banque\"\ndate = 2024-09-03\nsolde = 100.00\n"),
        ("2023-2024/caisse/a.toml", "tresorerie = \"caisse\"\ndate = 2024-08-31\n[coupures]\n\"5\" = 1\n"),
        ("2023-2024/caisse/b.toml", "tresorerie = \"caisse\"\ndate = 2024-09-03\n[coupures]\n\"5\" = 1\n"),
    ]);
    let mots = |texte: &str| texte.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let faite = cloturer(&dossier, "2023-2024", "2024-09-05");
    reussir(&faite);
    let non_compare = "T003 (aucun cas ; relevé du 03/09/2024, après la fin : se compare au cahier de l’année suivante)";
    assert!(mots(&faite.sortie).contains(non_compare), "{}", faite.sortie);
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2024-09-02\nlibelle = \"Timbres\"\nsortie.caisse = 2.00\nventilation.6181 = 2.00\n",
    );
    let rouvrir = "`retkoop rouvrir --exercice 2023-2024";
    let montre = mots(&dossier.retkoop(&["verifier", "--date", "2024-09-06"]).sortie);
    assert_eq!(montre.matches(&format!("est déjà clôturé, rouvrez-le d’abord : {rouvrir}")).count(), 2, "{montre}");
    let page = mots(&dossier.retkoop(&["etat", "--date", "2024-09-06"]).sortie);
    assert!(page.contains("avec 2 preuves sous le sceau de") && page.contains(rouvrir), "{page}");
    // The bundle, refused or made, and the department's page say it before anything is sent.
    let envoi = || dossier.retkoop(&["imprimer", "dossier", "--exercice", "2023-2024", "--date", "2024-09-06"]);
    let reserve = "contredit 2 preuves sous le sceau de 2023-2024 ; si la faute est dans ce qui est scellé, `retkoop rouvrir";
    let refuse = envoi();
    let (dit, regarder) = (mots(&refuse.erreurs), "À regarder avant l’envoi : Comptes clôturés");
    assert!(refuse.code == 1 && dit.contains(regarder) && dit.contains(reserve), "{dit}");
    assert!(!dit.contains("rien à signaler"), "{dit}");
    dossier.ecrire(
        "2023-2024/controle.toml",
        "date = 2024-09-06\n[[verificateur]]\nnom = \"Sabine Orlaveau\"\nqualite = \"parent\"\n[[verificateur]]\n\
         nom = \"Thibaut Cazelmont\"\nqualite = \"enseignant\"\n[quitus]\ndonne = true\n",
    );
    dossier.ecrire("2023-2024/retour/quitus.jpg", b"\xff\xd8\xff\xe0 photo");
    reussir(&envoi());
    let liste = mots(&dossier.lire("documents/dossier-046-0411-2023-2024/liste.txt"));
    assert!(liste.contains("[?] Comptes clôturés") && liste.contains(reserve), "{liste}");
    // The counts of 5,00 against 3,00, and the statement of 100,00 against 120,50.
    for preuve in ["2023-2024/caisse/b.toml : ", "(C001)", "2023-2024/releves/b.toml : ", "(T003)"] {
        assert!(liste.contains(preuve), "{preuve}: {liste}");
    }
    let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\nnumero = \"046\"\n")]);
    octets(dossier.chemin()).iter().for_each(|(chemin, contenu)| departement.ecrire(&format!("c/{chemin}"), contenu));
    let page = mots(&departement.retkoop(&["--date", "2024-09-06"]).sortie);
    assert!(page.contains("• 046-0411 Coopérative du Bois Joli contredite donné attendu"), "{page}");
    assert!(page.contains("1. accorder le cahier d’aujourd’hui avec ce qui est sous le sceau : 1 coopérative (c)"), "{page}");
    let page = departement.retkoop(&["etat", "--format", "json", "--date", "2024-09-06"]).sortie;
    conforme("etat-departement.schema.json", &page);
    let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(page["cooperatives"][0]["fin_d_annee"]["cloture"]["contredite"], true);
    let saisi = dossier.retkoop(&["retour", "saisi", "--exercice", "2023-2024", "--date", "2024-09-06"]);
    reussir(&saisi);
    assert!(mots(&saisi.erreurs).contains("contredit 2 preuves sous le sceau de 2023-2024"), "{}", saisi.erreurs);
    // Corrected under a new seal, nothing is left to do of it.
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "mal recopiés", "--date", "2024-09-07"]));
    dossier.remplacer("2023-2024/releves/b.toml", "100.00", "120.50");
    dossier.remplacer("2023-2024/caisse/b.toml", "\"5\" = 1", "\"1\" = 3");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-08"));
    let page = mots(&dossier.retkoop(&["etat", "--date", "2024-09-09"]).sortie);
    assert!(!page.contains("preuves sous le sceau") && !page.contains("preuve sous le sceau"), "{page}");
}

/// domain.md: statement 5 934,85, cheque 9670034 of 260,00 not yet debited, ledger 5 674,85.
#[test]
fn what_is_on_its_way_is_carried_over_and_ticked_next_year() {
    let dossier = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"E\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 5934.85\n"),
        (
            "2023-2024/cahier/a.toml",
            "[[ecriture]]\npiece = \"01\"\ndate = 2024-07-06\nlibelle = \"Millet, matériel\"\ncheque = \"9670034\"\nsortie.banque = 260.00\nventilation.6181 = 260.00\n",
        ),
        ("2023-2024/releves/a.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 5934.85\n"),
    ]);
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-01"));
    let suivant = dossier.lire("2024-2025/exercice.toml");
    assert!(suivant.contains("banque = 5674.85\n"), "{suivant}");
    let report = "[[report]]\ndate = 2024-07-06\nlibelle = \"Millet, matériel\"\npiece = \"01\"\ncheque = \"9670034\"\nsortie.banque = 260.00\n";
    assert!(suivant.ends_with(report), "{suivant}");
    // The statement of September shows it: 5 934,85 − 260,00.
    dossier.ecrire("2024-2025/exercice.toml", format!("{suivant}pointage = 2024-09-30\n"));
    dossier.ecrire("2024-2025/releves/09.toml", "tresorerie = \"banque\"\ndate = 2024-09-30\nsolde = 5674.85\n");
    dossier.ecrire("2024-2025/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 5674.85\n");
    assert_eq!(dossier.constats(), []);
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-01"));
    assert!(!dossier.lire("2025-2026/exercice.toml").contains("report"), "it is on its way no more");
}

/// Bytes at the beginning, at the end and in between, each changed in turn.
#[test]
fn any_changed_byte_is_found() {
    let dossier = mini_annee();
    dossier.ecrire("2023-2024/pieces/vide.txt", "");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let change = || {
        let lu = charger(disque::lire(dossier.chemin()).expect("a folder"), None);
        differences(&lu, lu.exercice("2023-2024").expect("the year")).into_iter().map(|d| (d.chemin, d.genre)).collect::<Vec<_>>()
    };
    assert_eq!(change(), []);
    let scelles = octets(&dossier.chemin().join("2023-2024"));
    assert_eq!(scelles.len(), 9);
    let mut essais = 0;
    for (nom, contenu) in &scelles {
        let chemin = format!("2023-2024/{nom}");
        let pas = (contenu.len() / 40).max(1);
        for rang in (0..contenu.len()).step_by(pas).chain(contenu.len().checked_sub(1)) {
            for masque in [1_u8, 0x20, 0x80] {
                let mut faux = contenu.clone();
                faux[rang] ^= masque;
                dossier.ecrire(&chemin, &faux);
                let trouves = change();
                assert!(trouves.iter().any(|(c, _)| *c == chemin), "{chemin}, byte {rang} ^ {masque}: {trouves:?}");
                essais += 1;
            }
        }
        for faux in [[contenu.as_slice(), b"\n"].concat(), contenu[..contenu.len().saturating_sub(1)].to_vec()] {
            dossier.ecrire(&chemin, &faux);
            assert!(faux == *contenu || change().iter().any(|(c, _)| *c == chemin), "{chemin}: longer or shorter");
        }
        fs::remove_file(dossier.chemin().join(&chemin)).expect("a file");
        let attendu = if nom == "cloture.toml" { vec![] } else { vec![(chemin.clone(), GenreDeDifference::Retire)] };
        assert_eq!(change(), attendu);
        dossier.ecrire(&chemin, contenu);
    }
    assert!(essais > 500, "{essais}");
    dossier.ecrire("2023-2024/pieces/09-nouvelle.pdf", "x");
    assert_eq!(change(), [("2023-2024/pieces/09-nouvelle.pdf".to_owned(), GenreDeDifference::Ajoute)]);
    fs::remove_file(dossier.chemin().join("2023-2024/pieces/09-nouvelle.pdf")).expect("a file");
    // git, where nobody told it to leave texts alone.
    dossier.ecrire("2023-2024/cahier/annee.toml", CAHIER.replace('\n', "\r\n"));
    assert_eq!(change(), [("2023-2024/cahier/annee.toml".to_owned(), GenreDeDifference::FinsDeLigne)]);
    let execution = attester(&dossier);
    assert_eq!(execution.code, 1);
    assert!(execution.sortie.contains("2023-2024/cahier/annee.toml"), "{}", execution.sortie);
}

#[test]
fn the_returns_are_written_after_the_closing() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    dossier.ecrire(
        "2023-2024/controle.toml",
        "date = 2024-09-12\n[[verificateur]]\nnom = \"Norbert Duroc\"\nqualite = \"parent\"\n[[verificateur]]\nnom = \"Lise Aubry\"\nqualite = \"enseignant\"\n[quitus]\ndonne = true\n",
    );
    dossier.ecrire("2023-2024/retour/quitus.pdf", "signé");
    dossier.ecrire("2023-2024/activites.toml", "");
    assert_eq!(constats(&dossier), []);
    reussir(&attester(&dossier));
}

#[test]
fn nothing_is_written_in_a_sealed_exercice() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let avant = octets(dossier.chemin());
    let execution = dossier.retkoop(&["adhesion", "--exercice", "2023-2024", "valider", "--code", "rem 09"]);
    assert_eq!(execution.code, 1);
    assert!(execution.erreurs.contains("clôturé"), "{}", execution.erreurs);
    assert_eq!(cloturer(&dossier, "2023-2024", "2024-09-06").code, 1);
    assert_eq!(octets(dossier.chemin()), avant);
}

#[test]
fn three_years_make_a_chain() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    for (nom, jour) in [("2024-2025", "2025-09-05"), ("2025-2026", "2026-09-05")] {
        annee_calme(&dossier, nom, "2018.85");
        reussir(&cloturer(&dossier, nom, jour));
    }
    reussir(&attester(&dossier));
    let complet = octets(dossier.chemin());
    // The oldest year is made again, figures and seal: its own seal holds, the next one no longer follows it.
    let faux = poser(&complet);
    fs::remove_file(faux.chemin().join("2023-2024/cloture.toml")).expect("the seal");
    assert_eq!(attester(&faux).code, 1, "a seal taken away is seen in the next one");
    assert_eq!(cloturer(&faux, "2023-2024", "2024-09-05").code, 1, "a seal follows it");
    let seul = poser(
        &complet
            .iter()
            .filter(|(c, _)| !c.starts_with("202") || c.starts_with("2023"))
            .map(|(c, o)| (c.clone(), o.clone()))
            .collect(),
    );
    fs::remove_file(seul.chemin().join("2023-2024/cloture.toml")).expect("the seal");
    seul.remplacer("2023-2024/cahier/annee.toml", "Papeterie Beaulac", "Papeterie Belac");
    reussir(&cloturer(&seul, "2023-2024", "2024-09-05"));
    for chemin in ["2023-2024/cloture.toml", "2023-2024/cahier/annee.toml"] {
        faux.ecrire(chemin, seul.lire(chemin));
    }
    // Once the last of them is closed.
    let json = faux.retkoop(&["verifier", "--format", "json", "--date", "2026-09-05"]).sortie;
    let trouves: Vec<(String, String)> = super::commun::constats(&json).into_iter().map(|c| (c.code, c.fichier)).collect();
    assert_eq!(trouves, [("X003".to_owned(), "2024-2025/cloture.toml".to_owned())]);
    assert_eq!(attester(&faux).code, 1);
    // A whole year that is gone.
    let sans: BTreeMap<_, _> = complet.into_iter().filter(|(chemin, _)| !chemin.starts_with("2023-2024/")).collect();
    assert_eq!(attester(&poser(&sans)).code, 1);
}

#[test]
fn a_reopening_is_never_forgotten() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let premier = dossier.lire("2023-2024/cloture.toml");
    let rouvrir =
        |motif: &str| dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--date", "2024-10-02", "--motif", motif]);
    assert_eq!(rouvrir("  ").code, 2);
    // The next year has begun, with remarks of its own.
    dossier.ecrire("2024-2025/exercice.toml", format!("# notre année\n{}", dossier.lire("2024-2025/exercice.toml")));
    reussir(&rouvrir("un chèque de \"23,99\" oublié"));
    assert!(!dossier.chemin().join("2023-2024/cloture.toml").exists());
    assert_eq!(constats(&dossier), []);
    assert_eq!(rouvrir("encore").code, 1, "it is open");
    // The correction: 10,00 more spent, shown by the bank.
    dossier.remplacer(
        "2023-2024/cahier/annee.toml",
        "sortie.banque = 23.99\nventilation.6181 = 23.99",
        "sortie.banque = 33.99\nventilation.6181 = 33.99",
    );
    dossier.remplacer("2023-2024/releves/fin.toml", "2018.85", "2008.85");
    let execution = cloturer(&dossier, "2023-2024", "2024-10-03");
    reussir(&execution);
    assert!(execution.sortie.contains("oublié"), "{}", execution.sortie);
    let second = dossier.lire("2023-2024/cloture.toml");
    let motif: toml::Table = second.parse().expect("TOML");
    assert_eq!(motif["reouverture"][0]["motif"].as_str(), Some("un chèque de \"23,99\" oublié"));
    let du_premier: toml::Table = premier.parse().expect("TOML");
    assert_eq!(motif["reouverture"][0]["sceau"], du_premier["sceau"]["empreinte"]);
    assert!(second.contains("chemin = \"reouvertures.toml\""), "the trace is under the seal");
    let suivant = dossier.lire("2024-2025/exercice.toml");
    assert!(suivant.starts_with("# notre année\n") && suivant.contains("banque = 2008.85"), "{suivant}");
    assert_eq!(constats(&dossier), []);
    reussir(&attester(&dossier));
    // The first seal, put back, no longer proves anything.
    dossier.ecrire("2023-2024/cloture.toml", &premier);
    assert!(!attester(&dossier).sortie.contains("intact"));
    dossier.ecrire("2023-2024/cloture.toml", &second);
    // A second reopening keeps the first.
    reussir(&rouvrir("autre raison"));
    reussir(&cloturer(&dossier, "2023-2024", "2024-10-04"));
    let troisieme: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
    assert_eq!(troisieme["reouverture"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_year_followed_by_a_seal_is_not_reopened() {
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    annee_calme(&dossier, "2024-2025", "2018.85");
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-05"));
    let avant = octets(dossier.chemin());
    let refus = dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x"]);
    assert_eq!(refus.code, 1);
    assert!(refus.erreurs.contains("--exercice 2024-2025"), "{}", refus.erreurs);
    assert_eq!(octets(dossier.chemin()), avant);
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2024-2025", "--motif", "x"]));
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "y"]));
    reussir(&cloturer(&dossier, "2023-2024", "2025-09-06"));
    reussir(&cloturer(&dossier, "2024-2025", "2025-09-06"));
    reussir(&attester(&dossier));
}

/// Whatever was written when the machine stopped, the exercice is open or closed, the accounts are sound, and closing goes on.
#[test]
fn a_crash_at_any_write_leaves_it_open_or_closed() {
    for ouvert_avant in [false, true] {
        let dossier = mini_annee();
        if ouvert_avant {
            reussir(&dossier.retkoop(&["ouvrir", "--date", "2024-09-01"]));
        }
        let avant = octets(dossier.chemin());
        reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
        let apres = octets(dossier.chemin());
        // In the order in which they are written: the seal last.
        let ecrits: Vec<&String> = ["2024-2025/exercice.toml", "2024-2025/adhesion.toml", "2023-2024/cloture.toml"]
            .iter()
            .filter_map(|chemin| apres.keys().find(|c| c == chemin))
            .filter(|chemin| avant.get(*chemin) != apres.get(*chemin))
            .collect();
        assert_eq!(ecrits.len(), if ouvert_avant { 2 } else { 3 });
        for faits in 0..=ecrits.len() {
            let mut etat = avant.clone();
            for chemin in &ecrits[..faits] {
                etat.insert((*chemin).clone(), apres[*chemin].clone());
            }
            // The file that was being written.
            if let Some(chemin) = ecrits.get(faits) {
                let (dossier, _) = chemin.split_once('/').expect("a folder");
                etat.insert(format!("{dossier}/.retkoop-a1b2c3"), apres[*chemin][..10].to_vec());
            }
            let arrete = poser(&etat);
            assert_eq!(
                constats(&arrete).iter().filter(|c| c.niveau == "erreur" && c.code != "L003").count(),
                0,
                "{faits} written"
            );
            if faits < ecrits.len() {
                reussir(&cloturer(&arrete, "2023-2024", "2024-09-05"));
            }
            reussir(&attester(&arrete));
            for (chemin, contenu) in &apres {
                assert!(fs::read(arrete.chemin().join(chemin)).is_ok_and(|lu| lu == *contenu), "{chemin} after {faits} written");
            }
        }
    }
}

#[test]
fn the_next_exercice_follows_until_the_closing() {
    let dossier = mini_annee();
    let execution = dossier.retkoop(&["ouvrir", "--date", "2024-09-02"]);
    reussir(&execution);
    assert!(!dossier.lire("2024-2025/exercice.toml").contains("\n[ouverture]"));
    let adhesion = dossier.lire("2024-2025/adhesion.toml");
    for mot in ["nom = \"CP-CE1\"", "Mme Orlaveau", "s.orlaveau@example.org", "eleves = 21"] {
        assert!(adhesion.contains(mot), "{mot}: {adhesion}");
    }
    assert_eq!(constats(&dossier), []);
    assert_eq!(dossier.retkoop(&["ouvrir", "--date", "2024-09-02"]).code, 1, "once is enough");
    let bilan = |jour: &str| dossier.retkoop(&["bilan", "--exercice", "2024-2025", "--date", jour, "--format", "json"]).sortie;
    assert!(bilan("2024-09-02").contains("\"report_a_nouveau\": \"2018.85\""), "{}", bilan("2024-09-02"));
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    assert!(dossier.lire("2024-2025/exercice.toml").contains("banque = 2018.85"));
    assert!(bilan("2024-09-05").contains("\"report_a_nouveau\": \"2018.85\""));
    // The opening is held against the seal.
    dossier.remplacer("2024-2025/exercice.toml", "2018.85", "2018.58");
    let codes: Vec<String> = constats(&dossier).into_iter().map(|c| c.code).collect();
    assert_eq!(codes, ["T005"]);
    // The same of the cash: a count of the new year is no second finding.
    let exercice = dossier.lire("2024-2025/exercice.toml");
    dossier.ecrire("2024-2025/exercice.toml", exercice.replace("2018.58", "2018.85").replace("caisse = 0.00", "caisse = 5.00"));
    dossier.ecrire("2024-2025/caisse/a.toml", "date = 2024-09-20\ntresorerie = \"caisse\"\n[coupures]\n\"5\" = 0\n");
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["T005"]);
    dossier.ecrire("2024-2025/exercice.toml", exercice);
    dossier.remplacer("2024-2025/exercice.toml", "banque = 2018.58", "banque = 2018.85\nregies.\"\" = 5.00");
    let message = dossier.retkoop(&["verifier", "--format", "concis"]).sortie;
    assert!(message.contains("l’ouverture de la régie sans classe est de 5,00"), "{message}");
}

/// Stopped after the folder, then after its first file: `exercice.toml` comes last, and makes it an exercice.
#[test]
fn an_opening_that_was_stopped_is_begun_again() {
    let entier = mini_annee();
    let ouvrir = |dossier: &Dossier| dossier.retkoop(&["ouvrir", "--date", "2024-09-02"]);
    reussir(&ouvrir(&entier));
    for faits in [&[][..], &["2024-2025/adhesion.toml"]] {
        let arrete = mini_annee();
        fs::create_dir(arrete.chemin().join("2024-2025")).expect("a folder");
        for chemin in faits {
            arrete.ecrire(chemin, entier.lire(chemin));
        }
        let aide = arrete.retkoop(&["verifier", "--format", "complet", "--date", "2024-09-02"]);
        assert!(faits.len() == 1 || (aide.sortie.clone() + &aide.erreurs).contains("retkoop ouvrir"), "{}", aide.sortie);
        reussir(&ouvrir(&arrete));
        for chemin in ["2024-2025/exercice.toml", "2024-2025/adhesion.toml"] {
            assert_eq!(arrete.lire(chemin), entier.lire(chemin), "{chemin} after {faits:?}");
        }
        assert_eq!(ouvrir(&arrete).code, 1, "once is enough");
    }
}

/// format.md: nothing is computed from a file with a syntax error, an unknown key or no permission to be read; the rest of the
/// accounts is not what an open year's successor is made from.
#[test]
fn the_next_exercice_is_not_made_from_what_cannot_be_read() {
    let ouvrir = |dossier: &Dossier| dossier.retkoop(&["ouvrir", "--date", "2024-09-02"]);
    let refuse = |dossier: &Dossier, fichier: &str| {
        let execution = ouvrir(dossier);
        assert_eq!(execution.code, 1, "{}{}", execution.sortie, execution.erreurs);
        assert!(execution.erreurs.contains(fichier) && execution.erreurs.contains("recommencez"), "{}", execution.erreurs);
        assert!(!dossier.chemin().join("2024-2025").exists(), "{fichier}");
    };
    for faute in ["eleves = ", "elevs = 21", "eleves = -21"] {
        let dossier = mini_annee();
        dossier.remplacer("2023-2024/adhesion.toml", "eleves = 21", faute);
        refuse(&dossier, "2023-2024/adhesion.toml");
        let close = cloturer(&dossier, "2023-2024", "2024-09-05");
        assert_eq!(close.code, 1, "the closing refuses too");
        assert!(!dossier.chemin().join("2024-2025").exists(), "{faute}");
        dossier.remplacer("2023-2024/adhesion.toml", faute, "eleves = 21");
        reussir(&ouvrir(&dossier));
        assert!(dossier.lire("2024-2025/adhesion.toml").contains("eleves = 21"));
    }
    // What is no file cannot be read, by whoever runs the tests.
    let dossier = mini_annee();
    fs::remove_file(dossier.chemin().join("2023-2024/adhesion.toml")).expect("a file");
    dossier.ecrire("2023-2024/adhesion.toml", b"[[classe]]\nnom = \"\xff\"\n");
    refuse(&dossier, "2023-2024/adhesion.toml");
    // An entry that does not balance is the ledger's, and the opening follows it.
    let dossier = mini_annee();
    dossier.remplacer("2023-2024/cahier/annee.toml", "ventilation.6181 = 23.99", "ventilation.6181 = 23.98");
    reussir(&ouvrir(&dossier));
    // Once closed, its figures are written.
    let dossier = mini_annee();
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    fs::remove_dir_all(dossier.chemin().join("2024-2025")).expect("a folder");
    dossier.remplacer("2023-2024/cahier/annee.toml", "sortie.banque = 23.99", "sortie.banque = ");
    refuse(&dossier, "2023-2024/cahier/annee.toml");
}

#[test]
fn the_report_is_printed_once_there_is_a_seal() {
    let dossier = mini_annee();
    let imprimer = || {
        let sortie = dossier.chemin().join("papiers");
        let execution = dossier.retkoop(&[
            "imprimer",
            "rapport-de-cloture",
            "--exercice",
            "2023-2024",
            "--sortie",
            sortie.to_str().expect("UTF-8"),
        ]);
        (execution, fs::read(sortie.join("rapport-de-cloture-046-0410-2023-2024.pdf")).ok())
    };
    let (refus, rien) = imprimer();
    assert_eq!((refus.code, rien), (1, None));
    assert!(refus.erreurs.contains("clôture"), "{}", refus.erreurs);
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let (fait, octets) = imprimer();
    reussir(&fait);
    let octets = octets.expect("a file");
    let document = lopdf::Document::load_mem(&octets).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let texte: String = document.extract_text(&pages).expect("text").split_whitespace().collect();
    let sceau: toml::Table = dossier.lire("2023-2024/cloture.toml").parse().expect("TOML");
    let empreinte = sceau["sceau"]["empreinte"].as_str().expect("a fingerprint");
    for mot in [empreinte, "617,01", "2018,85", "1401,84", "pieces/05-mairie.pdf"] {
        assert!(texte.contains(mot), "{mot}");
    }
    assert_eq!(imprimer().1, Some(octets), "the same bytes");
}

/// 8,00 + 21 × 9,00 + 4,00 = 201,00 by the tariff, without insurance; piece 02 paid 212,00 and 21,00. Entry 08 is ticked on a day
/// without statement.
#[test]
fn a_finding_of_one_entry_has_its_piece_and_no_key_on_paper() {
    let dossier = mini_annee();
    let bareme =
        "[[bareme]]\nexercice = \"2023-2024\"\nreference = \"Exemple\"\nforfait = 8.00\neleve = 9.00\nenseignant = 4.00\n";
    dossier.ecrire("departement.toml", format!("[departement]\nnom = \"Essai\"\nnumero = \"046\"\n{bareme}"));
    dossier.remplacer("retkoop.toml", "compte = \"512\"", "compte = \"512\"\nlibelle = \"Banque du Val\"");
    let cahier = dossier.lire("2023-2024/cahier/annee.toml");
    let (avant, _) = cahier.rsplit_once("pointage = 2024-08-31").expect("the tick of 08");
    dossier.ecrire("2023-2024/cahier/annee.toml", format!("{avant}pointage = 2024-06-30\n"));
    let json = dossier.retkoop(&["verifier", "--format", "json", "--date", "2024-09-05"]).sortie;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let constats = json["diagnostics"].as_array().expect("findings");
    let dits: Vec<_> = constats.iter().map(|d| (d["code"].as_str().unwrap_or(""), d["piece"].as_str().unwrap_or(""))).collect();
    assert_eq!(dits, [("A003", "02"), ("A003", "02"), ("T008", "")], "{json}");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let sortie = dossier.chemin().join("papiers");
    let sortie = sortie.to_str().expect("UTF-8");
    reussir(&dossier.retkoop(&["imprimer", "rapport-de-cloture", "--exercice", "2023-2024", "--sortie", sortie]));
    let octets = fs::read(dossier.chemin().join("papiers/rapport-de-cloture-046-0410-2023-2024.pdf")).expect("a file");
    let document = lopdf::Document::load_mem(&octets).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let texte: String = document.extract_text(&pages).expect("text").split_whitespace().collect();
    for mots in ["A00302lacotisation", "A00302l’assurance", "aucunrelevéde«BanqueduVal»n’estdatédu30/06/2024"] {
        assert!(texte.contains(mots), "{mots}: {texte}");
    }
    assert!(!texte.contains('`'), "{texte}");
}

#[test]
fn the_bundle_waits_for_the_quitus_and_says_what_is_missing() {
    let dossier = mini_annee();
    let sortie = dossier.chemin().join("envoi");
    let imprimer =
        || dossier.retkoop(&["imprimer", "dossier", "--exercice", "2023-2024", "--sortie", sortie.to_str().expect("UTF-8")]);
    let refus = imprimer();
    assert_eq!((refus.code, sortie.exists()), (1, false));
    assert!(refus.erreurs.contains("pas clôturé") && refus.erreurs.contains("controle.toml"), "{}", refus.erreurs);
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    // One verifier is not two, and nothing is signed.
    let verificateur = "date = 2024-09-12\n[[verificateur]]\nnom = \"Norbert Duroc\"\nqualite = \"parent\"\n";
    dossier.ecrire("2023-2024/controle.toml", format!("{verificateur}[quitus]\ndonne = true\n"));
    let refus = imprimer();
    assert_eq!((refus.code, sortie.exists()), (1, false));
    assert!(refus.erreurs.contains("1\u{a0}vérificateur") && refus.erreurs.contains("retour/"), "{}", refus.erreurs);
    dossier.ecrire(
        "2023-2024/controle.toml",
        format!("{verificateur}[[verificateur]]\nnom = \"Lise Aubry\"\nqualite = \"enseignant\"\n[quitus]\ndonne = true\n"),
    );
    // Neither an empty file, nor a note, nor the paper of another year is the signed one.
    for (nom, contenu) in [("quitus-signe.pdf", ""), ("pas-de-quitus.txt", "à faire"), ("quitus-2019.pdf", "signé")] {
        dossier.ecrire(&format!("2023-2024/retour/{nom}"), contenu);
        let refus = imprimer();
        assert!(refus.code == 1 && refus.erreurs.contains("numérisé"), "{nom}: {}", refus.erreurs);
    }
    dossier.ecrire("2023-2024/retour/quitus-signe.pdf", "signé");
    // They met before the closing: those accounts may have changed since.
    let commission = dossier.lire("2023-2024/controle.toml");
    dossier.ecrire("2023-2024/controle.toml", commission.replace("2024-09-12", "2024-09-04"));
    let refus = imprimer();
    assert!(refus.code == 1 && refus.erreurs.contains("avant la clôture du 5\u{a0}septembre\u{a0}2024"), "{}", refus.erreurs);
    // A note under the name of a scan is enclosed, and told; so are the reserves.
    dossier.ecrire("2023-2024/controle.toml", format!("{commission}reserves = \"Deux factures à retrouver\"\n"));
    dossier.ecrire("2023-2024/retour/quitus-ancien.jpg", b"\xff\xd8\xff\xe0 une photo");
    reussir(&imprimer());
    let racine = sortie.join("dossier-046-0410-2023-2024");
    let liste = fs::read_to_string(racine.join("liste.txt")).expect("a list");
    for mots in ["[?] Quitus signé", "`retour/quitus-signe.pdf` n’a le contenu ni", "des réserves", "Deux factures à retrouver"]
    {
        assert!(liste.contains(mots), "{mots}: {liste}");
    }
    assert!(!liste.contains("`retour/quitus-ancien.jpg`"), "an image is one: {liste}");
    // A scan, and accounts without reserves; what was enclosed before and is no more is gone.
    dossier.ecrire("2023-2024/controle.toml", commission);
    dossier.ecrire("2023-2024/retour/quitus-signe.pdf", "%PDF-1.7 signé");
    fs::remove_file(dossier.chemin().join("2023-2024/retour/quitus-ancien.jpg")).expect("a file");
    reussir(&imprimer());
    let fichiers = octets(&racine);
    assert!(!fichiers.contains_key("joints/retour-quitus-ancien.jpg"), "{:?}", fichiers.keys());
    for attendu in ["liste.txt", "01-crf-046-0410-2023-2024.pdf", "joints/pieces-05-mairie.pdf", "joints/retour-quitus-signe.pdf"]
    {
        assert!(fichiers.contains_key(attendu), "{attendu}: {:?}", fichiers.keys());
    }
    assert!(fichiers.keys().any(|nom| nom.ends_with("rapport-de-cloture-046-0410-2023-2024.pdf")));
    let liste = String::from_utf8(fichiers["liste.txt"].clone()).expect("UTF-8");
    assert!(
        liste.contains("[x] Quitus signé")
            && liste.contains("[ ] Relevé de banque")
            && liste.contains("[ ] Compte rendu d’activités"),
        "{liste}"
    );
    assert!(liste.contains("Coopérative des Trois Fontaines") && liste.contains("046-0410"), "{liste}");
    // As `sha256sum` says it, of every file but the list itself.
    for (nom, contenu) in fichiers.iter().filter(|(nom, _)| *nom != "liste.txt") {
        assert!(liste.contains(&format!("{}  {nom}\n", empreinte(contenu))), "{nom}: {liste}");
    }
    let archive = fs::read(sortie.join("dossier-046-0410-2023-2024.zip")).expect("an archive");
    assert!(fichiers.values().all(|contenu| archive.windows(contenu.len().max(1)).any(|bout| bout == contenu)));
    reussir(&imprimer());
    assert_eq!(fs::read(sortie.join("dossier-046-0410-2023-2024.zip")).expect("an archive"), archive, "the same bytes");
}

/// What a department decides later changes nothing to a year that is closed.
#[test]
fn a_closed_year_is_read_by_the_settings_of_its_closing() {
    let dossier = mini_annee();
    dossier.ecrire("departement.toml", "[[plan.compte]]\nnumero = \"6181\"\nlibelle = \"Activités des classes\"\n");
    reussir(&cloturer(&dossier, "2023-2024", "2024-09-05"));
    let bilan = || dossier.retkoop(&["bilan", "--exercice", "2023-2024", "--format", "json"]);
    let avant = bilan();
    reussir(&avant);
    assert!(avant.sortie.contains("Activités des classes"));
    dossier.ecrire(
        "departement.toml",
        "[[plan.compte]]\nnumero = \"6181\"\nlibelle = \"Autre nom\"\nretire = true\n[plan]\nsubvention = \"7511\"\n[seuils]\nplafond_regie = 100\n",
    );
    assert_eq!(constats(&dossier), [], "nothing of the closed year is judged again");
    assert_eq!(bilan().sortie, avant.sortie);
    // The year that is open follows the new settings.
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"01\"\ndate = 2024-10-01\nlibelle = \"x\"\nsortie.banque = 1.00\nventilation.6181 = 1.00\n",
    );
    assert_eq!(constats(&dossier).into_iter().map(|c| c.code).collect::<Vec<_>>(), ["E004"]);
    // Opened again, the closed year too.
    reussir(&dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "x"]));
    assert!(constats(&dossier).iter().any(|c| c.code == "E004" && c.fichier.starts_with("2023-2024")));
}

/// A pipe among the receipts is neither awaited nor sealed.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_sealed() {
    let dossier = mini_annee();
    let tube = dossier.chemin().join("2023-2024/pieces/tube");
    assert!(std::process::Command::new("mkfifo").arg(&tube).status().expect("mkfifo").success());
    let refus = cloturer(&dossier, "2023-2024", "2024-09-05");
    assert_eq!((refus.code, dossier.chemin().join("2023-2024/cloture.toml").exists()), (2, false));
    assert!(refus.erreurs.contains("pieces/tube"), "{}", refus.erreurs);
}

/// A mistake that was read hides nothing but what it touches: a trial that is answered does not find new reasons the next day.
#[test]
fn what_one_reason_does_not_touch_is_told_beside_it() {
    let codes = |dossier: &Dossier| {
        let execution = cloturer(dossier, "2023-2024", "2024-09-05");
        let mut codes = super::commun::codes_montres(&execution.erreurs);
        codes.sort();
        codes
    };
    let dossier = mini_annee();
    // A régie of 60,00 for which nothing is said, a subsidy of 50,00 outside the table, no insurance.
    dossier.ecrire(
        "2023-2024/cahier/suite.toml",
        "[[ecriture]]\npiece = \"09\"\ndate = 2024-06-05\nlibelle = \"Régie\"\nsortie.banque = 60.00\nregie = { versee = 60.00, classe = \"CP-CE1\" }\npointage = 2024-08-31\n\
         [[ecriture]]\npiece = \"10\"\ndate = 2024-06-06\nlibelle = \"Mairie\"\nentree.banque = 50.00\nventilation.7410 = 50.00\npointage = 2024-08-31\n",
    );
    // 2 018,85 − 60,00 + 50,00.
    dossier.remplacer("2023-2024/releves/fin.toml", "2018.85", "2008.85");
    dossier.remplacer("2023-2024/cahier/annee.toml", "6586 = 212.00, 6168 = 21.00", "6586 = 233.00");
    let sans_faute = ["A001", "R001", "S001"];
    assert_eq!(codes(&dossier), sans_faute);
    let avec = |chemin: &str, texte: &str, code: &str| {
        dossier.ecrire(chemin, texte);
        let mut attendus: Vec<&str> = sans_faute.into_iter().chain([code]).collect();
        attendus.sort_unstable();
        assert_eq!(codes(&dossier), attendus, "{texte}");
        fs::remove_file(dossier.chemin().join(chemin)).expect("a file");
    };
    let ecriture = "[[ecriture]]\npiece = \"11\"\ndate = 2024-06-07\nlibelle = \"Papier\"\n";
    // Unbalanced by 1,00 over an account of its own.
    avec(
        "2023-2024/cahier/x.toml",
        &format!("{ecriture}entree.caisse = 10.00\nsortie.caisse = 10.00\nventilation.6181 = 1.00\n"),
        "E001",
    );
    // Ledgers of another class: without its class, or with an operation out of the year.
    avec("2023-2024/classes/x.toml", "classe = \"Maternelle\"\npiece = \"12\"\n", "K002");
    // What it does touch is not told twice.
    dossier.ecrire(
        "2023-2024/cahier/x.toml",
        format!("{ecriture}regie = {{ expliquee = 60.00, classe = \"CP-CE1\" }}\nventilation.6181 = 59.00\n"),
    );
    assert_eq!(codes(&dossier), ["A001", "E001", "S001"]);
    dossier.ecrire("2023-2024/cahier/x.toml", format!("{ecriture}entree.caisse = 0.00\nventilation.7410 = 50.00\n"));
    assert_eq!(codes(&dossier), ["A001", "E001", "R001"]);
    dossier.ecrire("2023-2024/cahier/x.toml", format!("{ecriture}ventilation.6168 = 21.00\n"));
    assert_eq!(codes(&dossier), ["E001", "R001", "S001"]);
}
