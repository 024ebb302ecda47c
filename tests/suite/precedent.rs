//! The figures of the year before, beside those of a return: from its accounts, then from its seal.

use serde_json::Value;

use super::commun::Dossier;

fn bilan(dossier: &Dossier, exercice: &str) -> Value {
    let execution = dossier.retkoop(&["--exercice", exercice, "bilan", "--format", "json"]);
    assert_eq!(execution.code, 0, "{}", execution.erreurs);
    super::schemas::conforme("bilan.schema.json", &execution.sortie);
    serde_json::from_str(&execution.sortie).expect("JSON")
}

#[test]
fn the_year_before_is_told_from_its_accounts_then_from_its_seal() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let avant = bilan(&dossier, "2023-2024");
    assert_eq!(avant.get("precedent"), None, "no year before");
    let precedent = bilan(&dossier, "2024-2025")["precedent"].clone();
    for cle in ["exercice", "charges", "produits", "total_charges", "total_produits", "resultat", "bilan"] {
        assert_eq!(precedent[cle], avant[cle], "{cle}");
    }
    let cloturer = || dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-15"]);
    assert_eq!(cloturer().code, 0);
    assert_eq!(bilan(&dossier, "2024-2025")["precedent"], precedent);

    // Under the seal, what was sealed is told: 5,00 more than the 173,50 of the seal change nothing.
    let cahier = "2023-2024/cahier/2023-09.toml";
    let texte = dossier.lire(cahier);
    assert!(texte.contains("173.50"));
    dossier.ecrire(cahier, texte.replace("173.50", "178.50"));
    assert_eq!(bilan(&dossier, "2024-2025")["precedent"], precedent);
    // A seal that was changed tells nothing.
    let sceau = dossier.lire("2023-2024/cloture.toml");
    dossier.ecrire("2023-2024/cloture.toml", sceau.replace("6586 = 173.50", "6586 = 178.50"));
    assert_eq!(bilan(&dossier, "2024-2025").get("precedent"), None);
    dossier.ecrire("2023-2024/cloture.toml", sceau);
    dossier.ecrire(cahier, texte);

    // Opened again, it is its accounts that are told; none while they hold an error.
    assert_eq!(dossier.retkoop(&["rouvrir", "--exercice", "2023-2024", "--motif", "Une facture oubliée"]).code, 0);
    assert_eq!(bilan(&dossier, "2024-2025")["precedent"], precedent);
    dossier.remplacer(cahier, "173.50", "178.50");
    assert_eq!(bilan(&dossier, "2024-2025").get("precedent"), None, "E001");
}

/// 2023-2024: 3 753,14 of charges, 289,00 of them on an account that 2024-2025 does not move; 4 647,80 of produits.
#[test]
fn each_output_shows_both_years() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let lire = |format: &str| dossier.retkoop(&["--exercice", "2024-2025", "bilan", "--format", format]).sortie;
    let csv = lire("csv");
    for ligne in [
        "bloc;compte;libelle;montant;precedent",
        "charges;6800;Biens durables;0,00;289,00",
        "charges;;Total des charges;5190,42;3753,14",
        "produits;;Total des produits;5007,35;4647,80",
        "resultat;;Résultat de l’exercice;-183,07;894,66",
        "bilan-actif;;Total de l’actif;2222,96;2406,03",
        "bilan-passif;;Report à nouveau;2406,03;1511,37",
        "rapprochement;banque;Écart;0,00;",
    ] {
        assert!(csv.lines().any(|l| l == ligne), "{ligne}\n{csv}");
    }
    let texte = lire("texte").replace(['\u{202f}', '\u{a0}'], " ");
    let mots = |ligne: &str| ligne.split_whitespace().collect::<Vec<_>>().join(" ");
    for ligne in ["2024-2025 2023-2024", "6800 Biens durables 0,00 289,00", "Total des charges 5 190,42 3 753,14"] {
        assert!(texte.lines().any(|l| mots(l) == ligne), "{ligne}\n{texte}");
    }
    assert!(texte.lines().all(|l| l.chars().count() <= 84));

    // Alone, a year is shown as it always was.
    let seul = dossier.retkoop(&["--exercice", "2023-2024", "bilan"]).sortie;
    assert!(!seul.contains("2022") && seul.contains("Excédent"), "{seul}");
}

#[test]
fn a_year_that_is_missing_in_between_is_not_replaced_by_another() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let nouveau = |chemin: &str| dossier.chemin().join(chemin);
    std::fs::rename(nouveau("2023-2024"), nouveau("2021-2022")).unwrap();
    for element in std::fs::read_dir(nouveau("2021-2022")).unwrap().flatten().filter(|e| e.path().is_dir()) {
        std::fs::remove_dir_all(element.path()).unwrap();
    }
    dossier.ecrire("2021-2022/exercice.toml", "[exercice]\ndebut = 2021-09-01\nfin = 2022-08-31\n");
    std::fs::remove_file(nouveau("2021-2022/subventions.toml")).unwrap();
    std::fs::remove_file(nouveau("2021-2022/adhesion.toml")).unwrap();
    dossier.remplacer("inventaire.toml", "2023-2024/", "2021-2022/");
    assert_eq!(bilan(&dossier, "2024-2025").get("precedent"), None);
}

/// A paper made when the year before was not in the folder is still what it was; one that shows it is held to it.
#[test]
fn papers_with_and_without_the_year_before_are_attested() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    let chemin = |nom: &str| dossier.chemin().join(nom);
    let imprimer = |nom: &str| {
        let arguments = ["--exercice", "2024-2025", "imprimer", "crf", "--sortie", "papiers"];
        let mut tous = vec!["-C", dossier.chemin().to_str().unwrap()];
        tous.extend(arguments);
        let execution = super::commun::retkoop_dans(dossier.chemin(), &tous);
        assert_eq!(execution.code, 0, "{}", execution.erreurs);
        std::fs::rename(chemin("papiers/crf-099-0412-2024-2025.pdf"), chemin(nom)).unwrap();
    };
    let attester = |nom: &str| dossier.retkoop(&["attester", chemin(nom).to_str().unwrap()]);
    std::fs::rename(chemin("2023-2024"), chemin(".2023-2024")).unwrap();
    imprimer("sans.pdf");
    std::fs::rename(chemin(".2023-2024"), chemin("2023-2024")).unwrap();
    imprimer("avec.pdf");
    for nom in ["sans.pdf", "avec.pdf"] {
        let execution = attester(nom);
        assert_eq!((execution.code, execution.sortie.matches("oui  ").count()), (0, 5), "{nom}: {}", execution.sortie);
    }
    // 1,00 more of fees and of products: the year before is told otherwise, this one is what it was.
    let cahier = "2023-2024/cahier/2023-10.toml";
    let texte = dossier.lire(cahier);
    dossier.ecrire(
        cahier,
        format!("{texte}\n[[ecriture]]\npiece = \"90\"\ndate = 2023-10-12\nlibelle = \"Collecte\"\nentree.caisse = 1.00\nventilation.7562 = 1.00\n\n[[ecriture]]\npiece = \"91\"\ndate = 2023-10-12\nlibelle = \"Timbre\"\nsortie.caisse = 1.00\nventilation.6181 = 1.00\n"),
    );
    assert_eq!(attester("sans.pdf").code, 0);
    let execution = attester("avec.pdf");
    assert_eq!(execution.code, 1);
    let sortie = execution.sortie.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(
        sortie.contains("6181 Activités éducatives (2023-2024) : 2 271,60 € dans le papier, 2 272,60 € au cahier"),
        "{sortie}"
    );
    std::fs::rename(chemin("2023-2024"), chemin(".2023-2024")).unwrap();
    let execution = attester("avec.pdf");
    assert_eq!(execution.code, 1);
    let sortie = execution.sortie.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(sortie.contains("6181 Activités éducatives (2023-2024) : 2 271,60 € dans le papier, rien au cahier"), "{sortie}");
    assert_eq!(attester("sans.pdf").code, 0);
}

/// 2023-2024 closed with 2 374,03 on the 512. Under another number from then on, the money stays where it was that year, and what
/// moved it is told.
#[test]
fn the_year_before_keeps_the_numbers_of_its_accounts() {
    let dossier = Dossier::de_l_exemple("ecole-jules-ferry");
    assert_eq!(dossier.retkoop(&["cloturer", "--exercice", "2023-2024", "--date", "2024-09-15"]).code, 0);
    let banques = || -> Vec<Vec<String>> {
        let csv = dossier.retkoop(&["--exercice", "2024-2025", "bilan", "--format", "csv"]).sortie;
        let lignes = csv.lines().map(|l| l.split(';').map(str::to_owned).collect::<Vec<_>>());
        lignes.filter(|l| l[0] == "bilan-actif" && l[1].starts_with("51")).collect()
    };
    let [seule] = banques().try_into().expect("one bank");
    assert_eq!((&*seule[1], &*seule[4]), ("512", "2374,03"));
    dossier.remplacer("retkoop.toml", "\"512\"", "\"514\"");
    let [ancienne, nouvelle] = banques().try_into().expect("two numbers");
    assert_eq!([&*ancienne[1], &ancienne[3], &ancienne[4]], ["512", "0,00", "2374,03"]);
    assert_eq!([&*nouvelle[1], &nouvelle[3], &nouvelle[4]], ["514", &seule[3], "0,00"]);
    let dit = dossier.retkoop(&["verifier", "--exercice", "2024-2025", "--format", "concis", "--date", "2025-10-15"]).sortie;
    let dit = dit.replace(['\u{202f}', '\u{a0}'], " ");
    assert!(dit.contains("[T015]") && dit.contains("au compte 514") && dit.contains("2 374,03 € au compte 512"), "{dit}");
}
