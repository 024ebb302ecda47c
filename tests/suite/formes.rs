//! The formats of findings: the same findings and exit status in each, and what each host asks of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use quick_xml::events::Event;
use serde_json::Value;

use super::commun::{Dossier, Execution, JOUR, commande, racine, retkoop};
use super::exemples::annee_a_la_main;

/// A year with a syntax error, an error of two places, a bloquant, an avertissement and a remarque, one of them acknowledged.
fn annee_fautive() -> Dossier {
    let dossier = annee_a_la_main();
    dossier.remplacer("2023-2024/cahier/a.toml", "212.00", "211.00");
    dossier.remplacer("2023-2024/releves/fin.toml", "1636.84", "1636.85");
    dossier.ecrire("2023-2024/pieces/perdu, 50 % à rendre.txt", "personne ne la nomme\n");
    let arrete = "date = 2024-01-10\ntresorerie = \"caisse\"\ncomptee_par = [\"Zoé\"]\n[coupures]\n\"é\" = 1,5\n";
    dossier.ecrire("2023-2024/caisse/z.toml", arrete);
    dossier
}

fn acquitter(dossier: &Dossier, regle: &str) {
    let retkoop_toml = dossier.lire("retkoop.toml");
    dossier.ecrire("retkoop.toml", format!("{retkoop_toml}[[acquittement]]\nregle = \"{regle}\"\nmotif = \"Vu en conseil\"\n"));
}

fn json(execution: &Execution) -> Value {
    serde_json::from_str(&execution.sortie).expect("JSON")
}

/// What a `testsuites` document says: for each suite, its cases in order with their failures and their output.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cas {
    nom: String,
    echecs: Vec<String>,
    sortie: String,
}

fn junit(document: &str) -> Vec<(String, Vec<Cas>)> {
    let mut lecteur = quick_xml::Reader::from_str(document);
    lecteur.config_mut().expand_empty_elements = true;
    let mut suites: Vec<(String, Vec<Cas>)> = Vec::new();
    let mut dans = String::new();
    loop {
        match lecteur.read_event().expect("well-formed XML") {
            Event::Start(balise) => {
                let attribut = |nom: &str| {
                    let valeur = balise.try_get_attribute(nom).expect("an attribute");
                    valeur
                        .map(|a| a.normalized_value(quick_xml::XmlVersion::Explicit1_0).expect("text").into_owned())
                        .unwrap_or_default()
                };
                balise.name().as_ref().clone_into(&mut dans);
                match dans.as_str() {
                    "testsuite" => suites.push((attribut("name"), Vec::new())),
                    "testcase" => suites.last_mut().unwrap().1.push(Cas { nom: attribut("name"), ..Cas::default() }),
                    "failure" => suites.last_mut().unwrap().1.last_mut().unwrap().echecs.push(attribut("message")),
                    _ => {}
                }
            }
            Event::Text(texte) if dans == "system-out" => {
                suites.last_mut().unwrap().1.last_mut().unwrap().sortie.push_str(&texte);
            }
            Event::End(_) => dans.clear(),
            Event::Eof => return suites,
            _ => {}
        }
    }
}

#[test]
fn the_status_is_that_of_the_worst_finding_in_every_format() {
    let averti = annee_a_la_main();
    averti.ecrire("2023-2024/pieces/perdu.txt", "personne ne la nomme\n");
    for (dossier, ordinaire, strict) in [(annee_a_la_main(), 0, 0), (averti, 0, 1), (annee_fautive(), 1, 1)] {
        for forme in ["complet", "concis", "json", "sarif", "github", "gitlab", "junit"] {
            assert_eq!(dossier.retkoop(&["verifier", "--format", forme]).code, ordinaire, "{forme}");
            assert_eq!(dossier.retkoop(&["verifier", "--format", forme, "--strict"]).code, strict, "{forme} --strict");
        }
    }
}

#[test]
fn every_format_tells_the_same_findings_with_the_same_status() {
    let dossier = annee_fautive();
    let codes_de = |valeurs: Vec<String>| {
        valeurs.into_iter().fold(BTreeMap::new(), |mut nombres: BTreeMap<String, u32>, code| {
            *nombres.entry(code).or_default() += 1;
            nombres
        })
    };
    for (strict, statut) in [(&[][..], 1), (&["--strict"], 1)] {
        let verifier = |forme: &str| {
            let execution = dossier.retkoop(&[&["verifier", "--format", forme], strict].concat());
            assert_eq!((execution.code, execution.erreurs.as_str()), (statut, ""), "{forme}");
            execution
        };
        let texte = |valeur: &Value| valeur.as_str().expect("text").to_owned();
        let liste =
            |valeur: &Value, cle: &str| valeur.as_array().expect("a list").iter().map(|v| texte(&v[cle])).collect::<Vec<_>>();
        let attendus = codes_de(liste(&json(&verifier("json"))["diagnostics"], "code"));
        assert_eq!(attendus.keys().map(String::as_str).collect::<Vec<_>>(), ["E001", "L001", "P005", "T003"]);
        assert_eq!(codes_de(liste(&json(&verifier("sarif"))["runs"][0]["results"], "ruleId")), attendus);
        let gitlab = liste(&json(&verifier("gitlab")), "check_name").into_iter().map(|nom| nom[..4].to_owned());
        assert_eq!(codes_de(gitlab.collect()), attendus);
        let github = verifier("github").sortie;
        let titres = github.lines().map(|ligne| ligne.split_once(",title=").expect("a title").1[..4].to_owned());
        assert_eq!(codes_de(titres.collect()), attendus);
        let concis = verifier("concis").sortie;
        let codes = concis.lines().filter_map(|l| Some(l.split_once('[')?.1.split_once(']')?.0.to_owned()));
        assert_eq!(codes_de(codes.collect()), attendus);
        let suites = junit(&verifier("junit").sortie);
        let du_cas = |cas: &Cas| vec![cas.nom[..4].to_owned(); cas.echecs.len() + cas.sortie.matches("aide\u{a0}: ").count()];
        assert_eq!(codes_de(suites[0].1.iter().flat_map(du_cas).collect()), attendus);
    }
}

#[test]
fn fingerprints_are_the_same_in_each_format_and_do_not_follow_lines() {
    let dossier = annee_fautive();
    let empreintes = || -> Vec<String> {
        let diagnostics = json(&dossier.retkoop(&["verifier", "--format", "json"]))["diagnostics"].clone();
        diagnostics.as_array().unwrap().iter().map(|d| d["empreinte"].as_str().unwrap().to_owned()).collect()
    };
    let avant = empreintes();
    let gitlab = json(&dossier.retkoop(&["verifier", "--format", "gitlab"]));
    let sarif = json(&dossier.retkoop(&["verifier", "--format", "sarif"]));
    for (rang, empreinte) in avant.iter().enumerate() {
        assert_eq!(gitlab[rang]["fingerprint"], empreinte.as_str());
        assert_eq!(sarif["runs"][0]["results"][rang]["partialFingerprints"]["empreinte/v1"], empreinte.as_str());
    }
    let cahier = dossier.lire("2023-2024/cahier/a.toml");
    dossier.ecrire("2023-2024/cahier/a.toml", format!("# une ligne de plus\n\n{cahier}"));
    assert_eq!(empreintes(), avant);
}

#[test]
fn sarif_points_to_rules_places_and_answers() {
    let dossier = annee_fautive();
    acquitter(&dossier, "P005");
    let sans = json(&dossier.retkoop(&["verifier", "--format", "sarif"]));
    assert!(!sans.to_string().contains("suppressions"));
    let document = json(&dossier.retkoop(&["verifier", "--format", "sarif", "--tout"]));
    let passage = &document["runs"][0];
    let regles = passage["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(regles.len(), retkoop::controle::REGLES.len());
    let constats = passage["results"].as_array().unwrap();
    for constat in constats {
        assert_eq!(regles[constat["ruleIndex"].as_u64().unwrap() as usize]["id"], constat["ruleId"]);
        let uri = constat["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        let chemin = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
        assert!(dossier.chemin().join(chemin.as_ref()).exists(), "{uri}");
        let motifs: Vec<&Value> = constat["suppressions"].as_array().unwrap().iter().map(|s| &s["justification"]).collect();
        assert_eq!(motifs, if constat["ruleId"] == "P005" { vec!["Vu en conseil"] } else { vec![] }, "{constat}");
    }
    let de = |code: &str| constats.iter().find(|c| c["ruleId"] == code).unwrap();
    assert_eq!(
        de("P005")["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "2023-2024/pieces/perdu%2C%2050%20%25%20%C3%A0%20rendre.txt"
    );
    assert!(de("E001")["relatedLocations"].as_array().unwrap().len() >= 2);
    // « "é" = 1,5 » is the fifth line; the number begins at its seventh character and takes three.
    let region = serde_json::json!({ "startLine": 5, "startColumn": 7, "endLine": 5, "endColumn": 10 });
    assert_eq!(de("L001")["locations"][0]["physicalLocation"]["region"], region);
}

#[test]
fn github_gets_the_worst_first_on_one_line_each() {
    let dossier = annee_fautive();
    dossier.ecrire(
        "2023-2024/cahier/b.toml",
        "[[ecriture]]\npiece = \"41\"\ndate = 2024-06-30\nlibelle = \"50 %\\n::error::piège | <b>\"\n",
    );
    let sortie = dossier.retkoop(&["verifier", "--format", "github"]).sortie;
    let commandes: Vec<&str> = sortie.lines().map(|ligne| ligne.split(' ').next().unwrap()).collect();
    assert!(commandes.iter().all(|c| ["::error", "::warning", "::notice"].contains(c)), "{sortie}");
    assert!(commandes.is_sorted_by_key(|c| ["::error", "::warning", "::notice"].iter().position(|n| n == c)), "{sortie}");
    assert!(sortie.contains("::warning file=2023-2024/pieces/perdu%2C 50 %25 à rendre.txt,line=1"), "{sortie}");
    assert!(
        sortie.contains("::error file=2023-2024/caisse/z.toml,line=5,endLine=5,col=7,endColumn=10,title=L001 toml-invalide::"),
        "{sortie}"
    );
}

#[test]
fn the_summary_of_the_job_gets_the_whole_table() {
    let dossier = annee_fautive();
    let resume = Dossier::new([("resume.md", "## Ce qui était là\n")]);
    let fichier = resume.chemin().join("resume.md");
    let verifier = |forme: &str| {
        let arguments = ["-C", dossier.chemin().to_str().unwrap(), "verifier", "--date", JOUR, "--format", forme];
        commande(&arguments).env("GITHUB_STEP_SUMMARY", &fichier).output().expect("it runs");
        fs::read_to_string(&fichier).unwrap()
    };
    assert_eq!(verifier("json"), "## Ce qui était là\n", "another format leaves it alone");
    let texte = verifier("github");
    assert!(texte.starts_with("## Ce qui était là\n### retkoop\u{a0}: 2\u{a0}erreurs"), "{texte}");
    let lignes: Vec<&str> =
        texte.lines().filter(|l| l.starts_with("| ")).skip(1).map(|l| l.split(" | ").nth(1).unwrap()).collect();
    assert_eq!(lignes, ["E001", "L001", "T003", "P005"]);
    // Above 1 MiB the service would refuse the whole text: the rest is counted.
    dossier.ecrire("2023-2024/cahier/b.toml", "[[ecriture]]\npiece = \"1\"\ndate = 2024-01-01\nlibelle = \"x\"\n".repeat(12_000));
    fs::write(&fichier, "").unwrap();
    let texte = verifier("github");
    assert!(texte.len() < 1_048_576 && texte.len() > 900_000, "{}", texte.len());
    let montres = texte.lines().filter(|l| l.starts_with("| ")).count() - 1;
    let reste: usize = texte.lines().last().unwrap().chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
    let total = json(&dossier.retkoop(&["verifier", "--format", "json"]))["diagnostics"].as_array().unwrap().len();
    assert_eq!(montres + reste, total);
}

#[test]
fn junit_fails_what_fails_the_run() {
    let dossier = annee_fautive();
    let echecs = |options: &[&str]| -> Vec<String> {
        let suites = junit(&dossier.retkoop(&[&["verifier", "--format", "junit"], options].concat()).sortie);
        assert_eq!(suites.len(), 1);
        assert_eq!(suites[0].0, "046-0001");
        assert_eq!(suites[0].1.len(), retkoop::controle::REGLES.len(), "a rule that finds nothing passes");
        suites[0].1.iter().filter(|cas| !cas.echecs.is_empty()).map(|cas| cas.nom[..4].to_owned()).collect()
    };
    assert_eq!(echecs(&[]), ["L001", "E001"]);
    assert_eq!(echecs(&["--strict"]), ["L001", "E001", "P005", "T003"]);
    acquitter(&dossier, "P005");
    assert_eq!(echecs(&["--strict", "--tout"]), ["L001", "E001", "T003"]);
    dossier.remplacer("2023-2024/cahier/a.toml", "\"OCCE\"", "\"<OCCE> & \\u0007]]>\"");
    let suites = junit(&dossier.retkoop(&["verifier", "--format", "junit"]).sortie);
    assert_eq!(suites[0].1.iter().map(|cas| cas.echecs.len()).sum::<usize>(), 2);
}

#[test]
fn junit_has_a_suite_a_cooperative() {
    let departement = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE\"\nmon = 1\n")]);
    for (nom, numero) in [("a", "1"), ("groupe/b", "1")] {
        departement.ecrire(&format!("{nom}/retkoop.toml"), format!("[cooperative]\nnom = \"É\"\nnumero = \"{numero}\"\n"));
    }
    let noms: Vec<String> =
        junit(&departement.retkoop(&["verifier", "--format", "junit"]).sortie).into_iter().map(|(nom, _)| nom).collect();
    assert_eq!(noms, ["département", "1 (a)", "1 (groupe/b)"]);
}

/// What works on repositories wants paths from their root; people, from the folder that they check.
#[test]
fn paths_begin_at_the_root_of_the_repository() {
    let depot = Dossier::new([("compta/departement.toml", "[departement]\nnom = \"OCCE\"\nmon = 1\n")]);
    depot.ecrire("compta/écoles/a/retkoop.toml", "[cooperative]\nnom = \"É\"\nnumero = \"1\"\nmon = 1\n");
    let chemins = |dossier: &str| {
        let dossier = depot.chemin().join(dossier);
        let verifier = |forme: &str| retkoop(&["-C", dossier.to_str().unwrap(), "verifier", "--format", forme]);
        let gitlab = json(&verifier("gitlab"));
        let problemes = gitlab.as_array().unwrap().iter();
        let chemins: BTreeSet<String> = problemes.map(|p| p["location"]["path"].as_str().unwrap().to_owned()).collect();
        assert!(chemins.iter().all(|chemin| verifier("github").sortie.contains(&format!("file={chemin},"))));
        let json = json(&verifier("json"));
        let diagnostics = json["diagnostics"].as_array().unwrap().iter();
        (chemins, diagnostics.map(|d| d["fichier"].as_str().unwrap().to_owned()).collect())
    };
    let deux = |un: &str, autre: &str| BTreeSet::from([un.to_owned(), autre.to_owned()]);
    let vus = deux("departement.toml", "écoles/a/retkoop.toml");
    assert_eq!(chemins("compta"), (vus.clone(), vus.clone()), "outside a repository");
    assert!(Command::new("git").args(["init", "-q"]).current_dir(depot.chemin()).status().unwrap().success());
    let du_depot = deux("compta/departement.toml", "compta/écoles/a/retkoop.toml");
    assert_eq!(chemins("compta"), (du_depot.clone(), vus));
    assert_eq!(chemins("compta/écoles/a"), (du_depot, deux("../../departement.toml", "retkoop.toml")));
}

#[test]
fn one_run_writes_several_formats() {
    let dossier = annee_fautive();
    let sorties = Dossier::new([("vieux.json", "{}")]);
    let chemin = |nom: &str| sorties.chemin().join(nom).to_str().unwrap().to_owned();
    let formes = ["complet", "concis", "json", "sarif", "github", "gitlab", "junit"];
    let mut arguments = vec!["verifier".to_owned()];
    for forme in formes {
        let fichier = if forme == "json" { chemin("vieux.json") } else { chemin(forme) };
        arguments.extend(["--format".to_owned(), forme.to_owned(), "--sortie".to_owned(), fichier]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let tout = dossier.retkoop(&arguments);
    assert_eq!((tout.code, tout.sortie.as_str()), (1, ""));
    assert!(tout.erreurs.contains("2\u{a0}erreurs") && tout.erreurs.contains("junit"), "{}", tout.erreurs);
    for forme in formes {
        let nom = if forme == "json" { "vieux.json" } else { forme };
        assert_eq!(sorties.lire(nom), dossier.retkoop(&["verifier", "--format", forme]).sortie, "{forme}");
    }
    let une = dossier.retkoop(&["verifier", "--format", "sarif", "--sortie", &chemin("s"), "--format", "github"]);
    assert_eq!((une.code, une.erreurs.as_str()), (1, ""));
    assert_eq!(une.sortie, dossier.retkoop(&["verifier", "--format", "github"]).sortie);
    assert_eq!(sorties.lire("s"), sorties.lire("sarif"));
    for (arguments, dit) in [
        (&["--format", "json", "--format", "sarif"][..], "2\u{a0}formes (`--format`) pour 0\u{a0}fichier (`--sortie`)"),
        (&["--format", "json", "--sortie", "cahier.toml"], "`cahier.toml` est un fichier de comptes"),
        (&["--format", "xml"], "xml"),
    ] {
        let refus = dossier.retkoop(&[&["verifier"], arguments].concat());
        assert_eq!((refus.code, refus.sortie.as_str()), (2, ""), "{arguments:?}");
        assert!(refus.erreurs.contains(dit) && refus.erreurs.contains("aide\u{a0}: "), "{}", refus.erreurs);
    }
    let impossible = dossier.retkoop(&["verifier", "--format", "json", "--sortie", &chemin("absent/x.json")]);
    assert_eq!(impossible.code, 2, "{}", impossible.erreurs);
}

#[test]
fn the_registry_is_the_help() {
    let aide = retkoop(&["verifier", "--aide"]).sortie;
    let formes = fs::read_dir(racine().join("src/diagnostic/formats")).unwrap().flatten();
    let mut nombre = 0;
    for fichier in formes.map(|f| f.path()).filter(|f| fs::read_to_string(f).unwrap().contains("pub static FORME: Forme")) {
        let nom = fichier.file_stem().unwrap().to_str().unwrap();
        assert!(retkoop::diagnostic::formats::Forme::from_nom(nom).is_some() && aide.contains(nom), "{nom}");
        nombre += 1;
    }
    assert_eq!(nombre, retkoop::diagnostic::formats::FORMES.len());
}

/// Drawings are for reading: fifty of them, the others counted. What machines read is whole, and each finding has its name.
#[test]
fn ten_thousand_findings() {
    let dossier = annee_a_la_main();
    let ecriture = |n: u32| format!("[[ecriture]]\npiece = \"{n}\"\ndate = 2024-01-01\nlibelle = \"x\"\n");
    dossier.ecrire("2023-2024/cahier/b.toml", (13..10_013).map(ecriture).collect::<String>());
    let complet = dossier.retkoop(&["verifier"]).sortie;
    assert_eq!(complet.matches("erreur[E003]").count(), 50);
    assert!(complet.contains("… et 9\u{202f}950\u{a0}autres"), "{}", &complet[complet.len() - 300..]);
    let verifier = |forme: &str| dossier.retkoop(&["verifier", "--format", forme]);
    assert_eq!(verifier("concis").sortie.matches(": erreur[E003] ").count(), 10_000);
    assert_eq!(verifier("github").sortie.matches("::error ").count(), 10_000);
    assert_eq!(verifier("junit").sortie.matches("<failure ").count(), 10_000);
    let empreintes = |document: &Value, chemin: &str| -> usize {
        let constats = document.as_array().unwrap().iter();
        constats.map(|constat| constat.pointer(chemin).unwrap().as_str().unwrap().to_owned()).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(empreintes(&json(&verifier("json"))["diagnostics"], "/empreinte"), 10_000);
    assert_eq!(empreintes(&json(&verifier("gitlab")), "/fingerprint"), 10_000);
    assert_eq!(empreintes(&json(&verifier("sarif"))["runs"][0]["results"], "/partialFingerprints/empreinte~1v1"), 10_000);
}
