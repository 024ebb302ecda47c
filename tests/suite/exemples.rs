//! The examples' figures, proved without the program: added up outside it with exact decimals, and again by hledger from an
//! export of the same entries. None is copied from what the program prints.

use serde_json::{Value, json};

use super::commun::{Dossier, JOUR, exemple, retkoop};

fn bilan(nom: &str, exercice: &str) -> Value {
    let dossier = exemple(nom);
    let execution = retkoop(&["-C", dossier.to_str().unwrap(), "--exercice", exercice, "bilan", "--format", "json"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    serde_json::from_str(&execution.sortie).expect("JSON")
}

/// `[["6070", "964.62"], …]` of the accounts.
fn comptes(bilan: &Value, sens: &str) -> Vec<(String, String)> {
    let texte = |v: &Value| v.as_str().expect("a string").to_owned();
    bilan[sens].as_array().expect("a list").iter().map(|c| (texte(&c["compte"]), texte(&c["montant"]))).collect()
}

fn attendus(comptes: &[(&str, &str)]) -> Vec<(String, String)> {
    comptes.iter().map(|(c, m)| ((*c).to_owned(), (*m).to_owned())).collect()
}

#[test]
fn the_examples_verify_clean() {
    for nom in ["ecole-jules-ferry", "premiers-pas"] {
        let dossier = exemple(nom);
        let execution = retkoop(&["-C", dossier.to_str().unwrap(), "--date", JOUR, "verifier", "--strict", "--format", "json"]);
        let json: Value = serde_json::from_str(&execution.sortie).expect("JSON");
        assert_eq!((execution.code, &json["diagnostics"]), (0, &json!([])), "{nom}");
    }
}

#[test]
fn jules_ferry_2023_2024() {
    let b = bilan("ecole-jules-ferry", "2023-2024");
    assert_eq!(
        comptes(&b, "charges"),
        attendus(&[
            ("6070", "964.62"),
            ("6168", "26.82"),
            ("6181", "2271.60"),
            ("6270", "27.60"),
            ("6586", "173.50"),
            ("6800", "289.00")
        ])
    );
    assert_eq!(
        comptes(&b, "produits"),
        attendus(&[("7070", "1491.50"), ("7080", "1311.30"), ("7410", "900.00"), ("7511", "350.00"), ("7562", "595.00")])
    );
    assert_eq!(
        (&b["total_charges"], &b["total_produits"], &b["resultat"]),
        (&json!("3753.14"), &json!("4647.80"), &json!("894.66"))
    );
    assert_eq!(
        b["bilan"],
        json!({
            "actif": [{"compte": "512", "nom": "banque", "montant": "2374.03"}, {"compte": "530", "nom": "caisse", "montant": "32.00"}],
            "regies": "0.00", "total_actif": "2406.03",
            "report_a_nouveau": "1511.37", "resultat": "894.66", "total_passif": "2406.03"
        })
    );
    assert_eq!(
        b["rapprochement"],
        json!([{"tresorerie": "banque", "releve": {"date": "2024-08-31", "solde": "2624.23"},
            "sorties_non_pointees": "250.20", "entrees_non_pointees": "0.00", "solde_cahier": "2374.03", "ecart": "0.00"}])
    );
    assert_eq!(
        b["arretes_de_caisse"],
        json!([{"tresorerie": "caisse", "date": "2024-08-30", "compte": "32.00", "solde": "32.00", "ecart": "0.00"}])
    );
    assert_eq!(b["subventions"], json!({"total": "900.00", "compte_7410": "900.00", "ecart": "0.00"}));
}

#[test]
fn jules_ferry_2024_2025_with_a_class_ledger_and_a_deficit() {
    let b = bilan("ecole-jules-ferry", "2024-2025");
    assert_eq!(
        comptes(&b, "charges"),
        attendus(&[("6070", "958.04"), ("6168", "28.83"), ("6181", "3994.65"), ("6270", "28.40"), ("6586", "180.50")])
    );
    assert_eq!(
        comptes(&b, "produits"),
        attendus(&[("7070", "1544.20"), ("7080", "1210.15"), ("7410", "1250.00"), ("7511", "400.00"), ("7562", "603.00")])
    );
    assert_eq!(
        (&b["total_charges"], &b["total_produits"], &b["resultat"]),
        (&json!("5190.42"), &json!("5007.35"), &json!("-183.07"))
    );
    assert_eq!(b["bilan"]["actif"][0]["montant"], "2207.96");
    assert_eq!(b["bilan"]["actif"][1]["montant"], "15.00");
    assert_eq!((&b["bilan"]["total_actif"], &b["bilan"]["total_passif"]), (&json!("2222.96"), &json!("2222.96")));
    assert_eq!(b["bilan"]["report_a_nouveau"], "2406.03");
    assert_eq!(
        b["rapprochement"][0],
        json!({"tresorerie": "banque", "releve": {"date": "2025-08-31", "solde": "2400.56"},
            "sorties_non_pointees": "192.60", "entrees_non_pointees": "0.00", "solde_cahier": "2207.96", "ecart": "0.00"})
    );
}

#[test]
fn premiers_pas() {
    let b = bilan("premiers-pas", "2024-2025");
    assert_eq!(comptes(&b, "charges"), attendus(&[("6168", "10.60"), ("6181", "527.90"), ("6270", "9.00"), ("6586", "121.90")]));
    assert_eq!(
        comptes(&b, "produits"),
        attendus(&[("7070", "96.00"), ("7080", "147.00"), ("7410", "300.00"), ("7562", "350.00")])
    );
    assert_eq!(
        (&b["total_charges"], &b["total_produits"], &b["resultat"]),
        (&json!("669.40"), &json!("893.00"), &json!("223.60"))
    );
    assert_eq!((&b["bilan"]["total_actif"], &b["bilan"]["report_a_nouveau"]), (&json!("536.00"), &json!("312.40")));
}

/// A year small enough for the back of an envelope. Opening 1 401,84 in the bank. Dues 212 + 21; three régies: 150 given, 25
/// given back and 125 explained; 150 + 15 given and 165 explained, of which 60,01 on 6070; 150 given and spent to the cent.
///
/// Charges: 212 + 21 + 125 + 165 + 150 − 8 (a refund) = 665,00. Produits: 500 + 720,01 = 1 220,01. Résultat 555,01.
/// Bank: 1 401,84 − 233 − 150 + 25 − 150 − 15 − 150 + 8 + 500 + 400 = 1 636,84. Cash: 720,01 − 400 = 320,01.
/// 1 636,84 + 320,01 = 1 956,85 = 1 401,84 + 555,01.
#[test]
fn three_regies_and_a_kermesse_by_hand() {
    let dossier = annee_a_la_main();
    assert_eq!(dossier.constats(), []);
    let execution = dossier.retkoop(&["bilan", "--format", "json", "--exercice", "2023-2024"]);
    let b: Value = serde_json::from_str(&execution.sortie).expect(&execution.erreurs);
    assert_eq!(comptes(&b, "charges"), attendus(&[("6070", "60.01"), ("6168", "21.00"), ("6181", "371.99"), ("6586", "212.00")]));
    assert_eq!(
        (&b["total_charges"], &b["total_produits"], &b["resultat"]),
        (&json!("665.00"), &json!("1220.01"), &json!("555.01"))
    );
    assert_eq!(b["bilan"]["actif"][0]["montant"], "1636.84");
    assert_eq!(b["bilan"]["actif"][1]["montant"], "320.01");
    assert_eq!(b["bilan"]["total_passif"], "1956.85");
    assert_eq!(b["rapprochement"][0]["ecart"], "0.00");
}

pub fn annee_a_la_main() -> Dossier {
    Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"École de l’essai\"\nnumero = \"046-0001\"\n[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.caisse]\ncompte = \"530\"\n",
        ),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 1401.84\n"),
        ("2023-2024/adhesion.toml", ADHESION),
        ("2023-2024/cahier/a.toml", CAHIER),
        ("2023-2024/releves/fin.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 1636.84\n"),
        (
            "2023-2024/caisse/fin.toml",
            "date = 2024-06-30\ntresorerie = \"caisse\"\n[coupures]\n\"200\" = 1\n\"100\" = 1\n\"20\" = 1\n\"0.01\" = 1\n",
        ),
        (
            "2023-2024/subventions.toml",
            "[[subvention]]\norigine = \"Commune\"\nmontant = 500\ndate = 2024-01-12\njustificatif = \"pieces/avis.txt\"\npiece = \"09\"\n",
        ),
        ("2023-2024/pieces/avis.txt", "avis de versement\n"),
    ])
}

const ADHESION: &str = r#"
classe = [
    { nom = "CP", enseignants = [{ nom = "Agathe Merlinval" }], eleves = 21 },
    { nom = "CE1", enseignants = [{ nom = "Yves Cournouaille" }], eleves = 22 },
    { nom = "CM2", enseignants = [{ nom = "Rose Tavernelle" }], eleves = 23 },
]
"#;

const CAHIER: &str = r#"
[[ecriture]]
piece = "01"
date = 2023-10-12
libelle = "OCCE"
sortie.banque = 233.00
ventilation = { 6586 = 212.00, 6168 = 21.00 }
pointage = 2024-08-31

[[ecriture]]
piece = "02"
date = 2023-10-13
libelle = "Régie CP"
sortie.banque = 150.00
regie = { versee = 150.00, classe = "CP" }
pointage = 2024-08-31

[[ecriture]]
piece = "03"
date = 2023-11-13
libelle = "Retour CP"
entree.banque = 25.00
regie = { retournee = 25.00, classe = "CP" }
pointage = 2024-08-31

[[ecriture]]
piece = "04"
date = 2023-11-14
libelle = "Explication CP"
regie = { expliquee = 125.00, classe = "CP" }
ventilation.6181 = 125.00

[[ecriture]]
piece = "05"
date = 2023-11-15
libelle = "Régie CE1"
sortie.banque = 150.00
regie = { versee = 150.00, classe = "CE1" }
pointage = 2024-08-31

[[ecriture]]
piece = "06"
date = 2023-12-01
libelle = "Complément CE1"
sortie.banque = 15.00
regie = { versee = 15.00, classe = "CE1" }
pointage = 2024-08-31

[[ecriture]]
piece = "07"
date = 2023-12-02
libelle = "Explication CE1"
regie.expliquee = 165.00
regie.classe = "CE1"
[ecriture.ventilation]
6181 = 104.99
6070 = 60.01

[[ecriture]]
piece = "08"
date = 2023-12-03
libelle = "Régie CM2, dépensée au centime"
sortie.banque = 150.00
regie = { versee = 150.00, classe = "CM2" }
pointage = 2024-08-31

[[ecriture]]
piece = "08"
date = 2023-12-03
libelle = "Explication CM2"
regie = { expliquee = 150.00, classe = "CM2" }
ventilation."6181 0008" = 150.00

[[ecriture]]
piece = "09"
date = 2024-01-12
libelle = "Commune"
entree.banque = 500
ventilation.74100008 = 500
pointage = 2024-08-31

[[ecriture]]
piece = "10"
date = 2024-02-02
libelle = "Remboursement d’un fournisseur"
entree.banque = 8.00
ventilation.6181 = -8.00
pointage = 2024-08-31

[[ecriture]]
piece = "11"
date = 2024-06-20
libelle = "Kermesse"
entree.caisse = 720.01
ventilation.7080 = 720.01

[[ecriture]]
piece = "12"
date = 2024-06-24
libelle = "Dépôt d’espèces"
sortie.caisse = 400.00
entree.banque = 400.00
pointage = 2024-08-31
"#;

/// domain.md, E6: statement 5 934,85, cheque 9670034 of 260,00 not yet debited, ledger 5 674,85.
#[test]
fn the_printed_reconciliation() {
    let dossier = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"E\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"514\"\n"),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n[ouverture]\nbanque = 5934.85\n"),
        (
            "2023-2024/cahier/a.toml",
            "[[ecriture]]\npiece = \"01\"\ndate = 2024-07-06\nlibelle = \"Millet\"\ncheque = \"9670034\"\nsortie.banque = 260.00\nventilation.6181 = 260.00\n",
        ),
        ("2023-2024/releves/a.toml", "tresorerie = \"banque\"\ndate = 2024-08-31\nsolde = 5934.85\n"),
    ]);
    assert_eq!(dossier.constats(), []);
    let b: Value = serde_json::from_str(&dossier.retkoop(&["bilan", "--format", "json"]).sortie).expect("JSON");
    assert_eq!(
        b["rapprochement"][0],
        json!({"tresorerie": "banque", "releve": {"date": "2024-08-31", "solde": "5934.85"},
            "sorties_non_pointees": "260.00", "entrees_non_pointees": "0.00", "solde_cahier": "5674.85", "ecart": "0.00"})
    );
    assert_eq!(b["bilan"]["actif"][0]["compte"], "514");
}

/// domain.md: a class ledger with 30,00 sold and 12,50 of seeds, nothing advanced: the class holds 17,50.
#[test]
fn a_class_ledger_is_integrated_once() {
    let dossier = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"E\"\nnumero = \"1\"\n"),
        ("2023-2024/exercice.toml", "[exercice]\ndebut = 2023-09-01\nfin = 2024-08-31\n"),
        (
            "2023-2024/adhesion.toml",
            "[[classe]]\nnom = \"CP\"\ncahier = \"CP\"\nenseignants = [{ nom = \"Agathe Merlinval\" }]\neleves = 21\n",
        ),
        (
            "2023-2024/classes/CP.toml",
            "classe = \"CP\"\npiece = \"01\"\n[[operation]]\ndate = 2023-10-02\nlibelle = \"Vente de plants\"\nentree.especes = 30\ncompte = \"7070\"\n[[operation]]\ndate = 2023-10-03\nlibelle = \"Graines\"\nsortie.cheque = 12.50\ncompte = \"6181\"\n",
        ),
    ]);
    let b: Value = serde_json::from_str(&dossier.retkoop(&["bilan", "--format", "json"]).sortie).expect("JSON");
    assert_eq!((&b["total_charges"], &b["total_produits"], &b["resultat"]), (&json!("12.50"), &json!("30.00"), &json!("17.50")));
    assert_eq!(
        (&b["bilan"]["regies"], &b["bilan"]["total_actif"], &b["bilan"]["total_passif"]),
        (&json!("17.50"), &json!("17.50"), &json!("17.50"))
    );
    let texte = dossier.retkoop(&["bilan"]).sortie;
    assert!(texte.contains("CP, charges 12,50, produits 30,00"), "{texte}");
    assert_eq!(dossier.constats().iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["R001"]);
}

/// An opening that is not written follows the previous year, and so do its unticked operations.
#[test]
fn an_absent_opening_follows_the_previous_year() {
    let dossier = annee_a_la_main();
    dossier.remplacer(
        "2023-2024/cahier/a.toml",
        "libelle = \"Retour CP\"\nentree.banque = 25.00",
        "libelle = \"Retour CP\"\nentree.banque = 25.00 #",
    );
    dossier.ecrire("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n");
    dossier.ecrire("2024-2025/releves/a.toml", "tresorerie = \"banque\"\ndate = 2025-08-31\nsolde = 1636.84\n");
    let b: Value =
        serde_json::from_str(&dossier.retkoop(&["bilan", "--format", "json", "--exercice", "2024-2025"]).sortie).expect("JSON");
    assert_eq!(b["bilan"]["report_a_nouveau"], "1956.85");
    assert_eq!(b["bilan"]["total_actif"], "1956.85");
    assert_eq!(dossier.constats(), []);
}
