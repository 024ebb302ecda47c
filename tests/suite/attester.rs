//! `attester` for programs, and on a whole department.

use serde_json::{Value, json};

use super::commun::Dossier;
use super::schemas::conforme;

const ANNEE: &str = "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 120.50\n";
const RELEVE: &str = "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 120.50\n";

/// Three schools of one department, sealed but for the last.
fn departement() -> Dossier {
    let dossier = Dossier::new([("departement.toml", "[departement]\nnom = \"OCCE du Lot\"\n")]);
    for (ecole, numero) in [("ecoles/a", "1"), ("ecoles/b", "2"), ("ecoles/c", "3")] {
        dossier.ecrire(
            &format!("{ecole}/retkoop.toml"),
            format!(
                "[cooperative]\nnom = \"École {numero}\"\nnumero = \"046-{numero}\"\n[tresorerie.banque]\ncompte = \"512\"\n"
            ),
        );
        dossier.ecrire(&format!("{ecole}/2023-2024/exercice.toml"), ANNEE);
        dossier.ecrire(&format!("{ecole}/2023-2024/releves/fin.toml"), RELEVE);
        if numero != "3" {
            let chemin = dossier.chemin().join(ecole);
            let execution = dossier.retkoop(&["-C", chemin.to_str().expect("UTF-8"), "cloturer", "--exercice", "2023-2024"]);
            assert_eq!(execution.code, 0, "{}", execution.erreurs);
        }
    }
    dossier
}

fn json(dossier: &Dossier, arguments: &[&str]) -> (i32, Value) {
    let execution = dossier.retkoop(&[&["attester", "--format", "json"], arguments].concat());
    conforme("attester.schema.json", &execution.sortie);
    (execution.code, serde_json::from_str(&execution.sortie).expect("JSON"))
}

#[test]
fn a_department_attests_all_its_cooperatives() {
    let dossier = departement();
    let (code, document) = json(&dossier, &[]);
    let etats = |document: &Value| -> Vec<(String, String, String)> {
        let texte = |v: &Value| v.as_str().expect("a text").to_owned();
        let cooperatives = document["cooperatives"].as_array().expect("a list");
        let exercices = cooperatives.iter().flat_map(|c| c["exercices"].as_array().expect("a list").iter().map(move |e| (c, e)));
        exercices.map(|(c, e)| (texte(&c["dossier"]), texte(&e["exercice"]), texte(&e["etat"]))).collect()
    };
    let attendu = |b: &str| {
        [
            ("ecoles/a", "2023-2024", "intact"),
            ("ecoles/a", "2024-2025", "ouvert"),
            ("ecoles/b", "2023-2024", b),
            ("ecoles/b", "2024-2025", "ouvert"),
            ("ecoles/c", "2023-2024", "ouvert"),
        ]
        .map(|(d, e, etat)| (d.to_owned(), e.to_owned(), etat.to_owned()))
        .to_vec()
    };
    assert_eq!((code, etats(&document)), (0, attendu("intact")));
    let sceau = &document["cooperatives"][0]["exercices"][0]["sceau"];
    assert_eq!((&sceau["date"], &sceau["fichiers"]), (&json!("2025-10-15"), &json!(2)));

    // One cent, in one of them.
    dossier.remplacer("ecoles/b/2023-2024/releves/fin.toml", "120.50", "120.51");
    let (code, document) = json(&dossier, &[]);
    assert_eq!((code, etats(&document)), (1, attendu("rompu")));
    let differences = &document["cooperatives"][1]["exercices"][0]["differences"];
    assert_eq!(*differences, json!([{"chemin": "2023-2024/releves/fin.toml", "genre": "modifié"}]));
    let texte = dossier.retkoop(&["attester"]);
    assert_eq!(texte.code, 1);
    for mot in ["046-2 École 2 (ecoles/b)", "SCEAU ROMPU", "1\u{a0}intact, 1\u{a0}rompu\u{a0}; exercices encore ouverts\u{a0}: 3"]
    {
        assert!(texte.sortie.contains(mot), "{mot}: {}", texte.sortie);
    }
    // A year that is asked for must be sealed; one that nobody has is no question.
    assert_eq!(json(&dossier, &["--exercice", "2024-2025"]).0, 1);
    assert_eq!(dossier.retkoop(&["attester", "--exercice", "2019-2020"]).code, 2);
}

#[test]
fn a_cooperative_tells_its_reopenings() {
    let dossier = departement();
    let chemin = dossier.chemin().join("ecoles/a");
    let dans = |arguments: &[&str]| dossier.retkoop(&[&["-C", chemin.to_str().expect("UTF-8")], arguments].concat());
    assert_eq!(dans(&["rouvrir", "--exercice", "2023-2024", "--motif", "Un oubli", "--date", "2025-10-16"]).code, 0);
    let execution = dans(&["attester", "--format", "json"]);
    conforme("attester.schema.json", &execution.sortie);
    let document: Value = serde_json::from_str(&execution.sortie).expect("JSON");
    let annee = &document["cooperatives"][0]["exercices"][0];
    assert_eq!((execution.code, &annee["etat"], &annee["sceau"]), (0, &json!("ouvert"), &Value::Null));
    assert_eq!(
        (&annee["reouvertures"][0]["motif"], &annee["reouvertures"][0]["date"]),
        (&json!("Un oubli"), &json!("2025-10-16"))
    );
}

#[test]
fn a_printed_return_answers_programs_too() {
    let dossier = super::exemples::annee_a_la_main();
    let sortie = dossier.chemin().join("papiers");
    let execution = dossier.retkoop(&["--exercice", "2023-2024", "imprimer", "crf", "--sortie", sortie.to_str().expect("UTF-8")]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    let papier = std::fs::read_dir(&sortie).expect("a folder").flatten().next().expect("a paper").path();
    let attester = || {
        let execution = dossier.retkoop(&["attester", papier.to_str().expect("UTF-8"), "--format", "json"]);
        conforme("attester-papier.schema.json", &execution.sortie);
        (execution.code, serde_json::from_str::<Value>(&execution.sortie).expect("JSON"))
    };
    let (code, document) = attester();
    assert_eq!((code, &document["juste"], &document["exercice"]), (0, &json!(true), &json!("2023-2024")));
    let cahier = dossier.lire("2023-2024/cahier/a.toml");
    dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("212.00", "210.00").replace("= 233.00", "= 231.00"));
    let (code, document) = attester();
    assert_eq!((code, &document["juste"]), (1, &json!(false)));
}
