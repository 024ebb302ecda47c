//! Looking through the ledger: `cahier` and `rapprochement`, in every form, whole or filtered.

use std::fmt::Write;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::commun::{Dossier, commande, exemple, racine, retkoop};
use super::exemples::annee_a_la_main;
use super::schemas::conforme;

fn jules_ferry(arguments: &[&str]) -> String {
    let dossier = exemple("ecole-jules-ferry");
    let execution = retkoop(&[&["-C", dossier.to_str().unwrap(), "--exercice", "2024-2025"], arguments].concat());
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    execution.sortie
}

fn json(arguments: &[&str]) -> Value {
    let texte = jules_ferry(&[arguments, &["--format", "json"]].concat());
    conforme(&format!("{}.schema.json", arguments[0]), &texte);
    serde_json::from_str(&texte).expect("JSON")
}

fn pieces(cahier: &Value) -> Vec<&str> {
    cahier["lignes"].as_array().expect("a list").iter().map(|l| l["piece"].as_str().expect("a text")).collect()
}

/// The figures of `exemples`, added up outside the program: 5 190,42 of charges, 5 007,35 of produits, from 2 374,03 and 32,00
/// to 2 207,96 and 15,00.
#[test]
fn the_whole_ledger_comes_to_the_figures_of_the_return() {
    let cahier = json(&["cahier"]);
    assert_eq!((&cahier["totaux"]["charges"], &cahier["totaux"]["produits"]), (&json!("5190.42"), &json!("5007.35")));
    assert_eq!(
        cahier["tresorerie"],
        json!([{"compte": "512", "nom": "banque", "ouverture": "2374.03", "cloture": "2207.96"},
            {"compte": "530", "nom": "caisse", "ouverture": "32.00", "cloture": "15.00"}])
    );
    let lignes = cahier["lignes"].as_array().expect("a list");
    assert_eq!(lignes.last().expect("a line")["soldes"], json!({"banque": "2207.96", "caisse": "15.00"}));
    // 2 374,03 − 47,90, then + 438,00 to the bank and 32,00 + 165,00 to the cash box.
    assert_eq!(lignes[0]["soldes"]["banque"], "2326.13");
    assert_eq!(lignes[1]["soldes"], json!({"banque": "2764.13", "caisse": "197.00"}));
    assert_eq!(cahier["reports"].as_array().map(Vec::len), Some(2));
}

#[test]
fn filters_choose_lines() {
    for (arguments, attendues) in [
        (&["--compte", "6270"][..], &["14", "31"][..]),
        (&["--compte", "6270 0008"], &["14", "31"]),
        (&["--compte", "caisse", "--au", "2024-11-19"], &["02", "03", "09"]),
        (&["--compte", "530", "--du", "2025-06-20"], &["29", "30", "33"]),
        (&["--classe", "cp"], &["06", "24", "27"]),
        (&["--action", "STAGE DE CIRQUE", "--compte", "6181"], &["21"]),
        (&["--non-pointees"], &["32"]),
        (&["--cherche", "Ecole des"], &[]),
        (&["--cherche", "depot d'especes", "--du", "2024-12-01"], &["13", "30"]),
        (&["--cherche", "192,60"], &["32"]),
        (&["--cherche", "192.6"], &["32"]),
        (&["--cherche", "8841238"], &["32"]),
        (&["--du", "2025-07-01", "--au", "2025-07-02"], &["32"]),
    ] {
        assert_eq!(pieces(&json(&[&["cahier"], arguments].concat())), attendues, "{arguments:?}");
    }
    // 14,20 twice.
    assert_eq!(json(&["cahier", "--compte", "6270"])["totaux"]["charges"], "28.40");
}

#[test]
fn what_nothing_bears_is_told() {
    let dossier = exemple("ecole-jules-ferry");
    for (arguments, mots) in [
        (["--compte", "banqe"], ["compte inconnu", "vouliez-vous dire «\u{a0}banque"]),
        (["--compte", "9999"], ["compte inconnu", "6181"]),
        (["--action", "Kermese"], ["action inconnue", "Kermesse"]),
        (["--classe", "CM9"], ["classe inconnue", "CE1-CE2"]),
    ] {
        let execution =
            retkoop(&[&["-C", dossier.to_str().unwrap(), "--exercice", "2024-2025", "cahier"], &arguments[..]].concat());
        assert_eq!((execution.code, execution.sortie.as_str()), (2, ""), "{arguments:?}");
        assert!(mots.iter().all(|mot| execution.erreurs.contains(mot)), "{}", execution.erreurs);
    }
}

/// Eighty columns, amounts whole: 9 999 999 999,99 is the longest that a file may hold.
#[test]
fn the_screen_holds_the_lines_and_no_amount_is_cut() {
    let dossier = exemple("ecole-jules-ferry");
    let dans = |largeur: &str, dossier: &str, options: &[&str]| {
        let mut commande = commande(&[&["-C", dossier, "--exercice", "2024-2025", "cahier"], options].concat());
        let sortie = commande.env("COLUMNS", largeur).output().expect("the program was built");
        String::from_utf8(sortie.stdout).expect("UTF-8")
    };
    for options in [&[][..], &["--compte", "6181"], &["--compte", "512"], &["--classe", "CP"]] {
        for largeur in [80, 100, 140] {
            let texte = dans(&largeur.to_string(), dossier.to_str().unwrap(), options);
            let trop: Vec<&str> = texte.lines().filter(|ligne| ligne.width() > largeur).collect();
            assert!(trop.is_empty(), "{options:?} {trop:#?}");
        }
    }
    let gros = Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.caisse]\ncompte = \"530\"\n",
        ),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n"),
        (
            "2024-2025/cahier/a.toml",
            "[[ecriture]]\npiece = \"01\"\ndate = 2024-10-01\nlibelle = \"Un legs \\u001b[2J inattendu\"\nentree.banque = 9999999999.99\nventilation.7700 = 9999999999.99\n",
        ),
    ]);
    let texte = dans("80", gros.chemin().to_str().unwrap(), &[]);
    assert_eq!(texte.matches("9\u{202f}999\u{202f}999\u{202f}999,99").count(), 4, "{texte}");
    assert!(!texte.contains('\u{1b}') && texte.contains("Un legs"), "{texte:?}");
    assert!(texte.lines().all(|ligne| ligne.width() <= 80), "{texte}");
}

#[test]
fn a_spreadsheet_gets_every_column() {
    let csv = jules_ferry(&["cahier", "--format", "csv"]);
    let mut lecteur = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
    let titres = lecteur.headers().expect("a header").clone();
    let somme = |colonne: &str| {
        let rang = titres.iter().position(|t| t == colonne).expect("a column");
        let mut lecteur = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
        lecteur.records().map(|l| l.expect("a line")[rang].replace(',', "").parse::<i64>().unwrap_or(0)).sum::<i64>()
    };
    // In cents: the closing less the opening, and two accounts of `exemples`.
    assert_eq!(somme("entree.banque") - somme("sortie.banque"), 220_796 - 237_403);
    assert_eq!((somme("6181"), somme("7080")), (399_465, 121_015));
    assert_eq!(lecteur.records().count(), 33);
}

/// A transfer is seen by two banks, each on its own statement.
#[test]
fn each_bank_has_its_own_pointage() {
    let dossier = Dossier::new([
        (
            "retkoop.toml",
            "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n[tresorerie.caisse]\ncompte = \"530\"\n\
             [tresorerie.livret]\ncompte = \"514\"\n",
        ),
        (
            "2024-2025/exercice.toml",
            "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n[ouverture]\nbanque = 100\n[[report]]\ndate = 2024-08-30\n\
             libelle = \"Vers le livret\"\nsortie.banque = 20\nentree.livret = 20\npointage.livret = 2024-09-15\n",
        ),
        (
            "2024-2025/cahier/a.toml",
            "[[ecriture]]\npiece = \"1\"\ndate = 2024-10-01\nlibelle = \"Vers le livret\"\nsortie.banque = 30\nentree.livret = 30\n\
             pointage.banque = 2024-10-31\n\
             [[ecriture]]\npiece = \"2\"\ndate = 2024-10-02\nlibelle = \"Retrait\"\nsortie.banque = 5\nentree.caisse = 5\n\
             pointage = 2024-10-31\n",
        ),
    ]);
    let lire = |format: &str| dossier.retkoop(&["cahier", "--non-pointees", "--format", format]).sortie;
    let json: Value = serde_json::from_str(&lire("json")).expect("JSON");
    conforme("cahier.schema.json", &json.to_string());
    let (report, ligne) = (&json["reports"][0], &json["lignes"][0]);
    assert_eq!((&report["pointage"], &report["pointages"]), (&Value::Null, &json!({"banque": null, "livret": "2024-09-15"})));
    assert_eq!((&ligne["pointage"], &ligne["pointages"]), (&Value::Null, &json!({"banque": "2024-10-31", "livret": null})));
    let json: Value = serde_json::from_str(&dossier.retkoop(&["cahier", "--format", "json"]).sortie).expect("JSON");
    assert_eq!(json["lignes"][1]["pointages"], json!({"banque": "2024-10-31"}));
    let csv = lire("csv");
    let fins: Vec<&str> =
        csv.lines().map(|ligne| ligne.rsplitn(3, ';').nth(2).map_or("", |avant| &ligne[avant.len() + 1..])).collect();
    assert_eq!(fins, ["pointage.banque;pointage.livret", ";2024-09-15", "2024-10-31;"]);
}

/// What cannot be printed can be looked at: the entry that does not balance is shown, with its finding, and the status says so.
#[test]
fn accounts_with_errors_are_shown_with_them() {
    let dossier = annee_a_la_main();
    let cahier = dossier.lire("2023-2024/cahier/a.toml");
    dossier.ecrire("2023-2024/cahier/a.toml", cahier.replace("212.00", "210.00"));
    for arguments in [&["cahier"][..], &["cahier", "--format", "csv"], &["cahier", "--format", "json"], &["rapprochement"]] {
        let execution = dossier.retkoop(&[&["--exercice", "2023-2024"], arguments].concat());
        assert_eq!(execution.code, 1, "{arguments:?}");
        assert!(execution.erreurs.contains("E001") && !execution.sortie.is_empty(), "{}", execution.erreurs);
    }
}

/// domain.md: statement 2 400,56, cheque 8841238 of 192,60 not yet debited, ledger 2 207,96.
#[test]
fn the_statement_leads_to_the_ledger() {
    let etat = &json(&["rapprochement"])["rapprochement"][0];
    assert_eq!(etat["releve"], json!({"date": "2025-08-31", "solde": "2400.56"}));
    assert_eq!(etat["operations"].as_array().map(Vec::len), Some(1));
    assert_eq!((&etat["operations"][0]["montant"], &etat["operations"][0]["cheque"]), (&json!("-192.60"), &json!("8841238")));
    assert_eq!((&etat["solde_cahier"], &etat["ecart"]), (&json!("2207.96"), &json!("0.00")));
    let texte = jules_ferry(&["rapprochement"]);
    for mot in ["2\u{202f}400,56", "−192,60", "2\u{202f}207,96", "8841238"] {
        assert!(texte.contains(mot), "{mot}: {texte}");
    }
    let sans_banque = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n"),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n"),
    ]);
    assert!(sans_banque.retkoop(&["rapprochement"]).sortie.contains("Aucun compte bancaire"));
}

/// A closed year knows the accounts of the day of its closing: one that is declared afterwards, before them, moves no amount to
/// another column.
#[test]
fn the_columns_of_a_closed_year_are_its_own() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let cahier = |forme: &str| {
        let execution = dossier.retkoop(&["cahier", "--exercice", "2023-2024", "--format", forme]);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        execution.sortie
    };
    let ouverte = ["texte", "csv", "json"].map(cahier);
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-25"]).code, 0);
    dossier.remplacer("retkoop.toml", "[tresorerie.banque]", "[tresorerie.livret]\ncompte = \"514\"\n\n[tresorerie.banque]");
    assert_eq!(["texte", "csv", "json"].map(cahier), ouverte);
}

/// Every line that answers is shown, however many there are, then their total.
#[test]
fn a_long_ledger_is_shown_to_its_end() {
    let mut cahier = String::new();
    for rang in 0..40_000 {
        let jour = 1 + rang % 28;
        let _ = write!(
            cahier,
            "[[ecriture]]\npiece = \"{rang}\"\ndate = 2024-10-{jour:02}\nlibelle = \"Achat {rang}\"\nentree.banque = 1.00\nventilation.7080 = 1.00\npointage = 2024-10-31\n"
        );
    }
    let dossier = Dossier::new([
        ("retkoop.toml", "[cooperative]\nnom = \"É\"\nnumero = \"1\"\n[tresorerie.banque]\ncompte = \"512\"\n"),
        ("2024-2025/exercice.toml", "[exercice]\ndebut = 2024-09-01\nfin = 2025-08-31\n"),
        ("2024-2025/cahier/a.toml", &cahier),
    ]);
    let execution = dossier.retkoop(&["--exercice", "2024-2025", "cahier", "--cherche", "achat"]);
    let lignes: Vec<&str> = execution.sortie.lines().collect();
    assert_eq!(lignes.iter().filter(|ligne| ligne.contains("Achat ")).count(), 40_000, "{}", execution.erreurs);
    // 40 000 × 1,00.
    let total = lignes.iter().find(|ligne| ligne.contains("Total")).expect("a total").replace(['\u{a0}', '\u{202f}'], " ");
    assert!(total.contains("40 000,00"), "{total}");
}

/// The reproducer of T001: six operations of 374,70 € in all, that the statement of 20 September shows (601,10 − 374,70 = 226,40).
/// They count at the closing, and nothing says that they are not ticked, nor tells anybody to tick them.
#[test]
fn what_the_bank_shows_after_the_last_day_is_told_apart() {
    let modele = racine().join("tests/erreurs/T001-trop-d-ecritures-non-pointees-vues-apres/dossier");
    let dossier = Dossier::copie_de(&modele);
    let lire = |arguments: &[&str]| {
        let execution = dossier.retkoop(&[&["--date", "2025-09-25"], arguments].concat());
        (execution.sortie + &execution.erreurs).replace(['\u{a0}', '\u{202f}'], " ")
    };
    let un_trait = |texte: String| texte.split_whitespace().collect::<Vec<_>>().join(" ");
    let refus = || un_trait(lire(&["cloturer", "--essai", "--exercice", "2024-2025"]));
    let dit = refus();
    assert!(dit.contains("6 opérations que la banque n’a montrées qu’après le 31/08/2025, 5 au plus"), "{dit}");
    assert!(dit.contains("`ecritures_non_pointees`, dans `[seuils]` de `departement.toml`"), "{dit}");
    assert!(!dit.contains("sans pointage") && !dit.contains("pointez"), "{dit}");
    let cahier = lire(&["cahier", "--exercice", "2024-2025", "--non-pointees"]);
    assert!(
        cahier.contains("non pointées au 31/08/2025") && cahier.contains("→ vue par la banque après le 31/08/2025"),
        "{cahier}"
    );
    assert_eq!((cahier.matches(" →\n").count(), cahier.matches(" ✓\n").count()), (6, 0), "{cahier}");
    let rapprochement = un_trait(lire(&["rapprochement", "--exercice", "2024-2025"]));
    assert_eq!(rapprochement.matches(", vue le").count(), 6, "{rapprochement}");
    let accueil = un_trait(lire(&["etat", "--exercice", "2024-2025"]));
    assert!(accueil.contains("6 vues après la fin, 5 au plus à la clôture"), "{accueil}");
    assert!(accueil.contains("Pointage à jour") && !accueil.contains("pointer les opérations"), "{accueil}");
    // Two of them that no statement shows: 85,00 and 27,80 are back, and those alone are to be ticked.
    for piece in ["85.00", "27.80"] {
        let pointee = format!("ventilation.6181 = {piece}\npointage = 2025-09-20\n");
        dossier.remplacer("2024-2025/cahier/2024-2025.toml", &pointee, &format!("ventilation.6181 = {piece}\n"));
    }
    dossier.remplacer("2024-2025/releves/2025-09-20.toml", "226.40", "339.20");
    let dit = refus();
    assert!(
        dit.contains("6 opérations que la banque n’avait pas montrées au 31/08/2025, dont 4 vues ensuite, 5 au plus"),
        "{dit}"
    );
    assert!(dit.contains("pointez celles qui ne le sont pas"), "{dit}");
    let accueil = un_trait(lire(&["etat", "--exercice", "2024-2025"]));
    assert!(accueil.contains("2 à pointer") && accueil.contains("et 4 vues après la fin, 5 au plus à la clôture"), "{accueil}");
    assert!(accueil.contains("pointer les opérations que le relevé montre"), "{accueil}");
    // A department that accepts six: nothing refuses any more.
    dossier.ecrire("departement.toml", "[seuils]\necritures_non_pointees = 6\n");
    assert_eq!(dossier.retkoop(&["cloturer", "--essai", "--exercice", "2024-2025", "--date", "2025-09-25"]).code, 0);
}
