//! `retkoop classes`: what each class is, keeps and holds, and the ledgers that are created for it.

use serde_json::{Value, json};

use super::commun::Dossier;
use super::schemas::conforme;

const RETKOOP: &str = "[cooperative]\nnom = \"École de l’essai\"\nnumero = \"046-0001\"\n[tresorerie.banque]\ncompte = \"512\"\n";
const EXERCICE: &str = "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 500\n";

fn dossier(adhesion: &str) -> Dossier {
    Dossier::new([
        ("retkoop.toml", RETKOOP),
        ("2024-2025/exercice.toml", EXERCICE),
        ("2024-2025/adhesion.toml", &format!("date = 2024-09-17\n{adhesion}")),
    ])
}

fn classe(nom: &str, cahier: &str) -> String {
    format!("[[classe]]\nnom = \"{nom}\"\nenseignants = [{{ nom = \"Rose Tavernelle\" }}]\neleves = 20\ncahier = \"{cahier}\"\n")
}

fn json_de(dossier: &Dossier, code: i32) -> Value {
    let execution = dossier.retkoop(&["classes", "--format", "json"]);
    assert_eq!(execution.code, code, "{}", execution.erreurs);
    conforme("classes.schema.json", &execution.sortie);
    serde_json::from_str(&execution.sortie).expect("JSON")
}

/// By hand: CP was given 40,00, its ledger took 30,00 and spent 12,50, it gave 50,00 back: 40 + 30 − 12,50 − 50 = 7,50 held.
/// CE1 explained 15,00 of the 20,00 that it was given: 5,00 held.
#[test]
fn what_each_class_keeps_and_holds() {
    let dossier = dossier(&format!("{}[[classe]]\nnom = \"CE1\"\neleves = 18\nautres_adultes = 2\n", classe("CP", "CP")));
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"1\"\ndate = 2024-10-01\nlibelle = \"Régie\"\nsortie.banque = 60\nregie = { versee = 40, classe = \"cp\" }\nventilation.6181 = 20\n\
         [[ecriture]]\npiece = \"2\"\ndate = 2024-10-02\nlibelle = \"Régie\"\nsortie.banque = 20\nregie = { versee = 20, classe = \"CE1\" }\n\
         [[ecriture]]\npiece = \"3\"\ndate = 2024-10-03\nlibelle = \"Jeux\"\nregie = { expliquee = 15, classe = \"CE1\" }\nventilation.6181 = 15\n\
         [[ecriture]]\npiece = \"4\"\ndate = 2024-10-20\nlibelle = \"Retour\"\nentree.banque = 50\nregie = { retournee = 50, classe = \"CP\" }\n",
    );
    dossier.ecrire(
        "2024-2025/classes/CP.toml",
        "classe = \"CP\"\npiece = \"5\"\n\
         [[operation]]\nnumero = \"1\"\ndate = 2024-10-05\nlibelle = \"Vente\"\nentree.especes = 30\ncompte = \"7070\"\n\
         [[operation]]\nnumero = \"2\"\ndate = 2024-10-06\nlibelle = \"Graines\"\nsortie.especes = 12.50\ncompte = \"6181\"\n",
    );
    let json = json_de(&dossier, 0);
    assert_eq!(
        json["classes"][0]["cahier"],
        json!({"fichier": "2024-2025/classes/CP.toml", "piece": "5", "operations": 2, "recettes": "30.00", "depenses": "12.50", "solde": "17.50"})
    );
    assert_eq!(
        json["classes"][0]["regie"],
        json!({"ouverture": "0.00", "versee": "40.00", "retournee": "50.00", "expliquee": "0.00", "detenu": "7.50"})
    );
    let ce1 = &json["classes"][1];
    assert_eq!((&ce1["cahier"], &ce1["nom_du_cahier"], &ce1["cooperateurs"]), (&Value::Null, &Value::Null, &json!(20)));
    assert_eq!(ce1["regie"]["detenu"], "5.00");
    let codes = |classe: &Value| -> Vec<String> {
        classe["constats"].as_array().unwrap().iter().map(|c| c["code"].as_str().unwrap().to_owned()).collect()
    };
    // Each finding stands with its class; what is wrong elsewhere does not.
    assert_eq!((codes(&json["classes"][0]), codes(ce1)), (vec!["R001".to_owned()], vec!["A009".to_owned(), "R001".to_owned()]));
    let texte = dossier.retkoop(&["classes"]).sortie;
    assert!(texte.contains("classes/CP.toml") && texte.contains("7,50") && texte.contains("bloquant R001"), "{texte}");
    let csv = dossier.retkoop(&["classes", "--format", "csv"]).sortie;
    let lignes: Vec<&str> = csv.lines().collect();
    assert!(
        lignes[1].starts_with(
            "CP;Rose Tavernelle;20;0;21;CP;2024-2025/classes/CP.toml;5;2;30,00;12,50;0,00;40,00;50,00;0,00;7,50;R001"
        ),
        "{csv}"
    );
}

#[test]
fn classes_that_only_a_regie_or_a_ledger_names_are_shown_too() {
    let dossier = dossier(&classe("CP", "CP"));
    dossier.ecrire("2024-2025/classes/CE2.toml", "classe = \"CE2\"\npiece = \"1\"\n");
    dossier.ecrire(
        "2024-2025/cahier/a.toml",
        "[[ecriture]]\npiece = \"2\"\ndate = 2024-10-02\nlibelle = \"Régie\"\nsortie.banque = 20\nregie.versee = 20\n",
    );
    let json = json_de(&dossier, 1);
    let vues: Vec<(&str, bool)> = json["classes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["nom"].as_str().unwrap(), c["declaree"].as_bool().unwrap()))
        .collect();
    assert_eq!(vues, [("CP", true), ("", false), ("CE2", false)]);
    assert!(dossier.retkoop(&["classes"]).sortie.contains("à créer"), "CP has no file");
    let vide = Dossier::new([("retkoop.toml", RETKOOP), ("2024-2025/exercice.toml", EXERCICE)]);
    assert_eq!(json_de(&vide, 0)["classes"], json!([]));
    assert!(vide.retkoop(&["classes"]).sortie.contains("Aucune classe"));
}

#[test]
fn a_ledger_whose_name_is_refused_is_not_created() {
    for (adhesion, attendu) in [
        (classe("CP", "Cours préparatoire"), "a 18\u{a0}caractères"),
        (classe("CP", ".."), "n’a ni lettre ni chiffre"),
        (classe("CP", ""), "est vide"),
        (format!("{}{}", classe("CP", "CP"), classe("CE1", "cp")), "deux classes ont le cahier"),
        (format!("{}{}", classe("CP", "\u{c9}toile"), classe("CE1", "E\u{301}toile")), "deux classes ont le cahier"),
    ] {
        let dossier = dossier(&adhesion);
        let execution = dossier.retkoop(&["classes", "creer", "CP"]);
        assert_eq!((execution.code, execution.sortie.as_str()), (1, ""), "{attendu}");
        assert!(execution.erreurs.contains("[K001]") && execution.erreurs.contains(attendu), "{}", execution.erreurs);
        assert!(!dossier.chemin().join("2024-2025/classes").exists());
    }
    // Another class's name is no reason to refuse.
    let dossier = dossier(&format!("{}{}", classe("CP", "Cours préparatoire"), classe("CE1", "CE1")));
    assert_eq!(dossier.retkoop(&["classes", "creer", "CE1"]).code, 0);
    assert!(dossier.chemin().join("2024-2025/classes/CE1.toml").exists());
}

/// Names that a disk of another system would refuse, or hold for one.
#[test]
fn ledgers_have_files_that_any_disk_takes() {
    let classes = [("A", "CM1/CM2"), ("B", "cm1-cm2"), ("C", "CON")];
    let dossier = dossier(&classes.map(|(nom, cahier)| classe(nom, cahier)).concat());
    assert_eq!(dossier.retkoop(&["classes", "creer"]).code, 0);
    let mut noms: Vec<String> = std::fs::read_dir(dossier.chemin().join("2024-2025/classes"))
        .expect("a folder")
        .map(|f| f.expect("a file").file_name().into_string().expect("UTF-8"))
        .collect();
    noms.sort();
    assert_eq!(noms, ["CM1-CM2.toml", "CON-.toml", "cm1-cm2-2.toml"]);
    assert_eq!(json_de(&dossier, 0)["classes"][2]["cahier"]["piece"], "03");
}

/// Both are counted where they stand side by side; a disk that knows no capitals would keep one of them. So of any other file.
#[cfg(target_os = "linux")]
#[test]
fn two_ledgers_under_one_name_elsewhere_are_told() {
    let dossier = dossier(&(classe("CP", "CP") + &classe("CE1", "CE1")));
    for (fichier, nom, piece) in [("CP", "CP", "20"), ("cp", "CE1", "21")] {
        dossier.ecrire(&format!("2024-2025/classes/{fichier}.toml"), format!("classe = \"{nom}\"\npiece = \"{piece}\"\n"));
    }
    // « é » in one sign, and in two.
    dossier.ecrire("2024-2025/pieces/re\u{e7}u-\u{e9}t\u{e9}.pdf", "a");
    dossier.ecrire("2024-2025/pieces/RE\u{c7}U-e\u{301}te\u{301}.pdf", "b");
    let constats = dossier.constats();
    let confondus: Vec<_> = constats.iter().filter(|c| c.code == "L007").collect();
    assert_eq!(confondus.len(), 2, "{constats:?}");
    let (cahiers, recus) = (confondus[0], confondus[1]);
    assert_eq!((cahiers.fichier.as_str(), cahiers.niveau.as_str()), ("2024-2025/classes/cp.toml", "avertissement"));
    assert!(cahiers.message.contains("`2024-2025/classes/CP.toml`"), "{}", cahiers.message);
    assert!(recus.fichier.starts_with("2024-2025/pieces/"), "{}", recus.fichier);
    assert!(constats.iter().all(|c| c.niveau != "erreur"), "{constats:?}");
}

/// An advance that names no class still stands in the balance sheet, under words of its own.
#[test]
fn a_regie_without_a_class_has_a_name() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    dossier.ecrire(
        "2024-2025/cahier/regie.toml",
        "[[ecriture]]\npiece = \"99\"\ndate = 2025-05-20\nlibelle = \"Avance\"\nsortie.banque = 20.00\nregie.versee = 20.00\n",
    );
    for forme in ["texte", "csv"] {
        let execution = dossier.retkoop(&["bilan", "--exercice", "2024-2025", "--format", forme]);
        assert!(execution.sortie.contains("Détenu par la régie sans classe"), "{}{}", execution.sortie, execution.erreurs);
    }
}
